"""Presses: a button that was pressed twice does what it says once."""

from datetime import date, timedelta

from sqlalchemy import delete

from surveyapp.storage.contacts_tables import desk_press
from surveyapp.storage.database import CONTACTS, insert_once, writing

KEPT_FOR = timedelta(days=7)


def first_press(mark: str, today: date) -> bool:
    """Whether nobody pressed the button of this form before; forms of last week are forgotten.

    mark: what a form was given when it was shown, at most 32 signs.
    """
    with writing(CONTACTS) as connection:
        connection.execute(delete(desk_press).where(desk_press.c.press_day < today - KEPT_FOR))
        return insert_once(connection, desk_press, {"mark": mark, "press_day": today})


def forget_press(mark: str) -> None:
    """The button may be pressed again: what it says was not done."""
    with writing(CONTACTS) as connection:
        connection.execute(delete(desk_press).where(desk_press.c.mark == mark))
