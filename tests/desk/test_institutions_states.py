"""Every page of institutions in every state of a wave, with a list and without."""

import pytest

from surveyapp.storage.database import connected
from surveyapp.storage.staff_log import log_lines
from surveyapp.storage.waves import WaveState, move_wave
from tests.cli.round_home import done
from tests.desk.fieldwork_home import (
    STUDY,
    WAVE,
    app,
    at,
    desk,
    home,
    keep,
    made_home,
    post,
    upload,
)

__all__ = ["app", "desk", "home", "made_home"]
PAGES = (
    *("institutions/", "institutions/list", "institutions/list.xlsx", "institutions/list.csv"),
    *("invitations/", "mails/", "mails/invitation/", "mails/reminder-3/", "mails/extension/"),
    *("mails/report/", "inquiries/", "codes/"),
)


def statuses(desk, wave=WAVE):
    return {each: desk.go(f"/desk/{wave}/{each}").status for each in PAGES}


def test_without_a_list_pages_say_so_and_lead_to_the_upload(desk):
    found = statuses(desk)
    assert {each for each, status in found.items() if status != 200} == {
        each for each in PAGES if each.startswith("mails/")
    }
    assert "Upload a list" in desk.go(f"/desk/{WAVE}/mails/").page.html
    assert desk.status == 409


@pytest.mark.parametrize("state", ["draft", "open", "closed", "frozen"])
def test_every_page_opens_in_every_state(home, desk, state):
    wave = WAVE
    if state == "draft":
        wave = "autumn"
        done("wave", "new", wave, "--questionnaire", STUDY)
    else:
        keep(desk)
        post(desk.go(f"/desk/{WAVE}/invitations/"), "/make")
    with connected(home):
        if state in ("closed", "frozen"):
            move_wave(WAVE, WaveState.CLOSED)
        if state == "frozen":
            move_wave(WAVE, WaveState.FROZEN)
    found = statuses(desk, wave)
    assert set(found.values()) == ({200, 409} if state == "draft" else {200})
    if state != "draft":
        assert at(desk, 0).status == 200


def test_a_frozen_wave_takes_no_list_and_keeps_who_was_asked(home, desk):
    keep(desk)
    upload(desk, [("One more", "", "", "en", "RO", "public")], mode=None)
    with connected(home):
        move_wave(WAVE, WaveState.CLOSED)
        move_wave(WAVE, WaveState.FROZEN)
    post(desk, "/keep")
    assert desk.status == 409
    assert "whom it asked stays as it is" in desk.page.html
    at(desk, 0)
    post(desk, "/correct", {"email": ["new@example.org"]})
    assert "The address was changed." in desk.page.html
    post(desk, "/dispose", {"as": ["not-eligible"]})
    assert desk.status == 409
    with connected(home):
        acts = [each.action for each in log_lines()]
    assert acts.count("contacts imported") == acts.count("contact corrected") == 1
    assert "contacts disposed" not in acts
