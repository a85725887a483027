"""A real instance with staff, at a moment that the test moves."""

import shutil
from importlib import import_module

import pytest

from surveyapp.instance import create_instance, load_instance
from surveyapp.storage.migrations import upgrade
from surveyapp.web import create_app, limits
from tests.desk.staffed import CLOCKED, Clock, fill, signed_in
from tests.web.people import code_of


@pytest.fixture(scope="session")
def people_of_study(tmp_path_factory):
    """(directory of an instance, name -> second factor); only to be copied."""
    made = create_instance(tmp_path_factory.mktemp("desk") / "study")
    upgrade(made)
    return made.path, fill(made)


@pytest.fixture
def study(people_of_study, tmp_path):
    """Such an instance of the test's own."""
    return load_instance(shutil.copytree(people_of_study[0], tmp_path / "study"))


@pytest.fixture
def clock(monkeypatch):
    """Moves the time of the site; nobody waits."""
    found = Clock()
    monkeypatch.setattr(limits, "DELAY_SECONDS", 0.0)
    for module in CLOCKED:
        monkeypatch.setattr(import_module(f"surveyapp.web.{module}"), "now", found)
    return found


@pytest.fixture
def site(study, clock):
    """Its application at that moment."""
    return create_app(study, {"TESTING": True})


@pytest.fixture
def factors(people_of_study):
    """Name -> the second factor of the account."""
    return people_of_study[1]


@pytest.fixture
def enter(site, factors, clock):
    """Signs somebody in by name: a browser on the desk."""
    return lambda name: signed_in(site, name, factors[name], clock)


@pytest.fixture
def confirm(factors, clock):
    """Types the next code on the page that asks for it again."""

    def call(browser, name):
        clock.later(seconds=30)
        return browser.send({"factor": [code_of(factors[name].secret, 0, clock.moment)]})

    return call
