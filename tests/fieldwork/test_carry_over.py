"""Answers stay when a form changes, as far as its questions can still hold them."""

import pytest

from surveyapp.fieldwork.carry_over import carried_over
from surveyapp.questions.cell import Missing, MissingReason
from tests.questionnaire.forms import ROWS, YES_NO, ask, form

COLUMNS = [{"code": "a", "label": "A"}]
BEFORE = form(
    [ask("sure", missing=["dk"]), ask("many", "select_multiple"), ask("cases", "integer")],
    [ask("grid", "grid_integer", rows=ROWS, columns=COLUMNS)],
)
ANSWERS = {"sure": "yes", "sure__other": "so", "many": ("yes", "no"), "cases": 3, "grid.r1.a": 5}


def kept(*pages):
    return carried_over(ANSWERS, BEFORE, form(*pages)).keys()


def test_what_has_not_changed_is_kept_wherever_it_stands_now():
    assert kept(
        [ask("grid", "grid_integer", rows=ROWS, columns=COLUMNS), ask("cases", "integer")]
    ) == {"cases", "grid.r1.a"}


@pytest.mark.parametrize(
    ("question", "names"),
    [
        (ask("sure", label="Quite sure?", missing=["na"]), {"sure", "sure__other"}),
        (ask("sure", choices=YES_NO[1:]), {"sure__other"}),
        (ask("many", "select_multiple", choices=YES_NO[1:]), set()),
        (ask("cases", "decimal"), set()),
        (ask("grid", "grid_integer", rows=ROWS[1:], columns=COLUMNS), set()),
    ],
)
def test_what_a_changed_question_cannot_hold_goes(question, names):
    assert kept([question]) == names


def test_a_reason_is_kept_where_it_is_still_offered():
    unknown = {"sure": Missing(MissingReason.DONT_KNOW)}
    assert carried_over(unknown, BEFORE, form([ask("sure", missing=["dk", "na"])])) == unknown
    assert carried_over(unknown, BEFORE, form([ask("sure")])) == {}
