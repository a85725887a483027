"""Starter command: a new questionnaire, small and whole, to be changed into one's own."""

from pathlib import Path

import click
from pydantic import TypeAdapter, ValidationError

from surveyapp.cli.reading import only_reads
from surveyapp.formats.check.taken_name import TAKEN
from surveyapp.formats.source.languages import languages
from surveyapp.formats.source.questionnaire_folder import QuestionnaireRefused
from surveyapp.formats.starter_set import StarterRefused, write_starter
from surveyapp.plain_file import os_words
from surveyapp.project import project_home
from surveyapp.questionnaire.definition import Name

REFUSED, COULD_NOT_RUN = 1, 2


@click.command("new")
@click.argument("name")
@click.option(
    "--dir",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder of the project; this one, or the project that it lies in, if not given.",
)
@only_reads
def new_command(name: str, folder: Path | None) -> None:
    """Begin a questionnaire called NAME with a small one that can be tried at once.

    Written are the questionnaire with two groups, routing, a table and a soft check, its plan of
    analysis, a recipe for invented answers, a scenario and catalogues to be translated. NAME has
    small letters, digits and single _ between them. Nothing is ever overwritten.

    Exit codes: 0 written, 1 refused (something of that name is there), 2 could not run.
    """
    _check_name(name)
    root = (folder or project_home()).resolve()
    try:
        written = write_starter(root, name, languages().offered[1:])
    except StarterRefused as refused:
        _stop(f"{refused.path} is there already; nothing was written.", REFUSED)
    except QuestionnaireRefused as refused:
        _stop(f"Written without catalogues: {refused}", REFUSED)
    except OSError as problem:
        _stop(f"{problem.filename}: {os_words(problem)}.", COULD_NOT_RUN)
    else:
        click.echo("\n".join(str(path.relative_to(root)) for path in written))
        where = "" if folder is None else f"In {folder}: "
        click.echo(
            f"{where}Look at it with: surveyapp preview {name}\n"
            "Change it, and see what is wrong with: surveyapp check\n"
            f"Try it with invented answers: surveyapp demo {name}, then surveyapp serve"
        )


def _check_name(name: str) -> None:
    try:
        TypeAdapter(Name).validate_python(name)
    except ValidationError:
        words = "small letters, digits and single _ between them please, at most 40, a letter first"
        _stop(f"{name!r}: {words}.", COULD_NOT_RUN)
    if name in TAKEN:
        _stop(f"{name!r} is the name of something else. Choose another.", COULD_NOT_RUN)


def _stop(words: str, exit_code: int) -> None:
    click.echo(words, err=True)
    raise click.exceptions.Exit(exit_code)


COMMANDS = (new_command,)
