"""Whatever a small study holds, no intruder is left with fewer values than were asked for."""

from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.attack.audit import audit
from surveyapp.analysis.tabulation.frequencies import count
from surveyapp.analysis.tabulation.rows import rows_of
from tests.analysis.study import snapshot
from tests.attacks.study import published, random_study


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_an_audit_of_a_random_study_finds_nothing(seed):
    answers, plan = random_study(seed)
    found = audit(published(answers, plan))
    assert found.findings == ()


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_what_is_printed_holds_the_truth(seed):
    answers, plan = random_study(seed)
    exact = count(snapshot(*answers), plan)
    table = published(answers, plan)
    for each in table.columns:
        column = next(c for c in plan.compared if c.name == each.column.name)
        rows = rows_of(exact, column, is_secret=column.name in table.secret)
        for group, shown in each.groups.items():
            true = rows.cells(group)
            for code, band in shown.cells.items():
                assert band is None or band.low <= true[code] <= band.high
            assert shown.size is None or shown.size.low <= rows.n(group) <= shown.size.high
