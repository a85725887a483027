"""Confirming: that a wave may be published beside one with nearly the same answers, and why."""

from datetime import date

from surveyapp.instance import Instance
from surveyapp.storage.rounds import Confirmation, Likeness, confirm_rounds, likenesses
from surveyapp.storage.waves import check_no_rehearsal, wave
from surveyapp.study.study import study_of


def alike_with(instance: Instance, name: str) -> tuple[Likeness, ...]:
    """Frozen waves that are nearly the same as this one, each with one stratum.

    Raises WaveRefused, QuestionnaireMissing, QuestionnaireRefused.
    """
    asked = wave(name)
    check_no_rehearsal(asked)
    study = study_of(instance, asked)
    return tuple(likenesses(instance, asked, study.form, study.plan.rules.k))


def confirm_beside(
    instance: Instance, name: str, today: date, reason: str
) -> tuple[Confirmation, ...]:
    """Keeps why a wave may be published beside those that are alike; the new confirmations.

    Raises as `alike_with`.
    """
    return confirm_rounds(wave(name), alike_with(instance, name), today, reason)
