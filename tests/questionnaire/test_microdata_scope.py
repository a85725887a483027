"""Which columns may leave the instance follows from the questionnaire alone."""

import pytest

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.questionnaire.microdata_scope import (
    KeptBack,
    LeftOut,
    exported_columns,
    kept_back,
    left_out,
    open_columns,
    quasi_identifiers,
)
from tests.questionnaire.forms import ask, form

FORM = form(
    [
        ask("country"),
        ask("sector"),
        ask("kind"),
        ask("region"),
        ask("tasks", "select_multiple", other="no"),
        ask("staff"),
        ask("places", "integer"),
        ask("trouble", sensitive=True),
        ask("remedy", relevant="${trouble} = 'yes'"),
        ask("effect", relevant="${remedy} = 'yes'"),
        ask("trust"),
        ask("words", "text"),
        ask("day", "date"),
    ],
    compare_by="country",
    strata=["country", "sector"],
    classes=["kind"],
    identifying=["region"],
    known_outside=["staff", "tasks"],
)
COLUMNS = {column.name: column for column in FORM.columns}


def names(columns):
    return [column.name for column in columns]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("words", KeptBack.WORDS),
        ("day", KeptBack.DATE),
        ("tasks__other", KeptBack.WORDS),
        ("region", KeptBack.IDENTIFYING),
        ("kind", KeptBack.CLASS),
        ("places", None),
    ],
)
def test_a_column_is_kept_back_for_a_reason(name, reason):
    assert kept_back(FORM, COLUMNS[name]) == reason


def test_files_for_analysts_keep_the_order_of_the_form():
    expected = "country sector tasks.yes tasks.no staff places trouble remedy effect trust"
    assert names(exported_columns(FORM)) == expected.split()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("places", LeftOut.NUMBER),
        ("trouble", LeftOut.SENSITIVE),
        ("remedy", LeftOut.ROUTED),
        ("effect", LeftOut.ROUTED),
        ("tasks.yes", LeftOut.SEVERAL_KNOWN),
        ("staff", None),
    ],
)
def test_open_data_leave_out_more(name, reason):
    assert left_out(FORM, COLUMNS[name]) == reason


def test_open_data_have_only_what_analysts_have():
    assert names(open_columns(FORM)) == ["country", "sector", "staff", "trust"]


def test_no_marked_question_of_the_flagship_is_in_open_data_and_analysts_have_them():
    flagship = load_release("service_provision")
    marked = {name for name, each in flagship.questions.items() if each.question.is_sensitive}
    assert len(marked) == 32
    assert not marked & {column.question for column in open_columns(flagship)}
    words = {"rec_victims_voice"}
    assert marked - words == marked & {column.question for column in exported_columns(flagship)}


def test_strata_tell_rows_apart_before_anything_else():
    assert names(quasi_identifiers(FORM)) == ["country", "sector", "staff"]
