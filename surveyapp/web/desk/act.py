"""Acts: what a button of the desk does, said before it is pressed, and done once."""

import secrets
from dataclasses import dataclass

from flask import g
from flask_wtf import FlaskForm
from wtforms import HiddenField

from surveyapp.storage.presses import first_press
from surveyapp.web.clock import today
from surveyapp.web.logged import did_nothing

_MARK_BYTES, _LONGEST_MARK = 16, 32


@dataclass(frozen=True, slots=True)
class Act:
    """What a reader is told of a button.

    label: a verb, as on the button; effect: what it does; undo: whether and how it can be undone;
    command: the same on the command line, "" where there is none.
    """

    label: str
    effect: str
    undo: str
    command: str = ""


class DeskForm(FlaskForm):
    """A form of the desk; `press` says which showing of it was sent."""

    press = HiddenField(default=lambda: secrets.token_hex(_MARK_BYTES))

    def is_first(self) -> bool:
        """Whether it is sent for the first time; the second press of a button does nothing.

        A press that was refused or failed does not count: see `without_what_failed`.
        """
        mark = (self.press.data or "")[:_LONGEST_MARK]
        is_first = first_press(mark, today())
        if is_first:
            g.pressed = mark
        else:
            did_nothing()
        return is_first

    def ask_again(self) -> None:
        """Takes another press, for a form that is shown again with an error."""
        self.press.data = secrets.token_hex(_MARK_BYTES)
