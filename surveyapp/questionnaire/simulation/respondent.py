"""Respondent: one invented institution that answers in the order of the form.

It obeys routing, row filters and hard checks; texts are left empty. Everything it gives is drawn
from the random numbers handed in, so the same seed gives the same answers.
"""

from collections.abc import Iterator, Sequence
from random import Random

from surveyapp.questionnaire.checks import findings, hard
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.model import AskedQuestion, Questionnaire
from surveyapp.questionnaire.simulation.people import Numbers, people_cells
from surveyapp.questionnaire.simulation.recipe import Recipe, Rule, members
from surveyapp.questions.base import OTHER_FIELD, Wish
from surveyapp.questions.cell import Cell, Missing, MissingReason
from surveyapp.questions.domain import Shape
from surveyapp.questions.grid import GridInteger

TRIES = 20
BLANK = Missing(MissingReason.BLANK)


def simulate(
    form: Questionnaire, n: int, seed: int, recipe: Recipe | None = None
) -> Iterator[dict[str, Cell]]:
    """Final answers of n invented institutions: only what is asked; an empty cell says blank."""
    used = recipe or Recipe()
    given = members(used, n) if used.groups else [{} for _ in range(n)]
    for place in range(n):
        yield Respondent(form, used, Random(f"{seed}:{place}"), given[place]).answers()  # noqa: S311  # reproducible on purpose


class Respondent:
    """An institution on its way through the form."""

    def __init__(
        self, form: Questionnaire, recipe: Recipe, rng: Random, given: dict[str, str]
    ) -> None:
        self._form, self._recipe, self._rng, self._given = form, recipe, rng, given
        self._cells: dict[str, Cell] = {}
        # Conditions read earlier questions only, so one flow serves while the cells grow.
        self._flow = Flow(form, self._cells)
        self._people: dict[str, Numbers] = {}

    def answers(self) -> dict[str, Cell]:
        """Everything it answers."""
        for name, asked in self._form.questions.items():
            if self._flow.is_asked(name):
                self._answer(asked)
        return self._cells

    def _answer(self, asked: AskedQuestion) -> None:
        rows = self._flow.rows(asked.name)
        addresses = [a for a in self._flow.cells(asked.name) if not a.endswith(OTHER_FIELD)]
        for _ in range(TRIES):
            drawn = self._draw(asked, rows)
            self._cells.update({a: drawn.get(a, BLANK) for a in addresses})
            if not hard(findings(self._flow, [asked.name])):
                return
        self._cells.update(dict.fromkeys(addresses, BLANK))

    def _draw(self, asked: AskedQuestion, rows: Sequence[str]) -> dict[str, Cell]:
        rule = self._rule(asked.name)
        if asked.name in self._given:
            return {asked.name: self._given[asked.name]}
        if rule.answer is not None:
            return {asked.name: rule.answer}
        if asked.name == self._form.consent:
            return {asked.name: self._form.consent_given}
        if isinstance(asked.question, GridInteger):
            return self._table(asked.question, rule, rows)
        return asked.question.simulate(self._rng, self._wish(asked, rule), rows)

    def _table(self, question: GridInteger, rule: Rule, rows: Sequence[str]) -> dict[str, Cell]:
        """Numbers, or one reason for the whole table."""
        wish = self._wish(self._form.questions[question.name], rule)
        reason = wish.reason(self._rng, question.missing)
        if rule.people is not None:
            cells, numbers = people_cells(question, rule.people, self._people, self._rng)
            self._people[question.name] = numbers
        else:
            without = Wish(mean=wish.mean)
            cells = question.simulate(self._rng, without, rows)
        return dict.fromkeys(question.cells(rows), reason) if reason else cells

    def _wish(self, asked: AskedQuestion, rule: Rule) -> Wish:
        chances = self._recipe.missing if rule.missing is None else rule.missing
        is_table = asked.question.domain().shape is Shape.GRID_NUMBER
        missing = {
            MissingReason(reason): chance
            for reason, chance in chances.items()
            if (is_table or reason != "nd") and not asked.is_required
        }
        return Wish(
            shares=self._complete(asked, rule.shares),
            row_shares={row: self._complete(asked, shares) for row, shares in rule.rows.items()},
            mean=rule.mean,
            sd=rule.sd,
            missing=missing,
        )

    def _complete(self, asked: AskedQuestion, shares: dict[str, float]) -> dict[str, float]:
        """Codes that a rule does not name are never chosen."""
        is_several = asked.question.domain().shape in (Shape.CODES, Shape.GRID_CODES)
        if not shares or not is_several:
            return shares
        return {code: shares.get(code, 0.0) for code in asked.question.codes()}

    def _rule(self, name: str) -> Rule:
        rules = self._recipe.questions.get(name, ())
        return next((rule for rule in rules if self._fits(rule)), Rule())

    def _fits(self, rule: Rule) -> bool:
        return all(
            self._flow.get(name) in ((wanted,) if isinstance(wanted, str) else wanted)
            for name, wanted in rule.when.items()
        )
