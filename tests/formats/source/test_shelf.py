"""A shelf of several folders: the first name found counts, and a set sees what lies behind it."""

import pytest
from click.testing import CliRunner

from surveyapp.command import main
from surveyapp.formats.catalogue_set import coverage_by_language
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


def filled(mine):
    """The questionnaire's own texts, translated."""
    texts = {"title": "Folders", "purpose": "To try folders.", "sections.one.label": "One"}
    texts["sure.label"] = "Sure?"
    words = [entry(f"own.{path}", source, "Ord") for path, source in texts.items()]
    write(mine, "translations/nb/LC_MESSAGES/own.po", "".join(words))


def found_in(mine):
    problems = check([mine / "questionnaires"]).problems
    return [(p.file.rsplit("/", 1)[-1], p.line, p.code) for p in problems]


def test_words_of_ones_own_for_a_shared_list_are_checked_and_need_not_be_all(mine):
    filled(mine)
    assert found_in(mine) == []
    write(mine, OF_LISTS, entry("code_lists.yes_no.yes", "Yes", "Jo"))
    assert found_in(mine) == []
    write(mine, OF_LISTS, entry("code_lists.yes_no.yes", "Yes", "Jo {year}"))
    assert found_in(mine) == [("code_lists.po", 2, "placeholder-differs")]
    write(mine, OF_LISTS, entry("code_lists.yes_no.yes", "Yea", "Jo"))
    assert found_in(mine) == [("code_lists.po", 2, "translation-stale")]


def test_words_for_a_code_or_list_that_is_not_there_are_obsolete(mine):
    filled(mine)
    lost = entry("code_lists.yes_no.perhaps", "Perhaps", "Kanskje")
    write(mine, OF_LISTS, lost + entry("code_lists.gone.a", "A", "A"))
    obsolete = "translation-obsolete"
    assert found_in(mine) == [("code_lists.po", 2, obsolete), ("code_lists.po", 6, obsolete)]


def test_two_codes_that_are_called_alike_by_the_words_of_two_folders_are_found(mine):
    filled(mine)
    write(mine, OF_LISTS, entry("code_lists.yes_no.yes", "Yes", "Nei"))
    assert [code for _file, _line, code in found_in(mine)] == ["same-label"]


def test_a_list_of_ones_own_needs_words_of_its_own(mine):
    filled(mine)
    write(mine, f"{LISTS}/yes_no.yaml", LIST.format(name="yes_no"))
    assert found_in(mine) == [("code_lists.po", 1, "translation-missing")]
    write(mine, OF_LISTS, entry("code_lists.yes_no.yes", "Surely", "Sikkert"))
    assert found_in(mine) == [("code_lists.po", 1, "translation-missing")]
    no = entry("code_lists.yes_no.no", "Surely not", "Slett ikke")
    write(mine, OF_LISTS, entry("code_lists.yes_no.yes", "Surely", "Sikkert") + no)
    assert found_in(mine) == []


def test_a_list_of_another_folder_is_checked_in_the_languages_of_who_uses_it(mine):
    filled(mine)
    shared = mine.parent / "shared"
    write(shared, f"{LISTS}/whether.yaml", LIST.format(name="whether"))
    write(shared, "translations/ro/LC_MESSAGES/code_lists.po")
    form(mine, "own", list_name="whether")
    assert found_in(mine) == [("code_lists.po", 1, "translation-missing")]
    yes = entry("code_lists.whether.yes", "Surely", "Sikkert")
    write(shared, OF_LISTS, yes)
    assert found_in(mine) == [("code_lists.po", 1, "translation-missing")]
    write(mine, OF_LISTS, entry("code_lists.whether.no", "Surely not", "Slett ikke"))
    assert found_in(mine) == []


def test_a_time_limit_is_measured_with_the_words_of_all_folders(mine):
    filled(mine)
    path = mine / "questionnaires/own/questionnaire.yaml"
    path.write_text(path.read_text("utf-8") + "minutes: {full: 5}\n", "utf-8")
    profile = "profile: Somebody\nlanguage: nb\ngiven: {}\n"
    write(mine, "questionnaires/own/profiles/one.yaml", profile)
    assert found_in(mine) == []


def test_words_that_fall_back_on_another_folder_count_as_translated(mine):
    filled(mine)
    write(mine, OF_LISTS, entry("code_lists.yes_no.yes", "Yes", ""))
    assert label("own") == "Ja"
    assert coverage_by_language("own", project_shelf())["nb"].missing == ()
