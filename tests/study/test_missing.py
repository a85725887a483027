"""What is missing before a wave may open is told, with the page where it is mended."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from surveyapp.formats.source.kept_file import look_afresh
from surveyapp.instance import create_instance
from surveyapp.settings.setting import SettingsStep
from surveyapp.settings.settings_file import DESK
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.study_keys import key_path, move_key, public_key_of
from surveyapp.storage.waves import WaveState, move_wave, new_wave, wave
from surveyapp.study.missing import missing_of, missing_of_drafts
from surveyapp.study.settings import change_step, offered_languages
from surveyapp.web import create_app
from tests.journeys.plain_client import PlainBrowser
from tests.reports.small_report import FOLDER, NAME, WAVE
from tests.storage.conftest import wave as usual_wave
from tests.storage.contacts import invite

STUDY, PRIVACY, RETENTION = SettingsStep.STUDY, SettingsStep.PRIVACY, SettingsStep.RETENTION


def codes(found, *, is_must=True):
    """What is missing, with what it is about."""
    return {f"{each.code} {each.about}".strip() for each in found if each.is_must is is_must}


def fill(instance):
    """Sets everything that every wave needs."""
    said = {"": "Said"}
    change_step(instance, STUDY, dict.fromkeys(("study_name", "sender", "contact"), said))
    names = ("controller", "legal_basis", "recipients", "authority")
    change_step(instance, PRIVACY, dict.fromkeys(names, said))
    times = {"contacts_months": "12", "texts_months": "12", "backup_days": "30"}
    change_step(instance, RETENTION, times)


def test_a_fresh_instance_lacks_what_institutions_must_be_told(empty):
    found = missing_of(empty)
    names = ("sender", "contact", "controller", "legal_basis")
    assert codes(found) == {f"no-words {name}" for name in names}
    assert "no-times" in codes(found, is_must=False)
    assert [each.is_must for each in found] == sorted((e.is_must for e in found), reverse=True)
    assert {each.step for each in found} == {STUDY, PRIVACY, RETENTION}


def test_nothing_is_missing_once_it_is_said(empty):
    fill(empty)
    assert missing_of(empty) == ()
    invite(empty, "One", wave=WAVE)
    asked = replace(wave(WAVE), closes=date(2015, 1, 1))
    assert missing_of(empty, asked) == ()


def test_words_in_one_language_alone_are_told(empty):
    fill(empty)
    change_step(empty, STUDY, {"sender": dict.fromkeys(("", "nb"), "") | {"en": "The Office"}})
    others = [each for each in offered_languages(empty) if each != "en"]
    expected = {f"no-words-in sender {each}" for each in others}
    assert codes(missing_of(empty), is_must=False) == expected


def test_a_promise_that_cannot_be_kept_is_told(empty):
    fill(empty)
    for words in ("Answers are anonymous.", "Răspunsurile sunt ANONIME."):
        change_step(empty, SettingsStep.PROMISE, {"promise": {"": words}})
        assert codes(missing_of(empty)) == {"promises-too-much"}
    change_step(empty, SettingsStep.PROMISE, {"promise": {"": "We keep answers confidential."}})
    assert missing_of(empty) == ()


def test_a_damaged_file_is_told_first(empty):
    (empty.path / DESK).write_text("[")
    assert missing_of(empty)[0].code == "damaged"


def test_a_wave_lacks_its_day_its_contacts_and_a_mail_server(empty):
    fill(empty)
    found = missing_of(empty, wave(WAVE))
    assert (codes(found), codes(found, is_must=False)) == ({"no-day"}, {"no-contacts"})
    invite(empty, "One", "Two", wave=WAVE, email="ana@example.org")
    found = missing_of(empty, wave(WAVE))
    assert [(each.code, each.n) for each in found if not each.is_must] == [("no-mail", 2)]


def test_a_draft_whose_questionnaire_is_gone_is_told(empty):
    fill(empty)
    new_wave(usual_wave("autumn", questionnaire="gone", closes=date(2015, 1, 1)))
    assert codes(missing_of(empty, wave("autumn"))) == {"no-questionnaire gone"}
    assert codes(missing_of_drafts(empty)) == {"no-questionnaire gone"}


def test_what_the_check_finds_is_told_until_it_is_mended(english):
    fill(english)
    new_wave(usual_wave("autumn", questionnaire=NAME, closes=date(2015, 1, 1)))
    assert codes(missing_of(english, wave("autumn"))) == set()
    file = Path.cwd() / "questionnaires" / NAME / "questionnaire.yaml"
    sound = file.read_text(encoding="utf-8")
    file.write_text(sound.replace("purpose:", "porpoise:"), encoding="utf-8")
    look_afresh()
    found = missing_of(english, wave("autumn"))
    assert codes(found) == {f"check-errors {NAME}"}
    assert all(each.n >= 1 for each in found if each.code == "check-errors")
    file.write_text(sound, encoding="utf-8")
    look_afresh()
    assert codes(missing_of(english, wave("autumn"))) == set()


def test_a_questionnaire_in_no_language_of_the_site_is_told_and_answered_in_its_own(english):
    fill(english)
    other = next(each for each in offered_languages(english) if each != "en")
    change_step(english, SettingsStep.LANGUAGES, {"languages": (other,)})
    found = codes(missing_of(english, replace(wave(WAVE), closes=date(2015, 1, 1))))
    assert found == {f"no-language {NAME}"}
    browser = PlainBrowser(create_app(english)).go(f"/respond/{NAME}/")
    assert (browser.status, browser.page.language) == (200, "en")


@pytest.fixture
def english(tmp_path, monkeypatch):
    """An instance whose one wave asks in English alone."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(FOLDER, tmp_path / "questionnaires" / NAME)
    file = tmp_path / "questionnaires" / NAME / "questionnaire.yaml"
    written = file.read_text(encoding="utf-8")
    file.write_text(written.replace("[en, ro, nb]", "[en]"), encoding="utf-8")
    made = create_instance(tmp_path / "instance")
    upgrade(made)
    with connected(made):
        new_wave(usual_wave(WAVE, questionnaire=NAME))
        public_key_of(made, WAVE)
        move_wave(WAVE, WaveState.OPEN)
        yield made


def test_a_key_that_was_taken_away_is_told(empty, tmp_path):
    fill(empty)
    public_key_of(empty, WAVE)
    assert key_path(empty, WAVE).exists()
    move_key(empty, WAVE, tmp_path / "away.key")
    found = missing_of(empty, replace(wave(WAVE), closes=date(2015, 1, 1)))
    assert codes(found) == {"key-away"}
    assert wave(WAVE).state is WaveState.OPEN
