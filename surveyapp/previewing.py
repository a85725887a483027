"""Previewing: the command that shows a questionnaire; it stands above terminal and browser."""

import tempfile
from pathlib import Path

import click

from surveyapp.cli.port import LOCAL, check_port
from surveyapp.cli.preparation import prepare
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, stop, words_for_instances
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, questionnaire_names
from surveyapp.formats.source.shelf import project_shelf
from surveyapp.web.headers import said_always
from surveyapp.web.preview import create_preview
from surveyapp.web.server import Server, ServerLayout

PREVIEW_THREADS = 8


@click.command()
@click.argument("name", required=False)
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535))
@only_reads
def preview(name: str | None, port: int) -> None:
    """Show the questionnaire NAME in the browser while you write it.

    The form as respondents meet it, with what the check says and why a question is not asked, on
    this machine only; no instance and no code are needed. Saving a file brings it into the page.
    Answers are kept while the form changes, in a folder that goes when you stop. NAME may be left
    out where the project has one questionnaire.

    Exit codes: 0 stopped, 2 could not run (no such questionnaire, port in use).
    """
    chosen = name or _only_one()
    if not project_shelf().written_folder(chosen).is_dir():
        stop(str(QuestionnaireMissing(chosen, project_shelf().questionnaires)), COULD_NOT_RUN)
    check_port(LOCAL, port, "preview")
    with words_for_instances(), tempfile.TemporaryDirectory(prefix="surveyapp-preview-") as folder:
        app = create_preview(prepare(Path(folder) / "instance", is_demo=False), chosen)
        click.echo(f"Open http://{LOCAL}:{port}/\nStop with Ctrl-C.")
        Server(
            app, (LOCAL, port), ServerLayout(1, PREVIEW_THREADS), said_always(is_https=False)
        ).run()


def _only_one() -> str:
    """The project's questionnaire, where it has one and no more."""
    names = questionnaire_names()
    if len(names) != 1:
        listed = ", ".join(names) or "none; begin one with: surveyapp new NAME"
        stop(f"Say which questionnaire. There are: {listed}", COULD_NOT_RUN)
    return names[0]


COMMANDS = (preview,)
