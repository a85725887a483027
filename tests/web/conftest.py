"""A demo site for tests of what surrounds the pages: headers, access, sessions, traces."""

import shutil

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.instance import create_instance, load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.staff import add_staff
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.journeys.conftest import open_wave
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.web.people import PASSWORD


@pytest.fixture(scope="session")
def staffed(tmp_path_factory):
    """The directory of a demo with an open wave and one account of each role; only to be copied."""
    made = create_instance(tmp_path_factory.mktemp("web") / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, "service_provision")
    with connected(made):
        for role in StaffRole:
            add_staff(role.value, [role], PASSWORD)
    return made.path


@pytest.fixture(scope="module")
def instance(staffed, tmp_path_factory):
    """Such an instance of the module's own."""
    return load_instance(shutil.copytree(staffed, tmp_path_factory.mktemp("web") / "demo"))


@pytest.fixture(scope="module")
def app(instance):
    """Its application as it runs for people: failures become pages."""
    return create_app(instance)


@pytest.fixture(autouse=True)
def _no_failures_counted(app):
    limiter.reset()


@pytest.fixture
def browser(app):
    """A browser without scripts."""
    return PlainBrowser(app)


@pytest.fixture
def respondent(browser):
    """A browser with an open draft."""
    return start(browser, "service_provision", "en")
