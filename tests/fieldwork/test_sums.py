"""Totals on a posted page: filled in, following, kept, and never in the way."""

from surveyapp.fieldwork.draft import set_aside, with_totals, zeros_for
from surveyapp.fieldwork.entry import EntryKind
from surveyapp.fieldwork.merge import PostedPage, answer_page
from surveyapp.fieldwork.page_token import (
    edition_of,
    edition_word,
    is_asked_in,
    page_token,
    read_token,
)
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.model import CORE
from surveyapp.questions.cell import BLANK, Missing, MissingReason
from tests.questionnaire.forms import ROWS, ask, form

COLUMNS = [{"code": code, "label": code.title()} for code in ("women", "men", "total")]
NOT_KEPT = Missing(MissingReason.NOT_RECORDED)
TABLE = ask(
    "people",
    "grid_integer",
    rows=ROWS,
    columns=COLUMNS,
    missing=["nd"],
    sums={"columns": {"total": ["women", "men"]}},
    core={"cells": ["*.total", "r2.*"]},
)
FORM = form(
    [TABLE],
    [ask("who", relevant="${people.r1.total} > 5")],
    editions={"core": {"label": "Short"}, "full": {"label": "Long"}},
)
PAGE = FORM.pages[0]
W, M, T = (f"people.r1.{column}" for column in ("women", "men", "total"))


def shown(answers, asked=FORM, entries=None):
    word = page_token(asked.questions["people"], ("r1", "r2"), answers, entries or {})
    return read_token(asked.questions, word)


def post(answers, typed, *, seen=None, entries=None, confirms=True, stood=None):
    there = shown(answers if seen is None else seen, entries=stood or entries)
    came_back = PostedPage(PAGE, typed, "en", there, confirms)
    return answer_page(FORM, answers, entries or {}, came_back, lambda _: ())


def fields(women="", men="", total=None):
    typed = {W: [women], M: [men]}
    return typed if total is None else {**typed, T: [total]}


def test_a_total_left_empty_is_filled_in():
    assert dict(post({}, fields("3", "4", "")).answers) == {W: 3, M: 4, T: 7}
    assert dict(post({}, fields("0", "0", "")).answers) == {W: 0, M: 0, T: 0}


def test_nothing_is_filled_in_while_a_part_is_blank_or_has_a_reason():
    assert dict(post({}, fields("3", "", "")).answers) == {W: 3}
    typed = {**fields("3", "", ""), M + "__missing": ["nd"]}
    assert dict(post({}, typed).answers) == {W: 3, M: NOT_KEPT}


def test_a_total_that_is_typed_is_kept():
    assert post({}, fields("3", "4", "9")).answers[T] == 9
    assert dict(post({}, fields("", "", "9")).answers) == {T: 9}
    assert dict(post({T: 9}, fields("3", "4", "9")).answers) == {W: 3, M: 4, T: 9}


def test_an_emptied_total_is_filled_in_again():
    assert post({W: 3, M: 4, T: 9}, fields("3", "4", "")).answers[T] == 7


def test_a_total_without_a_field_follows_its_parts():
    stored = {W: 3, M: 4, T: 7}
    assert post(stored, fields("5", "4")).answers[T] == 9
    assert dict(post(stored, fields("3", "")).answers) == {W: 3}


def test_a_total_follows_what_two_people_changed():
    seen = {W: 3, M: 4, T: 7}
    outcome = post({W: 3, M: 10, T: 13}, fields("5", "4"), seen=seen)
    assert dict(outcome.answers) == {W: 5, M: 10, T: 15}
    assert not outcome.entries


def test_a_total_that_a_colleague_typed_meanwhile_is_kept():
    outcome = post({W: 3, M: 4, T: 20}, fields("5", "4"), seen={W: 3, M: 4, T: 7})
    assert outcome.answers[T] == 20
    assert not outcome.entries


