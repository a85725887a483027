"""SPSS and Stata files are read back with labels, codes and user-missing reasons."""

import pyreadstat
import pytest

from surveyapp.analysis.export_table import NumberCollides
from surveyapp.formats.short_name import SPSS, STATA, short_label, short_names
from surveyapp.formats.statistics_file import write_dta, write_sav
from surveyapp.questions.cell import Missing, MissingReason
from tests.formats.export_study import FORM, table_of, words_of
from tests.questionnaire.forms import ask, form

ANSWERS = [
    {"country": "NO", "open": Missing(MissingReason.NOT_RECORDED), "help": ("no",), "places": 7},
    {"country": "RO", "open": "no", "more": "yes", "places": Missing(MissingReason.NOT_RECORDED)},
]
LABELS = {
    "tiny.open.label": "Este deschis?",
    "tiny.open.choices.no": "Nu",
    "code_lists.missing.nd": "Nu înregistrăm",
}


@pytest.fixture
def sav(tmp_path):
    """(frame, metadata) of an SPSS file with Romanian labels, sorted by country."""
    write_sav(table_of(ANSWERS), words_of(FORM, "ro", **LABELS), tmp_path / "x.sav")
    frame, about = pyreadstat.read_sav(tmp_path / "x.sav", user_missing=True)
    return frame.sort_values("country").reset_index(drop=True), about


def test_spss_counts_codes_in_the_order_of_the_form(sav):
    frame, _ = sav
    assert list(frame["country"]) == [1, 2]


def test_spss_has_labels_in_the_language_asked_for(sav):
    _, about = sav
    assert about.column_names_to_labels["open"].endswith("Este deschis?")
    assert about.variable_value_labels["open"][2] == "Nu"


def test_spss_takes_a_reason_as_user_missing(sav):
    frame, about = sav
    assert list(frame["open"]) == [2, -3]
    assert about.missing_ranges["open"] == [{"lo": -6, "hi": -1}]
    assert about.variable_value_labels["open"][-3] == "Nu înregistrăm"


def test_spss_has_nothing_where_a_question_was_not_asked(sav):
    frame, _ = sav
    assert list(frame["more"].isna()) == [False, True]


def test_reasons_stand_below_every_number_that_may_be_negative(sav):
    frame, about = sav
    assert frame["places"][0] == -(10**13) - 3
    assert about.missing_ranges["places"] == [{"lo": -(10**13) - 6, "hi": -(10**13) - 1}]


def test_spss_knows_the_level(sav):
    _, about = sav
    assert about.variable_measure["country"] == "nominal"
    assert about.variable_measure["places"] == "scale"


def test_spss_says_that_the_answers_are_invented(sav):
    frame, about = sav
    assert about.file_label.startswith(words_of(FORM, "ro").warning)
    assert set(frame["is_synthetic"]) == {1}


def test_a_number_that_stands_for_a_reason_is_refused(tmp_path):
    small = form([ask("change", "integer")])
    with pytest.raises(NumberCollides, match="level: interval"):
        write_sav(table_of([{"change": -2}], small), words_of(small), tmp_path / "x.sav")


def test_a_label_that_spss_would_cut_is_cut_with_an_ellipsis_and_kept_in_the_notes(tmp_path):
    label = "ț" * 200
    words = words_of(FORM, **{"tiny.open.label": label})
    write_sav(table_of(ANSWERS), words, tmp_path / "x.sav")
    _, about = pyreadstat.read_sav(tmp_path / "x.sav")
    assert about.column_names_to_labels["open"].endswith("ț…")
    assert label in "".join(about.notes)


@pytest.fixture
def dta(tmp_path):
    write_dta(table_of(ANSWERS), words_of(FORM, "ro", **LABELS), tmp_path / "x.dta")
    frame, about = pyreadstat.read_dta(tmp_path / "x.dta", user_missing=True)
    return frame.sort_values("country").reset_index(drop=True), about


def test_stata_takes_a_reason_as_a_letter(dta):
    frame, about = dta
    assert list(frame["open"]) == [2, "c"]
    assert about.variable_value_labels["open"]["c"] == "Nu înregistrăm"
    assert list(frame["places"]) == ["c", 7]


def test_stata_names_have_no_points(dta):
    frame, _ = dta
    assert [name for name in frame.columns if name.startswith("grid")] == ["grid_r1", "grid_r2"]


def test_short_names_are_unique_and_the_same_every_time():
    names = [f"a_very_long_name_of_a_question.row_{place}" for place in range(50)]
    found = short_names(names, STATA)
    assert found == short_names(names, STATA)
    assert len({name.lower() for name in found.values()}) == 50
    assert max(map(len, found.values())) <= STATA.longest_name


@pytest.mark.parametrize(("name", "limits"), [("with", SPSS), ("long", STATA), ("ALL", SPSS)])
def test_a_word_of_the_program_is_no_name(name, limits):
    assert short_names([name], limits)[name].startswith(f"{name}_")


def test_names_that_differ_in_case_alone_do_not_meet():
    assert len({n.lower() for n in short_names(["a.B", "a.b"], SPSS).values()}) == 2


@pytest.mark.parametrize(
    ("label", "longest", "short"), [("țară", 6, "țară"), ("țară", 5, "ț…"), ("a  b\nc", 9, "a b c")]
)
def test_a_label_is_cut_between_characters(label, longest, short):
    assert short_label(label, longest) == short
