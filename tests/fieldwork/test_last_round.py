"""An answer of last round is shown where both rounds ask the same, and nowhere else."""

import pytest

from surveyapp.fieldwork.last_round import RoundForm, answers_of_last_round
from surveyapp.questions.cell import BLANK, Missing, MissingReason
from tests.questionnaire.forms import YES_NO, ask, form

NOT_KNOWN = Missing(MissingReason.DONT_KNOW)
THIRD = [*YES_NO, {"code": "partly", "label": "Partly"}]
OTHER = [*YES_NO, {"code": "other", "label": "Other"}]
LINES = [{"code": code, "label": code} for code in ("bed", "food", "law")]


def shown(before, after, sent, then=None, now=None, **more):
    """What of this was sent stands beside a question that was changed in this way."""
    old, new = form([before], **more), form([after], **more)
    return answers_of_last_round(RoundForm(old, then or {}), RoundForm(new, now or {}), sent)


def test_the_same_question_shows_what_was_sent_a_reason_too_and_nothing_for_a_blank():
    asked = ask("q", "integer", missing=["dk"])
    assert shown(asked, asked, {"q": 1041}) == {"q": 1041}
    assert shown(asked, asked, {"q": NOT_KNOWN}) == {"q": NOT_KNOWN}
    assert shown(asked, asked, {"q": BLANK}) == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ask("q"), ask("q", choices=THIRD)),
        (ask("q", choices=THIRD), ask("q")),
        (ask("q"), ask("q", "select_multiple")),
        (ask("q", "integer"), ask("q", "decimal")),
        (ask("q", "integer"), ask("q", "integer", appearance="year")),
        (ask("q", "integer"), ask("q", "integer", counts="people")),
        (ask("q", missing=["dk"]), ask("q", missing=["na"])),
        (ask("q", choices=OTHER), ask("q", choices=OTHER, other="other")),
        (ask("p"), ask("q")),
    ],
)
def test_a_question_whose_type_or_answers_changed_is_left_out(before, after):
    sent = {"q": "yes", "p": "yes"}
    assert shown(before, after, sent) == {}


def test_the_order_of_answers_and_words_beside_them_change_nothing():
    before = ask("q", choices=OTHER, other="other")
    after = ask("q", choices=OTHER[::-1], other="other", explanation=True)
    sent = {"q": "other", "q__other": "A tent", "q__note": "Only then", "q__why_x": "So it is"}
    assert shown(before, after, sent) == {"q": "other", "q__other": "A tent"}


def test_of_a_table_the_lines_that_both_have_are_shown():
    before = ask("q", "grid_integer", rows=LINES[:2], columns=LINES)
    after = ask("q", "grid_integer", rows=LINES[1:], columns=LINES[:2])
    sent = {f"q.{row}.{column}": 1 for row in ("bed", "food") for column in ("bed", "law")}
    assert shown(before, after, sent) == {"q.food.bed": 1}


def test_a_line_with_a_year_is_the_one_that_reads_the_same():
    asked = ask("q", "grid_integer", rows=LINES[:1], columns=LINES[:2])
    sent = {"q.bed.bed": 1, "q.bed.food": 2}
    path = "tiny.q.columns"
    then = {f"{path}.bed": "2012", f"{path}.food": "2013"}
    now = {f"{path}.bed": "2013", f"{path}.food": "2014"}
    assert shown(asked, asked, sent, then, now) == {"q.bed.bed": 2}


@pytest.mark.parametrize("path", ["tiny.q.label", "tiny.q.hint", "tiny.q.choices.yes"])
def test_a_question_that_speaks_of_another_year_is_left_out(path):
    changing = {path: "2012"}, {path: "2013"}
    assert shown(ask("q"), ask("q"), {"q": "yes"}, *changing) == {}


def test_the_consent_is_asked_anew():
    assert shown(ask("q"), ask("q"), {"q": "yes"}, consent="q") == {}
