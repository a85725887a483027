"""Questionnaires are found by name, read once, and read again when a file changes."""

import pytest

from surveyapp.formats.source import kept_file
from surveyapp.formats.source.questionnaire_folder import (
    QuestionnaireMissing,
    QuestionnaireRefused,
    load_definition,
    load_release,
    load_wording,
    questionnaire_names,
)
from surveyapp.formats.source.shelf import Shelf, project_shelf

FORM = """
questionnaire: tiny
version: "1"
languages: [en, ro]
title: Tiny
purpose: To be tested.
sections:
  - name: only
    label: Only
    pages:
      - name: only
        questions:
          - {name: sure, type: select_one, label: Are you sure?, choices: answer}
""".replace("Are you sure?", '"Are you sure?"')
LIST = "list: answer\ntitle: Answer\ncodes: [{code: no, label: No}, {code: yes, label: Yes}]\n"
CATALOGUE = 'msgctxt "tiny.title"\nmsgid "Tiny"\nmsgstr "Mic"\n'


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of one questionnaire; files are looked at again on every call."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 0.0)
    write(tmp_path, "questionnaires/tiny/questionnaire.yaml", FORM)
    write(tmp_path, "questionnaires/code_lists/answer.yaml", LIST)
    return tmp_path


def write(project, path, text):
    target = project / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def test_a_questionnaire_is_found_by_the_name_of_its_folder(project):
    assert questionnaire_names() == ("tiny",)
    assert load_release("tiny").name == "tiny"


def test_the_code_no_is_not_taken_for_false(project):
    assert load_release("tiny").questions["sure"].question.codes() == ("no", "yes")


@pytest.mark.parametrize("name", ["large", "../tiny", "", "tiny/", "gallery/"])
def test_there_is_no_questionnaire_of_another_name(project, name):
    with pytest.raises(QuestionnaireMissing):
        load_release(name)


def test_the_same_files_give_the_same_release(project):
    assert load_release("tiny") is load_release("tiny")


def test_equal_files_of_two_shelves_are_built_once(project, tmp_path):
    of_project = load_release("tiny")
    shelf = Shelf(tmp_path / "copy", project_shelf().roots)
    write(shelf.root, "questionnaires/tiny/questionnaire.yaml", FORM)
    write(shelf.root, "questionnaires/code_lists/answer.yaml", LIST)
    assert load_release("tiny", shelf) is of_project


def test_a_list_of_a_copy_tells_it_from_the_project(project, tmp_path):
    of_project = load_release("tiny")
    shelf = Shelf(tmp_path / "copy", project_shelf().roots)
    write(shelf.root, "questionnaires/tiny/questionnaire.yaml", FORM)
    write(shelf.root, "questionnaires/code_lists/answer.yaml", LIST.replace("Yes", "Yea"))
    assert load_release("tiny", shelf).version_hash != of_project.version_hash
    assert load_release("tiny") == of_project


def test_files_are_not_looked_at_for_a_moment_after_they_were_read(project, monkeypatch):
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 60.0)
    before = load_release("tiny")
    write(project, "questionnaires/tiny/questionnaire.yaml", FORM.replace('"1"', '"22"'))
    assert load_release("tiny") is before


def test_a_changed_questionnaire_is_read_again(project):
    load_release("tiny")
    write(project, "questionnaires/tiny/questionnaire.yaml", FORM.replace('"1"', '"22"'))
    assert load_release("tiny").version == "22"


def test_a_changed_code_list_makes_a_new_release(project):
    before = load_release("tiny").version_hash
    write(project, "questionnaires/code_lists/answer.yaml", LIST.replace("Yes", "Surely"))
    assert load_release("tiny").version_hash != before


def test_a_release_made_of_what_was_read_a_moment_ago_is_made_again_later(project, monkeypatch):
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 60.0)
    load_definition("tiny")
    write(project, "questionnaires/tiny/questionnaire.yaml", FORM.replace('"1"', '"22"'))
    assert load_release("tiny").version == "1"
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 0.0)
    assert load_release("tiny").version == "22"


def test_a_text_without_translation_stays_in_the_source_language(project):
    write(project, "translations/ro/LC_MESSAGES/tiny.po", CATALOGUE)
    wording = load_wording("tiny", "ro")
    assert wording.text("tiny.title") == "Mic"
    assert wording.text("tiny.sure.label") == "Are you sure?"


def test_the_source_language_needs_no_catalogue(project):
    assert load_wording("tiny", "en").text("code_lists.answer.no") == "No"


def test_a_catalogue_that_appears_is_read(project):
    assert load_wording("tiny", "ro").text("tiny.title") == "Tiny"
    write(project, "translations/ro/LC_MESSAGES/tiny.po", CATALOGUE)
    assert load_wording("tiny", "ro").text("tiny.title") == "Mic"


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("choices: answer", "choices: answers", "unknown-list"),
        ("type: select_one", "type: select_on", "unknown-type"),
        ("title: Tiny", "titel: Tiny", "unknown-key"),
        ("title: Tiny", "title: [", "yaml-syntax"),
    ],
)
def test_a_questionnaire_with_mistakes_is_refused(project, right, wrong, code):
    write(project, "questionnaires/tiny/questionnaire.yaml", FORM.replace(right, wrong))
    with pytest.raises(QuestionnaireRefused) as refused:
        load_release("tiny")
    assert code in {problem.code for problem in refused.value.problems}


def test_a_catalogue_with_mistakes_is_refused(project):
    write(project, "translations/ro/LC_MESSAGES/tiny.po", CATALOGUE.replace('"Mic"', '"Mic'))
    with pytest.raises(QuestionnaireRefused, match="po-syntax"):
        load_wording("tiny", "ro")
