"""Freezing: a wave is made final, and what is published of it is computed and recorded at once."""

from surveyapp.analysis.microdata.answer_rows import AnswersRefused
from surveyapp.analysis.tabulation_plan import NothingToCompare
from surveyapp.formats.source.instrument import instrument_of
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.instance import Instance
from surveyapp.storage.publications import published_of
from surveyapp.storage.rounds import check_rounds
from surveyapp.storage.waves import Wave, WaveState, move_wave, wave


def freeze_wave(instance: Instance, name: str) -> Wave:
    """Makes a closed wave final. Raises WaveRefused, RoundTooAlike."""
    before = wave(name)
    if before.state is WaveState.CLOSED:
        try:
            asked = instrument_of(instance, before.questionnaire, before.release)
            check_rounds(instance, before, asked.form, asked.plan.rules.k)
        except (QuestionnaireMissing, QuestionnaireRefused):
            pass  # nothing can be published of it before its files are mended
    return move_wave(name, WaveState.FROZEN)


def publish_frozen(instance: Instance, frozen: Wave) -> str:
    """Computes and records what is published of a frozen wave; says so, or why it is not yet."""
    try:
        asked = instrument_of(instance, frozen.questionnaire, frozen.release)
        made = published_of(instance, frozen, asked.form, asked.plan, asked.books)
    except NothingToCompare:
        return "Nothing is published of it: its questionnaire names no question to compare by."
    except (AnswersRefused, QuestionnaireMissing, QuestionnaireRefused, OSError) as problem:
        return f"Nothing is published of it yet: {problem}"
    return (
        f"Published: {len(made.table.columns)} columns. These figures stay as they are from now on."
    )
