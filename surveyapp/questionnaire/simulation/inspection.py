"""Inspection: whether a recipe fits the questionnaire that it is for."""

from collections.abc import Iterable, Iterator, Mapping

from surveyapp.questionnaire.lint.finding import Finding, KeyPath
from surveyapp.questionnaire.lint.reference import unknown
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.simulation.recipe import People, Recipe, RecipeGroup, Rule
from surveyapp.questions.base import Question
from surveyapp.questions.cell import MissingReason
from surveyapp.questions.domain import Shape

CHOICES = (Shape.CODE, Shape.CODES, Shape.RANKING, Shape.GRID_CODE, Shape.GRID_CODES)


def inspect_recipe(form: Questionnaire, recipe: Recipe) -> tuple[Finding, ...]:
    """Everything in a recipe that the questionnaire knows nothing of, in the order of the file."""
    return tuple(_findings(form, recipe))


def _findings(form: Questionnaire, recipe: Recipe) -> Iterator[Finding]:
    if recipe.edition not in form.editions:
        yield unknown(("edition",), "edition", recipe.edition, form.editions)
    for place, group in enumerate(recipe.groups):
        yield from _group(form, group, ("groups", place, "set"))
    places = {name: place for place, name in enumerate(form.questions)}
    for name, rules in recipe.questions.items():
        path = ("questions", name)
        if name not in form.questions:
            yield unknown(path, "question", name, form.questions)
            continue
        for place, rule in enumerate(rules):
            yield from _when(form, places, name, rule, (*path, place, "when"))
            yield from _rule(form, recipe, name, rule, (*path, place))


def _group(form: Questionnaire, group: RecipeGroup, path: KeyPath) -> Iterator[Finding]:
    for name, answer in group.given.items():
        if name not in form.questions:
            yield unknown((*path, name), "question", name, form.questions)
        else:
            question = form.questions[name].question
            yield from _codes((*path, name), _listed(answer), question.domain().codes)


def _when(
    form: Questionnaire, places: Mapping[str, int], name: str, rule: Rule, path: KeyPath
) -> Iterator[Finding]:
    for earlier, wanted in rule.wanted():
        if earlier not in form.questions:
            yield unknown((*path, earlier), "question", earlier, form.questions)
        elif places[earlier] >= places[name]:
            words = f"{earlier} is answered after {name}"
            yield Finding((*path, earlier), "later-question", words, "ask for an earlier answer")
        else:
            question = form.questions[earlier].question
            known = (*question.domain().codes, *question.reason_codes())
            yield from _codes((*path, earlier), wanted, known)


def _rule(
    form: Questionnaire, recipe: Recipe, name: str, rule: Rule, path: KeyPath
) -> Iterator[Finding]:
    question = form.questions[name].question
    codes = question.domain().codes
    yield from _fitting(question, rule, path)
    yield from _codes((*path, "shares"), rule.shares, codes)
    yield from _codes((*path, "rows"), rule.rows, question.row_codes(), "row")
    for row, shares in rule.rows.items():
        yield from _codes((*path, "rows", row), shares, codes)
    if rule.answer is not None:
        yield from _codes((*path, "answer"), _listed(rule.answer), codes)
    if rule.people is not None:
        yield from _people(form, recipe, question, rule.people, (*path, "people"))


def _fitting(question: Question, rule: Rule, path: KeyPath) -> Iterator[Finding]:
    """Keys that mean something for this type of question."""
    shape = question.domain().shape
    allowed = {
        "answer": shape in CHOICES,
        "texts": shape is Shape.TEXT,
        "shares": shape in CHOICES,
        "rows": shape in (Shape.GRID_CODE, Shape.GRID_CODES),
        "mean": shape is Shape.NUMBER,
        "sd": shape is Shape.NUMBER,
        "people": shape is Shape.GRID_NUMBER,
    }
    for key, is_allowed in allowed.items():
        if getattr(rule, key) not in (None, {}, ()) and not is_allowed:
            words = f"{key} means nothing for {question.name}, which is a {question.kind}"
            yield Finding((*path, key), "unfit-key", words, "remove it")


def _people(
    form: Questionnaire, recipe: Recipe, question: Question, people: People, path: KeyPath
) -> Iterator[Finding]:
    columns = tuple(column.code for column in question.columns)
    lines = (*question.row_codes(), *columns)
    yield from _codes((*path, "lines"), people.lines, lines, "line")
    for place, part in enumerate(people.parts):
        yield from _codes((*path, "parts", place, "split"), part.split, lines)
        if part.year is not None:
            yield from _codes((*path, "parts", place, "in"), (part.year,), recipe.years, "year")
    if people.table is not None:
        yield from _codes((*path, "table", "rows"), people.table.rows, question.row_codes(), "row")
        yield from _codes((*path, "table", "columns"), people.table.columns, columns)
    if people.totals_of is not None and people.totals_of not in form.questions:
        yield unknown((*path, "totals_of"), "question", people.totals_of, form.questions)
    if people.lt5 and MissingReason.FEWER_THAN_FIVE not in question.missing:
        words = f"{question.name} does not offer the answer Fewer than 5"
        yield Finding((*path, "lt5"), "reason-not-offered", words, "remove it")


def _codes(
    path: KeyPath, used: Iterable[str], known: Iterable[str], what: str = "code"
) -> Iterator[Finding]:
    for code in used:
        if code not in known:
            yield unknown(path, what, code, known)


def _listed(codes: str | tuple[str, ...]) -> tuple[str, ...]:
    return (codes,) if isinstance(codes, str) else codes
