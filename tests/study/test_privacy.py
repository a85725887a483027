"""The privacy documents say what the settings and the questionnaire say, and no more (D12)."""

import io
import re
from dataclasses import replace

import docx
import pytest

from surveyapp.formats.source.languages import languages
from surveyapp.reports.block import Heading, Listing, Paragraph, text_of
from surveyapp.settings.setting import SettingsStep
from surveyapp.storage.waves import wave
from surveyapp.study.privacy import DOCUMENTS, processing_of
from surveyapp.study.privacy_files import FORMATS, privacy_file
from surveyapp.study.settings import change_step
from tests.reports.small_report import WAVE
from tests.storage.contacts import invite

LANGUAGES = languages().offered
PRIVACY = {
    "controller": {"": "The Ministry of Tides"},
    "protection_officer": {"": "Officer Ebb"},
    "legal_basis": {"": "Act on tides, section 4"},
    "recipients": {"": "The host Quay AS"},
    "authority": {"": "The Office of Complaints"},
    "funder": {"": "The Tide Fund"},
    "contact_source": {"": "The register of harbours"},
}


@pytest.fixture
def said(empty):
    """An instance whose settings say everything."""
    change_step(empty, SettingsStep.PRIVACY, PRIVACY)
    times = {"contacts_months": "11", "texts_months": "7", "log_months": "23", "backup_days": "17"}
    change_step(empty, SettingsStep.RETENTION, times)
    return empty


def words_of(document):
    """Everything that stands in it."""
    said = []
    for block in document.blocks:
        match block:
            case Heading():
                said.append(block.words)
            case Paragraph(line):
                said.append(text_of(line))
            case Listing(lines):
                said += map(text_of, lines)
    return "\n".join(said)


def document(instance, name, language="en", of=WAVE):
    """One document in words."""
    return words_of(DOCUMENTS[name](processing_of(instance, of and wave(of), language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_the_settings_say_is_told_in_every_language(said, language):
    notice = document(said, "privacy-notice", language)
    for words in PRIVACY.values():
        assert words[""] in notice
    for number in ("11", "7", "23", "17"):
        assert re.search(rf"\b{number}\b", notice)
    record = document(said, "record-of-processing", language)
    draft = document(said, "impact-assessment", language)
    assert all(words[""] in record for name, words in PRIVACY.items() if name in RECORDED)
    assert "The Ministry of Tides" in draft


RECORDED = ("controller", "protection_officer", "legal_basis", "recipients", "contact_source")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_changed_time_changes_every_document(said, name, language):
    before = document(said, name, language)
    change_step(said, SettingsStep.RETENTION, {"contacts_months": "3"})
    after = document(said, name, language)
    assert before != after
    assert before.replace("11", "3").split() != before.split()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("of", [WAVE, None])
def test_nothing_claims_more_than_holds(empty, name, language, of):
    found = document(empty, name, language, of)
    assert not re.search("anon[yi]m", found, re.IGNORECASE)
    assert "%(" not in found


def test_the_smallest_group_is_that_of_the_plan(said):
    processing = replace(processing_of(said, wave(WAVE), "en"), smallest=8)
    for make in DOCUMENTS.values():
        found = words_of(make(processing))
        assert "at least five" not in found
        assert "at least 8" in found


def test_what_only_the_controller_knows_is_blank_and_the_draft_says_that_it_is_one(said):
    draft = document(said, "impact-assessment")
    assert draft.count("[To be filled in by the controller:") >= 12
    assert "Nobody has assessed anything yet." in draft
    made = DOCUMENTS["impact-assessment"](processing_of(said, wave(WAVE), "en"))
    assert any("Draft" in each for each in made.banners)
    assert "To be filled in" not in document(said, "privacy-notice")


def test_what_is_asked_and_who_is_known_comes_from_the_wave(said):
    before = document(said, "record-of-processing")
    assert "no list of those who are asked" in before
    invite(said, "One", wave=WAVE)
    after = document(said, "record-of-processing")
    assert "it is known that an institution has answered" in after
    study = processing_of(said, wave(WAVE), "en")
    assert all(label in after for label in study.sections)


def test_nothing_is_said_to_be_deleted_by_itself(said):
    assert "Nothing is deleted by itself." in document(said, "privacy-notice")


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_hold_the_same_words(said, language):
    name = "impact-assessment"
    first = document(said, name, language).splitlines()[1]
    page = privacy_file(said, wave(WAVE), name, language, "html").decode()
    assert first in page
    written = docx.Document(io.BytesIO(privacy_file(said, wave(WAVE), name, language, "docx")))
    assert first in [each.text for each in written.paragraphs]
    assert privacy_file(said, wave(WAVE), name, language, "pdf").startswith(b"%PDF-")
    assert set(FORMATS) == {"html", "docx", "pdf"}


def test_hostile_words_stay_words_in_a_file(said):
    words = {"": "<script>alert(1)</script> ![x](javascript:alert(1))"}
    change_step(said, SettingsStep.PRIVACY, {"controller": words})
    page = privacy_file(said, wave(WAVE), "privacy-notice", "en", "html").decode()
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
