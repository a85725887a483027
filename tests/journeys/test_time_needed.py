"""The start page says how long the form takes, as it is estimated from the form."""

import pytest

from surveyapp.formats.source.profile_file import load_minutes
from tests.journeys.conftest import open_wave


@pytest.fixture(scope="module")
def _limited(instance):
    open_wave(instance, "time_limit")


def test_the_minutes_are_those_of_the_estimate(browser):
    page = browser.go("/respond/service_provision/?lang=en").page.html
    for edition, needed in load_minutes("service_provision", "en").items():
        label = {"core": "Core form", "full": "With more detail"}[edition]
        assert f"{label}: about {needed.least} to {needed.most} minutes" in page


@pytest.mark.usefixtures("_limited")
def test_a_form_of_one_edition_says_its_minutes_alone(browser):
    page = browser.go("/respond/time_limit/?lang=en").page.html
    assert "<p>about 5 minutes</p>" in page
