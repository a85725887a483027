"""Answers of a wave, for the commands that read them; a refusal ends the command with words."""

from surveyapp.analysis.snapshot import AnswersRefused, Snapshot
from surveyapp.cli.study import COULD_NOT_RUN, REFUSED, stop, why_not_yet
from surveyapp.formats.questionnaire_folder import load_code_books
from surveyapp.instance import Instance
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.storage.snapshots import snapshot_of_wave
from surveyapp.storage.waves import Wave, WaveNotFrozen, WaveRefused, latest_wave, wave


def wave_of(form: Questionnaire, name: str | None) -> Wave:
    """The wave of this name, or the latest. Raises WaveRefused; ends the command without one."""
    chosen = latest_wave(form.name) if name is None else wave(name)
    if chosen is None:
        stop(f"There is no wave of {form.name} yet.", COULD_NOT_RUN)
    if chosen.questionnaire != form.name:
        raise WaveRefused("no-such-wave", chosen.name)
    return chosen


def frozen_snapshot(instance: Instance, chosen: Wave, form: Questionnaire) -> Snapshot:
    """The wave's answers; ends the command while they may not be looked at."""
    try:
        return snapshot_of_wave(instance, chosen, form, load_code_books(form.name))
    except WaveNotFrozen as refused:
        stop(why_not_yet(refused), REFUSED)
    except AnswersRefused as refused:
        stop(f"The answers do not fit the questionnaire: {refused}", REFUSED)
