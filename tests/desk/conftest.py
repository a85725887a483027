"""A real instance of a small study, and staff who signed in with their second factor."""

import shutil
from pathlib import Path

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.formats.source import kept_file
from surveyapp.instance import create_instance, load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.staff import add_staff
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from surveyapp.web.respondent import form_words
from tests.journeys.plain_client import PlainBrowser
from tests.web.people import COOKIE, PASSWORD, sign_in_fields

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
            add_staff(role.value, role, PASSWORD)
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
