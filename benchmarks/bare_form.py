"""Bare form: a page read and written by hand, or by WTForms; the rest of the floor is the same."""

import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from flask import request, session
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import IntegerField, RadioField, SelectMultipleField
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from benchmarks.asked import Answers, Asked, asked_on

TOKEN = "csrf_token"


class Forms(Protocol):
    """The pages of one way. template: which writes what `shown` and `posted` give it."""

    template: str

    def token(self) -> Markup:
        """The hidden field against forgery."""

    def is_genuine(self) -> bool:
        """Whether the form that came carries it."""

    def shown(self, number: int, hidden: str | None, kept: Answers) -> object:
        """A page with what was saved."""

    def posted(self, number: int, hidden: str | None) -> tuple[object, Answers | None]:
        """A page as it came, and its answers; None where one of them is wrong."""


class WtForms:
    """By Flask-WTF, a class a page."""

    template = "wtforms_page.html"

    def __init__(self, pages: int) -> None:
        self.classes = [_form_class(number) for number in range(pages)]

    def token(self) -> Markup:
        """Flask-WTF's own."""
        written: Markup = FlaskForm().hidden_tag()
        return written

    def is_genuine(self) -> bool:
        """As Flask-WTF checks it."""
        return bool(FlaskForm().validate_on_submit())

    def shown(self, number: int, hidden: str | None, kept: Answers) -> FlaskForm:
        """A form, without the field that is not asked."""
        form = self.classes[number](data=kept)
        if hidden:
            del form[hidden]
        return form

    def posted(self, number: int, hidden: str | None) -> tuple[FlaskForm, Answers | None]:
        """The form with its errors, and its answers."""
        form = self.shown(number, hidden, {})
        is_right = form.validate_on_submit()
        given = {name: value for name, value in form.data.items() if name != TOKEN}
        return form, given if is_right else None


class TicksField(SelectMultipleField):
    """Any number of boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _form_class(number: int) -> type[FlaskForm]:
    return type(f"Page{number}", (FlaskForm,), {a.name: _field(a) for a in asked_on(number)})


def _field(asked: Asked) -> Field:
    choices = [SelectChoice(code, label) for code, label in asked.choices.items()]
    match asked.kind:
        case "number":
            return IntegerField(asked.label, validators=[Optional()])
        case "many":
            return TicksField(asked.label, choices=choices)
        case _:
            return RadioField(asked.label, choices=choices, validators=[Optional()])


@dataclass(slots=True)
class PlainPage:
    """One page by hand: what is asked, what was answered, name -> what is wrong."""

    questions: Iterable[Asked]
    answers: Answers
    errors: dict[str, str] = field(default_factory=dict)


class PlainForms:
    """By hand, without WTForms."""

    template = "plain_page.html"

    def __init__(self, pages: int) -> None:
        self.asked = [asked_on(number) for number in range(pages)]

    def token(self) -> Markup:
        """One for the whole visit."""
        known = session.setdefault(TOKEN, secrets.token_urlsafe(24))
        return Markup('<input type="hidden" name="{}" value="{}">').format(TOKEN, known)

    def is_genuine(self) -> bool:
        """Whether it is the one of this visit."""
        known, given = str(session.get(TOKEN, "")), request.form.get(TOKEN, "")
        return bool(known) and hmac.compare_digest(known.encode(), given.encode())

    def shown(self, number: int, hidden: str | None, kept: Answers) -> PlainPage:
        """The fields that are asked."""
        return PlainPage([each for each in self.asked[number] if each.name != hidden], kept)

    def posted(self, number: int, hidden: str | None) -> tuple[PlainPage, Answers | None]:
        """Every field that is asked is read and checked."""
        page = self.shown(number, hidden, {})
        for asked in page.questions:
            page.answers[asked.name], wrong = READ[asked.kind](asked)
            if wrong:
                page.errors[asked.name] = wrong
        return page, page.answers if self.is_genuine() and not page.errors else None


Read = tuple[object, str | None]


def _one(asked: Asked) -> Read:
    given = request.form.get(asked.name)
    return given, None if given is None or given in asked.choices else "Not a valid choice."


def _many(asked: Asked) -> Read:
    given = request.form.getlist(asked.name)
    return given, None if asked.choices.keys() >= {*given} else "Not a valid choice."


def _number(asked: Asked) -> Read:
    text = request.form.get(asked.name, "").strip()
    try:
        return int(text) if text else None, None
    except ValueError:
        return text, "Not a valid whole number."


READ = {"one": _one, "many": _many, "number": _number}
WAYS: Mapping[str, type[WtForms | PlainForms]] = {"wtforms": WtForms, "plain": PlainForms}
