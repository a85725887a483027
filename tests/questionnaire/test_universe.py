"""Who is asked what, as sets of institutions: the same as what the routing says of each of them."""

from pathlib import Path

import pytest

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.formats.source.recipe_file import load_recipe
from surveyapp.questionnaire.simulation import simulate
from surveyapp.questionnaire.universe import (
    EVERYBODY,
    NOBODY,
    NOTHING,
    Among,
    Joined,
    Unclear,
    columns_in,
    implies,
    joined,
    parts_of,
    universes_of,
)
from surveyapp.questions.cell import Missing, MissingReason
from tests.questionnaire.forms import ROWS, ask, code_list, form

GALLERY = sorted(path.name for path in Path("questionnaires/gallery").iterdir())
YES, NO = frozenset({"yes"}), frozenset({"no"})
TICKED = frozenset({"1"})
HELP = [{"code": code, "label": code} for code in ("bed", "food")]


def routed(relevant, *before, **more):
    """Who is asked a last question under this condition, after some others."""
    return universes_of(form([*before, ask("last", relevant=relevant, **more)])).get(
        "last", EVERYBODY
    )


def value_of(column, answers):
    cell = column.read(answers)
    if cell is None or cell == Missing(MissingReason.BLANK):
        return NOTHING
    return cell.reason.value if isinstance(cell, Missing) else cell


def is_in(universe, answers, columns):
    """Whether an institution belongs to a set, by its own answers; None: nobody can tell."""
    match universe:
        case Among(name, codes, holds):
            return (value_of(columns[name], answers) in codes) is holds
        case Joined(needs_all, parts):
            found = [is_in(part, answers, columns) for part in parts]
            if (not needs_all) in found:
                return not needs_all
            return None if None in found else needs_all
        case _:
            return None


def assert_same_as_the_routing(made, respondents):
    columns = {column.name: column for column in made.columns}
    universe = universes_of(made)
    n_told = 0
    for answers in respondents:
        for name, column in columns.items():
            said = is_in(universe.get(name, EVERYBODY), answers, columns)
            if said is not None and column.role != "companion":
                assert said is (column.cell in answers), (name, universe.get(name))
                n_told += 1
    return n_told


@pytest.mark.parametrize("edition", ["core", "full"])
def test_the_flagship_asks_exactly_those(edition):
    made, recipe = (
        load_release("service_provision").in_edition(edition),
        load_recipe("service_provision"),
    )
    by_recipe = simulate(made, recipe.size, recipe.seed, recipe)
    assert assert_same_as_the_routing(made, by_recipe) > 10_000
    assert assert_same_as_the_routing(made, simulate(made, 30, 7)) > 6_000
    assert not any(
        isinstance(part, Unclear) for each in universes_of(made).values() for part in parts_of(each)
    )


@pytest.mark.parametrize("name", GALLERY)
def test_the_gallery_asks_exactly_those(name):
    made = load_release(f"gallery/{name}")
    assert_same_as_the_routing(made, simulate(made, 40, 3))


def test_everybody_is_asked_what_has_no_routing():
    assert universes_of(form([ask("first"), ask("last")])) == {}


@pytest.mark.parametrize(
    ("relevant", "expected"),
    [
        ("${first} = 'yes'", Among("first", YES)),
        ("${first} != 'yes'", Among("first", YES, holds=False)),
        ("not(${first} = 'yes')", Among("first", YES, holds=False)),
        ("${first} = ''", Among("first", frozenset({NOTHING}))),
        ("${first} = 'yes' or ${first} = 'no'", Among("first", YES | NO)),
        ("selected(${help}, 'bed')", Among("help.bed", TICKED)),
        ("count-selected(${help}) = 0", Joined(True, (
            Among("help.bed", TICKED, holds=False), Among("help.food", TICKED, holds=False)))),
        ("count-selected(${help}) > 0", Joined(False, (
            Among("help.bed", TICKED), Among("help.food", TICKED)))),
        ("${help} = 'dk'", Among("help.bed", frozenset({"dk"}))),
        ("${first} = 'yes' and ${other} = 'no'", Joined(True, (
            Among("first", YES), Among("other", NO)))),
    ],
)  # fmt: skip
def test_a_condition_becomes_a_set(relevant, expected):
    before = (ask("first"), ask("other"), ask("help", "select_multiple", choices=HELP))
    assert routed(relevant, *before) == expected


def test_what_no_count_tells_is_unclear():
    number = ask("places", "integer")
    assert isinstance(routed("${places} > 4", number), Unclear)
    several = ask("help", "select_multiple", choices=HELP)
    assert isinstance(routed("count-selected(${help}) > 1", several), Unclear)
    assert isinstance(
        routed("selected(${order}, 'bed')", ask("order", "rank", choices=HELP)), Unclear
    )


def test_a_row_is_asked_by_its_own_row():
    grid = ask("svc", "grid_select_one", rows=ROWS, choices="yn")
    rated = ask("rate", "grid_select_one", rows=ROWS, choices="yn",
                relevant="any-row(${svc}, 'yes')", row_filter="${svc.@row} = 'yes'")  # fmt: skip
    found = universes_of(form([grid, rated], lists=[code_list("yn", "yes", "no")]))
    assert found == {"rate.r1": Among("svc.r1", YES), "rate.r2": Among("svc.r2", YES)}


def test_a_row_can_be_left_out_by_its_name():
    grid = ask("svc", "grid_select_one", rows=ROWS, choices="yn", row_filter="@row != 'r1'")
    found = universes_of(form([ask("first"), grid], lists=[code_list("yn", "yes", "no")]))
    assert found == {"svc.r1": NOBODY}


def test_who_answered_was_asked():
    chain = [ask("first"), ask("second", relevant="${first} = 'yes'")]
    assert routed("${first} = 'yes' and ${second} = 'no'", *chain) == Among("second", NO)
    both = Joined(True, (Among("first", YES), Among("second", NO, holds=False)))
    assert routed("${first} = 'yes' and ${second} != 'no'", *chain) == both


def test_implications():
    universe = {"second": Among("first", YES)}
    one = Among("second", NO)
    assert implies(one, Among("first", YES | NO), universe)
    assert implies(one, Among("first", NO, holds=False), universe)
    assert not implies(Among("second", NO, holds=False), Among("first", YES), universe)
    assert not implies(Among("second", NO | {NOTHING}), Among("first", YES), universe)
    assert implies(Among("x", YES | NO, holds=False), Among("x", YES, holds=False), {})
    assert implies(Joined(True, (one, Among("y", YES))), one, {})
    assert implies(one, Joined(False, (one, Among("y", YES))), {})
    assert not implies(Joined(False, (one, Among("y", YES))), one, {})


def test_joining_knows_everybody_and_nobody():
    one = Among("first", YES)
    assert joined(True, [EVERYBODY, one], {}) == one
    assert joined(True, [NOBODY, one], {}) == NOBODY
    assert joined(False, [EVERYBODY, one], {}) == EVERYBODY
    assert joined(False, [NOBODY, one], {}) == one
    assert joined(True, [], {}) == EVERYBODY
    assert list(columns_in(Joined(True, (one, Among("b", NO))))) == ["first", "b"]
