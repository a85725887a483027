"""Command: the command `surveyapp`; a group of commands is imported when one of them is called."""

from importlib import import_module
from typing import Any

import click

from surveyapp import __version__
from surveyapp.analysis.collection_pause import collection_pause
from surveyapp.project import ProjectRefused

COULD_NOT_RUN = 2

COMMANDS = {
    "init": "surveyapp.cli.instance",
    "serve": "surveyapp.serving",
    "demo": "surveyapp.cli.instance",
    "new": "surveyapp.cli.starter",
    "preview": "surveyapp.serving",
    "check": "surveyapp.cli.questionnaire",
    "show": "surveyapp.cli.questionnaire",
    "translations": "surveyapp.cli.translations",
    "schema": "surveyapp.cli.questionnaire",
    "burden": "surveyapp.cli.burden",
    "simulate": "surveyapp.cli.simulation",
    "scenarios": "surveyapp.cli.simulation",
    "settings": "surveyapp.cli.settings",
    "privacy-documents": "surveyapp.cli.privacy",
    "wave": "surveyapp.cli.fieldwork",
    "codes": "surveyapp.cli.fieldwork",
    "contacts": "surveyapp.cli.contacts",
    "invitations": "surveyapp.cli.invitations",
    "inquiries": "surveyapp.cli.inquiries",
    "paper": "surveyapp.cli.paper",
    "letters": "surveyapp.cli.letters",
    "mail": "surveyapp.cli.mail",
    "mix": "surveyapp.cli.mixing",
    "response": "surveyapp.cli.response",
    "keys": "surveyapp.cli.keys",
    "staff": "surveyapp.cli.accounts",
    "log": "surveyapp.cli.log",
    "jobs": "surveyapp.cli.jobs",
    "purge": "surveyapp.cli.purge",
    "compare": "surveyapp.cli.analysis",
    "columns": "surveyapp.cli.columns",
    "quality": "surveyapp.cli.quality",
    "export": "surveyapp.cli.export",
    "quotations": "surveyapp.cli.quotations",
    "import": "surveyapp.cli.import_answers",
    "codebook": "surveyapp.cli.codebook",
    "ddi": "surveyapp.cli.codebook",
    "open-data": "surveyapp.cli.public_release",
    "report": "surveyapp.cli.report",
    "trace": "surveyapp.cli.report",
    "audit": "surveyapp.cli.audit",
}


class LazyCommands(click.Group):
    """Knows its commands by name; statistics and web are not loaded for a check of a file."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; what is wrong with the project's settings becomes words."""
        try:
            return super().invoke(ctx)
        except ProjectRefused as problem:
            click.echo(str(problem), err=True)
            raise click.exceptions.Exit(COULD_NOT_RUN) from problem

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands in order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        with collection_pause():
            module = import_module(COMMANDS[cmd_name])
        found: dict[str | None, click.Command] = {each.name: each for each in module.COMMANDS}
        return found[cmd_name]


@click.group(cls=LazyCommands)
@click.version_option(__version__)
def main() -> None:
    """Multilingual questionnaires, confidential answers, honest comparison of groups.

    Exit codes: 0 done, 1 the thing asked about has problems, 2 could not run.
    """
