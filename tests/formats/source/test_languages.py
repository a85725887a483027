"""Languages are found from their catalogues, complete or refused with a reason."""

import shutil

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from surveyapp.formats.check.questionnaire_check import check
from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.source.languages import found_in, interface_texts, languages
from surveyapp.formats.source.questionnaire_folder import load_wording
from tests.architecture.source import ROOT
from tests.formats.broken import SOUND

TEXTS = {"Yes": "Ja", ("%(num)d line", "%(num)d lines"): ("%(num)d rad", "%(num)d rader")}
LINES = ("%(num)d line", "%(num)d lines")


def written(folder, language, texts):
    """A catalogue of the interface."""
    catalog = Catalog(locale="sv")
    for english, words in texts.items():
        catalog.add(english, words)
    path = folder / language / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, catalog)
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
        ({**TEXTS, LINES: ("%(num)d rad", "%(num) rader")}, "have not (“%(num)d line”)"),
        ({**TEXTS, LINES: ("%(num)d rad", "5 % av %(num)d")}, "cannot be filled (“%(num)d line”)"),
        ({**TEXTS, LINES: ("%(num)d rad", "rader 5 %")}, "a percent sign beside them as %%"),
    ],
)
def test_a_language_that_lacks_words_is_refused_and_says_which(tmp_path, texts, said):
    written(tmp_path, "nb", TEXTS)
    written(tmp_path, "sv", texts)
    found = found_in([tmp_path])
    assert found.offered == ("en", "nb")
    assert said in found.why_not("sv")
    assert "messages.po" in found.why_not("sv")


def test_a_catalogue_is_used_as_it_stands(tmp_path, monkeypatch):
    """Nothing has to be compiled, and the header is not believed."""
    texts = {ids if len(ids) > 1 else ids[0]: _in_swedish(ids) for ids in interface_texts()}
    path = written(tmp_path / "translations", "sv", texts)
    text = path.read_text("utf-8").replace("charset=utf-8", "charset=latin-1")
    path.write_text(text.replace("nplurals=2", "nplurals=7"), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert languages().offered == ("en", "nb", "ro", "sv")
    assert translate_in("sv").gettext("Receipt") == "Receipt å"
    by_number = next(ids for ids in texts if isinstance(ids, tuple) and ids[1].count("%(") == 1)
    assert translate_in("sv").ngettext(*by_number, 1) == f"{by_number[0]} å" % {"num": 1}
    assert translate_in("sv").ngettext(*by_number, 5) == f"{by_number[1]} å" % {"num": 5}


def _in_swedish(ids):
    words = tuple(f"{each} å" for each in ids)
    return words if len(ids) > 1 else words[0]


def test_texts_of_an_older_catalogue_of_the_project_take_no_language_away(tmp_path):
    written(tmp_path / "mine", "sv", {**TEXTS, "No text any more": "Ord"})
    written(tmp_path / "product", "nb", TEXTS)
    assert found_in([tmp_path / "mine", tmp_path / "product"]).offered == ("en", "nb", "sv")


def test_more_forms_than_the_language_has_are_refused(tmp_path):
    path = written(tmp_path, "sv", TEXTS)
    text = path.read_text("utf-8").replace("msgstr[1]", 'msgstr[2] "rader"\nmsgstr[1]')
    path.write_text(text, "utf-8")
    said = "has too many forms of a text (“%(num)d line”): keep as many as the language has"
    assert said in found_in([tmp_path]).why_not("sv")


def test_a_catalogue_that_cannot_be_read_is_refused(tmp_path):
    path = written(tmp_path, "sv", TEXTS)
    path.write_text('msgid "Yes', encoding="utf-8")
    assert "cannot be read" in found_in([tmp_path]).why_not("sv")


def test_a_folder_of_no_language_is_refused(tmp_path):
    written(tmp_path, "xx", TEXTS)
    assert "the CLDR knows no language xx" in found_in([tmp_path]).why_not("xx")


def test_a_language_without_catalogue_is_told_with_those_that_are_there():
    there = "there is no language {}; there are en, nb, ro"
    begin = "; begin it with: surveyapp translations --interface --language hu"
    assert languages().why_not("hu") == there.format("hu") + begin
    assert languages().why_not("xx") == there.format("xx")


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
