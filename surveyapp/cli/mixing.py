"""Mixing on the terminal: sealed responses of waves are opened, together with enough others."""

from pathlib import Path

import click

from surveyapp.cli.logged import note
from surveyapp.cli.refusal import COULD_NOT_RUN, open_instance, stop
from surveyapp.fieldwork.box import BoxRefused
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.instance import Instance
from surveyapp.storage.database import ANSWERS
from surveyapp.storage.pool import waves_to_mix
from surveyapp.storage.rewriting import rewrite
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.study_keys import StudyKeyMissing
from surveyapp.study.mixing import Mixing
from surveyapp.study.mixing import mix as mix_wave

KEY_FILE = click.option(
    "--key",
    "brought",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="The file of the study key, where it does not lie in the instance.",
)
KEEPS_TRACES = "The database was in use, or there is no room: it keeps traces of before. Mix again."


@click.command()
@click.argument("name", required=False)
@KEY_FILE
@click.pass_context
def mix(context: click.Context, name: str | None, brought: Path | None) -> None:
    """Open what institutions have sent, where enough of it waits.

    What is sent waits sealed. While the wave NAME is open, responses of one group and class are
    opened when five or more of them wait (or as many as the plan asks for); once it is closed,
    five or more of one group. Without NAME every wave is mixed, so that a timer can call it; it is
    safe to stop it and to call it again. A wave that cannot be mixed keeps no other from it. How
    much waits is never said: whoever asked before and after would know who has answered.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run, or not for every wave.
    """
    with open_instance() as instance:
        if brought and not name:
            stop("A key belongs to one wave: name it beside --key.", COULD_NOT_RUN)
        if name:
            _mix(instance, name, brought)
        elif not _every_wave_mixed(instance):
            context.exit(COULD_NOT_RUN)


def _mix(instance: Instance, name: str, brought: Path | None) -> None:
    mixing = mix_wave(instance, name, brought=brought)
    note(StaffAction.WAVE_MIXED, name, mixing.n_mixed)
    click.echo(f"{name}: {mixing_words(mixing)}")


def _every_wave_mixed(instance: Instance) -> bool:
    """Whether each wave could be; traces of what was withdrawn go also where there is none."""
    names, problems = waves_to_mix(), 0
    for each in names:
        try:
            _mix(instance, each, None)
        except (StudyKeyMissing, BoxRefused, QuestionnaireMissing, QuestionnaireRefused) as problem:
            click.echo(f"{each}: {problem}", err=True)
            problems += 1
    if not names:
        none = "No wave is open or closed."
        click.echo(none if rewrite(ANSWERS) else f"{none} {KEEPS_TRACES}")
    return not problems


def mixing_words(mixing: Mixing) -> str:
    """What came of a mixing, in one sentence. What waits is in none: it grows by one."""
    words = f"{mixing.n_mixed} opened."
    return words if mixing.is_rewritten else f"{words} {KEEPS_TRACES}"


COMMANDS = (mix,)
