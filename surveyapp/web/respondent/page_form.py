"""Page form: a page of questions as a WTForms form, one field a question.

The class is built once per release, edition, page and language. A field carries the question's
words and state; its widget is the template macro of the question's type.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import get_template_attribute
from flask_wtf import FlaskForm
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField
from wtforms.utils import unset_value

from surveyapp.questionnaire.model import AskedQuestion, Page
from surveyapp.web.respondent.form_words import FormWords
from surveyapp.web.respondent.question_words import QuestionWords


@dataclass(frozen=True, slots=True)
class CheckView:
    """A soft check below its question."""

    id: str
    words: tuple[str, ...]
    is_notice: bool
    needs_reason: bool = False
    why_field: str | None = None
    ok_field: str | None = None
    why: str = ""
    is_dismissed: bool = False


@dataclass(slots=True)
class QuestionState:
    """What a visit fills into a question: typed or stored values, errors, checks, rows shown."""

    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    checks: list[CheckView] = field(default_factory=list)
    rows: tuple[str, ...] = ()

    @property
    def has_error(self) -> bool:
        """Whether something here must be mended."""
        return bool(self.errors)


class QuestionWidget:
    """Prints a question through the macro of its type."""

    def __call__(self, question: "QuestionField", **attributes: object) -> Markup:
        macro = get_template_attribute("questions/question.html", "question")
        return Markup(macro(question.words, question.state))  # noqa: S704  # a template's output


class QuestionField(Field):
    """One question: reads all fields of its type from the posted form."""

    widget = QuestionWidget()

    def __init__(self, asked: AskedQuestion, **more: Any) -> None:
        super().__init__(**more)
        self.asked = asked
        self.words: QuestionWords
        self.state = QuestionState()

    def process(
        self,
        formdata: MultiDict[str, str],
        data: object = unset_value,
        extra_filters: object = None,
    ) -> None:
        """Takes what was posted under the names of this question's fields, as it was typed."""
        question = self.asked.question
        names = question.fields(question.row_codes())
        self.data = {n: formdata.getlist(n) for n in names if n in formdata} if formdata else {}


class PageForm(FlaskForm):
    """Common to all pages: which questions stood on it, in which language, which checks."""

    rendered = HiddenField()
    written_in = HiddenField()
    seen_checks = HiddenField()
    was = HiddenField()

    def questions(self) -> tuple[QuestionField, ...]:
        """The question fields in order."""
        return tuple(part for part in self if isinstance(part, QuestionField))


_classes: dict[tuple[int, str], type[PageForm]] = {}


def page_form_class(words: FormWords, page: Page) -> type[PageForm]:
    """The form class of one page; the same form gives the same class."""
    key = (id(words.form), page.name)
    if key not in _classes:
        fields = {n: QuestionField(words.form.questions[n]) for n in page.questions}
        _classes[key] = type("PageForm", (PageForm,), fields)
    return _classes[key]


def open_form(words: FormWords, page: Page, asked: Iterable[str], country: str | None) -> PageForm:
    """The page's form with only the questions that are asked now."""
    form = page_form_class(words, page)()
    shown = set(asked)
    for part in form.questions():
        if part.short_name not in shown:
            del form[part.short_name]
        else:
            part.words = words.question(part.short_name, country)
    return form
