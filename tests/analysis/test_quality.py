import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.microdata.snapshot import AnswersRefused, Origin
from surveyapp.analysis.quality.quality_indicator import indicators_of
from surveyapp.analysis.quality.quality_report import quality_of
from surveyapp.analysis.quality.quality_result import (
    FAILS,
    IN_PART,
    NOT_ANSWERED,
    YES,
    IndicatorKind,
)
from surveyapp.analysis.tabulation_plan import NothingToCompare
from tests.questionnaire.forms import YES_NO, ask, form

ORIGIN = Origin("tiny", "1", synthetic=True)
SERVICES = [{"code": row, "label": row.title()} for row in ("bed", "food", "law", "work", "care")]
COUNTRIES = [{"code": "RO", "label": "Romania"}, {"code": "NO", "label": "Norway"}]
BLANK, DONT_KNOW = {"missing": "blank"}, {"missing": "dk"}


def asked(test=". <= 60", **marks):
    """A questionnaire; marks: of the table and of the question before it."""
    many = {"name": "many", "test": test, "question": "Is {n} right?"}
    return form(
        [
            ask("country", choices=COUNTRIES),
            ask("plan", missing=["dk"], **marks),
            ask("services", "grid_select_one", rows=SERVICES, choices=YES_NO, **marks),
            ask("cases", "integer", missing=["dk"], warnings=[many]),
            ask("words", "text"),
        ],
        compare_by="country",
    )


FORM = asked()
PROTECTED = asked(". <= 60 or ${plan} = 'yes'", sensitive=True)


def services(*codes):
    """The cells of the grid; None: left empty."""
    rows = [row["code"] for row in SERVICES]
    return {
        f"services.{row}": BLANK if code is None else code
        for row, code in zip(rows, codes, strict=True)
    }


VARIED = services("yes", "no", "yes", "no", "no")
SOUND = {"country": "RO", "plan": "yes", **VARIED, "cases": 13, "words": "Good."}


def sent(number, **changes):
    """Romanian institutions with a sound response, apart from these cells."""
    return [{**SOUND, **changes}] * number


def found(answers, asked=FORM, rules=None):
    texts = [json.dumps(each, sort_keys=True).encode() for each in answers]
    return quality_of(asked, texts, ORIGIN, rules or DisclosureRules())


def romania(answers, kind, question):
    """What is shown of one flag in Romania."""
    flags = [flag for flag in found(answers).of(kind) if flag.question == question]
    assert len(flags) == 1
    return flags[0].groups[0]


def test_missing_items_are_found():
    group = romania([*sent(12), *sent(8, plan=BLANK)], IndicatorKind.ITEM, "plan")
    assert (group.n, group.counts[NOT_ANSWERED], group.share(NOT_ANSWERED)) == (20, 8, 0.4)


def test_an_institution_that_was_not_asked_is_not_missed():
    routed = [{key: value for key, value in each.items() if key != "plan"} for each in sent(5)]
    assert romania([*sent(9), *routed], IndicatorKind.ITEM, "plan").n == 9


def test_an_open_question_left_empty_is_found_although_its_words_are_never_counted():
    group = romania([*sent(6), *sent(7, words=BLANK)], IndicatorKind.ITEM, "words")
    assert group.counts == {"answered": 6, NOT_ANSWERED: 7}


def test_a_table_with_gaps_is_told_from_an_empty_one():
    empty, gaps = services(*[None] * 5), services("yes", None, "no", "no", "no")
    group = romania([*sent(9), *sent(5, **empty), *sent(6, **gaps)], IndicatorKind.ITEM, "services")
    assert group.counts == {"answered": 9, IN_PART: 6, NOT_ANSWERED: 5}


def test_reasons_are_counted_among_those_who_did_not_answer():
    answers = [*sent(12), *sent(8, plan=BLANK), *sent(6, plan=DONT_KNOW)]
    group = romania(answers, IndicatorKind.WHY, "plan")
    assert (group.n, group.counts) == (14, {"why_blank": 8, "why_dk": 6})


def test_a_reason_of_few_stands_beside_the_others():
    answers = [*sent(12), *sent(8, plan=BLANK), *sent(2, plan=DONT_KNOW)]
    assert romania(answers, IndicatorKind.WHY, "plan").counts == {"why_blank": 8, "why_dk": 2}


