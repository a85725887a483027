"""The study of a wave on the terminal: which one is meant, and words for what may not be done."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click

from surveyapp.analysis.microdata.snapshot import AnswersRefused
from surveyapp.cli.refusal import COULD_NOT_RUN, REFUSED, open_instance, refusals_in_words, stop
from surveyapp.formats.source.instrument import Instrument, project_instrument
from surveyapp.storage.waves import WaveNotFrozen
from surveyapp.study.choice import NoWaveYet, chosen_wave
from surveyapp.study.study_figures import StudyFigures, figures_of

ASKED_IN = click.option(
    "--wave",
    "wave_name",
    default=None,
    help="As this wave asks it; as the files say now if not given.",
)


@contextmanager
def open_study(questionnaire: str, wave_name: str | None) -> Iterator[StudyFigures]:
    """The study of the wave of this name, or of the latest; a refusal ends the command with words.

    Raises NothingToCompare, InterfaceWordsMissing.
    """
    with open_instance() as instance:
        try:
            yield figures_of(instance, chosen_wave(questionnaire, wave_name))
        except NoWaveYet as nothing:
            stop(str(nothing), COULD_NOT_RUN)
        except WaveNotFrozen as refused:
            stop(why_not_yet(refused), REFUSED)
        except AnswersRefused as refused:
            stop(f"The answers do not fit the questionnaire: {refused}", REFUSED)


@contextmanager
def asked_by(name: str, wave_name: str | None) -> Iterator[tuple[Instrument, Mapping[str, str]]]:
    """What a wave asks and its parameters; without one, the questionnaire as it stands now.

    A refusal becomes words and an exit code.
    """
    with refusals_in_words():
        if wave_name is None:
            yield project_instrument(name), {}
            return
        with open_study(name, wave_name) as study:
            yield study.instrument, study.wave.parameters


def why_not_yet(refused: WaveNotFrozen) -> str:
    """Why answers of a wave may not be looked at, and what to do."""
    return (
        f"The wave {refused.wave} is {refused.state}. Real answers are exported and compared once"
        " the wave is frozen: whoever saw the figures before and after one response would know"
        f" that response. Close it, then: surveyapp wave freeze {refused.wave}"
    )
