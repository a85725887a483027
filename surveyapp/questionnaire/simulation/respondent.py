"""Respondent: one invented institution that answers in the order of the form.

It obeys routing, row filters and checks. Everything it gives is drawn from random numbers that
begin at its seed, so the same seed gives the same answers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

from surveyapp.questionnaire.checks import CheckFailure, findings
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.model import AskedQuestion, CheckSeverity, Questionnaire
from surveyapp.questionnaire.simulation.people import Axes, Numbers, draw_people, mask
from surveyapp.questionnaire.simulation.recipe import EVEN, People, Recipe, Rule, members
from surveyapp.questionnaire.simulation.simulated_item import (
    NO_RULE,
    SimulatedItem,
    Tendency,
    items_of,
    obeyed,
)
from surveyapp.questions.added_up import sum_of
from surveyapp.questions.base import OTHER_FIELD
from surveyapp.questions.cell import BLANK, Cell, Missing
from surveyapp.questions.domain import Shape
from surveyapp.questions.response_propensity import ResponsePropensity

TRIES = 400
TRIES_FOR_SOFT_CHECKS = 20
TRIES_AT_USUAL_SIZE = 10
YEARS = (2010.0, 20.0)
INVENTED = "synthetic"
NUMBERS = (Shape.NUMBER, Shape.GRID_NUMBER)


class CannotAnswer(ValueError):
    """No answer to a required question was found that its hard checks let through."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question


def simulate(
    form: Questionnaire, n: int, seed: int, recipe: Recipe | None = None
) -> Iterator[dict[str, Cell]]:
    """Final answers of n invented institutions: only what is asked; an empty cell says blank.

    Without a recipe all codes are equally likely. Raises CannotAnswer.
    """
    return SyntheticPopulation(form, n, seed, recipe).answers(range(n))


class SyntheticPopulation:
    """n institutions that can be invented one by one, in any order and by several processes."""

    def __init__(self, form: Questionnaire, n: int, seed: int, recipe: Recipe | None) -> None:
        used = recipe or EVEN
        self._form, self._seed, self._years = obeyed(form, used), seed, used.years
        self._items, self._given = items_of(self._form, used), members(used, n)

    def answers(self, places: Iterable[int]) -> Iterator[dict[str, Cell]]:
        """As `simulate`, of those at these places, from 0."""
        for place in places:
            seed, given = f"{self._seed}:{place}", self._given[place]
            yield Respondent(self._form, self._items, self._years, seed, given).answers()


