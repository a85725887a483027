"""The demo is filled once; what was answered stays."""

import stat
from datetime import UTC, datetime

import pytest

from surveyapp.cli.demo import WAVE, fill_demo
from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.storage.database import connected
from surveyapp.storage.responses import response_count
from surveyapp.storage.staff_session import sign_in, staff_of
from surveyapp.storage.waves import WaveState, move_wave, wave
from surveyapp.storage.workspaces import open_workspace
from surveyapp.web import create_app
from tests.filled_demo import copy_of_demo
from tests.journeys.plain_client import PlainBrowser


@pytest.fixture
def demo(tmp_path_factory, tmp_path):
    """A filled demo instance of its own."""
    return copy_of_demo(tmp_path_factory, tmp_path / "demo")


NOW = datetime(2014, 9, 2, tzinfo=UTC)


def test_the_demo_has_the_answers_of_48_institutions(demo):
    with connected(demo):
        assert response_count(WAVE) == 48


def test_the_demo_wave_is_open_and_synthetic(demo):
    with connected(demo):
        made = wave(WAVE)
    assert (made.state, made.is_synthetic, made.edition) == (WaveState.OPEN, True, "core")


def test_the_code_that_is_shown_opens_a_draft_of_the_demo(demo):
    with connected(demo):
        assert open_workspace(demo.demo["code"], demo.pepper).wave == WAVE


def test_the_one_account_can_sign_in_and_may_do_everything_and_its_pages_say_so(demo):
    with connected(demo):
        token = sign_in(demo.demo["staff"], demo.demo["password"], NOW)
        assert staff_of(token, NOW, is_together=demo.roles_together).roles == tuple(StaffRole)
        assert staff_of(token, NOW).roles == (
            *(StaffRole.RESEARCHER, StaffRole.TRANSLATOR, StaffRole.ADMIN),
        )
    browser = PlainBrowser(create_app(demo)).go("/?lang=en")
    assert "may do everything" in browser.page.html
    browser.go("/staff/sign-in?lang=en")
    given = demo.demo
    browser.send({"name": [given["staff"]], "password": [given["password"]]})
    for address in ("/desk/", "/coordinate/", "/staff/account", "/desk/staff/new"):
        assert browser.go(address).address == address
        assert "In this demonstration one account may do everything." in browser.page.html


def test_only_its_owner_may_read_what_the_demo_shows(demo):
    assert stat.S_IMODE((demo.path / "demo.toml").stat().st_mode) == 0o600


def test_a_second_run_changes_nothing(demo):
    shown = demo.demo
    with connected(demo):
        move_wave(WAVE, WaveState.CLOSED)
    fill_demo(demo, show_progress=False)
    with connected(demo):
        assert (response_count(WAVE), wave(WAVE).state) == (48, WaveState.CLOSED)
    assert demo.demo == shown


def test_a_run_that_was_cut_short_is_made_good(demo):
    (demo.path / "demo.toml").unlink()
    fill_demo(demo, show_progress=False)
    with connected(demo):
        assert sign_in(demo.demo["staff"], demo.demo["password"], NOW)
