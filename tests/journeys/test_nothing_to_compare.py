"""A questionnaire that names no groups has a page that says so, and no failure."""

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.staff import add_staff
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.journeys.conftest import open_wave
from tests.journeys.plain_client import PlainBrowser

NAME, PASSWORD = "consent", "a long sentence to sign in with"


@pytest.fixture(scope="module")
def coordinator(tmp_path_factory):
    instance = create_instance(tmp_path_factory.mktemp("alone") / "demo", is_demo=True)
    upgrade(instance)
    open_wave(instance, NAME)
    with connected(instance):
        add_staff("coordinator", [StaffRole.COORDINATOR], PASSWORD)
    limiter.reset()
    browser = PlainBrowser(create_app(instance))
    browser.go("/staff/sign-in?next=/coordinate/")
    return browser.send({"name": ["coordinator"], "password": [PASSWORD]})


@pytest.mark.parametrize("page", ["", "pairs/", "quality/"])
def test_a_round_without_groups_says_that_it_compares_nothing(coordinator, page):
    coordinator.go(f"/coordinate/{NAME}/{page}")
    assert coordinator.status == 409
    assert "compares nothing" in coordinator.page.html
