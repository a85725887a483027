"""Lines of picked rows in a draft: they are one answer, whoever else fills some meanwhile."""

import pytest

from surveyapp.fieldwork.entry import EntryKind
from surveyapp.fieldwork.merge import PostedPage, answer_page
from surveyapp.fieldwork.page_token import page_token, read_token
from surveyapp.fieldwork.progress import section_statuses
from surveyapp.fieldwork.reading import read_entry
from surveyapp.fieldwork.submission import final_answers, obstacles
from surveyapp.questionnaire.checks import findings, hard
from surveyapp.questionnaire.flow import Flow, is_answered
from surveyapp.questionnaire.picking import CAME_LATER, TOO_MANY
from surveyapp.questions.cell import NOT_NAMED, Missing, MissingReason
from tests.questionnaire.forms import YES_NO, ask, form

SERVICES = [{"code": code, "label": code.title()} for code in ("home", "health", "law", "work")]
FORM = form(
    [ask("there", "select_multiple", choices=SERVICES)],
    [
        ask(
            "hard",
            "grid_select_one",
            rows=SERVICES,
            choices=YES_NO,
            pick_rows=2,
            row_filter="selected(${there}, @row)",
            missing=["dk"],
        )
    ],
    [ask("later", relevant="${hard.home} = 'yes'"), ask("rest", relevant="${hard.law} != ''")],
)
THERE, HARD, _ = FORM.pages
ALL = {"there": ("home", "health", "law", "work")}
HOME = {"hard.row-1": ["home"], "hard.answer-1": ["yes"]}
LAW = {"hard.row-1": ["law"], "hard.answer-1": ["no"]}
NONE = {"hard.no-row": [NOT_NAMED]}
DK = Missing(MissingReason.DONT_KNOW)


def cells(**named):
    """All four cells; not named unless said otherwise."""
    rows = ("home", "health", "law", "work")
    return {f"hard.{row}": named.get(row, NOT_NAMED) for row in rows}


def shown(answers, entries, page=HARD):
    flow = Flow(FORM, answers)
    words = (page_token(FORM.questions[n], flow.rows(n), answers, entries) for n in page.questions)
    return read_token(FORM.questions, " ".join(words))


def post(answers, typed, *, seen=None, entries=None, stood=None, language="en", **more):
    """The outcome of the page; seen, stood: what it was shown over, what is stored if not said."""
    entries = entries or {}
    was = shown(answers if seen is None else seen, entries if stood is None else stood)
    came_back = PostedPage(HARD, typed, language, was, more.get("confirms", True))
    return answer_page(FORM, answers, entries, came_back, lambda text: ())


def test_a_saved_line_answers_for_all_rows():
    outcome = post(ALL, HOME)
    assert dict(outcome.answers) == ALL | cells(home="yes")
    assert not outcome.unread


def test_a_page_sent_again_as_it_stands_changes_nothing():
    stored = ALL | cells(home="yes")
    assert post(stored, HOME).answers.changes == {}


def test_an_emptied_page_takes_the_whole_answer_away():
    assert dict(post(ALL | cells(law="no"), {}).answers) == ALL


def test_another_line_takes_the_place_of_the_first():
    assert dict(post(ALL | cells(home="yes"), LAW).answers) == ALL | cells(law="no")


@pytest.mark.parametrize("typed", [LAW, NONE, {"hard__missing": ["dk"]}])
def test_two_colleagues_who_both_answer_are_asked_and_neither_loses_anything(typed):
    stored = ALL | cells(home="yes")
    outcome = post(stored, typed, seen=ALL)
    assert dict(outcome.answers) == stored
    assert outcome.unread
    assert outcome.entries["hard"].kind is EntryKind.CONFLICT
    assert outcome.entries["hard"].fields == {name: tuple(v) for name, v in typed.items()}


def test_none_is_not_overruled_by_a_colleague_who_names_a_row():
    outcome = post(ALL | cells(), HOME, seen=ALL)
    assert dict(outcome.answers) == ALL | cells()
    assert outcome.entries["hard"].kind is EntryKind.CONFLICT


def test_two_colleagues_who_name_the_same_are_not_asked():
    stored = ALL | cells(home="yes")
    outcome = post(stored, HOME, seen=ALL)
    assert (outcome.answers.changes, outcome.unread) == ({}, False)


def test_whoever_sends_a_conflict_again_as_it_stands_has_decided():
    stored = ALL | cells(home="yes")
    entries = {"hard": post(stored, LAW, seen=ALL).entries["hard"]}
    outcome = post(stored, LAW, entries=entries)
    assert dict(outcome.answers) == ALL | cells(law="no")
    assert outcome.entries == {"hard": None}


