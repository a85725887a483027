"""All catalogues of a questionnaire: each file has a language, and writing is whole or not."""

import shutil

import pytest

from surveyapp.formats.catalogue_set import (
    catalogue_drafts,
    coverage_by_language,
    write_draft,
)
from surveyapp.formats.source import kept_file
from surveyapp.formats.source.questionnaire_folder import load_definition
from surveyapp.formats.source.shelf import Shelf, project_shelf, shelf_from
from surveyapp.project import product_home
from tests.formats.broken_plan import PLANNED

NAME = "planned"
OWN = {"planned", "planned_analysis"}


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project with one questionnaire, in English and in Romanian."""
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 0.0)
    shutil.copytree(PLANNED, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def drafts(language):
    return {each.name: each for each in catalogue_drafts(NAME, (language,), project_shelf())}


def test_what_is_written_in_a_language_needs_no_catalogue_there(home):
    assert drafts("en") == {}
    file = home / "questionnaires/planned/analysis.yaml"
    file.write_text("source_language: ro\n" + file.read_text("utf-8"), "utf-8")
    assert drafts("en").keys() == {"planned_analysis"}
    assert "planned_analysis" not in drafts("ro")


def test_lists_are_written_where_no_other_folder_has_their_words(home):
    assert "code_lists" in drafts("ro")
    move(home, "questionnaires/code_lists")
    shelf = Shelf(home, (home / "shared",))
    assert {each.name for each in catalogue_drafts(NAME, ("ro",), shelf)} == {*OWN, "code_lists"}
    move(home, "translations/ro/LC_MESSAGES/code_lists.po")
    assert {each.name for each in catalogue_drafts(NAME, ("ro",), shelf)} == OWN


def move(home, what):
    """Puts a file or a folder of the project into another one beside it."""
    target = home / "shared" / what
    target.parent.mkdir(parents=True, exist_ok=True)
    (home / what).rename(target)


def test_nothing_is_left_of_a_catalogue_that_cannot_be_put_into_its_place(home, monkeypatch):
    draft = drafts("nb")[NAME]
    draft.path.mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        write_draft(draft)
    assert [each.name for each in draft.path.parent.iterdir()] == [draft.path.name]


def test_a_link_that_leads_to_itself_is_refused_and_a_link_to_a_file_is_followed(home):
    draft = drafts("nb")[NAME]
    draft.path.parent.mkdir(parents=True, exist_ok=True)
    draft.path.symlink_to(draft.path.name)
    with pytest.raises(OSError, match="symbolic links"):
        write_draft(draft)
    draft.path.unlink()
    draft.path.symlink_to(home / "elsewhere.po")
    write_draft(draft)
    assert (home / "elsewhere.po").read_bytes() == draft.after


def test_a_catalogue_keeps_its_permissions(home):
    draft = drafts("ro")[NAME]
    draft.path.chmod(0o640)
    write_draft(draft)
    assert draft.path.stat().st_mode & 0o777 == 0o640
    assert draft.path.read_bytes() == draft.after


def test_what_is_shown_in_a_language_is_counted_with_its_lists(home):
    found = coverage_by_language(NAME, project_shelf())
    assert found["en"].n_texts == 0
    assert (found["ro"].missing, found["ro"].stale) == ((), ())
    catalogue = home / "translations/ro/LC_MESSAGES/code_lists.po"
    text = catalogue.read_text("utf-8")
    first = text.index("msgctxt")
    catalogue.write_text(text[:first] + "#, fuzzy\n" + text[first:], "utf-8")
    assert len(coverage_by_language(NAME, project_shelf())["ro"].stale) == 1


def shipped():
    """The flagship and every example of the gallery."""
    root = product_home() / "questionnaires"
    return sorted(path.parent.name for path in root.rglob("questionnaire.yaml"))


@pytest.mark.parametrize("name", shipped())
def test_what_ships_is_written_as_the_command_writes_it(name):
    """surveyapp translations changes no byte, so that notes and order are those of today."""
    shelf = shelf_from(product_home())
    found = catalogue_drafts(name, load_definition(name, shelf).languages, shelf)
    assert {each.language for each in found} == {"nb", "ro"}
    assert [each.path for each in found if each.is_changed] == []


def test_what_ships_was_read_by_a_second_person():
    shelf = shelf_from(product_home())
    for language, found in coverage_by_language("service_provision", shelf).items():
        assert (language, found.missing, found.stale, found.unreviewed) == (language, (), (), ())
