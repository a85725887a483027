"""Answers of a wave, for the commands that read them; a refusal ends the command with words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click

from surveyapp.analysis.microdata.snapshot import AnswersRefused, Snapshot
from surveyapp.analysis.outputs import Outputs
from surveyapp.cli.study import (
    COULD_NOT_RUN,
    REFUSED,
    open_study,
    refusals_in_words,
    stop,
    why_not_yet,
)
from surveyapp.formats.source.instrument import Instrument, instrument_of, project_instrument
from surveyapp.formats.source.questionnaire_folder import folder_of
from surveyapp.instance import Instance
from surveyapp.storage.publications import published_of
from surveyapp.storage.snapshots import snapshot_of_wave
from surveyapp.storage.waves import Wave, WaveNotFrozen, WaveRefused, latest_wave, wave

ASKED_IN = click.option(
    "--wave",
    "wave_name",
    default=None,
    help="As this wave asks it; as the files say now if not given.",
)


def wave_of(questionnaire: str, name: str | None) -> Wave:
    """The wave of this name, or the latest.

    Ends the command where there is none. Raises WaveRefused; QuestionnaireMissing for a
    questionnaire that nobody knows.
    """
    plain = questionnaire.removeprefix("gallery/")
    chosen = latest_wave(plain) if name is None else wave(name)
    if chosen is None:
        folder_of(questionnaire)
        stop(f"There is no wave of {plain} yet.", COULD_NOT_RUN)
    if chosen.questionnaire != plain:
        folder_of(questionnaire)
        raise WaveRefused("no-such-wave", chosen.name)
    return chosen


def asked_in(instance: Instance, chosen: Wave) -> Instrument:
    """What the wave asks. Raises QuestionnaireRefused, QuestionnaireMissing."""
    return instrument_of(instance, chosen.questionnaire, chosen.release)


@contextmanager
def asked_by(name: str, wave_name: str | None) -> Iterator[tuple[Instrument, Mapping[str, str]]]:
    """What a wave asks and its parameters; without one, the questionnaire as it stands now.

    A refusal becomes words and an exit code.
    """
    with refusals_in_words():
        if wave_name is None:
            yield project_instrument(name), {}
            return
        with open_study() as instance:
            chosen = wave_of(name, wave_name)
            yield asked_in(instance, chosen), chosen.parameters


def published_wave(instance: Instance, chosen: Wave, asked: Instrument) -> Outputs:
    """What is published of the wave; ends the command while nothing may be.

    Raises NothingToCompare.
    """
    try:
        return published_of(instance, chosen, asked.form, asked.plan, asked.books)
    except WaveNotFrozen as refused:
        stop(why_not_yet(refused), REFUSED)
    except AnswersRefused as refused:
        stop(f"The answers do not fit the questionnaire: {refused}", REFUSED)


def frozen_snapshot(instance: Instance, chosen: Wave, asked: Instrument) -> Snapshot:
    """The wave's answers; ends the command while they may not be looked at."""
    try:
        return snapshot_of_wave(instance, chosen, asked.form, asked.books)
    except WaveNotFrozen as refused:
        stop(why_not_yet(refused), REFUSED)
    except AnswersRefused as refused:
        stop(f"The answers do not fit the questionnaire: {refused}", REFUSED)
