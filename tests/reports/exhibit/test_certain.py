"""What is certain of a comparison, and why nothing of another is shown."""

from dataclasses import replace

import pytest

from surveyapp.reports.exhibit.certain import certain_size, too_small
from surveyapp.reports.exhibit.page import Findings
from tests.reports.banded import options
from tests.reports.small_report import small_material


@pytest.fixture
def of(home):
    """Makes findings whose question of several answers has these columns, and its declaration."""
    material = small_material(home)
    declared = material.evidence["helps"].declared

    def made(*columns):
        named = (
            replace(shown, column=replace(shown.column, name=name))
            for shown, name in zip(columns, declared.columns, strict=False)
        )
        comparison = replace(material.comparison, columns=tuple(named))
        findings = Findings(material.form, material.publication, comparison, material.labels)
        return declared, findings

    return made


def closed(shown, *places):
    """The column with these groups too small."""
    groups = tuple(
        replace(group, values=(), is_hidden=True) if place in places else group
        for place, group in enumerate(shown.groups)
    )
    return replace(shown, groups=groups, differences=())


def test_of_a_number_it_is_the_difference_and_of_a_range_its_nearer_end(of):
    assert certain_size(*of(*options((2, 6), ((0, 4), (10, 14))))) == pytest.approx(0.3)
    assert certain_size(*of(*options((2, 12), ((0, 4), (10, 14))))) == pytest.approx(0.5)


def test_a_range_with_nought_in_it_is_certain_of_nothing(of):
    assert certain_size(*of(*options(((0, 4), (0, 4))))) == 0


def test_one_line_that_shows_both_is_enough(of):
    first, second = options((2, 6), (3, 4))
    assert too_small(*of(closed(first, 0, 1), second)) == ""


def test_the_groups_of_which_no_line_is_shown_are_named(of):
    first, second = options((2, 6), (3, 4))
    assert too_small(*of(closed(first, 1), closed(second, 1))) == "Too few answers: Norway."
    assert too_small(*of(closed(first, 0), closed(second, 1))) == "No line can be shown for both."
