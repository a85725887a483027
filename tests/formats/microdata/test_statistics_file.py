"""SPSS and Stata files are read back with labels, codes and user-missing reasons."""

import pyreadstat
import pytest

from surveyapp.analysis.microdata.export_table import NumberCollides
from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.microdata.short_label import LabelParts, cut, short_code_labels, short_labels
from surveyapp.formats.microdata.short_name import SPSS, STATA, short_names
from surveyapp.formats.microdata.statistics_file import write_dta, write_sav
from surveyapp.formats.source.questionnaire_folder import load_release, load_wording
from surveyapp.questionnaire.microdata_scope import exported_columns
from surveyapp.questions.cell import Missing, MissingReason
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.column_words import ColumnWords
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
    assert cut(label, longest, SPSS) == short


def test_stata_counts_characters(tmp_path):
    words = words_of(FORM, **{"tiny.open.label": "ș" * 77})  # 80 with the number "A2 "
    write_dta(table_of(ANSWERS), words, tmp_path / "x.dta")
    _, about = pyreadstat.read_dta(tmp_path / "x.dta")
    assert about.column_names_to_labels["open"].endswith("ș" * 77)


def test_the_question_is_shortened_and_never_the_row():
    parts = LabelParts(
        "C8", "Victims identified in 2014, by forms of exploitation", "Sexual, women"
    )
    assert parts.within(40, STATA) == "C8 Victims identified i… – Sexual, women"
    assert parts.within(17, STATA) == "C8 – Sexual…women"


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
@pytest.mark.parametrize("limits", [SPSS, STATA])
def test_no_two_variables_share_a_label_because_it_was_cut(language, limits):
    form_of_all = load_release("service_provision")
    wording = load_wording("service_provision", language).with_values(form_of_all.parameters)
    words = ColumnWords(form_of_all, Labels(wording, translate_in(language)))
    columns = exported_columns(form_of_all)
    whole = {column.name: " ".join(words.label(column).split()) for column in columns}
    short = short_labels(words, columns, limits)
    assert len(set(short.values())) == len(set(whole.values()))
    assert max(map(limits.size, short.values())) <= limits.longest_label


def test_codes_that_differ_in_their_middle_stay_apart():
    long = {"a": "x" * 90 + "1" + "y" * 90, "b": "x" * 90 + "2" + "y" * 90}
    assert len(set(short_code_labels(long, SPSS).values())) == 2
