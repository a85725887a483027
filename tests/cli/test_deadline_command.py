"""A later day of closing, and what is said of days on which nobody can be asked."""

import json

import pytest

from tests.cli.round_home import NAME, done, make_home, open_wave, run

REFUSED, COULD_NOT_RUN = 1, 2
CALENDAR = "questionnaires/calendars/norway.yaml"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The project's directory with an instance; the questionnaire compares RO and NO."""
    make_home(tmp_path, monkeypatch, is_demo=False)
    return tmp_path


OVER = "The last day, "


def closing(*days):
    """What is said of a wave with these days when it is made, but that they are over."""
    options = ("--opens", days[0], "--closes", days[1]) if len(days) > 1 else ("--closes", *days)
    told = run("wave", "new", "spring", "--questionnaire", NAME, *options).stderr.splitlines()
    return [line for line in told if not line.startswith(OVER)]


def test_a_last_day_that_is_over_is_warned_of(home):
    made = run("wave", "new", "spring", "--questionnaire", NAME, "--closes", "2015-06-05")
    assert made.stderr.splitlines() == ["The last day, 2015-06-05, is over already."]


def test_a_day_in_a_holiday_is_warned_of_with_the_reason(home):
    (told,) = closing("2015-07-20")
    period = "the summer holidays (norway, 2015-07-01 to 2015-08-31)"
    assert told == f"Closing on 2015-07-20 is in {period}: nobody can be asked then."


def test_the_calendars_of_both_groups_are_looked_at(home):
    told = closing("2014-12-30")
    assert ["romania" in told[1], "norway" in told[0]] == [True, True]


def test_the_week_after_a_holiday_is_warned_of(home):
    (told,) = closing("2015-04-17")
    assert told.startswith("Closing on 2015-04-17 is in the week after Orthodox Easter")


def test_four_weeks_are_needed(home):
    (told,) = closing("2015-05-04", "2015-05-31")
    assert told.startswith("2015-05-04 to 2015-05-31 are 27 days.")


def test_nothing_is_said_of_an_ordinary_day(home):
    assert closing("2015-05-04", "2015-06-05") == []


def test_opening_says_it_again(home):
    done("wave", "new", "spring", "--questionnaire", NAME, "--closes", "2015-07-20")
    assert "summer holidays" in run("wave", "open", "spring").stderr


def test_a_calendar_that_cannot_be_used_is_named_and_hinders_nothing(home):
    (home / CALENDAR).parent.mkdir()
    (home / CALENDAR).write_text("calendar: [", encoding="utf-8")
    (told,) = closing("2015-05-04", "2015-06-05")
    assert told.startswith(f"Not looked at: {CALENDAR}:")


def test_a_wave_gets_a_later_day_and_warnings_with_it(home):
    open_wave("spring", "--closes", "2015-05-31")
    told = run("wave", "extend", "spring", "--closes", "2015-07-02")
    assert (told.exit_code, told.stdout) == (0, "spring closes on 2015-07-02.\n")
    assert "summer holidays" in told.stderr
    assert json.loads(done("wave", "show", "spring", "--format", "json"))["closes"] == "2015-07-02"


@pytest.mark.parametrize("day", ["2015-05-31", "2015-05-30"])
def test_nobodys_time_is_cut(home, day):
    open_wave("spring", "--closes", "2015-05-31")
    told = run("wave", "extend", "spring", "--closes", day)
    assert (told.exit_code, "nobody loses time" in told.stderr) == (REFUSED, True)


def test_a_draft_may_close_earlier_and_a_frozen_wave_never_again(home):
    done("wave", "new", "spring", "--questionnaire", NAME, "--closes", "2015-05-31")
    done("wave", "extend", "spring", "--closes", "2015-05-30")
    done("wave", "open", "spring")
    done("wave", "close", "spring")
    done("wave", "freeze", "spring")
    assert run("wave", "extend", "spring", "--closes", "2016-01-30").exit_code == REFUSED
    assert run("wave", "extend", "gone", "--closes", "2016-01-30").exit_code == REFUSED
    assert run("wave", "extend", "spring", "--closes", "soon").exit_code == COULD_NOT_RUN


def test_a_wave_is_extended_when_the_projects_files_are_gone(home):
    open_wave("spring", "--closes", "2015-05-31")
    (home / "questionnaires/planned/questionnaire.yaml").unlink()
    assert done("wave", "extend", "spring", "--closes", "2015-07-02")
