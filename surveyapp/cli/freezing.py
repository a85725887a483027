"""Freezing on the terminal: what is said of the publication of a wave that was just made final."""

from surveyapp.analysis.microdata.answer_rows import AnswersRefused
from surveyapp.analysis.tabulation_plan import NothingToCompare
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.instance import Instance
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.storage.waves import Wave
from surveyapp.study.study import study_of


def publish_frozen(instance: Instance, frozen: Wave) -> str:
    """Computes and records what is published of a frozen wave; says so, or why it is not yet."""
    try:
        made = study_of(instance, frozen).outputs
    except NothingToCompare:
        return "Nothing is published of it: its questionnaire names no question to compare by."
    except (AnswersRefused, QuestionnaireMissing, QuestionnaireRefused, OSError) as problem:
        return f"Nothing is published of it yet: {problem}"
    columns = counted_noun(len(made.table.columns), "column")
    return f"Published: {columns}. These figures stay as they are from now on."


def sealed_words(n_sealed: int, k: int) -> str:
    """How many responses stay sealed; of fewer than k, none among them, only that."""
    return str(n_sealed) if n_sealed >= k else f"fewer than {k}, perhaps none"
