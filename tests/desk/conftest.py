"""Real instances with staff: of a small study, and of staff alone at a moment that a test moves."""

import shutil
from importlib import import_module
from pathlib import Path

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.formats.source import kept_file
from surveyapp.instance import create_instance, load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.staff import add_staff
from surveyapp.web import create_app, limits
from surveyapp.web.limits import limiter
from surveyapp.web.respondent import form_words
from tests.desk.staffed import CLOCKED, Clock, fill, signed_in
from tests.journeys.plain_client import PlainBrowser
from tests.web.people import COOKIE, PASSWORD, code_of, sign_in_fields

HELPLINES = Path(__file__).parents[1] / "journeys" / "helplines"


@pytest.fixture(scope="session")
def made_desk(tmp_path_factory):
    """A project with an instance that has one account of each role and no wave; only copied."""
    path = tmp_path_factory.mktemp("desk") / "home"
    shutil.copytree(HELPLINES, path)
    made = create_instance(path / "instance")
    upgrade(made)
    with connected(made):
        for role in StaffRole:
            add_staff(role.value, [role], PASSWORD)
    return path


@pytest.fixture
def desk_home(made_desk, tmp_path, monkeypatch):
    """Such a project of one's own; its files are looked at on every page."""
    path = Path(shutil.copytree(made_desk, tmp_path / "home"))
    monkeypatch.chdir(path)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(path / "instance"))
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 0.0)
    monkeypatch.setattr(form_words, "LOOK_AGAIN_SECONDS", 0.0)
    return path


@pytest.fixture
def instance(desk_home):
    """Its instance."""
    return load_instance(desk_home / "instance")


@pytest.fixture
def app(instance):
    """Its application."""
    limiter.reset()
    return create_app(instance, {"TESTING": True})


@pytest.fixture
def as_role(app, instance):
    """A browser of somebody with a role."""

    def sign_in(role):
        browser = PlainBrowser(app).go("/staff/sign-in")
        browser.send(sign_in_fields(instance, role))
        assert browser.client.get_cookie(COOKIE) is not None, browser.page.html
        return browser

    return sign_in


@pytest.fixture
def coordinator(as_role):
    """A browser of the coordinator."""
    return as_role("coordinator")


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
