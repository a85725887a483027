"""Scenario: answers that are given, and the questions that must be shown then."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from surveyapp.questionnaire.checks import findings, open_questions
from surveyapp.questionnaire.definition import Definition, Whole
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.given import Given, given_cells, inspect_given
from surveyapp.questionnaire.lint.finding import Finding
from surveyapp.questionnaire.lint.reference import unknown
from surveyapp.questionnaire.model import CORE, Questionnaire
from surveyapp.questions.base import OTHER_FIELD


class AllBut(Definition):
    """All questions of a section less some."""

    without: tuple[str, ...]


class Scenario(Definition):
    """One respondent, as far as it matters for the routing.

    given: cell address -> answer, see `Given`; questions, entries: how many questions are shown,
    and cells that can be filled (`core_questions`: in the core edition); shown: section -> its
    questions, a section left out shows none; asks: ``question.check`` of every soft check that
    asks something, None when that is not tested.
    """

    scenario: str
    edition: str = "full"
    given: dict[str, Given]
    questions: Whole | None = None
    entries: Whole | None = None
    core_questions: Whole | None = None
    shown: dict[str, Literal["all"] | AllBut | tuple[str, ...]] | None = None
    asks: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ScenarioDifference:
    """Where a scenario broke: what was expected and what came out."""

    what: str
    expected: tuple[str, ...]
    actual: tuple[str, ...]


def play(form: Questionnaire, scenario: Scenario) -> tuple[ScenarioDifference, ...]:
    """Where the questionnaire behaves otherwise than the scenario says; () when it holds.

    The scenario must fit the questionnaire, see `inspect_scenario`.
    """
    flow = Flow(form.in_edition(scenario.edition), given_cells(form, scenario.given))
    compared = _compared(form, flow, scenario)
    return tuple(difference for difference in compared if difference.expected != difference.actual)


def _compared(form: Questionnaire, flow: Flow, scenario: Scenario) -> Iterator[ScenarioDifference]:
    if scenario.shown is not None:
        for section in flow.form.sections:
            shown = tuple(name for name in section.questions() if flow.is_asked(name))
            expected = _expected(scenario, section.name, tuple(section.questions()))
            yield ScenarioDifference(section.name, expected, shown)
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
        yield ScenarioDifference("asks", scenario.asks, tuple(asked))


def _expected(scenario: Scenario, section: str, names: tuple[str, ...]) -> tuple[str, ...]:
    match (scenario.shown or {}).get(section, ()):
        case "all":
            return names
        case AllBut(without=without):
            return tuple(name for name in names if name not in without)
        case listed:
            return tuple(listed)


def _count(what: str, expected: int, actual: int) -> ScenarioDifference:
    return ScenarioDifference(what, (str(expected),), (str(actual),))


def n_shown(flow: Flow) -> int:
    """How many questions are shown."""
    return sum(flow.is_asked(name) for name in flow.form.questions)


def n_entries(flow: Flow) -> int:
    """How many cells can be filled; "other, please say" is part of its question."""
    addresses = (address for name in flow.form.questions for address in flow.cells(name))
    return sum(not address.endswith(OTHER_FIELD) for address in addresses)


def inspect_scenario(form: Questionnaire, scenario: Scenario) -> tuple[Finding, ...]:
    """Everything in a scenario that the questionnaire knows nothing of."""
    return tuple(_findings(form, scenario))


def _findings(form: Questionnaire, scenario: Scenario) -> Iterator[Finding]:
    if scenario.edition not in form.editions:
        yield unknown(("edition",), "edition", scenario.edition, form.editions)
    yield from inspect_given(form, scenario.given)
    for section, shown in (scenario.shown or {}).items():
        if section not in form.sections_by_name:
            yield unknown(("shown", section), "section", section, form.sections_by_name)
            continue
        names = shown.without if isinstance(shown, AllBut) else shown
        known = tuple(form.section(section).questions())
        for name in () if names == "all" else names:
            if name not in known:
                yield unknown(("shown", section), "question", name, known)
