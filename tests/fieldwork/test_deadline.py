"""Days on which nobody can be asked to answer, and too few days to answer in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.fieldwork.calendar_rules import CalendarRules, lint_calendar
from surveyapp.fieldwork.deadline import days_left, hindrances

EASTER = {"label": "Easter", "easter": "orthodox", "days": (-7, 1)}
WINTER = {"label": "winter", "begins": "12-20", "ends": "01-07"}
SUMMER = {"label": "summer", "begins": "07-01", "ends": "08-31"}


def calendar(*periods):
    return CalendarRules.model_validate({"calendar": "land", "periods": periods})


def said(day, *periods):
    found = hindrances([calendar(*periods)], date.fromisoformat(day))
    return [(each.label, str(each.first), str(each.last), each.is_over) for each in found]


@pytest.mark.parametrize(
    ("day", "is_over"),
    [
        ("2015-04-04", None),
        ("2015-04-05", False),
        ("2015-04-12", False),
        ("2015-04-13", False),
        ("2015-04-14", True),
        ("2015-04-20", True),
        ("2015-04-21", None),
    ],
)
def test_the_days_around_orthodox_easter_and_the_week_after(day, is_over):
    expected = [("Easter", "2015-04-05", "2015-04-13", is_over)] if is_over is not None else []
    assert said(day, EASTER) == expected


def test_western_easter_is_another_day():
    western = {**EASTER, "easter": "western"}
    assert said("2015-04-05", western) == [("Easter", "2015-03-29", "2015-04-06", False)]


@pytest.mark.parametrize("day", ["2014-12-20", "2014-12-31", "2015-01-01", "2015-01-07"])
def test_a_period_goes_over_the_turn_of_the_year(day):
    assert said(day, WINTER) == [("winter", "2014-12-20", "2015-01-07", False)]


@pytest.mark.parametrize(("day", "n"), [("2015-06-30", 0), ("2015-07-01", 1), ("2015-09-07", 1)])
def test_a_period_within_a_year(day, n):
    assert len(said(day, SUMMER)) == n


def test_a_week_after_the_turn_of_the_year_is_told_in_the_new_year():
    assert said("2015-01-14", WINTER) == [("winter", "2014-12-20", "2015-01-07", True)]
    assert said("2015-01-15", WINTER) == []


@given(st.dates(), st.sampled_from([EASTER, WINTER, SUMMER]))
def test_any_day_may_be_asked_about(day, period):
    for found in hindrances([calendar(period)], day):
        assert found.first <= day <= found.last + timedelta(days=7)
        assert found.is_over is (day > found.last)


@pytest.mark.parametrize(
    ("opens", "closes", "days"),
    [
        ("2015-03-01", "2015-03-28", 27),
        ("2015-03-01", "2015-03-29", None),
        ("2015-03-01", "2015-03-01", 0),
        ("2015-03-01", None, None),
        (None, "2015-03-01", None),
    ],
)
def test_less_than_four_weeks_are_too_few(opens, closes, days):
    first, last = (each and date.fromisoformat(each) for each in (opens, closes))
    assert days_left(first, last) == days


@pytest.mark.parametrize("period", [EASTER, WINTER, SUMMER])
def test_a_sound_period_is_not_told(period):
    assert not list(lint_calendar(calendar(period)))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"begins": "12-20", "ends": None}, "period-unfit"),
        ({"begins": None, "ends": None}, "period-unfit"),
        ({"easter": "western"}, "period-unfit"),
        ({"easter": "western", "days": (0, 1)}, "period-unfit"),
        ({"begins": None, "ends": None, "days": (0, 1)}, "period-unfit"),
        ({"begins": None, "ends": None, "easter": "western", "days": (1, 0)}, "period-unfit"),
        ({"begins": None, "ends": None, "easter": "western", "days": (1,)}, "period-unfit"),
        ({"begins": None, "ends": None, "easter": "western", "days": (0, 61)}, "period-unfit"),
        ({"begins": "02-29"}, "no-such-day"),
        ({"ends": "13-01"}, "no-such-day"),
    ],
)
def test_what_does_not_go_together_is_told(changes, code):
    assert {each.code for each in lint_calendar(calendar({**WINTER, **changes}))} == {code}
