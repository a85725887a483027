"""What is set aside and put back, and what is finally sent."""

from surveyapp.fieldwork.draft import NotOurTask, put_back, set_aside
from surveyapp.fieldwork.entry import Entry, EntryKind
from surveyapp.fieldwork.progress import section_statuses
from surveyapp.fieldwork.submission import final_answers, obstacles, stratum
from surveyapp.questionnaire.flow import Flow
from surveyapp.questions.cell import Missing, MissingReason
from tests.questionnaire.forms import ROWS, YES_NO, ask, form

BLANK, DK, NA = (Missing(MissingReason(code)) for code in ("blank", "dk", "na"))
FORM = form(
    [ask("gate", required=True), ask("behind", relevant="${gate} = 'yes'", missing=["dk", "na"])],
    [
        ask("notes", "text"),
        ask("grid", "grid_select_one", rows=ROWS, choices=YES_NO, missing=["na"]),
    ],
)
UNREAD = Entry(EntryKind.REFUSED, "en", {"notes": ("x",)})


def test_only_what_is_asked_is_sent_and_empty_cells_say_blank():
    sent = final_answers(Flow(FORM, {"gate": "no", "behind": "yes", "grid.r1": "yes"}))
    assert sent == {"gate": "no", "notes": BLANK, "grid.r1": "yes", "grid.r2": BLANK}


def test_only_required_questions_block_sending():
    assert obstacles(Flow(FORM, {}), {}).required == ("gate",)
    assert not obstacles(Flow(FORM, {"gate": "no"}), {}).block_sending


def test_a_section_counts_what_is_asked_now():
    (status,) = section_statuses(Flow(FORM, {"gate": "yes", "behind": DK}), {})
    assert (status.asked, status.answered, status.is_complete) == (4, 2, False)


def test_not_our_task_marks_what_offers_the_reason_and_keeps_earlier_answers_for_undo():
    marked, earlier = set_aside(
        Flow(FORM, {"gate": "yes", "behind": "no"}), FORM.questions, MissingReason.NOT_APPLICABLE
    )
    assert marked == {"behind": NA, "grid.r1": NA, "grid.r2": NA}
    assert earlier == {"behind": "no", "grid.r1": BLANK, "grid.r2": BLANK}


def test_undo_puts_back_what_was_set_aside_and_touches_nothing_else():
    kept = {"behind": "no", "grid.r1": BLANK, "grid.r2": BLANK}
    now = {"behind": NA, "grid.r1": NA, "grid.r2": "yes", "notes": "words"}
    changes = put_back(now, kept, MissingReason.NOT_APPLICABLE)
    assert changes == {"behind": "no", "grid.r1": None}


def test_a_cell_that_had_the_reason_before_keeps_it_on_undo():
    marked, earlier = set_aside(Flow(FORM, {"grid.r1": NA}), ["grid"], MissingReason.NOT_APPLICABLE)
    assert "grid.r1" not in marked
    assert "grid.r1" not in earlier


def test_the_words_beside_an_answer_are_set_aside_with_its_section():
    answers = {"gate": "yes", "behind": "no", "behind__other": "words", "notes__why_x": "because"}
    aside = NotOurTask(answers, FORM, frozenset({"only"}))
    assert dict(aside) == {"gate": "yes", "behind": NA}
    assert final_answers(Flow(FORM, aside)) == {
        "gate": "yes",
        "behind": NA,
        "notes": NA,
        "grid.r1": NA,
        "grid.r2": NA,
    }


def test_what_was_typed_and_is_not_an_answer_blocks_sending_while_it_is_asked():
    open_matter = obstacles(Flow(FORM, {"gate": "no"}), {"notes": UNREAD})
    assert open_matter.entries == ("notes",)
    assert open_matter.block_sending
    hidden = obstacles(Flow(FORM, {"gate": "no"}), {"behind": UNREAD})
    assert not hidden.block_sending


def test_the_stratum_is_country_and_class():
    countries = [{"code": "RO", "label": "Romania"}, {"code": "NO", "label": "Norway"}]
    placed = form(
        [ask("country", choices=countries), ask("kind_a"), ask("kind_b")],
        compare_by="country",
        classes=["kind_a", "kind_b"],
    )
    assert stratum(Flow(placed, {"country": "NO", "kind_b": "no"})) == ("NO", "no")
    assert stratum(Flow(placed, {})) == (None, None)
