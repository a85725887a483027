"""What a posted page changes, and what is finally sent."""

from surveyapp.fieldwork.draft import PostedPage, answer_page, set_aside
from surveyapp.fieldwork.submission import final_answers, obstacles, section_statuses, stratum
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
FIRST, SECOND = FORM.pages


def clean(text):
    return ()


def post(answers, page, posted, rendered, screen=clean):
    return answer_page(FORM, answers, PostedPage(page, posted, "en", frozenset(rendered)), screen)


def test_answers_that_open_questions_on_the_same_page_say_so():
    outcome = post({}, FIRST, {"gate": ["yes"]}, ["gate"])
    assert outcome.opened == ("behind",)
    assert dict(outcome.answers) == {"gate": "yes"}


def test_a_question_that_did_not_stand_on_the_page_keeps_its_answer():
    outcome = post({"gate": "yes", "behind": "no"}, FIRST, {"gate": ["yes"]}, ["gate"])
    assert outcome.answers["behind"] == "no"


def test_a_question_that_stood_there_and_was_left_empty_is_emptied():
    outcome = post({"gate": "yes", "behind": "no"}, FIRST, {"gate": ["yes"]}, ["gate", "behind"])
    assert "behind" not in outcome.answers


def test_a_refused_answer_does_not_stop_the_others():
    outcome = post({}, FIRST, {"gate": ["yes"], "behind": ["zzz"]}, ["gate", "behind"])
    assert outcome.must_be_mended
    assert dict(outcome.answers) == {"gate": "yes"}


def test_fields_that_are_not_on_the_page_are_ignored():
    outcome = post({}, FIRST, {"gate": ["no"], "notes": ["smuggled"]}, ["gate", "notes"])
    assert dict(outcome.answers) == {"gate": "no"}


def test_personal_data_in_a_text_is_flagged_and_kept_with_the_text():
    outcome = post({}, SECOND, {"notes": ["call 0711"]}, ["notes"], screen=lambda text: ("phone",))
    assert outcome.flagged == {"notes": ("phone",)}
    assert outcome.answers["notes__flag"] == ("phone",)


def test_a_mended_text_loses_its_flag():
    before = {"notes": "call 0711", "notes__flag": ("phone",)}
    assert "notes__flag" not in post(before, SECOND, {"notes": ["no number"]}, ["notes"]).answers


def test_only_what_is_asked_is_sent_and_empty_cells_say_blank():
    sent = final_answers(Flow(FORM, {"gate": "no", "behind": "yes", "grid.r1": "yes"}))
    assert sent == {"gate": "no", "notes": BLANK, "grid.r1": "yes", "grid.r2": BLANK}


def test_only_required_questions_block_sending():
    assert obstacles(Flow(FORM, {})).required == ("gate",)
    assert not obstacles(Flow(FORM, {"gate": "no"})).block_sending


def test_a_section_counts_what_is_asked_now():
    (status,) = section_statuses(Flow(FORM, {"gate": "yes", "behind": DK}))
    assert (status.asked, status.answered, status.is_complete) == (4, 2, False)


def test_not_our_task_marks_what_offers_the_reason_and_keeps_earlier_answers_for_undo():
    marked, earlier = set_aside(
        Flow(FORM, {"gate": "yes", "behind": "no"}), FORM.questions, MissingReason.NOT_APPLICABLE
    )
    assert marked == {"behind": NA, "grid.r1": NA, "grid.r2": NA}
    assert earlier == {"behind": "no"}


def test_the_stratum_is_country_and_class():
    countries = [{"code": "RO", "label": "Romania"}, {"code": "NO", "label": "Norway"}]
    placed = form(
        [ask("country", choices=countries), ask("kind_a"), ask("kind_b")],
        compare_by="country",
        classes=["kind_a", "kind_b"],
    )
    assert stratum(Flow(placed, {"country": "NO", "kind_b": "no"})) == ("NO", "no")
    assert stratum(Flow(placed, {})) == (None, None)
