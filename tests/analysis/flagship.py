"""The flagship's demo: its answers one by one, what is published of them, and both side by side."""

import json
from functools import cache
from typing import NamedTuple

from surveyapp.analysis.finalisation import finalise
from surveyapp.analysis.microdata.snapshot import Origin, snapshot_of
from surveyapp.formats.source.analysis_file import load_publication
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.formats.source.recipe_file import load_recipe
from surveyapp.questionnaire.simulation import simulate
from surveyapp.questions.cell import answers_to_json
from tests.analysis import by_hand

NAME = "service_provision"


class Shown(NamedTuple):
    """One column in one group as it is published, and its declared comparison."""

    compared: object
    declared: object
    group: object


@cache
def form():
    return load_release(NAME)


@cache
def rows():
    """One mapping an institution."""
    recipe = load_recipe(NAME)
    return [answers_to_json(a) for a in simulate(form(), recipe.size, recipe.seed, recipe)]


def texts():
    return [json.dumps(row, sort_keys=True).encode() for row in rows()]


def origin():
    return Origin(NAME, form().version, synthetic=True)


def published(questions=()):
    snapshot = snapshot_of(form().columns, texts(), origin())
    return finalise(snapshot, form(), load_publication(NAME), questions)


@cache
def made():
    return published()


@cache
def declared():
    """Column -> its declared comparison."""
    return {
        name: each
        for each in made().publication.comparisons()
        for name in (*each.columns, *([each.index.name] if each.index else []))
    }


@cache
def shown():
    """Everything that is shown of both views."""
    return [
        Shown(compared, declared()[compared.column.name], group)
        for view in (made().whole, made().split)
        for compared in view.columns
        if compared.column.name in declared()
        for group in compared.groups
    ]


def answers_of(name, group, column):
    """Answers of one column in one group, and how often each reason was given."""
    each = declared()[name]
    chosen = by_hand.in_base(by_hand.members(rows(), group), each.base)
    if each.index and name == each.index.name:
        scores = {c.name: dict(c.scores) for c in form().columns}
        answers, too_few = by_hand.index_values(chosen, each.index, scores)
        return answers, {"blank": too_few} if too_few else {}
    found = _answers(chosen, each, column)
    return by_hand.with_fewer(*found) if column.counts_people else found


def _answers(chosen, each, column):
    pool = next((pool for pool in each.pools if pool.column.name == column.name), None)
    if pool is None:
        return by_hand.values(chosen, column, each.merge)
    columns = {column.name: column for column in form().columns}
    return by_hand.told(by_hand.pooled(chosen, pool, columns))


def by_code(compared, group):
    """The answers in one group as the codes that are printed."""
    answers, _ = answers_of(compared.column.name, group, compared.column)
    return by_hand.published(answers, compared.column)


def is_secret(compared):
    return compared.column.name in made().table.secret


@cache
def _closed():
    """Column -> groups of which the gate shows nothing but their size."""
    return {
        each.column.name: {name for name, group in each.groups.items() if group.is_closed}
        for each in made().table.columns
    }


def is_closed(each):
    return each.group.group in _closed()[each.compared.column.name]
