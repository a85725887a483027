"""Languages are found from their catalogues, complete or refused with a reason."""

import shutil

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

from surveyapp.formats.check.questionnaire_check import check
from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.source.languages import found_in, languages
from surveyapp.formats.source.questionnaire_folder import load_wording
from tests.architecture.source import ROOT
from tests.formats.broken import SOUND

TEXTS = {"Yes": "Ja", ("%(num)d line", "%(num)d lines"): ("%(num)d rad", "%(num)d rader")}
LINES = ("%(num)d line", "%(num)d lines")


def written(folder, language, texts, *, is_compiled=True):
    """A catalogue of the interface."""
    catalog = Catalog(locale="sv")
    for english, words in texts.items():
        catalog.add(english, words)
    path = folder / language / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, catalog)
    if is_compiled:
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
    return path


def test_the_languages_of_the_product_are_all_complete():
    found = languages()
    assert found.refused == {}
    folders = {path.name for path in (ROOT / "translations").iterdir() if path.is_dir()}
    assert found.offered == ("en", *sorted(folders))


def test_a_complete_catalogue_is_all_that_a_language_needs(tmp_path):
    written(tmp_path, "sv", TEXTS)
    written(tmp_path, "pt_BR", TEXTS)
    assert found_in([tmp_path]).offered == ("en", "pt_BR", "sv")


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"Yes": "Ja"}, "lacks words for 1 of 2 texts (“%(num)d line”)"),
        ({**TEXTS, "Yes": ""}, "lacks words for 1 of 2 texts (“Yes”)"),
        ({**TEXTS, LINES: ("%(num)d rad", "")}, "lacks words for 1 of 2 texts (“%(num)d line”)"),
        ({**TEXTS, "Yes": "Ja, {name}"}, "placeholders that its texts have not (“Yes”)"),
    ],
)
def test_a_language_that_lacks_words_is_refused_and_says_which(tmp_path, texts, said):
    written(tmp_path, "nb", TEXTS)
    written(tmp_path, "sv", texts)
    found = found_in([tmp_path])
    assert found.offered == ("en", "nb")
    assert said in found.why_not("sv")
    assert "messages.po" in found.why_not("sv")


def test_a_language_that_is_not_compiled_says_how(tmp_path):
    written(tmp_path, "sv", TEXTS, is_compiled=False)
    file = tmp_path / "sv/LC_MESSAGES/messages.po"
    command = f"pybabel compile -l sv -i {file} -o {file.with_suffix('.mo')}"
    assert command in found_in([tmp_path]).why_not("sv")


def test_a_catalogue_that_cannot_be_read_is_refused(tmp_path):
    path = written(tmp_path, "sv", TEXTS)
    path.write_text('msgid "Yes', encoding="utf-8")
    assert "cannot be read" in found_in([tmp_path]).why_not("sv")


def test_a_folder_of_no_language_is_refused(tmp_path):
    written(tmp_path, "xx", TEXTS)
    assert "the CLDR knows no language xx" in found_in([tmp_path]).why_not("xx")


def test_a_language_without_catalogue_is_told_with_those_that_are_there():
    assert languages().why_not("hu") == "there is no language hu; there are en, nb, ro"


def test_a_project_of_ones_own_has_the_languages_of_the_product_too(tmp_path, monkeypatch):
    written(tmp_path / "translations", "sv", {})
    monkeypatch.chdir(tmp_path)
    assert languages().offered == ("en", "nb", "ro")
    assert "lacks words" in languages().why_not("sv")
    assert translate_in("ro").gettext("Receipt") != "Receipt"


def source_in_romanian(folder):
    """A questionnaire whose own words are Romanian, with a shared list that is English."""
    shutil.copytree(SOUND, folder, dirs_exist_ok=True)
    path = next((folder / "questionnaires").glob("*/questionnaire.yaml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("languages: [en, ro]", "source_language: ro\nlanguages: [ro]"))
    return path


def test_each_file_has_a_source_language_of_its_own(tmp_path, monkeypatch):
    """Words of the questionnaire stay; the shared list is in Romanian from its catalogue."""
    source_in_romanian(tmp_path)
    monkeypatch.chdir(tmp_path)
    texts = load_wording("sound", "ro").texts
    assert texts["sound.title"] == "A sound questionnaire"
    shared = {path: words for path, words in texts.items() if path.startswith("code_lists.")}
    english = load_wording("sound", "en").texts
    assert shared
    assert all(english[path] != words for path, words in shared.items())


def test_a_missing_translation_of_a_shared_list_into_the_source_language_is_found(tmp_path):
    source_in_romanian(tmp_path)
    catalogue = tmp_path / "translations/ro/LC_MESSAGES/code_lists.po"
    catalogue.unlink()
    codes = {(each.file.rsplit("/", 1)[-1], each.code) for each in check([tmp_path]).problems}
    assert ("code_lists.po", "translation-missing") in codes
