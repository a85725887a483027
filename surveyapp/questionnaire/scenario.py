"""Scenario: answers that are given, and the questions that must be shown then."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from surveyapp.questionnaire.checks import findings, open_questions
from surveyapp.questionnaire.definition import Definition
from surveyapp.questionnaire.flow import Flow, question_of
from surveyapp.questionnaire.lint.finding import Finding, KeyPath
from surveyapp.questionnaire.lint.reference import unknown
from surveyapp.questionnaire.model import CORE, Questionnaire
from surveyapp.questions.base import OTHER_FIELD, Question
from surveyapp.questions.cell import Cell, Missing, MissingReason
from surveyapp.questions.domain import Shape

Given = str | int | float | tuple[str, ...]
WORDS = (Shape.TEXT, Shape.DATE)


class ScenarioPart(Definition):
    """Common to all parts of a scenario."""

    each_row: ClassVar[str] = "*"


class AllBut(ScenarioPart):
    """All questions of a section less some."""

    without: tuple[str, ...]


class Scenario(ScenarioPart):
    """One respondent, as far as it matters for the routing.

    given: cell address -> answer or reason, ``grid.*`` is every row (and column); questions,
    entries: how many questions are shown, and cells that can be filled (`core_questions`: in the
    core edition); shown: section -> its questions, a section left out shows none; asks:
    ``question.check`` of every soft check that asks something, None when that is not tested.
    """

    scenario: str
    edition: str = "full"
    given: dict[str, Given]
    questions: int | None = None
    entries: int | None = None
    core_questions: int | None = None
    shown: dict[str, Literal["all"] | AllBut | tuple[str, ...]] | None = None
    asks: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a scenario broke: what was expected and what came out."""

    what: str
    expected: tuple[str, ...]
    actual: tuple[str, ...]


def play(form: Questionnaire, scenario: Scenario) -> tuple[Difference, ...]:
    """Where the questionnaire behaves otherwise than the scenario says; () when it holds.

    The scenario must fit the questionnaire, see `inspect_scenario`.
    """
    flow = Flow(form.in_edition(scenario.edition), given_cells(form, scenario))
    compared = _compared(form, flow, scenario)
    return tuple(difference for difference in compared if difference.expected != difference.actual)


def _compared(form: Questionnaire, flow: Flow, scenario: Scenario) -> Iterator[Difference]:
    if scenario.shown is not None:
        for section in flow.form.sections:
            shown = tuple(name for name in section.questions() if flow.is_asked(name))
            expected = _expected(scenario, section.name, tuple(section.questions()))
            yield Difference(section.name, expected, shown)
    if scenario.questions is not None:
        yield _count("questions", scenario.questions, n_shown(flow))
    if scenario.entries is not None:
        yield _count("entries", scenario.entries, n_entries(flow))
    if scenario.core_questions is not None:
        core = Flow(form.in_edition(CORE), flow.answers)
        yield _count("core_questions", scenario.core_questions, n_shown(core))
    if scenario.asks is not None:
        found = open_questions(flow, findings(flow, flow.form.questions))
        asked = dict.fromkeys(f"{f.check.question}.{f.check.name}" for f in found)
        yield Difference("asks", scenario.asks, tuple(asked))


def _expected(scenario: Scenario, section: str, names: tuple[str, ...]) -> tuple[str, ...]:
    match (scenario.shown or {}).get(section, ()):
        case "all":
            return names
        case AllBut(without=without):
            return tuple(name for name in names if name not in without)
        case listed:
            return tuple(listed)


def _count(what: str, expected: int, actual: int) -> Difference:
    return Difference(what, (str(expected),), (str(actual),))


def n_shown(flow: Flow) -> int:
    """How many questions are shown."""
    return sum(flow.is_asked(name) for name in flow.form.questions)


def n_entries(flow: Flow) -> int:
    """How many cells can be filled; "other, please say" is part of its question."""
    addresses = (address for name in flow.form.questions for address in flow.cells(name))
    return sum(not address.endswith(OTHER_FIELD) for address in addresses)


def given_cells(form: Questionnaire, scenario: Scenario) -> dict[str, Cell]:
    """The answers of a scenario; an address without ``*`` goes before one with it."""
    ordered = sorted(scenario.given, key=lambda address: Scenario.each_row not in address)
    cells: dict[str, Cell] = {}
    for address in ordered:
        question = form.questions[question_of(address)].question
        cell = _cell(question, scenario.given[address])
        cells.update(dict.fromkeys(_addresses(question, address), cell))
    return cells


def _addresses(question: Question, address: str) -> tuple[str, ...]:
    if not address.endswith(f".{Scenario.each_row}"):
        return (address,)
    start = address.removesuffix(Scenario.each_row)
    return tuple(a for a in question.cells(question.row_codes()) if a.startswith(start))


def _cell(question: Question, given: Given) -> Cell:
    if isinstance(given, str) and given in question.reason_codes():
        return Missing(MissingReason(given))
    return Decimal(str(given)) if isinstance(given, float) else given


def inspect_scenario(form: Questionnaire, scenario: Scenario) -> tuple[Finding, ...]:
    """Everything in a scenario that the questionnaire knows nothing of."""
    return tuple(_findings(form, scenario))


def _findings(form: Questionnaire, scenario: Scenario) -> Iterator[Finding]:
    if scenario.edition not in form.editions:
        yield unknown(("edition",), "edition", scenario.edition, form.editions)
    for address, given in scenario.given.items():
        yield from _given(form, address, given)
    for section, shown in (scenario.shown or {}).items():
        if section not in form.sections_by_name:
            yield unknown(("shown", section), "section", section, form.sections_by_name)
            continue
        names = shown.without if isinstance(shown, AllBut) else shown
        known = tuple(form.section(section).questions())
        for name in () if names == "all" else names:
            if name not in known:
                yield unknown(("shown", section), "question", name, known)


def _given(form: Questionnaire, address: str, given: Given) -> Iterator[Finding]:
    path: KeyPath = ("given", address)
    name = question_of(address)
    if name not in form.questions:
        yield unknown(path, "question", name, form.questions)
        return
    question = form.questions[name].question
    known = question.cells(question.row_codes())
    if not set(_addresses(question, address)) & set(known):
        yield unknown(path, "cell", address, known)
    codes = (*question.domain().codes, *question.reason_codes())
    if question.domain().shape in WORDS:
        return
    for code in (given,) if isinstance(given, str) else given if isinstance(given, tuple) else ():
        if code not in codes:
            yield unknown(path, "code", code, codes)
