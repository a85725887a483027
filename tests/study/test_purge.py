"""Names and addresses go when their time is over, for good; how many were asked stays."""

from datetime import date, timedelta

import pytest

from surveyapp.fieldwork.occasion import occasion_of
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.settings.setting import SettingsStep
from surveyapp.storage.contacts import contacts_of
from surveyapp.storage.inquiries import ask_back, inquiries_of
from surveyapp.storage.outbox import mails_of, queue_mails
from surveyapp.storage.staff_log import StaffAction, write_line
from surveyapp.storage.waves import WaveState, move_wave
from surveyapp.study.purge import PurgeRefused, contacts_kept, days_apart, purge_contacts
from surveyapp.study.sample import population_of, response_of
from surveyapp.study.settings import change_step
from tests.reports.small_report import NAME, WAVE
from tests.storage.contacts import invite

ENDED = date(2014, 10, 31)
DUE = date(2015, 2, 28)
NAMES = ("Green Lantern House", "Harbour Office")
ADDRESS = "quiet.harbour@example.org"


@pytest.fixture
def asked(empty):
    """A final wave whose contacts are kept for four months."""
    invited = invite(empty, *NAMES, wave=WAVE, email=ADDRESS, addressee="Ana Pop")
    queue_mails(WAVE, occasion_of("invitation"), [each.contact_id for each in invited])
    ask_back(invited[0].invitation_id, "Which of the Harbour Offices is meant?")
    move_wave(WAVE, WaveState.CLOSED, ENDED)
    move_wave(WAVE, WaveState.FROZEN)
    change_step(empty, SettingsStep.RETENTION, {"contacts_months": "4"})
    return empty


def in_files(instance, *words):
    """Which of some words stand in any file of the contacts."""
    content = b"".join(path.read_bytes() for path in instance.path.glob("contacts.db*"))
    return [each for each in words if each.encode() in content]


def test_names_are_out_of_every_file_and_the_counts_stay(asked):
    form = load_release(NAME)
    before = population_of(WAVE, form), response_of(WAVE)
    assert len(in_files(asked, *NAMES, ADDRESS, "Ana Pop", "Which of")) == 5
    assert purge_contacts(asked, DUE) == {WAVE: 2}
    assert in_files(asked, *NAMES, ADDRESS, "Ana Pop", "Which of") == []
    assert (population_of(WAVE, form), response_of(WAVE)) == before
    assert {(each.addressee, each.email) for each in contacts_of(WAVE)} == {(None, None)}
    assert (mails_of(WAVE), inquiries_of(WAVE)) == ((), ())
    assert purge_contacts(asked, DUE) == {}
    assert contacts_kept(asked) == ()


def test_nothing_goes_a_day_too_early(asked):
    assert purge_contacts(asked, DUE - timedelta(days=1)) == {}
    assert contacts_kept(asked)[0].due == DUE


def test_nothing_goes_where_nobody_decided(asked):
    change_step(asked, SettingsStep.RETENTION, {"contacts_months": ""})
    assert purge_contacts(asked, date(2099, 1, 1)) == {}


def test_nothing_goes_of_a_wave_that_is_not_final(empty):
    invite(empty, *NAMES, wave=WAVE)
    change_step(empty, SettingsStep.RETENTION, {"contacts_months": "1"})
    for state in (WaveState.OPEN, WaveState.CLOSED):
        assert purge_contacts(empty, date(2099, 1, 1)) == {}, state
        if state is WaveState.OPEN:
            move_wave(WAVE, WaveState.CLOSED, ENDED)


@pytest.mark.parametrize("days", [8, 400, -1])
def test_a_clock_that_may_be_wrong_deletes_nothing_unless_somebody_looked(asked, days):
    write_line(DUE - timedelta(days=days), "account ana", StaffAction.SIGNED_IN)
    write_line(DUE, "account ana", StaffAction.SIGNED_IN)  # signing in under the wrong clock
    with pytest.raises(PurgeRefused) as refused:
        purge_contacts(asked, DUE)
    assert refused.value.days == days
    assert in_files(asked, *NAMES) == list(NAMES)
    assert purge_contacts(asked, DUE, is_sure=True) == {WAVE: 2}


def test_a_week_without_staff_is_no_wrong_clock(asked):
    write_line(DUE - timedelta(days=7), "account ana", StaffAction.SIGNED_IN)
    assert days_apart(DUE) is None
    assert purge_contacts(asked, DUE) == {WAVE: 2}
