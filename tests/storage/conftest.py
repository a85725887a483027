"""A real instance: two migrated SQLite files in a directory of their own."""

import shutil
from datetime import date

import pytest

from surveyapp.instance import create_instance, load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.waves import Wave, WaveState, move_wave, new_wave


def wave(name="spring", **changes):
    """A wave with nothing unusual."""
    usual = {
        "name": name,
        "questionnaire": "service_provision",
        "version": "1",
        "version_hash": "a" * 64,
        "edition": "core",
        "parameters": {"year_1": "2012"},
        "opens": date(2014, 9, 1),
        "closes": None,
        "state": WaveState.DRAFT,
        "is_synthetic": False,
    }
    return Wave(**{**usual, **changes})


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """The directory of an empty instance; only to be read and copied."""
    instance = create_instance(tmp_path_factory.mktemp("migrated") / "instance")
    upgrade(instance)
    return instance.path


@pytest.fixture
def instance(migrated, tmp_path):
    """An instance of its own with empty databases."""
    return load_instance(shutil.copytree(migrated, tmp_path / "instance"))


@pytest.fixture
def database(instance):
    """The databases of the instance, as a command on the terminal has them."""
    with connected(instance):
        yield instance


@pytest.fixture
def new_draft_wave(database):
    """Keeps a wave that takes no answers yet."""
    return lambda name="spring", **changes: new_wave(wave(name, **changes))


@pytest.fixture
def new_open_wave(new_draft_wave):
    """Keeps a wave that takes answers."""

    def make(name="spring", **changes):
        new_draft_wave(name, **changes)
        return move_wave(name, WaveState.OPEN)

    return make


@pytest.fixture
def stored_bytes(instance):
    """Every byte that lies in the files of one database, its log included."""

    def read(bind):
        return b"".join(path.read_bytes() for path in sorted(instance.path.glob(f"{bind}.db*")))

    return read
