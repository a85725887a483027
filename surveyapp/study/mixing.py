"""Mixing a wave: what was sent and waits sealed becomes responses, together with enough others."""

from dataclasses import dataclass

from surveyapp.fieldwork.batch import Stage, Stratum, due
from surveyapp.instance import Instance
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.storage.database import ANSWERS
from surveyapp.storage.pool import forget_senders, n_waiting, reveal, waiting_of
from surveyapp.storage.responses import Submission, group_sizes
from surveyapp.storage.rewriting import rewrite
from surveyapp.storage.study_keys import private_key_of
from surveyapp.storage.waves import WaveState, wave
from surveyapp.study.study import Study, study_of


@dataclass(frozen=True, slots=True)
class Mixing:
    """What came of a mixing. n_mixed: new responses; n_waiting: what stays sealed.

    is_rewritten: whether nothing of before is left in the files.
    """

    n_mixed: int
    n_waiting: int
    is_rewritten: bool


def mix(instance: Instance, name: str, stage: Stage | None = None) -> Mixing:
    """Opens what may be opened of a wave, all at once or nothing; of a frozen wave nothing.

    stage: how far the wave is; as its state says if None. Safe to stop and to repeat. Raises
    WaveRefused, QuestionnaireRefused, StudyKeyMissing, BoxRefused.
    """
    found = wave(name)
    if found.state is WaveState.FROZEN:
        forget_senders(name)
    elif n_waiting(name):
        study = study_of(instance, found)
        reached = (Stage.CLOSED if found.is_over else Stage.OPEN) if stage is None else stage
        while (n_mixed := _mixed(study, reached)) is None:
            pass  # one of them was withdrawn meanwhile; with one less another choice may be due
        return Mixing(n_mixed, n_waiting(name), rewrite(ANSWERS))
    return Mixing(0, n_waiting(name), rewrite(ANSWERS))


def _mixed(study: Study, stage: Stage) -> int | None:
    """How many became responses; None when one was withdrawn meanwhile."""
    name = study.wave.name
    waiting = waiting_of(name, private_key_of(study.instance, name))
    strata = {each: _stratum(found, study.form) for each, found in waiting.items()}
    chosen = due(strata, group_sizes(name), study.plan.rules.k, stage)
    is_done = reveal(name, {each: waiting[each] for each in chosen}, study.form)
    return len(chosen) if is_done else None


def _stratum(submission: Submission, form: Questionnaire) -> Stratum:
    """The group that is compared, and the class by which tables are split."""
    answer = submission.answers.get(form.split_by) if form.split_by else None
    return submission.country, answer if isinstance(answer, str) else None
