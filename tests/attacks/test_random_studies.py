"""Whatever a small study holds, no intruder is left with fewer values than were asked for."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.attack.audit import audit
from surveyapp.analysis.tabulation.frequencies import count
from surveyapp.analysis.tabulation.rows import rows_of
from tests.attacks.study import published, random_study, snapshot_for


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


@settings(max_examples=20)
@given(st.integers(0, 10**9), st.sampled_from([3, 5]))
def test_a_group_is_protected_the_same_whichever_others_there_are(seed, n_groups):
    answers, plan = random_study(seed, n_groups)
    first, second = plan.codes[:2]
    two = [each for each in answers if each["country"] in (first, second)]
    narrow = published(two, replace(plan, codes=(first, second)))
    for each, alone in zip(published(answers, plan).columns, narrow.columns, strict=True):
        for group, shown in alone.groups.items():
            assert each.groups[group] == shown


@settings(max_examples=60)
@given(st.integers(0, 10**9), st.sampled_from([2, 2, 3]))
def test_what_is_printed_holds_the_truth(seed, n_groups):
    answers, plan = random_study(seed, n_groups)
    exact = count(snapshot_for(answers, plan), plan)
    table = published(answers, plan)
    for each in table.columns:
        column = next(c for c in plan.compared if c.name == each.column.name)
        rows = rows_of(exact, column, is_secret=column.name in table.secret)
        for group, shown in each.groups.items():
            true = rows.cells(group)
            for code, band in shown.cells.items():
                assert band is None or band.low <= true[code] <= band.high
            assert shown.size is None or shown.size.low <= rows.n(group) <= shown.size.high
