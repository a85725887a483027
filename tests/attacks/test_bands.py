"""Whoever runs the software again on every table learns nothing beyond what is printed."""

from random import Random

import pytest

from surveyapp.analysis.disclosure.relations import SecretLine, part_of
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.disclosure.system import Impossible, bounded
from surveyapp.analysis.disclosure.universe import LedBy
from surveyapp.analysis.tabulation_plan import OptionSet
from tests.attacks.listing import ends, narrow, printed_alike, tables, within

RULES = DisclosureRules()
RO = (("country", "RO"),)
STRATA = ((*RO, ("sector", "authority")), (*RO, ("sector", "ngo")))
CODES = "abcdef"


def line(n_codes, *sizes):
    """A column of codes in a country, and in two strata where two further sizes are given."""
    groups = (RO, *STRATA)[: len(sizes)]
    printed = tuple(("x", code) for code in CODES[:n_codes])
    return SecretLine("x", groups, printed, {"x": ({},) * len(sizes)}, sizes)


def options(n_options, n, alone=(), most=None):
    names = tuple(f"x.{code}" for code in CODES[:n_options])
    chosen = OptionSet(names, frozenset(f"x.{code}" for code in alone), most)
    printed = tuple((name, "1") for name in names)
    return SecretLine("x", (RO,), printed, {name: ({},) for name in names}, (n,), chosen)


def led(codes, n_codes=2, *, column="x", holds=True):
    """A column that is asked of those whose answer is among these codes."""
    printed = tuple(("y", code) for code in CODES[:n_codes])
    return SecretLine("y", (RO,), printed, {"y": ({},)}, (0,), None, LedBy(column, codes, holds))


def sized(root, *hanging, n_everybody=0, silent=0):
    """The part, with so many institutions that gave no answer to the known line."""
    counts = {name: tuple({"dk": silent} for _ in found) for name, found in root.counts.items()}
    found = SecretLine(root.cell, root.groups, root.printed, counts, root.n_answered, root.options)
    return part_of(found, hanging, n_everybody or root.n_answered[0] + silent, RULES)


PARTS = {
    "two codes, 7": sized(line(2, 7)),
    "three codes, 8": sized(line(3, 8)),
    "three codes, 14": sized(line(3, 14)),
    "three codes, 40": sized(line(3, 40)),
    "four codes, 12": sized(line(4, 12)),
    "five codes, 10": sized(line(5, 10)),
    "six codes, 9": sized(line(6, 7)),
    "two strata": sized(line(2, 28, 14, 14)),
    "two strata of three codes": sized(line(3, 16, 8, 8)),
    "two options": sized(options(2, 14)),
    "three options": sized(options(3, 9)),
    "three options, at most two": sized(options(3, 9, most=2)),
    "an option that stands alone": sized(options(3, 9, alone="c")),
    "asked on": sized(line(2, 13), led(frozenset("a"))),
    "asked on after two codes": sized(line(3, 9), led(frozenset("ab"))),
    "asked on unless": sized(line(2, 12), led(frozenset("a"), holds=False), silent=2),
    "asked on after a reason": sized(line(2, 9), led(frozenset({"a", "dk"})), silent=2),
    "asked on after an option": sized(
        options(2, 9), led(frozenset("1"), column="x.a"), n_everybody=9
    ),
}


@pytest.fixture(params=PARTS, scope="module")
def listed(request):
    """A part, every table that it allows, and what each prints."""
    part = PARTS[request.param]
    found = tables(part.system)
    return part, found, printed_alike(part, found)


def test_the_tables_that_print_the_same_are_exactly_those_in_what_is_printed(listed):
    _part, found, alike = listed
    for told, own in alike.items():
        assert told is not None
        assert sorted(within(told.box, found)) == sorted(own)


def test_the_printed_ends_are_those_that_some_table_reaches(listed):
    _part, _found, alike = listed
    for told, own in alike.items():
        assert told.box == ends(own)


def test_a_small_count_keeps_its_values_for_everybody(listed):
    part, _found, alike = listed
    for own in alike.values():
        assert not narrow(part.system, own)
        for member in part.system.members:
            assert not narrow(part.system, own, 1, member)


def test_what_can_be_large_is_printed_as_a_number():
    """Of three codes about half of all counts come out exact, and none that is small."""
    found = tables(PARTS["three codes, 40"].system)
    alike = printed_alike(PARTS["three codes, 40"], found)
    exact = sum(low == high for told, own in alike.items() for low, high in told.box for _ in own)
    assert exact > 0.4 * 3 * len(found)


def test_bounds_of_random_boxes_are_those_of_their_tables(listed):
    part, found, _alike = listed
    random = Random(1)
    for _ in range(40):
        box = tuple(
            tuple(sorted((random.randint(low, high), random.randint(low, high))))
            for low, high in part.system.box()
        )
        inside = within(box, found)
        if inside:
            assert bounded(part.system, box) == ends(inside)
        else:
            with pytest.raises(Impossible):
                bounded(part.system, box)
