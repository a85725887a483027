"""What stands out: chosen by the end of the range that lies nearest to nought."""

from dataclasses import replace

from surveyapp.analysis.result import IntervalKind
from surveyapp.reports.exhibit.strongest import strongest
from tests.reports.small_report import home, made, small_material

__all__ = ["home", "made"]


def findings_with(home, **ends):
    """The small study with these ranges, column by column; the others are not certain."""
    material = small_material(home)
    columns = tuple(
        replace(
            shown,
            differences=tuple(
                replace(
                    each,
                    interval=ends.get(shown.column.name.replace(".", "_"), (-0.5, 0.5)),
                    interval_kind=IntervalKind.NONRESPONSE,
                    n_population=(30, 20),
                )
                for each in shown.differences
            ),
        )
        for shown in material.comparison.columns
    )
    return replace(material, comparison=replace(material.comparison, columns=columns)).findings


def test_one_a_comparison_the_strongest_first_whatever_its_direction(home):
    found = strongest(
        findings_with(home, helps_bed=(0.1, 0.9), helps_food=(0.209, 0.3), keeps=(-0.9, -0.31)),
        5,
    )
    assert [(each.name, each.what, each.least) for each in found] == [
        ("keeps", "Yes", 31),
        ("helps", "Food", 20),
    ]


def test_what_may_have_either_direction_is_not_certain(home):
    found = strongest(findings_with(home, helps_food=(-0.01, 0.9), keeps=(0.0, 0.8)), 5)
    assert found == ()


def test_what_does_not_allow_for_those_that_sent_nothing_is_not_certain(home):
    findings = findings_with(home, keeps=(0.3, 0.4))
    columns = tuple(
        replace(shown, differences=tuple(unsized(each) for each in shown.differences))
        for shown in findings.comparison.columns
    )
    routed = replace(findings, comparison=replace(findings.comparison, columns=columns))
    assert [each.name for each in strongest(findings, 5)] == ["keeps"]
    assert strongest(routed, 5) == ()
    nobody_counted = replace(findings.publication, population={})
    assert [e.name for e in strongest(replace(routed, publication=nobody_counted), 5)] == ["keeps"]


def unsized(difference):
    return replace(difference, n_population=(None, 20))


def test_less_than_a_whole_point_is_not_told(home):
    assert strongest(findings_with(home, keeps=(0.009, 0.8)), 5) == ()


def test_no_more_than_are_wanted(home):
    found = strongest(findings_with(home, helps_food=(0.2, 0.3), keeps=(0.3, 0.4)), 1)
    assert [each.name for each in found] == ["keeps"]


def test_the_words_say_both_shares_and_what_is_certain(home):
    (found,) = strongest(findings_with(home, helps_food=(0.29, 1.0)), 5)
    assert found.title == "What do you offer?"
    assert found.words == (
        "Romania 0% (0 of 6), Norway 100% (10 of 10). Whatever the institutions without an answer"
        " would say, at least 29 percentage points lie between them."
    )
