"""Refusal: why a job cannot be done, as a code that pages put into words."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from sqlalchemy.exc import DatabaseError

from surveyapp.analysis.microdata.answer_rows import AnswersRefused
from surveyapp.analysis.microdata.export_table import NumberCollides
from surveyapp.analysis.microdata.public_use_file import ReleaseRefused
from surveyapp.analysis.tabulation_plan import NothingToCompare
from surveyapp.fieldwork.box import BoxRefused
from surveyapp.formats.interface_words import InterfaceWordsMissing
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.storage.contacts import SampleRefused
from surveyapp.storage.failure import FailureKind, failure_of
from surveyapp.storage.jobs import JobOutcome
from surveyapp.storage.records import RecordDamaged
from surveyapp.storage.rounds import RoundTooAlike
from surveyapp.storage.study_keys import StudyKeyMissing
from surveyapp.storage.waves import WaveNotFrozen, WaveRefused
from surveyapp.study.mailing import MailingRefused
from surveyapp.study.report_files import FiguresTellTooMuch

Values = dict[str, Any]
MOST_PROBLEMS = 5
_NO_ROOM = (FailureKind.FULL, FailureKind.READ_ONLY)
_SAID: tuple[tuple[type[Exception], str, Callable[[Any], Values]], ...] = (
    (WaveNotFrozen, "not-frozen", lambda _refused: {}),
    (RoundTooAlike, "too-alike", lambda refused: {"beside": refused.likeness.beside}),
    (NothingToCompare, "nothing-to-compare", lambda _refused: {}),
    (AnswersRefused, "answers-refused", lambda _refused: {}),
    (
        QuestionnaireRefused,
        "questionnaire",
        lambda refused: {"problems": [str(each) for each in refused.problems[:MOST_PROBLEMS]]},
    ),
    (QuestionnaireMissing, "questionnaire", lambda _missing: {"problems": []}),
    (InterfaceWordsMissing, "no-words", lambda missing: {"language": missing.language}),
    (
        ReleaseRefused,
        "too-risky",
        lambda refused: {"reasons": [asdict(e) for e in refused.reasons]},
    ),
    (FiguresTellTooMuch, "tells-too-much", lambda _refused: {}),
    (NumberCollides, "number-collides", lambda refused: {"column": refused.column}),
    (StudyKeyMissing, "key-missing", lambda _missing: {}),
    (BoxRefused, "box-refused", lambda _refused: {}),
    (RecordDamaged, "record-damaged", lambda _damaged: {}),
    (MailingRefused, "mailing", lambda refused: {"code": refused.code}),
    (SampleRefused, "sample", lambda refused: {"code": refused.code}),
)
REFUSALS: tuple[type[Exception], ...] = (
    *(kind for kind, _code, _values in _SAID),
    WaveRefused,
    DatabaseError,
    OSError,
)
"""Whatever can keep a job from being done that is no mistake of the product."""


def refusal_of(error: Exception) -> JobOutcome:
    """The code and what its words need; what a disk or a database did is told by its kind."""
    for kind, code, values in _SAID:
        if isinstance(error, kind):
            return JobOutcome(code, values(error))
    if isinstance(error, WaveRefused):
        return JobOutcome(f"wave-{error.code}", {})
    failed = failure_of(error)
    if failed in _NO_ROOM:
        return JobOutcome("no-room", {})
    return JobOutcome("locked" if failed is FailureKind.LOCKED else "unreadable", {})