def test_what_was_typed_last_by_the_other_one_is_seen_in_words():
    """The entry is read as a whole, also where its rows are hidden now."""
    stored = ALL | cells(home="yes")
    entry = post(stored, LAW, seen=ALL).entries["hard"]
    meant, refusals = read_entry(FORM.questions["hard"], "hard", entry, {"there": ("home",)})
    assert (meant, refusals) == (cells(law="no"), ())


def test_a_half_line_waits_with_all_lines_as_they_were_typed():
    typed = {**HOME, "hard.row-2": ["law"], "hard.answer-2": [""]}
    outcome = post(ALL | cells(work="no"), typed)
    assert dict(outcome.answers) == ALL | cells(work="no")
    assert outcome.entries["hard"].fields == {
        "hard.row-1": ("home",), "hard.answer-1": ("yes",), "hard.row-2": ("law",),
    }  # fmt: skip
    _, refusals = read_entry(FORM.questions["hard"], "hard", outcome.entries["hard"], ALL)
    assert [refusal.code for refusal in refusals] == ["row-without-answer"]
    flow = Flow(FORM, outcome.answers)
    assert obstacles(flow, {"hard": outcome.entries["hard"]}).entries == ("hard",)


def test_a_mended_line_is_taken_in_any_language():
    entry = post(ALL, {**HOME, "hard.row-2": ["law"]}, language="nb").entries["hard"]
    typed = {**HOME, "hard.row-2": ["law"], "hard.answer-2": ["no"]}
    outcome = post(ALL, typed, entries={"hard": entry}, language="ro")
    assert dict(outcome.answers) == ALL | cells(home="yes", law="no")
    assert outcome.entries == {"hard": None}


def test_a_line_that_would_close_answers_asks_before_it_does():
    stored = ALL | cells(home="yes") | {"later": "yes"}
    outcome = post(stored, LAW)
    assert dict(outcome.answers) == stored
    entry = outcome.entries["hard"]
    assert entry.kind is EntryKind.CLOSING
    again = post(stored, LAW, entries={"hard": entry})
    assert dict(again.answers) == ALL | cells(law="no") | {"later": "yes"}


def test_more_rows_than_allowed_stand_as_they_are_and_keep_from_sending():
    """A hidden row was named before, and is shown again."""
    fewer = {"there": ("health", "law", "work")}
    stored = {**fewer, **cells(home="yes")}
    typed = {**LAW, "hard.row-2": ["work"], "hard.answer-2": ["no"]}
    after = dict(post(stored, typed).answers)
    assert after == fewer | cells(home="yes", law="no", work="no")
    assert hard(findings(Flow(FORM, after), ["hard"])) == ()
    (found,) = hard(findings(Flow(FORM, after | ALL), ["hard"]))
    assert (found.check.name, dict(found.values)) == (TOO_MANY, {"named": 3, "most": 2})
    assert obstacles(Flow(FORM, after | ALL), {}).block_sending


def test_a_row_that_came_later_leaves_the_question_open_and_is_no_gap_once_saved():
    stored = {"there": ("home", "law"), "hard.home": "yes", "hard.law": NOT_NAMED}
    later = stored | ALL
    assert is_answered(Flow(FORM, stored), "hard")
    flow = Flow(FORM, later)
    assert not is_answered(flow, "hard")
    assert not section_statuses(flow, {})[0].is_complete
    assert [f.check.name for f in hard(findings(flow, ["hard"]))] == [CAME_LATER]
    assert dict(post(later, HOME).answers) == ALL | cells(home="yes")


def test_what_is_sent_has_no_gap_and_no_hidden_row():
    sent = final_answers(Flow(FORM, {"there": ("home", "law")} | cells(law="no", work="yes")))
    assert {a: cell for a, cell in sent.items() if a.startswith("hard")} == {
        "hard.home": NOT_NAMED,
        "hard.law": "no",
    }


def test_a_question_left_out_is_sent_as_blank():
    sent = final_answers(Flow(FORM, {"there": ("home",)}))
    assert sent["hard.home"] == Missing(MissingReason.BLANK)


def test_not_named_is_an_answer_to_the_routing():
    flow = Flow(FORM, ALL | cells(home="yes"))
    assert (flow.is_asked("later"), flow.is_asked("rest")) == (True, True)
    assert not Flow(FORM, ALL).is_asked("rest")
