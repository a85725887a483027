"""A shelf of several folders: the first name found counts, and a set sees what lies behind it."""

import pytest
from click.testing import CliRunner

from surveyapp.command import main
from surveyapp.formats.check.questionnaire_check import check
from surveyapp.formats.source import kept_file
from surveyapp.formats.source.questionnaire_folder import (
    load_release,
    load_wording,
    questionnaire_names,
)
from surveyapp.formats.source.release_copy import content_of
from surveyapp.formats.source.shelf import project_shelf
from tests.test_project import write

FORM = """questionnaire: {name}
version: "1"
title: {title}
purpose: To try folders.
languages: [en, nb]
sections:
  - name: one
    label: One
    pages:
      - name: first
        questions:
          - {{name: sure, type: select_one, label: "Sure?", choices: {list}, missing: [dk]}}
"""
LIST = """list: {name}
title: Whether
codes:
  - {{code: "yes", label: Surely}}
  - {{code: "no", label: Surely not}}
"""
LISTS = "questionnaires/code_lists"
OF_LISTS = "translations/nb/LC_MESSAGES/code_lists.po"


def form(folder, name, list_name="yes_no", title="Folders"):
    text = FORM.format(name=name, title=title, list=list_name)
    return write(folder, f"questionnaires/{name}/questionnaire.yaml", text)


def entry(path, source, words):
    return f'msgctxt "{path}"\nmsgid "{source}"\nmsgstr "{words}"\n\n'


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A project with one questionnaire that names a further folder; nothing is kept between."""
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 0.0)
    form(tmp_path / "shared", "theirs")
    folder = form(tmp_path / "mine", "own")
    write(folder, "surveyapp.toml", 'folders = ["../shared"]')
    monkeypatch.chdir(folder)
    return folder


def label(name, language="nb"):
    return load_wording(name, language).text("code_lists.yes_no.yes")


def test_what_ships_is_found_by_name_and_not_listed_beside_ones_own(mine):
    assert questionnaire_names() == ("own", "theirs")
    assert load_release("service_provision").name == "service_provision"


def test_what_ships_is_listed_where_there_is_nothing_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert questionnaire_names() == ("service_provision",)


def test_the_name_in_the_project_comes_first(mine):
    form(mine, "theirs", title="Mine")
    assert load_wording("theirs", "en").text("theirs.title") == "Mine"


def test_shared_lists_and_their_translations_come_from_the_product(mine):
    assert load_release("own").questions["sure"].question.codes() == ("yes", "no")
    assert label("own") == "Ja"
    assert load_wording("own", "nb").text("code_lists.missing.dk") == "Vet ikke"


def test_a_list_of_ones_own_stands_before_that_of_the_product_with_its_words(mine):
    write(mine, f"{LISTS}/yes_no.yaml", LIST.format(name="yes_no"))
    assert (label("own"), label("theirs")) == ("Surely", "Ja")
    write(mine, OF_LISTS, entry("code_lists.yes_no.yes", "Surely", "Sikkert"))
    assert label("own") == "Sikkert"
    assert load_wording("service_provision", "nb").text("code_lists.yes_no.yes") == "Ja"


def test_the_words_of_a_shared_list_can_be_translated_otherwise(mine):
    write(mine, OF_LISTS, entry("code_lists.yes_no.yes", "Yes", "Jo"))
    assert (label("own"), label("theirs")) == ("Jo", "Ja")


def test_a_copy_holds_the_lists_and_the_words_of_all_folders(mine):
    write(mine, OF_LISTS, entry("code_lists.yes_no.yes", "Yes", "Jo"))
    content = content_of("own", project_shelf())
    assert set(content) == {
        "questionnaires/own/questionnaire.yaml",
        f"{LISTS}/missing.yaml",
        f"{LISTS}/yes_no.yaml",
        OF_LISTS,
    }
    words = content[OF_LISTS].decode()
    assert 'msgstr "Jo"' in words
    assert 'msgstr "Vet ikke"' in words
    assert "code_lists.sector" not in words


def test_the_checker_follows_lists_into_the_product(mine):
    form(mine, "own", list_name="ano_yes")
    codes = {problem.code for problem in check([mine / "questionnaires"]).problems}
    assert codes >= {"unknown-list"}
    form(mine, "own")
    assert {p.code for p in check([mine / "questionnaires"]).problems} == {"translation-missing"}


def test_settings_that_cannot_be_used_end_a_command_with_words(mine):
    write(mine, "surveyapp.toml", 'folders = ["nowhere"]')
    found = CliRunner().invoke(main, ["show", "own"])
    assert found.exit_code == 2
    assert "names nowhere" in found.output
