"""Answers fingerprint: whether a wave's answers are still what they were, without reading them."""

from collections.abc import Sequence

from surveyapp.analysis.coding.code_book import CodeBook
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.storage.codings import codings_fingerprint
from surveyapp.storage.responses import wave_fingerprint
from surveyapp.storage.waves import Wave


def answers_fingerprint(wave: Wave, form: Questionnaire, books: Sequence[CodeBook] = ()) -> str:
    """Changes whenever an answer is added or withdrawn, or a coding, a book or the form changes."""
    coded = codings_fingerprint(wave.name, books) if books else ""
    return wave_fingerprint(wave.name) + form.version_hash + coded