class Respondent:
    """An institution on its way through the form. years: codes of those that tables are about."""

    def __init__(
        self,
        form: Questionnaire,
        items: Sequence[SimulatedItem],
        years: Sequence[str],
        seed: str,
        given: Mapping[str, Cell],
    ) -> None:
        self._form, self._items, self._years = form, items, years
        self._seed, self._given = seed, given
        self._rng = _random(seed)
        self._cells: dict[str, Cell] = {}
        # Conditions read earlier questions only, so one flow serves while the cells grow.
        self._flow = Flow(form, self._cells)
        self._drawn: dict[str, Numbers] = {}

    def answers(self) -> dict[str, Cell]:
        """Everything it answers."""
        for item in self._items:
            if self._flow.is_asked(item.name):
                self._answer(item, item.tendency(self._flow))
        return self._cells

    def _answer(self, item: SimulatedItem, tendency: Tendency) -> None:
        self._cells.update(self._draw(item, tendency, 0))
        if item.has_totals:
            self._add_up(item, tendency.rule)
        if item.has_checks:
            self._mend(item, tendency)

    def _mend(self, item: SimulatedItem, tendency: Tendency) -> None:
        """Draws until the checks hold: what they do not concern stays."""
        rule, found = tendency.rule, findings(self._flow, [item.name])
        for tries in range(1, TRIES):
            if not _asks_again(found, rule, tries - 1):
                break
            wrong = set(self._concerned(found, rule))
            drawn = self._draw(item, tendency, tries)
            self._cells.update((a, cell) for a, cell in drawn.items() if a in wrong)
            self._add_up(item, rule)
            found = findings(self._flow, [item.name])
        self._settle(item.asked, found)
        self._add_up(item, rule)

    def _add_up(self, item: SimulatedItem, rule: Rule) -> None:
        """Totals are added up as on the page; without all parts only a recipe knows them."""
        lines = item.asked.question.lines(self._flow.rows(item.name))
        for total, parts in lines.items():
            whole = sum_of(self._cells, parts)
            if whole is not None:
                self._cells[total] = whole
            elif rule.people is None and not isinstance(self._cells[total], Missing):
                self._cells[total] = BLANK

    def _addresses(self, name: str) -> tuple[str, ...]:
        """Cells of a question apart from the words of "other, please say"."""
        cells, question = self._flow.cells(name), self._form.questions[name].question
        return tuple(a for a in cells if not a.endswith(OTHER_FIELD)) if question.other else cells

    def _concerned(self, found: Sequence[CheckFailure], rule: Rule) -> Iterator[str]:
        """Cells to draw again: those that a check names, or all of the question."""
        for finding in found:
            name = finding.check.question
            cells = self._addresses(name)
            lines = self._form.questions[name].question.lines(self._flow.rows(name))
            is_one = finding.address in cells and rule.people is None
            alone = (finding.address, *lines.get(finding.address, ()))
            yield from alone if is_one else cells

    def _settle(self, asked: AskedQuestion, found: Sequence[CheckFailure]) -> None:
        """What no draw could mend is left blank, or explained where that is enough."""
        for finding in found:
            if finding.check.severity is CheckSeverity.SOFT:
                if finding.check.needs_reason:
                    self._cells[finding.why_address] = INVENTED
            elif asked.is_required:
                raise CannotAnswer(asked.name)
            else:
                self._cells.update(dict.fromkeys(self._concerned([finding], NO_RULE), BLANK))

    def _draw(self, item: SimulatedItem, tendency: Tendency, tries: int) -> dict[str, Cell]:
        asked, rule = item.asked, tendency.rule
        fixed = self._given.get(item.name, tendency.answer)
        if fixed is not None:
            return dict.fromkeys(self._addresses(item.name), fixed)
        if item.shape is Shape.TEXT:
            return {item.name: self._words(asked, rule)}
        wish = self._wish(item, tendency, tries)
        if item.shape is not Shape.GRID_NUMBER:
            return asked.question.simulate(self._rng, wish, self._flow.rows(item.name))
        return self._table(asked, rule.people, wish)

    def _words(self, asked: AskedQuestion, rule: Rule) -> Cell:
        """One of the recipe's texts; drawn apart, so that words move no other answer."""
        if not rule.texts:
            return INVENTED if asked.is_required else BLANK
        rng = _random(f"{self._seed}:{asked.name}")
        missing = {} if asked.is_required else rule.missing or {}
        reason = ResponsePropensity(missing=missing).reason(rng, asked.question.missing)
        return reason or rng.choice(rule.texts)

    def _table(
        self, asked: AskedQuestion, people: People | None, wish: ResponsePropensity
    ) -> dict[str, Cell]:
        """Numbers, or one reason for the whole table; tables that must agree with it need both."""
        reason = wish.reason(self._rng, asked.question.missing)
        rows = self._flow.rows(asked.name)
        if people is None:
            drawn = asked.question.simulate(self._rng, replace(wish, missing={}), rows)
        else:
            axes = self._axes(asked, rows)
            numbers = draw_people(axes, people, self._drawn, self._rng)
            self._drawn[asked.name] = numbers
            drawn = mask(axes.cells(asked.name, numbers), people.lt5, self._rng)
            drawn = {a: cell for a, cell in drawn.items() if asked.question.asks(a)}
        return dict.fromkeys(drawn, reason) if reason else drawn

    def _axes(self, asked: AskedQuestion, rows: tuple[str, ...]) -> Axes:
        columns = tuple(column.code for column in asked.question.columns)
        years = tuple(code for code in (*rows, *columns) if code in self._years)
        return Axes(rows, columns, years)

    def _wish(self, item: SimulatedItem, tendency: Tendency, tries: int) -> ResponsePropensity:
        """How it tends to answer.

        Where a rule tells no mean, calendar years and numbers of all sizes are tried in turn when
        usual numbers are not let through.
        """
        is_open = item.shape in NUMBERS and tendency.rule.mean is None
        if not is_open or tries < TRIES_AT_USUAL_SIZE:
            return tendency.propensity
        mean, sd = YEARS if tries % 2 else (float(10 ** self._rng.uniform(-1, 5)), None)
        return replace(tendency.propensity, mean=mean, sd=sd)


def _random(seed: str) -> Random:
    return Random(seed)  # noqa: S311  # the same seed gives the same study


def _asks_again(found: Sequence[CheckFailure], rule: Rule, tries: int) -> bool:
    """Hard checks always; soft ones only where a recipe tells the numbers, and not for ever."""
    if any(finding.check.severity is CheckSeverity.HARD for finding in found):
        return True
    return bool(found) and rule.people is not None and tries < TRIES_FOR_SOFT_CHECKS
