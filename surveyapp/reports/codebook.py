"""Codebook: what every variable of a file means, known before anybody has answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveyapp.analysis.publication import Publication
from surveyapp.questionnaire.expression import sentence
from surveyapp.questionnaire.grid_words import cells_in_words, sums_in_words
from surveyapp.questionnaire.handed_out import KeptBack, kept_back
from surveyapp.questionnaire.model import AskedQuestion, Questionnaire, Routing
from surveyapp.questions.base import Code
from surveyapp.questions.code_number import code_numbers
from surveyapp.questions.column import Column
from surveyapp.questions.language import Translate
from surveyapp.reports.column_words import ColumnWords
from surveyapp.reports.printed_form import PrintedNames, how_it_stands


@dataclass(frozen=True, slots=True)
class Value:
    """A code, its number in SPSS and Stata, and its label."""

    code: str
    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Variable:
    """One column of an exported file. line: what tells it from the others of its question."""

    column: Column
    label: str
    line: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """A question with its variables; none where it is in no file.

    universe: who is asked, as a sentence; lines: which rows of a grid are shown, "" when all are;
    core: which cells the core edition asks, "" when all or none; sums: each total and its parts;
    manner: sentences on how it stands in the form, where that is unusual; checks: the words of its
    checks; feeds: titles of the comparisons that are made of it.
    """

    asked: AskedQuestion
    words: str
    hint: str
    universe: str
    lines: str
    core: str
    sums: tuple[str, ...]
    manner: tuple[str, ...]
    checks: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]
    feeds: tuple[str, ...]
    variables: tuple[Variable, ...]
    kept_back: KeptBack | None

    def about_cells(self, translate: Translate) -> tuple[str, ...]:
        """What is to be known of a grid's cells: which the core edition asks, which are sums."""
        _ = translate.gettext
        said = (
            (_("In the core form only:"), self.core),
            (_("Added up:"), "; ".join(self.sums)),
        )
        return tuple(f"{about} {words}" for about, words in said if words)


def codebook(words: ColumnWords, publication: Publication | None) -> Iterator[QuestionEntry]:
    """All questions in the order of the form. publication: None for a study without a plan."""
    feeds = _feeds(words, publication) if publication else {}
    for asked in words.form.questions.values():
        columns = tuple(asked.question.variables())
        if columns:
            yield _entry(words, asked, columns, feeds.get(asked.name, ()))


def variables(entries: Iterator[QuestionEntry]) -> Iterator[tuple[QuestionEntry, Variable]]:
    """Each variable with its question, in the order of an exported file."""
    return ((entry, variable) for entry in entries for variable in entry.variables)


def _entry(
    words: ColumnWords, asked: AskedQuestion, columns: tuple[Column, ...], feeds: tuple[str, ...]
) -> QuestionEntry:
    form, wording = words.form, words.labels.wording
    checks = (*asked.constraints, *asked.warnings)
    exported = tuple(column for column in columns if kept_back(form, column) is None)

    def label(code: Code) -> str:
        return wording.text(code.text_path)

    return QuestionEntry(
        asked=asked,
        words=words.question(columns[0]),
        hint=wording.text_or_none(f"{asked.path}.hint") or "",
        universe=_routed(words, asked, asked.relevant),
        lines=_routed(words, asked, asked.row_filter),
        core=cells_in_words(asked.question, asked.core_cells or (), label),
        sums=sums_in_words(asked.question, label),
        manner=tuple(how_it_stands(asked, PrintedNames(form, words.labels))),
        checks=tuple(wording.text(c.text_path) for c in checks if wording.has(c.text_path)),
        missing=tuple((r.value, label) for r, label in words.offered(columns[0])),
        feeds=feeds,
        variables=tuple(_variable(words, column) for column in exported),
        kept_back=None if exported else kept_back(form, columns[0]),
    )


def _variable(words: ColumnWords, column: Column) -> Variable:
    numbers = code_numbers(column)
    labels = words.codes(column)
    values = tuple(Value(code, numbers[code], label) for code, label in labels.items())
    return Variable(column, words.label(column), words.labels.line(column), values)


def _routed(words: ColumnWords, asked: AskedQuestion, routing: Routing | None) -> str:
    if routing is None:
        return ""
    names = PrintedNames(words.form, words.labels)
    said = sentence(routing.expression, names, words.labels.phrases, this=asked.name)
    return said[:1].upper() + said[1:]


def _feeds(words: ColumnWords, publication: Publication) -> Mapping[str, tuple[str, ...]]:
    """Question -> titles of the comparisons."""
    found: dict[str, tuple[str, ...]] = {}
    question_by_column = _question_by_column(words.form)
    for declared in publication.comparisons():
        title = words.labels.wording.text(declared.text_path)
        shown = f"{declared.feeds}: {title}" if declared.feeds else title
        pooled = {pool.column.name for pool in declared.pools}
        own = (question_by_column.get(c, c) for c in declared.columns if c not in pooled)
        names = {*declared.questions, *own}
        for name in names:
            found[name] = (*found.get(name, ()), shown)
    return found


def _question_by_column(form: Questionnaire) -> Mapping[str, str]:
    return {column.name: column.question for column in form.columns}
