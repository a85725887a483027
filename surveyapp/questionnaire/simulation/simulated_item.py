"""Simulated item: a question as it is put to all invented respondents; what is the same for each.

What a recipe says about it is worked out once, and not again for everybody who answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.model import AskedQuestion, Check, CheckSeverity, Questionnaire
from surveyapp.questionnaire.simulation.recipe import Recipe, Rule
from surveyapp.questions.cell import Cell, MissingReason
from surveyapp.questions.domain import Domain, Shape
from surveyapp.questions.response_propensity import ResponsePropensity

NO_RULE = Rule()
SEVERAL = (Shape.CODES, Shape.GRID_CODES)


@dataclass(frozen=True, slots=True)
class Tendency:
    """How those answer whom a rule fits.

    wanted: (question, codes of which one must have been answered); answer: what is not left to
    chance, None where it is; propensity: at first, before the checks refused what was drawn.
    """

    rule: Rule
    answer: Cell | None
    wanted: tuple[tuple[str, frozenset[str]], ...]
    propensity: ResponsePropensity

    def fits(self, flow: Flow) -> bool:
        """Whether the answers so far are those that the rule is about."""
        for question, codes in self.wanted:
            if codes.isdisjoint(codes_in(flow.get(question))):
                return False
        return True


@dataclass(frozen=True, slots=True)
class SimulatedItem:
    """A question with its tendencies.

    told: by the rules of the recipe; usual: of those whom none of them fits; has_checks:
    whether some check may ask for another answer; has_totals: whether some cells are added up.
    """

    asked: AskedQuestion
    name: str
    shape: Shape
    told: tuple[Tendency, ...]
    usual: Tendency
    has_checks: bool
    has_totals: bool

    def tendency(self, flow: Flow) -> Tendency:
        """The first one that fits."""
        for tendency in self.told:
            if tendency.fits(flow):
                return tendency
        return self.usual


def items_of(form: Questionnaire, recipe: Recipe) -> tuple[SimulatedItem, ...]:
    """All questions in the order of the form, see `obeyed`."""
    return tuple(_item(form, recipe, asked) for asked in form.questions.values())


def obeyed(form: Questionnaire, recipe: Recipe) -> Questionnaire:
    """The form with only those checks that change what a respondent gives."""
    kept = {}
    for name, asked in form.questions.items():
        is_told = any(rule.people for rule in recipe.questions.get(name, ()))
        warnings = tuple(check for check in asked.warnings if _counts(check, is_told))
        kept[name] = replace(asked, warnings=warnings)
    return replace(form, questions=kept)


def codes_in(cell: Cell | None) -> tuple[str, ...]:
    """The codes that were answered."""
    return cell if isinstance(cell, tuple) else (str(cell),)


def _counts(check: Check, is_told: bool) -> bool:
    """Whether it blocks sending, or asks about a table whose numbers a recipe tells."""
    return check.severity is CheckSeverity.SOFT and (is_told or check.needs_reason)


def _item(form: Questionnaire, recipe: Recipe, asked: AskedQuestion) -> SimulatedItem:
    domain = form.domains[asked.name]
    consent = form.consent_given if asked.name == form.consent else None
    rules = recipe.questions.get(asked.name, ())
    told = [_tendency(recipe, asked, domain, rule, consent) for rule in rules]
    return SimulatedItem(
        asked=asked,
        name=asked.name,
        shape=domain.shape,
        told=tuple(told),
        usual=_tendency(recipe, asked, domain, NO_RULE, consent),
        has_checks=bool(asked.constraints or asked.warnings),
        has_totals=bool(asked.question.lines(asked.question.row_codes())),
    )


def _tendency(
    recipe: Recipe, asked: AskedQuestion, domain: Domain, rule: Rule, consent: Cell | None
) -> Tendency:
    propensity = ResponsePropensity(
        shares=_named(rule.shares, domain),
        row_shares={row: _named(shares, domain) for row, shares in rule.rows.items()},
        mean=rule.mean,
        sd=rule.sd,
        missing={} if asked.is_required else _chances(recipe, domain, rule),
    )
    wanted = tuple((question, frozenset(codes)) for question, codes in rule.wanted())
    return Tendency(rule, consent if rule.answer is None else rule.answer, wanted, propensity)


def _chances(recipe: Recipe, domain: Domain, rule: Rule) -> Mapping[MissingReason, float]:
    """Probability of each reason; "not recorded" in general belongs to tables of numbers."""
    if rule.missing is not None:
        return rule.missing
    left_out = None if domain.shape is Shape.GRID_NUMBER else MissingReason.NOT_RECORDED
    return {r: chance for r, chance in recipe.missing.items() if r is not left_out}


def _named(shares: Mapping[str, float], domain: Domain) -> Mapping[str, float]:
    """Of several answers, those that a rule does not name are never chosen."""
    if not shares or domain.shape not in SEVERAL:
        return shares
    return {code: shares.get(code, 0.0) for code in domain.codes}
