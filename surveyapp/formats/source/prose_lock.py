"""Prose lock: the numbers that each sentence was accepted with, kept beside the prose in git."""

import json
from pathlib import Path

from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.prose_file import prose_folder
from surveyapp.formats.source.questionnaire_folder import QuestionnaireRefused, shown
from surveyapp.plain_file import text_in
from surveyapp.reports.document.staleness import Accepted
from surveyapp.whole_file import whole_file

FILE = "numbers.lock"


def lock_path(name: str, language: str) -> Path:
    """The lock of one language."""
    return prose_folder(name, language) / FILE


def read_lock(name: str, language: str) -> Accepted:
    """What was accepted; nothing when nobody has. Raises QuestionnaireRefused."""
    path = lock_path(name, language)
    if not path.is_file():
        return {}
    try:
        found = json.loads(text_in(path))
        return {
            str(chapter): {str(words): tuple(map(str, numbers)) for words, numbers in each.items()}
            for chapter, each in found.items()
        }
    except (ValueError, AttributeError, TypeError, OSError) as error:
        mend = "remove it and run surveyapp report --accept"
        problem = Problem(shown(path), 1, 1, "lock-unreadable", "is no lock", mend)
        raise QuestionnaireRefused([problem]) from error


def write_lock(name: str, language: str, accepted: Accepted) -> Path:
    """Keeps what is accepted now; where it was written. Raises OSError."""
    path = lock_path(name, language)
    text = json.dumps(accepted, ensure_ascii=False, indent=1, sort_keys=True)
    with whole_file(path) as unfinished:
        unfinished.write_text(f"{text}\n", encoding="utf-8")
    return path
