"""What a study says of itself: found in any language, checked, and gone stale after half a year."""

from datetime import date, timedelta

import pytest

from surveyapp.formats.check.questionnaire_check import check
from surveyapp.formats.source.study_file import load_study
from tests.formats.broken import STUDY, break_in

CHECKED = date(2026, 11, 24)


@pytest.mark.parametrize(("days", "is_told"), [(0, False), (180, False), (181, True), (-1, True)])
def test_numbers_that_nobody_tried_for_half_a_year_are_warned_of(sound, days, is_told):
    report = check([sound / "questionnaires"], CHECKED + timedelta(days=days))
    assert [p.code for p in report.problems] == ["help-unchecked"] * is_told
    assert report.is_clean


def test_numbers_that_nobody_ever_tried_are_warned_of(sound):
    break_in(sound, (STUDY, "  checked: 2026-11-24\n", ""))
    (found,) = check([sound / "questionnaires"], CHECKED).problems
    assert (found.code, found.line, found.severity) == ("help-unchecked", 2, "warning")


def test_a_check_without_a_day_does_not_ask_how_old_numbers_are(sound):
    break_in(sound, (STUDY, "checked: 2026-11-24", "checked: 2001-01-01"))
    assert check([sound / "questionnaires"]).problems == ()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("country: SE", "unknown-country"),
        ("label: Somewhere\n      country: RO", "missing-key"),
    ],
)
def test_a_place_is_a_country_of_the_study_or_has_a_label(sound, written, code):
    break_in(sound, (STUDY, "country: RO", written))
    assert code in {p.code for p in check([sound / "questionnaires"]).problems}


def test_its_words_are_translated_like_all_others(sound):
    break_in(sound, (STUDY, "study: sound\n", "study: sound\nfront: {title: A, text: B}\n"))
    (found,) = check([sound / "questionnaires"]).problems
    assert (found.code, found.file.rsplit("/", 1)[1]) == ("translation-missing", "sound_study.po")


def test_the_file_is_called_as_its_questionnaire(sound):
    break_in(sound, (STUDY, "study: sound", "study: other"))
    assert [p.code for p in check([sound / "questionnaires"]).problems] == ["other-name"]


@pytest.mark.parametrize(("language", "name"), [("en", "Norway"), ("ro", "Norvegia")])
def test_places_have_the_names_of_the_groups(language, name):
    study = load_study("service_provision", language)
    assert study.place(2) == name
    assert study.title
    assert study.unchecked


def test_a_questionnaire_without_the_file_says_nothing_of_itself():
    study = load_study("gallery/analysis_plan", "en")
    assert (study.title, study.text, study.help) == (None, None, None)