def test_reasons_of_fewer_than_five_are_not_shown():
    assert romania([*sent(12), *sent(4, plan=BLANK)], IndicatorKind.WHY, "plan").n is None


def test_of_a_closely_protected_question_only_how_many_answered_is_said():
    gaps, alike = services("yes", None, "no", "no", "no"), services(*["no"] * 5)
    answers = [*sent(9), *sent(6, **gaps), *sent(7, **alike), *sent(6, **services(*[None] * 5))]
    flags = found(answers, PROTECTED).flags
    shown = {f.kind: f.groups[0].counts for f in flags if f.question == "services"}
    assert shown[IndicatorKind.ITEM] == {"answered": 22, NOT_ANSWERED: 6}
    others = [
        count
        for kind, each in shown.items()
        if kind != IndicatorKind.ITEM
        for count in each.values()
    ]
    assert others
    assert set(others) == {None}


def test_a_check_that_reads_a_closely_protected_answer_says_nothing():
    (check,) = found([*sent(9), *sent(6, cases=98)], PROTECTED).of(IndicatorKind.CHECK)
    assert set(check.groups[0].counts.values()) == {None}


FOLLOWED = form(
    [
        ask("country", choices=COUNTRIES),
        ask("plan", sensitive=True),
        ask("follow", relevant="${plan} = 'yes'"),
        ask(
            "cases",
            "integer",
            missing=["dk", "lt5"],
            warnings=[
                {"name": "many", "test": ". <= 60", "question": "Is {n} right?"},
                {"name": "odd", "test": ". > 0 or ${follow} = 'no'", "question": "Is {n} right?"},
            ],
        ),
    ],
    compare_by="country",
)


def followed(number, cases, plan="yes"):
    answers = {"country": "RO", "plan": plan, "cases": cases}
    return [{**answers, "follow": "no"} if plan == "yes" else answers] * number


def shown_of(answers, kind, question, check=None):
    flags = found(answers, FOLLOWED).of(kind)
    return next(f.groups[0] for f in flags if (f.question, f.check) == (question, check))


def test_a_check_that_reads_what_is_asked_after_a_closely_protected_answer_says_nothing():
    answers = [*followed(9, 40), *followed(6, 98, "no")]
    odd = shown_of(answers, IndicatorKind.CHECK, "cases", "odd")
    assert (odd.n, set(odd.counts.values())) == (None, {None})


def test_what_else_is_said_of_the_question_of_such_a_check_is_shown():
    answers = [*followed(9, 40), *followed(6, 98, "no")]
    assert shown_of(answers, IndicatorKind.CHECK, "cases", "many").counts[FAILS] == 6
    assert shown_of(answers, IndicatorKind.ROUND, "cases").n == 15
    assert shown_of([*answers, *followed(5, BLANK)], IndicatorKind.WHY, "cases").n == 5


def test_who_was_asked_after_a_closely_protected_answer_is_not_told():
    answers = [*followed(9, 40), *followed(6, 98, "no")]
    assert shown_of(answers, IndicatorKind.ITEM, "follow").n is None
    assert shown_of(answers, IndicatorKind.ITEM, "plan").counts == {"answered": 15, NOT_ANSWERED: 0}


def test_how_many_said_fewer_than_five_is_not_told():
    """It is an answer in every flag, so that no difference of two tells how many gave it."""
    answers = [*followed(9, 40), *followed(6, {"missing": "lt5"}), *followed(5, BLANK)]
    assert shown_of(answers, IndicatorKind.ITEM, "cases").counts == {
        "answered": 15,
        NOT_ANSWERED: 5,
    }
    assert shown_of(answers, IndicatorKind.WHY, "cases").counts == {"why_blank": 5, "why_dk": 0}
    assert shown_of(answers, IndicatorKind.CHECK, "cases", "many").n == 15


def test_straight_lining_is_found():
    answers = [*sent(12), *sent(7, **services(*["no"] * 5))]
    group = romania(answers, IndicatorKind.STRAIGHT, "services")
    assert (group.n, group.counts[YES]) == (19, 7)


def test_words_that_may_be_added_change_no_indicator():
    explained = [
        (i.kind, i.question, i.column.name) for i in indicators_of(asked(explanation=True))
    ]
    assert explained == [(i.kind, i.question, i.column.name) for i in indicators_of(FORM)]


