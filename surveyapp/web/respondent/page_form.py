"""Page form: a page of questions as a WTForms form, one field a question.

The class is built once per release, edition, page and language. A field carries the question's
words and state; its widget is the template macro of the question's type.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from flask import get_template_attribute
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Field, HiddenField

from surveyapp.questionnaire.model import AskedQuestion, Page
from surveyapp.web.respondent.form_words import FormWords
from surveyapp.web.respondent.question_words import Label, QuestionWords

MOST_DRAWN = 5_000
DrawnAs = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of the error summary: where and what."""

    field: str
    question: str
    words: str


@dataclass(frozen=True, slots=True)
class CheckView:
    """A soft check below its question; is_asked: it waits for a yes, a reason or another answer."""

    id: str
    words: tuple[str, ...]
    is_notice: bool
    needs_reason: bool = False
    why_field: str | None = None
    ok_field: str | None = None
    why: str = ""
    is_dismissed: bool = False
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class SumView:
    """A total that follows its parts. words: as far as it is known, "" without any number.

    is_added_up: it needs no field, since all its parts are numbers.
    """

    parts: tuple[str, ...]
    words: str
    is_added_up: bool


@dataclass(frozen=True, slots=True)
class LastLine:
    """What was sent last round for a cell, or cells that are answered in one go.

    place: row and column in words, "" without; is_copied: it was copied and not changed since.
    """

    address: str
    place: str
    words: str
    is_copied: bool
    can_be_copied: bool


@dataclass(slots=True)
class QuestionState:
    """What a visit fills into a question: typed or stored values, errors, checks.

    rows, cells: which of them stand on the page; sums: address of a total -> how it is shown;
    last: what was sent last round; is_heading: the question is the heading of its page;
    can_be_undone: whether a button below its table was pressed, which is taken to be so where
    nobody looked.
    """

    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    checks: list[CheckView] = field(default_factory=list)
    rows: tuple[str, ...] = ()
    cells: frozenset[str] = frozenset()
    sums: dict[str, SumView] = field(default_factory=dict)
    last: tuple[LastLine, ...] = ()
    is_flagged: bool = False
    is_heading: bool = False
    can_be_undone: bool = True

    @property
    def has_error(self) -> bool:
        """Whether something here must be mended."""
        return bool(self.errors)

    @property
    def is_blank(self) -> bool:
        """Whether nobody answered anything here, and nothing is said of it."""
        is_typed = any(any(values) for values in self.fields.values())
        is_added_up = any(each.words for each in self.sums.values())
        return not (is_typed or is_added_up or self.errors or self.checks or self.last)

    @property
    def shape(self) -> tuple[object, ...]:
        """What a blank question is drawn from."""
        sums = tuple(sorted(self.sums))
        return self.rows, self.cells, sums, self.is_heading, self.can_be_undone


class QuestionWidget:
    """Prints a question through the macro of its type, or two in one table."""

    def __call__(self, question: "QuestionField", **attributes: object) -> Markup:
        if question.is_shown_beside:
            return Markup("")
        key = question.drawn_as
        if key is not None and key in question.drawn:
            return question.drawn[key]
        made = self._draw(question)
        if key is not None and len(question.drawn) < MOST_DRAWN:
            question.drawn[key] = made
        return made

    def _draw(self, question: "QuestionField") -> Markup:
        drawn: Markup
        if question.beside is not None:
            macro = get_template_attribute("questions/joined.html", "joined")
            first, second = question.words, question.beside.words
            parts = [(first, question.state), (second, question.beside.state)]
            drawn = macro(parts, lines_of(first, second))
        else:
            macro = get_template_attribute("questions/question.html", "question")
            drawn = macro(question.words, question.state)
        return drawn


def lines_of(first: QuestionWords, second: QuestionWords) -> tuple[Label, ...]:
    """The lines of a table of two questions; one of which either has a part alone comes last."""
    one, other = ((q.rows or q.choices) for q in (first, second))
    more, fewer = (one, other) if len(one) >= len(other) else (other, one)
    known = {line.value for line in more}
    return (*more, *(line for line in fewer if line.value not in known))


class QuestionField(Field):
    """One question; what was typed into it is read by its type, not here.

    beside: the question after it that stands in the same table; is_shown_beside: whether it is that
    one itself; drawn: blank questions of this form that were drawn before, none of which holds an
    answer.
    """

    widget = QuestionWidget()

    def __init__(self, asked: AskedQuestion, **more: Any) -> None:
        super().__init__(**more)
        self.asked = asked
        self.words: QuestionWords
        self.state = QuestionState()
        self.beside: QuestionField | None = None
        self.is_shown_beside = False
        self.country: str | None = None
        self.drawn: dict[DrawnAs, Markup] = {}

    @property
    def question(self) -> str:
        """Name of the question."""
        return self.asked.name

    @property
    def drawn_as(self) -> DrawnAs | None:
        """By which a blank question is known; None for one that must be drawn for this reader."""
        if self.beside is not None or not self.state.is_blank:
            return None
        return self.question, self.country, self.words.guidance is None, *self.state.shape


class PageForm(FlaskForm):
    """Common to all pages: how the questions stood on it, in which language, which checks.

    The form's own names have a dash, which no question's name has. The draft's mark stands in the
    place of Flask-WTF's token, see `guard`.
    """

    class Meta(FlaskForm.Meta):
        """The mark of the draft says more than a token of the session."""

        csrf = False

    shown = HiddenField(name="form-shown")
    language = HiddenField(name="form-language")
    checks = HiddenField(name="form-checks")

    def questions(self) -> tuple[QuestionField, ...]:
        """The question fields in order."""
        return tuple(part for part in self if isinstance(part, QuestionField))

    def part(self, name: str) -> QuestionField | None:
        """The field of a question; None when it is not on the page."""
        return next((part for part in self.questions() if part.question == name), None)


def page_form_class(words: FormWords, page: Page) -> type[PageForm]:
    """The form class of one page; the same form gives the same class."""
    if page.name not in words.page_forms:
        fields = {_attribute(n): QuestionField(words.form.questions[n]) for n in page.questions}
        words.page_forms[page.name] = type("PageForm", (PageForm,), fields)
    made: type[PageForm] = words.page_forms[page.name]
    return made


def open_form(words: FormWords, page: Page, asked: Iterable[str], country: str | None) -> PageForm:
    """The page's form with only the questions that are asked now."""
    form = page_form_class(words, page)(formdata=None)
    shown = set(asked)
    for part in form.questions():
        if part.question not in shown:
            del form[part.short_name]
        else:
            part.words = words.question(part.question, country)
            part.country, part.drawn = country, words.drawn
    _join(form.questions())
    return form


def _join(parts: tuple[QuestionField, ...]) -> None:
    """Puts neighbours into one table; a question whose neighbour is not asked stands alone."""
    for first, second in pairwise(parts):
        if second.asked.beside == first.question:
            first.beside, second.is_shown_beside = second, True


def open_guidance(form: PageForm, name: str | None) -> Markup | None:
    """The guidance of a question, to be shown openly; it is then not folded beside the question.

    None where the question is not on the page, or has none.
    """
    part = form.part(name) if name else None
    if part is None or part.words.guidance is None:
        return None
    guidance = part.words.guidance
    part.words = replace(part.words, guidance=None)
    return guidance


def _attribute(name: str) -> str:
    """A question may be called like anything that a form has of its own, such as "data"."""
    return f"question-{name}"
