"""Burden: what a form asks of a respondent, counted by hand for a small one."""

import pytest

from surveyapp.questionnaire.burden import (
    Burden,
    WordCount,
    burden_left,
    burden_of_question,
    burden_of_section,
)
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.wording import Wording
from tests.questionnaire.forms import ROWS, YES_NO, ask, form

COLUMNS = [{"code": "c1", "label": "-"}, {"code": "c2", "label": "-"}, {"code": "c3", "label": "-"}]
FOUR = [{"code": code, "label": "-"} for code in ("w", "x", "y", "z")]
TEXTS = {
    "tiny.sections.only.label": "Your work",  # 2
    "tiny.sections.only.note": "Answer for one year.",  # 4
    "tiny.works.label": "Do you work with children?",  # 5
    "tiny.works.label@NO": "Do you work with children or youths?",  # 7
    "tiny.works.hint": "Paid or not.",  # 3
    "tiny.works.guidance": "These many words are folded away and never counted.",
    "tiny.works.choices.yes": "Yes, we do",  # 3
    "tiny.works.choices.no": "No",  # 1
    "code_lists.missing.dk": "Do not know",  # 3
    "tiny.tasks.label": "Which tasks?",  # 2
    "tiny.tasks.choices.w": "Finding people",  # 2
    "tiny.tasks.choices.x": "Housing",  # 1
    "tiny.tasks.choices.y": "Legal help",  # 2
    "tiny.tasks.choices.z": "Money",  # 1
    "tiny.staff.label": "How many people?",  # 3
    "tiny.grid.label": "How often?",  # 2
    "tiny.grid.rows.r1": "Alone at home",  # 3
    "tiny.grid.rows.r2": "Abroad",  # 1
    "tiny.grid.choices.yes": "Often",  # 1
    "tiny.grid.choices.no": "Almost never",  # 2
    "tiny.people.label": "People helped",  # 2
    "tiny.people.rows.r1": "Last year",  # 2
    "tiny.people.rows.r2": "This year",  # 2
    "tiny.people.columns.c1": "All",  # 1
    "tiny.people.columns.c2": "Women",  # 1
    "tiny.people.columns.c3": "Not known",  # 2
    "tiny.order.label": "What comes first?",  # 3
    "tiny.order.choices.w": "Finding",  # 1
    "tiny.order.choices.x": "Housing",  # 1
    "tiny.order.choices.y": "Law",  # 1
    "tiny.order.choices.z": "Pay",  # 1
    "tiny.since.label": "Since when?",  # 2
    "tiny.more.label": "Anything else?",  # 2
    "tiny.said.label": "Thank you for this.",  # 4
}  # fmt: skip
FORM = form(
    [
        ask("works", missing=["dk"], core=True),
        ask("tasks", "select_multiple", choices=FOUR, other="z", relevant="${works} = 'yes'"),
        ask("staff", "integer", missing=["dk"]),
    ],
    [
        ask(
            "grid",
            "grid_select_one",
            rows=ROWS,
            choices=YES_NO,
            missing=["dk"],
            row_filter="@row = 'r1' or ${works} = 'yes'",
        ),
        ask("people", "grid_integer", rows=ROWS, columns=COLUMNS, missing=["dk"]),
    ],
    [
        ask("order", "rank", choices=FOUR, max_choices=3),
        ask("since", "date"),
        ask("more", "text", missing=["dk"]),
        ask("said", "note"),
    ],
    editions={"core": {"label": "Core"}, "full": {"label": "Full"}},
)
SECTION = FORM.sections[0]
COUNT = WordCount(Wording("en", TEXTS))
YES, NO = {"works": "yes"}, {"works": "no"}


def burden(name, answers=YES, **more):
    return burden_of_question(Flow(FORM, answers), name, COUNT, **more)