def test_three_rows_alike_are_no_straight_line():
    short = services("no", "no", "no", None, None)
    assert romania([*sent(12), *sent(7, **short)], IndicatorKind.STRAIGHT, "services").n == 12


def test_only_a_table_with_one_answer_a_row_can_be_answered_alike():
    assert [flag.question for flag in found(sent(5)).of(IndicatorKind.STRAIGHT)] == ["services"]


def test_a_check_is_found_whether_it_was_dismissed_or_left_open():
    kept = {"cases": 99, "cases__why_many": "A ward of 99."}
    group = romania([*sent(9), *sent(6, cases=98), *sent(5, **kept)], IndicatorKind.CHECK, "cases")
    assert group.counts == {"holds": 9, "dismissed": 5, "left_open": 6, FAILS: 11}


def test_a_reason_beside_an_answer_that_was_mended_does_not_count():
    mended = sent(5, cases__why_many="I typed it wrong.")
    group = romania([*sent(9), *mended], IndicatorKind.CHECK, "cases")
    assert (group.counts["holds"], group.counts[FAILS]) == (14, 0)


def test_a_check_does_not_concern_who_gave_no_number():
    assert romania([*sent(9), *sent(6, cases=DONT_KNOW)], IndicatorKind.CHECK, "cases").n == 9


def test_round_numbers_are_found():
    answers = [*sent(9, cases=33), *sent(6, cases=40), *sent(5, cases=7)]
    group = romania(answers, IndicatorKind.ROUND, "cases")
    assert (group.n, group.counts[YES]) == (15, 6)


def test_round_numbers_below_a_class_that_holds_several_are_not_looked_at():
    """Of a group in the class 10 to 19 it would be told that each said 10."""
    assert romania([*sent(9, cases=10), *sent(6, cases=13)], IndicatorKind.ROUND, "cases").n is None


@pytest.mark.parametrize(("starts", "is_told"), [((0, 20, 50), 1), ((0, 25), 0), ((0, 20, 30), 0)])
def test_round_numbers_are_told_only_beside_classes_that_hold_several(starts, is_told):
    flags = indicators_of(FORM, {"cases": starts})
    assert sum(flag.kind is IndicatorKind.ROUND for flag in flags) == is_told


def test_nothing_is_shown_of_a_country_of_four():
    norway = [flag.groups[1] for flag in found([*sent(20), *sent(4, country="NO")]).flags]
    assert all(group.n is None for group in norway)
    assert all(count is None for group in norway for count in group.counts.values())


def test_a_questionnaire_that_compares_nothing_has_no_quality_by_country():
    with pytest.raises(NothingToCompare):
        found([], form([ask("plan")]))


def test_a_response_that_is_no_answer_is_refused_with_its_place():
    with pytest.raises(AnswersRefused, match="response 2"):
        found([SOUND, {"plan": None}])


CELLS = st.fixed_dictionaries(
    {
        "country": st.sampled_from(["RO", "NO"]),
        "plan": st.sampled_from(["yes", "no", BLANK, DONT_KNOW]),
        "cases": st.sampled_from([7, 13, 40, 98, BLANK, DONT_KNOW]),
        **{f"services.{row['code']}": st.sampled_from(["no", "no", BLANK]) for row in SERVICES},
    },
    optional={"cases__why_many": st.just("Yes."), "words": st.sampled_from(["Good.", BLANK])},
)


@settings(max_examples=20)
@given(st.lists(CELLS, max_size=40))
def test_no_figure_is_about_a_group_of_one_to_four(answers):
    groups = [group for flag in found(answers).flags for group in flag.groups]
    assert all(group.n is None or group.n >= 5 for group in groups)
    assert all(group.n is None or set(group.counts.values()) != {None} for group in groups)


@settings(max_examples=20)
@given(st.lists(CELLS, max_size=40))
def test_the_sum_of_the_reasons_never_tells_more_than_the_number_without_an_answer(answers):
    made = found(answers)
    items = {flag.question: flag.groups for flag in made.of(IndicatorKind.ITEM)}
    for flag in made.of(IndicatorKind.WHY):
        for why, item in zip(flag.groups, items[flag.question], strict=True):
            assert why.n in (None, item.counts[NOT_ANSWERED])