def test_a_part_that_cannot_be_read_leaves_the_total_of_what_is_stored():
    outcome = post({W: 3, M: 4, T: 7}, fields("3o", "5"))
    assert dict(outcome.answers) == {W: 3, M: 5, T: 8}
    assert outcome.entries[W].kind is EntryKind.REFUSED


def test_a_total_that_cannot_be_read_waits_and_is_not_filled_in():
    outcome = post({}, fields("3", "4", "7o"))
    assert dict(outcome.answers) == {W: 3, M: 4}
    entries = {T: outcome.entries[T]}
    again = post(outcome.answers, fields("3", "4", "7o"), entries=entries)
    assert T not in again.answers


def test_a_part_whose_total_would_close_answered_questions_is_asked_about():
    stored = {W: 3, M: 4, T: 7, "who": "yes"}
    first = post(stored, fields("0", "4"))
    assert first.entries[W].kind is EntryKind.CLOSING
    assert (first.answers[W], first.answers[T]) == (3, 7)
    entries = {a: e for a, e in first.entries.items() if e}
    second = post(stored, fields("0", "4"), entries=entries)
    assert (second.answers[W], second.answers[T]) == (0, 4)
    assert second.entries == {W: None}


def test_several_parts_close_answered_questions_together():
    stored = {W: 4, M: 4, T: 8, "who": "yes"}
    outcome = post(stored, fields("2", "2"))
    assert {a for a, e in outcome.entries.items() if e} == {W, M}
    assert outcome.answers[T] == 8


def test_zeros_go_only_into_empty_cells_and_never_into_a_sum():
    stored = {W: 3, "people.r2.women": NOT_KEPT}
    flow = Flow(FORM, stored)
    zeros = zeros_for(flow, "people", ["people.r2.men"])
    assert zeros == {M: 0}
    assert with_totals(flow, "people", stored, zeros) == {M: 0, T: 3}


def test_zeros_go_only_into_cells_that_are_asked():
    flow = Flow(FORM.in_edition(CORE), {})
    zeros = zeros_for(flow, "people", ())
    assert zeros == {T: 0, "people.r2.women": 0, "people.r2.men": 0}


def test_figures_that_are_not_kept_are_those_that_are_asked():
    flow = Flow(FORM.in_edition(CORE), {})
    changed, _ = set_aside(flow, ["people"], MissingReason.NOT_RECORDED)
    assert W not in changed
    assert changed[T] == NOT_KEPT


def test_a_total_that_comes_back_follows_a_part_that_was_changed_meanwhile():
    kept = {W: 3, M: 4, T: 7}
    now = Flow(FORM, {W: 5, M: NOT_KEPT, T: NOT_KEPT})
    changes = with_totals(now, "people", kept, {M: 4, T: 7})
    assert changes == {M: 4, T: 9}
    assert with_totals(now, "people", {**kept, T: BLANK}, {M: 4, T: None})[T] == 9


def test_a_token_says_in_which_edition_the_page_was_shown():
    core = FORM.in_edition(CORE)
    word = page_token(core.questions["people"], ("r1", "r2"), {}, {})
    text = f"{edition_word(CORE)} {word}"
    assert edition_of(text) == CORE
    assert edition_of(word) is None
    assert list(read_token(core.questions, text)["people"].marks) == list(
        Flow(core, {}).cells("people")
    )


def test_a_page_with_more_cells_than_the_edition_is_of_the_full_one():
    core = FORM.in_edition(CORE)
    assert not is_asked_in(core, shown({}))
    assert is_asked_in(core, shown({}, core))
    assert is_asked_in(FORM, shown({}, core))


def test_a_page_of_the_core_edition_changes_no_other_cell():
    core = FORM.in_edition(CORE)
    stored = {W: 3, M: 4}
    there = shown(stored, core)
    came_back = PostedPage(PAGE, {T: ["9"], "people.r2.women": ["1"]}, "en", there)
    for asked_by in (core, FORM):
        outcome = answer_page(asked_by, stored, {}, came_back, lambda _: ())
        assert dict(outcome.answers) == {W: 3, M: 4, T: 9, "people.r2.women": 1}
