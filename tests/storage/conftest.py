"""A real instance: two SQLite files in a fresh directory, with an open wave where asked for."""

from datetime import date

import pytest

from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.waves import Wave, WaveState, move_wave, new_wave


@pytest.fixture
def instance(tmp_path):
    """An instance with migrated, empty databases."""
    made = create_instance(tmp_path / "instance")
    upgrade(made)
    return made


@pytest.fixture
def connection(instance):
    """The databases of the instance, as a command has them."""
    with connected(instance):
        yield instance


@pytest.fixture
def make_wave():
    """Describes a wave; what a test is about is said in its call."""

    def make(name="spring", **changes):
        described = {
            "name": name,
            "questionnaire": "service_provision",
            "version": "1",
            "version_hash": "ab" * 32,
            "edition": "core",
            "parameters": {"year_1": "2012"},
            "opens": date(2014, 9, 1),
            "closes": None,
            "state": WaveState.DRAFT,
            "is_synthetic": False,
        }
        return Wave(**{**described, **changes})

    return make


@pytest.fixture
def open_wave(connection, make_wave):
    """Keeps a wave that takes answers."""

    def keep(name="spring", **changes):
        new_wave(make_wave(name, **changes))
        return move_wave(name, WaveState.OPEN)

    return keep
