"""Rules of a country that a project writes beside those that ship, and which of them apply."""

import shutil

import pytest

from surveyapp.formats.check.questionnaire_check import check
from surveyapp.formats.source import kept_file
from surveyapp.formats.source.screening_file import kind_labels, load_screening, unusable_rules
from surveyapp.formats.source.shelf import project_shelf
from tests.formats.broken import RULES_OF_A_LAND, SOUND, STUDY, break_in

SWEDISH, ROMANIAN, NORWEGIAN = "880320-0016", "1630615123457", "151086 95088"
SHIPPED = {"english", "norway", "norwegian", "romania", "romanian"}
CATALOGUE = "translations/ro/LC_MESSAGES/screening.po"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with one questionnaire and the rules of one land, in which one stands."""
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 0.0)
    shutil.copytree(SOUND, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def kinds(text, questionnaire="sound"):
    return load_screening(questionnaire).kinds_in(text)


def choose(project, *names):
    break_in(project, (STUDY, "study: sound\n", f"study: sound\nscreening: [{', '.join(names)}]\n"))


def test_a_project_has_its_own_rules_beside_those_that_ship(project):
    assert set(project_shelf().screening_files()) == {"land", *SHIPPED}


def test_everything_is_found_where_nobody_says_what(project):
    assert kinds(f"{SWEDISH}; {ROMANIAN}; {NORWEGIAN}") == ("person-number", "birth-number", "cnp")
    assert kinds("kvinnan, född 1998") == ("name",)
    assert kinds("han heter Nils") == ("name",)
    assert kinds("59.3293, 18.0686") == ("coordinates",)


def test_a_study_says_which_rules_apply(project):
    choose(project, "land", "norwegian")
    assert kinds(f"{SWEDISH}; {ROMANIAN}; {NORWEGIAN}") == ("person-number",)
    assert kinds("ana@example.org") == ("email",)
    assert kinds("her mother") == ()
    assert kinds(ROMANIAN, "service_provision") == ("cnp",)


@pytest.mark.parametrize("named", ["lnad", "land, lnad"])
def test_rules_that_are_nowhere_take_no_protection_away(project, named):
    choose(project, named)
    assert kinds(f"{SWEDISH}; {ROMANIAN}") == ("person-number", "cnp")


def test_a_study_that_cannot_be_read_takes_no_protection_away(project):
    choose(project, "land")
    break_in(project, (STUDY, "study: sound", "study: [sound"))
    assert kinds(ROMANIAN) == ("cnp",)


def test_a_questionnaire_that_is_gone_is_screened_by_everything(project):
    assert kinds(ROMANIAN, "gone") == ("cnp",)


def test_the_project_stands_over_what_ships(project):
    ours = project / "questionnaires/screening/romania.yaml"
    ours.write_text("screening: romania\n", encoding="utf-8")
    assert kinds(ROMANIAN) == ()


def test_a_file_that_is_broken_keeps_the_rules_it_had_and_is_told_in_the_log(project, caplog):
    assert kinds(SWEDISH) == ("person-number",)
    break_in(project, (RULES_OF_A_LAND, "se.personnummer", "se.personnumer"))
    assert kinds(f"{SWEDISH}; {ROMANIAN}") == ("person-number", "cnp")
    assert "land.yaml:5:13 unknown-module" in caplog.text


def test_a_file_that_was_never_sound_leaves_the_others_in_force(project, caplog):
    break_in(project, (RULES_OF_A_LAND, "screening: land", "screening: [land"))
    assert kinds(f"{SWEDISH}; {ROMANIAN}") == ("cnp",)
    assert "land.yaml" in caplog.text


def test_what_screens_nothing_is_named_for_whoever_starts_the_server(project):
    assert unusable_rules() == ()
    break_in(project, (RULES_OF_A_LAND, "heter {name}", "heter {nmae}"))
    assert [(each.line, each.code) for each in unusable_rules()] == [(13, "phrase-ill-formed")]


def test_a_changed_file_applies_at_once_and_an_unchanged_one_is_read_once(project):
    before = load_screening("sound")
    assert load_screening("sound") is before
    break_in(project, (RULES_OF_A_LAND, "kind: person-number", "kind: personnummer"))
    assert kinds(SWEDISH) == ("personnummer",)


def test_a_number_is_called_in_the_readers_language(project):
    assert kind_labels("ro")["person-number"] == "Numărul unei persoane"
    assert kind_labels("ro")["cnp"] == "cod numeric personal"
    assert kind_labels("nb")["person-number"] == "Number of a person"


def test_the_check_looks_at_one_file_of_rules(project):
    break_in(project, (RULES_OF_A_LAND, "kind: person-number", "kind: Person"))
    (told,) = check([project / RULES_OF_A_LAND]).problems
    assert (told.file, told.line, told.code) == (RULES_OF_A_LAND, 3, "ill-formed")
    assert told.mend == "use small letters, digits and single - between them"


def test_a_label_needs_words_in_the_languages_of_the_questionnaire(project):
    break_in(project, (CATALOGUE, "Numărul unei persoane", ""))
    (told,) = check([project / "questionnaires/sound"]).problems
    assert (told.code, told.file) == ("translation-missing", CATALOGUE)


def test_words_of_rules_that_are_gone_are_told(project):
    other = '\nmsgctxt "screening.sea.x"\nmsgid "X"\nmsgstr "Y"\n'
    path = project / CATALOGUE
    path.write_text(path.read_text("utf-8") + other, "utf-8")
    assert [p.code for p in check([project / "questionnaires"]).problems] == [
        "translation-obsolete"
    ]


def test_a_questionnaire_cannot_lie_where_the_rules_lie(project):
    text = (project / "questionnaires/sound/questionnaire.yaml").read_text("utf-8")
    named = text.replace("questionnaire: sound", "questionnaire: screening")
    path = project / "questionnaires/screening/questionnaire.yaml"
    path.write_text(named, "utf-8")
    assert "reserved-name" in {p.code for p in check([project / "questionnaires"]).problems}


def test_the_rules_that_ship_have_no_problems():
    assert check([project_shelf().root / "questionnaires/screening"]).problems == ()
