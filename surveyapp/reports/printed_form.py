"""Printed form: the questionnaire to read, with numbers, wording, codes and routing in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from surveyapp.questionnaire.expression import sentence
from surveyapp.questionnaire.grid_words import cells_in_words, sums_in_words
from surveyapp.questionnaire.model import AskedQuestion, Questionnaire, Routing
from surveyapp.questions.base import Code, Question
from surveyapp.questions.cell import NOT_NAMED
from surveyapp.questions.domain import Domain
from surveyapp.reports.document import (
    Block,
    Heading,
    Manner,
    Paragraph,
    Span,
    plain,
)
from surveyapp.reports.labels import Labels


@dataclass(frozen=True, slots=True)
class PrintedNames:
    """Names for sentences on routing: a question by its number, codes and rows by their labels."""

    form: Questionnaire
    labels: Labels

    def question(self, name: str) -> str:
        """Its number; its name where this edition leaves it out."""
        asked = self.form.questions.get(name)
        return asked.number if asked else name

    def code(self, question: str, code: str) -> str:
        """Label of an answer code."""
        if code == NOT_NAMED:
            return self.labels.translate.gettext("Not named")
        return self._label(self._of(question, "choices"), code)

    def row(self, question: str, row: str) -> str:
        """Label of a row."""
        return self._label(self._of(question, "rows"), row)

    def column(self, question: str, column: str) -> str:
        """Label of a column."""
        return self._label(self._of(question, "columns"), column)

    def domain(self, question: str) -> Domain | None:
        """What its answer can be; None where this edition leaves it out."""
        asked = self.form.questions.get(question)
        return asked.question.domain() if asked else None

    def _of(self, question: str, part: str) -> tuple[Code, ...]:
        asked = self.form.questions.get(question)
        return getattr(asked.question, part) if asked else ()

    def _label(self, codes: Iterable[Code], wanted: str) -> str:
        paths = {each.code: each.text_path for each in codes}
        return self.labels.wording.text(paths[wanted]) if wanted in paths else wanted


def printed_form(form: Questionnaire, labels: Labels) -> Iterator[Block]:
    """All sections and questions of an edition."""
    for section in form.sections:
        title = labels.wording.text(f"{form.name}.sections.{section.name}.label")
        yield Heading(2, f"{section.letter}. {title}", f"form-{section.name}")
        for name in section.questions():
            yield from _question(form.questions[name], PrintedNames(form, labels))


def _question(asked: AskedQuestion, names: PrintedNames) -> Iterator[Block]:
    labels = names.labels
    label = labels.wording.text(f"{asked.path}.label")
    name = Span(f" [{asked.name}]", is_emphasis=True)
    number = (Span(f"{asked.number} ", is_strong=True),) if asked.number else ()
    yield Paragraph((*number, Span(label, is_strong=True), name), Manner.LABEL)
    yield from (plain(words, Manner.NOTE) for words in _notes(asked, names))


def _notes(asked: AskedQuestion, names: PrintedNames) -> Iterator[str]:
    labels, question = names.labels, asked.question
    hint = labels.wording.text_or_none(f"{asked.path}.hint")
    if hint:
        yield hint
    yield from (_routing(r, asked, names) for r in (asked.relevant, asked.row_filter) if r)
    _ = labels.translate.gettext
    yield from how_it_stands(asked, names)
    parts = (
        (_("Lines:"), question.rows),
        (_("Columns:"), question.columns),
        (_("Answers:"), question.choices),
    )
    for words, codes in parts:
        if codes:
            yield f"{words} {_listed(codes, labels)}"
    yield from _cells(question, labels)
    if question.reason_codes():
        reasons = (labels.wording.text(f"code_lists.missing.{c}") for c in question.reason_codes())
        yield " ".join((_("Or:"), " · ".join(reasons)))


def _cells(question: Question, labels: Labels) -> Iterator[str]:
    """Which cells are asked where some are not, and which totals nobody types."""
    _ = labels.translate.gettext

    def label(code: Code) -> str:
        return labels.wording.text(code.text_path)

    if question.only is not None:
        yield " ".join((_("Asked here only:"), cells_in_words(question, question.only, label)))
    for words in sums_in_words(question, label):
        yield " ".join((_("Added up:"), words))


def how_it_stands(asked: AskedQuestion, names: PrintedNames) -> Iterator[str]:
    """That it is closely protected, that few lines are named, or that it stands in one table."""
    translate, most = names.labels.translate, asked.question.pick_rows
    _ = translate.gettext
    if asked.question.is_sensitive:
        yield ". ".join((_("Closely protected"), _("Small numbers appear only as ranges.")))
    if most:
        yield translate.ngettext(
            "At most %(num)d line is named, with one answer, or none of them; every other line"
            " counts as an answer too: “Not named”.",
            "At most %(num)d lines are named, each with one answer, or none of them; every other"
            " line counts as an answer too: “Not named”.",
            most,
        )
    if asked.beside:
        number = names.question(asked.beside)
        yield translate.gettext("In one table with question %(number)s.", number=number)


def _routing(routing: Routing, asked: AskedQuestion, names: PrintedNames) -> str:
    words = sentence(routing.expression, names, names.labels.phrases, this=asked.name)
    _ = names.labels.translate.gettext
    if routing is asked.row_filter:
        return " ".join((_("Lines shown:"), words))
    return _capital(words)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _listed(codes: Iterable[Code], labels: Labels) -> str:
    return " · ".join(f"{labels.wording.text(c.text_path)} ({c.code})" for c in codes)
