from surveyapp.analysis.derivation import Base, Index, Item, index_column
from surveyapp.analysis.tabulation.frequencies import count
from surveyapp.analysis.tabulation_plan import TabulationPlan
from surveyapp.questions.column import Column, Level
from tests.analysis.study import COUNTRY, SECTOR, snapshot, times

RO = (("country", "RO"),)
POINTS = (("always", 100.0), ("sometimes", 50.0), ("never", 0.0))
SCORED = tuple(
    Column(n, n, n, Level.ORDINAL, codes=("always", "sometimes", "never"), scores=POINTS)
    for n in ("plan", "review", "exit")
)
COLUMNS = (COUNTRY, SECTOR, *SCORED)
INDEX = Index(
    "care",
    (Item("plan"), Item("review", ("plan", frozenset({"never"}))), Item("exit")),
    2,
    "title",
    "low",
    "high",
)


def counted(answers, **more):
    plan = TabulationPlan(
        (index_column(INDEX),),
        "country",
        COUNTRY.codes,
        indices=(INDEX,),
        scores={c.name: dict(c.scores) for c in SCORED},
        **more,
    )
    return count(snapshot(*answers, columns=COLUMNS), plan).of(index_column(INDEX), RO)


def test_an_index_is_the_mean_of_the_scores_of_what_was_answered():
    answers = times(3, country="RO", plan="always", review="sometimes")
    assert counted(answers) == {75.0: 3}


def test_an_institution_that_answered_too_few_items_has_no_index():
    answers = times(2, country="RO", plan="always", review={"missing": "dk"})
    assert counted(answers) == {"blank": 2}


def test_an_institution_that_was_asked_no_item_is_not_counted():
    assert counted(times(2, country="RO")) == {}


def test_an_item_counts_nought_where_another_answer_rules_it_out():
    answers = times(1, country="RO", plan="never", exit="always")
    assert counted(answers) == {100 / 3: 1}


def test_reasons_for_no_answer_carry_no_points():
    answers = times(1, country="RO", plan="always", review={"missing": "na"}, exit="always")
    assert counted(answers) == {100.0: 1}


def test_only_institutions_of_the_base_are_counted():
    answers = [
        *times(2, country="RO", sector="authority", plan="always", exit="always"),
        *times(3, country="RO", sector="ngo", plan="never", exit="never"),
        *times(1, country="RO", plan="always", exit="always"),
    ]
    base = Base("sector", ("ngo",))
    assert counted(answers, bases={"care": base}) == {100.0: 3}
