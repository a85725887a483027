"""Import command: answers that were collected elsewhere, into an open wave."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click

from surveyapp.analysis.collection_pause import collection_pause
from surveyapp.cli.left_out import tell_left_out
from surveyapp.cli.logged import note
from surveyapp.cli.progress import watched
from surveyapp.cli.refusal import COULD_NOT_RUN, REFUSED, WAVE_WORDS, open_instance, stop
from surveyapp.fieldwork.submission import stratum
from surveyapp.formats.microdata.answer_lines import read_answer_lines
from surveyapp.formats.microdata.data_file import AnswerFile, AnswerFileRefused, read_data_file
from surveyapp.formats.source.questionnaire_folder import folder_of
from surveyapp.plain_file import os_words
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.storage.responses import Submission, store_many
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import Wave, WaveRefused, open_waves, wave
from surveyapp.study.study import study_of

T = TypeVar("T")
MODE = "import"
LINES_ENDINGS = frozenset({".jsonl", ".ndjson"})


@click.command("import")
@click.argument("name")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--wave", "wave_name", default=None, help="The only open wave if not given.")
@click.option("--dry-run", is_flag=True, help="Check everything and store nothing.")
def import_command(name: str, file: Path, wave_name: str | None, dry_run: bool) -> None:
    """Take the answers in FILE to the questionnaire NAME into an open wave.

    CSV with columns as `surveyapp columns NAME` prints them, or JSON Lines (.jsonl) with the cells
    of one response a line. Every refused cell is told with its place; one refused cell and nothing
    is stored. Synthetic answers go into synthetic waves only. Words are not taken, since nobody has
    screened them, and dates are not. What is left out is told on standard error, column by column,
    and so is every response that counts in no group of a comparison. Importing a file twice stores
    its answers twice.

    Exit codes: 0 done, 1 refused (cells that do not fit, a wave that takes no answers), 2 could
    not run (no such questionnaire or wave, a file that cannot be read).
    """
    with open_instance() as instance:
        chosen = _wave_for(name, wave_name)
        form = study_of(instance, chosen).form
        with collection_pause():
            found = _read(file, form)
        _check(chosen, found)
        tell_left_out(found)
        if dry_run:
            fit = counted_noun(len(found.answers), "response fits", "responses fit")
            click.echo(f"{fit}; nothing was stored")
            return
        submissions = _submissions(form, chosen, found)
        with collection_pause():
            n_stored = store_many(watched(submissions, "Storing", len(found.answers)), form)
    note(StaffAction.ANSWERS_IMPORTED, chosen.name, n_stored)
    click.echo(f"{counted_noun(n_stored, 'response')} stored in {chosen.name}")


def _wave_for(questionnaire: str, name: str | None) -> Wave:
    plain = questionnaire.removeprefix("gallery/")
    if name is not None:
        chosen = wave(name)
        if chosen.questionnaire != plain:
            folder_of(questionnaire)
            raise WaveRefused("other-questionnaire", name)
        return chosen
    waves = open_waves(plain)
    if len(waves) != 1:
        folder_of(questionnaire)
        names = ", ".join(each.name for each in waves) or "none"
        stop(f"Say which wave (--wave). Open now: {names}.", COULD_NOT_RUN)
    return waves[0]


def _read(file: Path, form: Questionnaire) -> AnswerFile:
    read = read_answer_lines if file.suffix.lower() in LINES_ENDINGS else read_data_file
    try:
        return read(file, form, sys.maxsize, _watched_reading)
    except AnswerFileRefused as refused:
        told = counted_noun(len(refused.problems), "problem")
        stop(f"{refused}\n{told}; nothing was stored.", REFUSED)
    except OSError as problem:
        stop(f"{file} cannot be read ({os_words(problem)}).", COULD_NOT_RUN)


def _watched_reading(lines: Sequence[T], /) -> Iterator[T]:
    return watched(lines, "Reading", len(lines))


def _check(chosen: Wave, found: AnswerFile) -> None:
    """What storing would refuse, said before anything is stored."""
    if not chosen.takes_answers:
        stop(f"The wave {chosen.name} is {chosen.state}; it takes no answers.", REFUSED)
    if not found.answers:
        stop("The file holds no answers; nothing was stored.", REFUSED)
    if chosen.is_synthetic != found.is_synthetic:
        kind = "synthetic" if found.is_synthetic else "real"
        refused = WaveRefused("synthetic-and-real", chosen.name)
        words = WAVE_WORDS[refused.code].format(wave=chosen.name)
        stop(f"{words} The file holds {kind} ones (column is_synthetic).", REFUSED)


def _submissions(form: Questionnaire, chosen: Wave, found: AnswerFile) -> Iterator[Submission]:
    for answers in found.answers:
        country, split_code = stratum(Flow(form, answers))
        yield Submission(
            questionnaire=form.name,
            version_hash=form.version_hash,
            wave=chosen.name,
            country=country,
            split_code=split_code,
            mode=MODE,
            answers=answers,
            is_synthetic=found.is_synthetic,
            withdraw_tag=None,
        )


COMMANDS = (import_command,)
