"""A wave goes from draft to frozen, and only along its path."""

from datetime import date

import pytest

from surveyapp.storage.waves import (
    WaveRefused,
    WaveState,
    latest_wave,
    list_waves,
    move_wave,
    new_wave,
    open_waves,
    wave,
)
from tests.storage.conftest import wave as make_wave

DRAFT, OPEN, CLOSED, FROZEN = list(WaveState)[:4]
PATH_TO = {DRAFT: (), OPEN: (OPEN,), CLOSED: (OPEN, CLOSED), FROZEN: (OPEN, CLOSED, FROZEN)}
ALLOWED = {(DRAFT, OPEN), (OPEN, CLOSED), (CLOSED, OPEN), (CLOSED, FROZEN)}
REFUSED = [(start, to) for start in PATH_TO for to in WaveState if (start, to) not in ALLOWED]


@pytest.fixture
def wave_in(database):
    """Makes a wave in some state."""

    def make(state):
        new_wave(make_wave())
        for step in PATH_TO[state]:
            move_wave("spring", step)

    return make


def test_a_wave_is_read_as_it_was_made(database):
    made = make_wave(closes=date(2014, 10, 31), parameters={"year_1": "2012", "ă": "å"})
    assert new_wave(made) == wave("spring") == made


def test_a_new_wave_is_a_draft_whatever_was_asked(database):
    assert new_wave(make_wave(state=OPEN)).state is DRAFT
    assert wave("spring").state is DRAFT


@pytest.mark.parametrize(("start", "to"), sorted(ALLOWED))
def test_a_wave_moves_along_its_path(wave_in, start, to):
    wave_in(start)
    assert move_wave("spring", to) == wave("spring")
    assert wave("spring").state is to


@pytest.mark.parametrize(("start", "to"), REFUSED)
def test_a_wave_does_not_leave_its_path(wave_in, start, to):
    wave_in(start)
    with pytest.raises(WaveRefused) as caught:
        move_wave("spring", to)
    assert caught.value.code == f"not-from-{start}"
    assert wave("spring").state is start


def test_the_wave_that_is_compared_is_one_that_may_be(database):
    for name, opens in (("spring", date(2014, 3, 1)), ("autumn", date(2014, 9, 1))):
        new_wave(make_wave(name, opens=opens))
        move_wave(name, OPEN)
    assert latest_wave("service_provision").name == "autumn"
    for step in (CLOSED, FROZEN):
        move_wave("spring", step)
    assert latest_wave("service_provision").name == "spring"
    assert latest_wave("service_provision", is_open_too=True).name == "autumn"


def test_a_synthetic_wave_stays_synthetic_through_its_life(database):
    new_wave(make_wave(is_synthetic=True))
    assert all(move_wave("spring", step).is_synthetic for step in PATH_TO[FROZEN])


def test_a_name_is_given_once(database):
    new_wave(make_wave())
    with pytest.raises(WaveRefused, match="name-taken"):
        new_wave(make_wave(is_synthetic=True))
    assert not wave("spring").is_synthetic


@pytest.mark.parametrize("ask", [wave, lambda name: move_wave(name, OPEN)])
def test_a_wave_that_does_not_exist_is_refused(database, ask):
    with pytest.raises(WaveRefused, match="no-such-wave"):
        ask("spring")


def test_only_open_waves_of_the_questionnaire_are_offered(new_open_wave, new_draft_wave):
    new_open_wave("b")
    new_open_wave("a")
    new_open_wave("other", questionnaire="individuals")
    new_draft_wave("c")
    assert [each.name for each in open_waves("service_provision")] == ["a", "b"]
    assert [each.name for each in list_waves()] == ["a", "b", "c", "other"]


def test_the_latest_wave_is_the_last_one_that_opened(new_open_wave, new_draft_wave):
    new_open_wave("first", opens=date(2013, 1, 1))
    new_open_wave("second", opens=date(2014, 1, 1))
    new_open_wave("undated", opens=None)
    new_draft_wave("third", opens=date(2015, 1, 1))
    assert latest_wave("service_provision") == wave("second")


def test_a_questionnaire_without_a_wave_has_no_latest_one(database):
    assert latest_wave("service_provision") is None
