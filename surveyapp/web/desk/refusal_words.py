"""Refusal words: why a wave cannot do what somebody asked of it, in words for the browser."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from surveyapp.fieldwork.box import BoxRefused
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.storage.rounds import RoundTooAlike
from surveyapp.storage.study_keys import StudyKeyMissing
from surveyapp.storage.waves import WaveRefused
from surveyapp.study.opening import MeaningChanged, TextsUntranslated

REFUSALS = (
    WaveRefused,
    QuestionnaireMissing,
    QuestionnaireRefused,
    MeaningChanged,
    StudyKeyMissing,
    BoxRefused,
    RoundTooAlike,
)
"""What an act upon a wave may raise, and `refusal_words` has words for."""
OF_WAVES: Mapping[str, Callable[[], str]] = {
    "name-taken": lambda: _("There is already a wave of this name. Choose another."),
    "bad-name": lambda: _(
        "A name has small letters from a to z, digits, - and _, at most 40, such as spring-2026."
    ),
    "closes-before-it-opens": lambda: _("The last day is before the first one."),
    "unknown-edition": lambda: _("The questionnaire has no such edition. Choose one of the list."),
    "no-such-wave": lambda: _("There is no wave of this name any more."),
    "not-from-draft": lambda: _("This wave is a draft; a draft can only be opened."),
    "not-from-open": lambda: _("This wave is open; an open wave can only be closed."),
    "not-from-closed": lambda: _("This wave is closed; it can be opened again or frozen."),
    "not-from-frozen": lambda: _("This wave is frozen and stays as it is."),
    "not-from-ended": lambda: _("This rehearsal has ended; nothing of it is left."),
    "rehearsal": lambda: _(
        "This is a rehearsal: its answers are never opened, counted or published."
    ),
    "no-rehearsal": lambda: _("This wave is no rehearsal; what was sent there stays."),
    "not-later": lambda: _("The wave closes on that day or later already; nobody loses time."),
    "closed": lambda: _("This wave takes no answers."),
    "other-questionnaire": lambda: _("This wave asks another questionnaire."),
    "has-copy": lambda: _("This wave has its copy of the questionnaire already."),
    "no-copy": lambda: _("This wave has no copy of its questionnaire."),
    "nothing-changed": lambda: _(
        "The files say what this wave asks already; there is nothing to correct."
    ),
    "files-changed": lambda: _(
        "This wave was opened with another version of the questionnaire than the files have now."
        " Put that version back, or make a new wave."
    ),
    "no-such-edition": lambda: _(
        "The questionnaire no longer has the edition that this wave was made for. Make a new wave."
    ),
    "not-open": lambda: _("This wave is not open; only the wording of an open wave is corrected."),
    "corrected-meanwhile": lambda: _(
        "Somebody else changed this wave meanwhile. Look at it, and try again."
    ),
    "synthetic-and-real": lambda: _("This wave takes either invented or real answers, never both."),
}


def refusal_words(refused: Exception) -> str:
    """Why it was not done, in one or two sentences. refused: one of REFUSALS."""
    match refused:
        case WaveRefused(code=code):
            return OF_WAVES[code]()
        case TextsUntranslated():
            return str(_("Some texts are not translated. Say why that may be, or translate them."))
        case QuestionnaireRefused():
            return str(_("The questionnaire has problems; mend its files first."))
        case MeaningChanged():
            return str(
                _(
                    "More than wording changed. Put the rest back, or close this wave and make a"
                    " new one: answers before and after would not be to the same question."
                )
            )
        case RoundTooAlike():
            return str(
                _(
                    "Nearly the same answers are published already as another wave. Collect more"
                    " answers, or confirm that it harms nobody."
                )
            )
        case StudyKeyMissing():
            return key_away_words()
    return str(_("The files of this questionnaire, or what was sent, cannot be read."))


def key_away_words() -> str:
    """That the study key is not here, and what to do."""
    return str(
        _(
            "The study key of this wave lies elsewhere. Whoever keeps it does this on the terminal,"
            " for a key that is sent to a web page is a key that somebody may copy."
        )
    )
