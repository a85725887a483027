"""A wave of invented institutions that wrote something."""

import secrets
from dataclasses import replace

from surveyapp.fieldwork.review import ReviewState, decide
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.storage.reviews import keep_review, texts_of
from surveyapp.storage.waves import WaveState, wave
from tests.storage.submissions import store_many, submission

FORM = load_release("service_provision")
QUESTION = "rec_national"


def attached(question=QUESTION):
    """The form with a question that keeps its words with the response."""
    asked = FORM.questions[question]
    kept = replace(asked, question=replace(asked.question, is_attached=True))
    return replace(FORM, questions={**FORM.questions, question: kept})


def store_texts(*texts, country="RO", wave_name="spring", is_synthetic=True, form=FORM):
    """One response for each text."""
    usual = submission(wave=wave_name, country=country, is_synthetic=is_synthetic)
    made = (
        replace(usual, answers={QUESTION: words, "country": country}, withdraw_tag=_tag())
        for words in texts
    )
    store_many(made, form)


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
