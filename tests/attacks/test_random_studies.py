"""Whatever a small study holds, no intruder is left with fewer values than were asked for."""

from collections import Counter
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from surveyapp.analysis.attack.audit import audit
from surveyapp.analysis.disclosure.figure import Band
from surveyapp.analysis.tabulation.frequencies import count
from surveyapp.analysis.tabulation.rows import rows_of
from tests.analysis.study import RULES
from tests.attacks.study import published, random_study, snapshot_for

NOUGHT = Band(0, 0)


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_an_audit_of_a_random_study_finds_nothing(seed):
    answers, plan = random_study(seed)
    found = audit(published(answers, plan))
    assert found.findings == ()


@settings(max_examples=25)
@given(st.integers(0, 10**9), st.sampled_from([1, 3, 5]))
def test_an_audit_of_one_group_or_many_finds_nothing(seed, n_groups):
    answers, plan = random_study(seed, n_groups)
    found = audit(published(answers, plan))
    assert found.findings == ()


def told(group):
    """The same but for classes that nobody in the group is in; they stand there for others."""
    return replace(group, cells={c: b for c, b in group.cells.items() if b not in (None, NOUGHT)})


@settings(max_examples=20)
@given(st.integers(0, 10**9), st.sampled_from([3, 5]))
@example(seed=1345812, n_groups=5)
@example(seed=1896, n_groups=3)
def test_a_group_is_protected_the_same_whichever_others_there_are(seed, n_groups):
    answers, plan = random_study(seed, n_groups)
    first, second = plan.codes[:2]
    two = [each for each in answers if each["country"] in (first, second)]
    narrow = published(two, replace(plan, codes=(first, second)))
    for each, alone in zip(published(answers, plan).columns, narrow.columns, strict=True):
        as_is = told if each.column.is_classed else lambda group: group
        for group, shown in alone.groups.items():
            assert as_is(each.groups[group]) == as_is(shown)


@settings(max_examples=20)
@given(st.integers(0, 10**9), st.sampled_from([3, 5]), st.sampled_from([0, 7, 60, 1200]))
@example(seed=24, n_groups=3, number=1200)
def test_the_numbers_of_a_group_that_is_too_small_change_nothing(seed, n_groups, number):
    answers, plan = random_study(seed, n_groups)
    sizes = Counter(each["country"] for each in answers)
    small = {country for country, n in sizes.items() if n < RULES.k}
    others = [{**e, "places": number} if e["country"] in small else e for e in answers]
    assert published(others, plan).columns == published(answers, plan).columns


@settings(max_examples=60)
@given(st.integers(0, 10**9), st.sampled_from([2, 2, 3]))
def test_what_is_printed_holds_the_truth(seed, n_groups):
    answers, plan = random_study(seed, n_groups)
    exact = count(snapshot_for(answers, plan), plan)
    table = published(answers, plan)
    for each in table.columns:
        column = next(c for c in plan.compared if c.name == each.column.name)
        rows = rows_of(exact, column, is_secret=column.name in table.secret, k=RULES.k)
        for group, shown in each.groups.items():
            true = rows.cells(group)
            for code, band in shown.cells.items():
                assert band is None or band.low <= true[code] <= band.high
            assert shown.size is None or shown.size.low <= rows.n(group) <= shown.size.high
