"""Preparation: an instance made, or brought up to date, before a command works with it."""

from pathlib import Path

import click
from sqlalchemy.exc import DatabaseError

from surveyapp.instance import (
    CONFIG,
    Instance,
    InstanceUnsafe,
    check_address,
    create_instance,
    load_instance,
    parts_of,
    unmake_instance,
)
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.soundness import check_upgradable, sound_instance
from surveyapp.storage.study_keys import make_missing_keys
from surveyapp.study.opening import bind_begun_waves


def prepare(path: Path, *, is_demo: bool, base_url: str | None = None) -> Instance:
    """An instance with migrated databases; made when there is none.

    Raises InstanceUnsafe or StudyKeyMissing with the way out, OSError, DatabaseError.
    """
    if base_url is not None:
        check_address(base_url, path / "config.toml")
    if not parts_of(path):
        _make(path, is_demo=is_demo, base_url=base_url)
    instance = load_instance(path)
    _check_wanted(instance, is_demo=is_demo, base_url=base_url)
    check_upgradable(instance)
    upgrade(instance)
    made = sound_instance(path)
    with connected(made):
        for told in bind_begun_waves(made):
            click.echo(told, err=True)
        make_missing_keys(made)
    return made


def _check_wanted(instance: Instance, *, is_demo: bool, base_url: str | None) -> None:
    """What is there already stays as it was made. Raises InstanceUnsafe where it was to change."""
    if is_demo and not instance.is_demo:
        raise InstanceUnsafe(
            f"{instance.path} is not a demo instance; set SURVEYAPP_INSTANCE to another directory."
        )
    if base_url not in (None, instance.base_url):
        raise InstanceUnsafe(
            f"base_url in {instance.path / CONFIG} is {instance.base_url}, and init changes no"
            " settings of an instance that is there. Change it in that file."
        )


def _make(path: Path, *, is_demo: bool, base_url: str | None) -> None:
    """A whole instance or none, so that a disk that was full leaves nothing half made."""
    made = create_instance(path, is_demo=is_demo, base_url=base_url)
    try:
        upgrade(made)
    except (OSError, DatabaseError):
        unmake_instance(path)
        raise
