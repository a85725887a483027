"""Mixing a wave: what was sent and waits sealed becomes responses, together with enough others."""

from dataclasses import dataclass
from pathlib import Path

from surveyapp.fieldwork.batch import Stage, Stratum, due
from surveyapp.fieldwork.box import BoxKey
from surveyapp.instance import Instance
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.storage.database import ANSWERS
from surveyapp.storage.flags import has_flags, raise_flags
from surveyapp.storage.pool import forget_senders, n_waiting, reveal, waiting_of
from surveyapp.storage.responses import Submission, group_sizes
from surveyapp.storage.rewriting import rewrite
from surveyapp.storage.study_keys import KeyPurpose, has_key, private_key_of
from surveyapp.storage.waves import Wave, WaveState, check_no_rehearsal, wave
from surveyapp.study.study import Study, study_of


@dataclass(frozen=True, slots=True)
class Mixing:
    """What came of a mixing. n_mixed: new responses; n_waiting: what stays sealed.

    is_rewritten: whether nothing of before is left in the files.
    """

    n_mixed: int
    n_waiting: int
    is_rewritten: bool


def mix(
    instance: Instance, name: str, stage: Stage | None = None, brought: Path | None = None
) -> Mixing:
    """Opens what may be opened of a wave, all at once or nothing; of a frozen wave nothing.

    stage: how far the wave is; as its state says if None. brought: the file of the study key, where
    it does not lie in the instance; it is needed also where nothing waits, so that nobody learns
    that something does. Who has answered is known from then on too. Safe to stop and to repeat.
    Raises WaveRefused: no-such-wave, rehearsal; QuestionnaireRefused, StudyKeyMissing, BoxRefused.
    """
    found, n_mixed = wave(name), 0
    check_no_rehearsal(found)
    if found.state is WaveState.FROZEN:
        forget_senders(name)
    elif has_key(name):
        n_mixed = _mixed_in_the_end(instance, found, stage, brought)
    if has_flags(name):
        raise_flags(name, private_key_of(instance, name, KeyPurpose.FLAG))
    return Mixing(n_mixed, n_waiting(name), rewrite(ANSWERS))


def _mixed_in_the_end(
    instance: Instance, found: Wave, stage: Stage | None, brought: Path | None
) -> int:
    study, key = study_of(instance, found), private_key_of(instance, found.name, brought=brought)
    reached = (Stage.CLOSED if found.is_over else Stage.OPEN) if stage is None else stage
    while (n_mixed := _mixed(study, reached, key)) is None:
        pass  # one of them was withdrawn meanwhile; with one less another choice may be due
    return n_mixed


def _mixed(study: Study, stage: Stage, key: BoxKey) -> int | None:
    """How many became responses; None when one was withdrawn meanwhile."""
    name = study.wave.name
    waiting = waiting_of(name, key)
    strata = {each: _stratum(found, study.form) for each, found in waiting.items()}
    chosen = due(strata, group_sizes(name), study.plan.rules.k, stage)
    is_done = reveal(name, {each: waiting[each] for each in chosen}, study.form)
    return len(chosen) if is_done else None


def _stratum(submission: Submission, form: Questionnaire) -> Stratum:
    """The group that is compared, and the class by which tables are split."""
    answer = submission.answers.get(form.split_by) if form.split_by else None
    return submission.country, answer if isinstance(answer, str) else None