def one(words, **more):
    return Burden(questions=1, words=words, **more)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("works", one(5 + 3 + 3 + 1 + 3, choices=1)),
        ("tasks", one(2 + 2 + 1 + 2 + 1, choices=3)),
        ("staff", one(3 + 3, numbers=1)),
        ("grid", one(2 + 3 + 1 + 1 + 2 + 3, choices=2)),
        ("people", one(2 + 2 + 2 + 1 + 1 + 2, numbers=6)),
        ("order", one(3 + 1 + 1 + 1 + 1, choices=3)),
        ("since", one(2, numbers=1)),
        ("more", one(2 + 3, texts=1)),
        ("said", Burden(words=4)),
    ],
)
def test_a_question_says_what_it_asks(name, expected):
    assert burden(name) == expected


def test_a_question_that_is_not_asked_costs_nothing():
    assert burden("tasks", NO) == Burden()


def test_a_row_that_is_not_shown_costs_nothing():
    assert burden("grid", NO) == one(2 + 3 + 1 + 2 + 3, choices=1)


def test_more_or_fewer_ticks_are_counted_where_they_are_known():
    assert burden("tasks", ticks={"tasks": 2}).choices == 2


def test_no_more_is_ticked_than_there_are_options():
    assert burden("tasks", ticks={"tasks": 9}).choices == 4


def test_a_grid_of_several_answers_is_ticked_in_each_row():
    several = form([ask("g", "grid_select_multiple", rows=ROWS, choices=FOUR)])
    found = burden_of_question(Flow(several, {}), "g", COUNT, {"g": 2})
    assert found == Burden(questions=1, choices=4)


def test_the_words_are_those_of_the_country():
    norway = WordCount(Wording("en", TEXTS), "NO")
    assert burden_of_question(Flow(FORM, {}), "works", norway).words == 7 + 3 + 3 + 1 + 3


def test_a_section_counts_its_label_and_note_once_and_the_furniture_of_each_page():
    questions = 15 + 8 + 6 + 12 + 10 + 7 + 2 + 5 + 4
    assert burden_of_section(Flow(FORM, YES), SECTION, COUNT) == Burden(
        questions=8,
        words=questions + 2 + 4 + 3 * 47,
        choices=1 + 3 + 2 + 3,
        numbers=1 + 6 + 1,
        texts=1,
        pages=3,
    )


def test_minutes_are_those_of_words_choices_and_numbers():
    """216 words at 200 a minute, 9 choices of 6 s, 8 numbers of 15 s: 1.08 + 0.9 + 2."""
    assert burden_of_section(Flow(FORM, YES), SECTION, COUNT).minutes == pytest.approx(3.98)


def test_what_an_edition_leaves_out_costs_nothing():
    core = Flow(FORM.in_edition("core"), YES)
    expected = Burden(questions=1, words=15 + 2 + 4 + 47, choices=1, pages=1)
    assert burden_of_section(core, core.form.sections[0], COUNT) == expected


def test_a_section_in_which_nothing_is_asked_costs_nothing():
    hidden = form([ask("a", core=True)], [ask("b", relevant="${a} = 'yes'")])
    page = hidden.sections[0].pages[1]
    assert burden_of_section(Flow(hidden, {}), _of(hidden, page), COUNT) == Burden()


def _of(asked, page):
    """The section with this page alone."""
    (section,) = asked.sections
    return type(section)(section.name, section.letter, (page,))


def test_what_is_left_are_the_questions_without_an_answer_and_their_pages():
    answers = {**YES, "tasks": ("w",), "grid.r1": "yes", "people.r1.c1": 4, "more": "No."}
    expected = Burden(questions=3, words=6 + 7 + 2 + 2 * 47, choices=3, numbers=2, pages=2)
    assert burden_left(Flow(FORM, answers), SECTION, COUNT) == expected


def test_nothing_is_left_where_all_is_answered():
    answers = {**YES, "tasks": ("w",), "staff": 1, "grid.r1": "yes", "people.r1.c1": 4}
    answers |= {"order": ("w",), "since": "2014-05-01", "more": "No."}
    assert burden_left(Flow(FORM, answers), SECTION, COUNT) == Burden()
