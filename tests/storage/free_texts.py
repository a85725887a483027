"""A wave of invented institutions that wrote something."""

import secrets
from dataclasses import replace

from surveyapp.fieldwork.review import ReviewState, decide
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.storage.responses import store_many
from surveyapp.storage.reviews import keep_review, texts_of
from surveyapp.storage.waves import WaveState, wave
from tests.storage.submissions import submission

FORM = load_release("service_provision")
QUESTION = "rec_national"


def store_texts(*texts, address=QUESTION, country="RO", wave_name="spring", is_synthetic=True):
    """One response for each text."""
    usual = submission(wave=wave_name, country=country, is_synthetic=is_synthetic)
    store_many(
        replace(usual, answers={address: words, "country": country}, withdraw_tag=_tag())
        for words in texts
    )


def texts(wave_name="spring"):
    """Words -> the text and its review."""
    return {each.text.words: each for each in texts_of(wave(wave_name), FORM)}


def review(words, state=ReviewState.CLEARED, wording=None):
    """Decides about the text of these words."""
    text = texts()[words].text
    keep_review(text, decide(text, state, wording))


def open_synthetic(new_open_wave):
    """A wave whose texts may be read while it is open."""
    return new_open_wave(is_synthetic=True, state=WaveState.DRAFT)


def _tag():
    return secrets.token_bytes(32)
