"""When the time of a reminder has come, and which one comes next."""

from datetime import date

import pytest

from surveyapp.fieldwork.occasion import occasion_of
from surveyapp.fieldwork.reminder import next_reminder

CLOSES = date(2014, 10, 10)


def weeks(**sent):
    """Occasion -> mails of a week, 01 to 52 of 2014."""
    return {
        occasion_of(name.replace("_", "-")): {f"2014-W{week:02}": 3} for name, week in sent.items()
    }


@pytest.mark.parametrize(
    ("sent", "today", "is_due"),
    [
        ({}, date(2014, 9, 15), False),  # nobody was invited
        ({"invitation": 36}, date(2014, 9, 14), False),
        ({"invitation": 36}, date(2014, 9, 15), True),  # two weeks after its Monday
        ({"invitation": 36, "reminder_1": 38}, date(2014, 9, 26), False),
        ({"invitation": 36, "reminder_1": 39}, date(2014, 10, 3), True),  # the last week
        ({"invitation": 36, "reminder_1": 40}, date(2014, 10, 3), False),
        ({"invitation": 36, "report": 38}, date(2014, 9, 15), True),  # no call to answer
    ],
)
def test_a_reminder_is_due_two_weeks_after_the_last_call_and_in_the_last_week(sent, today, is_due):
    assert next_reminder(weeks(**sent), CLOSES, today).is_due is is_due


def test_the_next_one_has_the_next_number():
    sent = weeks(invitation=36, reminder_1=37, reminder_2=38)
    found = next_reminder(sent, None, date(2014, 12, 1))
    assert (found.occasion.written, found.last) == ("reminder-3", date(2014, 9, 15))
