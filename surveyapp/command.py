"""Command: the command `surveyapp`; a group of commands is imported when one of them is called."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from surveyapp import __version__
from surveyapp.analysis.collection_pause import collection_pause
from surveyapp.project import ProjectRefused
from surveyapp.standard_output import output_in_words

COULD_NOT_RUN = 2


@dataclass(frozen=True, slots=True)
class ListedCommand:
    """Where a command lies, and its line in the list of all: the first sentence of its help."""

    module: str
    line: str


COMMANDS = {
    "init": ListedCommand(
        "surveyapp.cli.instance", "Make an instance, or bring an existing one up to date."
    ),
    "serve": ListedCommand(
        "surveyapp.serving",
        "Run the instance with gunicorn, after looking at every page of its databases.",
    ),
    "demo": ListedCommand(
        "surveyapp.cli.demonstration",
        "Make a demo instance and fill it with a synthetic study; keeps what was answered.",
    ),
    "new": ListedCommand(
        "surveyapp.cli.starter",
        "Begin a questionnaire called NAME with a small one that can be tried at once.",
    ),
    "preview": ListedCommand(
        "surveyapp.previewing", "Show the questionnaire NAME in the browser while you write it."
    ),
    "check": ListedCommand(
        "surveyapp.cli.questionnaire",
        "Find everything that is wrong with questionnaires, code lists, plans and translations.",
    ),
    "show": ListedCommand(
        "surveyapp.cli.questionnaire",
        "Count what a questionnaire holds: sections, questions, languages and their translated"
        " share.",
    ),
    "translations": ListedCommand(
        "surveyapp.cli.translations",
        "Write and update the catalogues of the questionnaire NAME, and print what they lack.",
    ),
    "schema": ListedCommand(
        "surveyapp.cli.questionnaire", "Print the JSON Schema of a questionnaire file, for editors."
    ),
    "burden": ListedCommand(
        "surveyapp.cli.burden",
        "Estimate words, choices, numbers, pages and minutes of the questionnaire NAME.",
    ),
    "simulate": ListedCommand(
        "surveyapp.cli.simulation",
        "Invent answers to the questionnaire NAME that obey its routing and checks.",
    ),
    "scenarios": ListedCommand(
        "surveyapp.cli.simulation", "Run the scenario tests of the questionnaire NAME, or of all."
    ),
    "settings": ListedCommand(
        "surveyapp.cli.settings",
        "What staff may change in the browser: who asks, languages, mail server, data protection.",
    ),
    "privacy-documents": ListedCommand(
        "surveyapp.cli.privacy",
        "Write the privacy notice, the record of processing activities and a draft DPIA of WAVE.",
    ),
    "wave": ListedCommand(
        "surveyapp.cli.fieldwork", "Rounds of fieldwork: draft, open, closed, frozen."
    ),
    "codes": ListedCommand("surveyapp.cli.fieldwork", "Codes that open a draft for a respondent."),
    "contacts": ListedCommand(
        "surveyapp.cli.contacts",
        "Institutions that a wave asks, in a database apart from all answers.",
    ),
    "invitations": ListedCommand(
        "surveyapp.cli.invitations",
        "Codes that institutions exchange once for a draft of their own.",
    ),
    "inquiries": ListedCommand(
        "surveyapp.cli.inquiries",
        "What institutions are asked back; they see it when they open their questionnaire again.",
    ),
    "paper": ListedCommand(
        "surveyapp.cli.paper",
        "Forms that come back on paper: two entries, a comparison, one response.",
    ),
    "letters": ListedCommand(
        "surveyapp.cli.letters",
        "Write a letter to each contact of WAVE that may answer, in the language of the addressee.",
    ),
    "mail": ListedCommand(
        "surveyapp.cli.mail",
        "Mails to the contacts of a wave: invitations, reminders, more time, the report.",
    ),
    "mix": ListedCommand(
        "surveyapp.cli.mixing", "Open what institutions have sent, where enough of it waits."
    ),
    "response": ListedCommand(
        "surveyapp.cli.response",
        "Show what became of the institutions of the wave NAME, by country and class.",
    ),
    "keys": ListedCommand(
        "surveyapp.cli.keys", "Study keys, without which nothing that was sent can be opened."
    ),
    "staff": ListedCommand("surveyapp.cli.accounts", "Accounts of the people who run the study."),
    "log": ListedCommand(
        "surveyapp.cli.log", "What staff did, a line an action; nothing that respondents did."
    ),
    "jobs": ListedCommand("surveyapp.cli.jobs", "Long work that was asked for on the desk."),
    "purge": ListedCommand(
        "surveyapp.cli.purge",
        "Take the names and addresses out of the contacts of frozen waves whose time is over.",
    ),
    "compare": ListedCommand(
        "surveyapp.cli.analysis", "Compare the groups on the questionnaire NAME."
    ),
    "columns": ListedCommand(
        "surveyapp.cli.columns",
        "Print the columns in which the answers to the questionnaire NAME are kept.",
    ),
    "quality": ListedCommand(
        "surveyapp.cli.quality", "Print how well the questionnaire NAME was answered, by group."
    ),
    "export": ListedCommand(
        "surveyapp.cli.export",
        "Write the answers to the questionnaire NAME for analysts who have the right to single"
        " rows.",
    ),
    "quotations": ListedCommand(
        "surveyapp.cli.quotations",
        "Write the words given to the questionnaire NAME that reviewers let through, as CSV.",
    ),
    "import": ListedCommand(
        "surveyapp.cli.import_answers",
        "Take the answers in FILE to the questionnaire NAME into an open wave.",
    ),
    "codebook": ListedCommand(
        "surveyapp.cli.codebook",
        "Write the codebook of the questionnaire NAME: wording, codes, who is asked, checks.",
    ),
    "ddi": ListedCommand(
        "surveyapp.cli.codebook",
        "Write the codebook of the questionnaire NAME as DDI-Codebook 2.5, in all its languages.",
    ),
    "open-data": ListedCommand(
        "surveyapp.cli.public_release",
        "Write the open data of the questionnaire NAME, or refuse with the reasons.",
    ),
    "report": ListedCommand("surveyapp.cli.report", "Write the report of the questionnaire NAME."),
    "trace": ListedCommand(
        "surveyapp.cli.report",
        "Print where the table or figure NUMBER of the report comes from, such as T3.4.",
    ),
    "audit": ListedCommand(
        "surveyapp.cli.audit",
        "Attack everything that the plan publishes of the questionnaire NAME.",
    ),
}


class LazyCommands(click.Group):
    """Knows its commands by name; statistics and web are not loaded for a check of a file."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """As click's; output that cannot be written becomes words."""
        with output_in_words():
            return super().main(*args, **extra)

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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of all commands, none of which is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.line) for name, entry in COMMANDS.items()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        with collection_pause():
            module = import_module(COMMANDS[cmd_name].module)
        found: dict[str | None, click.Command] = {each.name: each for each in module.COMMANDS}
        return found[cmd_name]


@click.group(cls=LazyCommands)
@click.version_option(__version__)
def main() -> None:
    """Multilingual questionnaires, confidential answers, honest comparison of groups.

    Exit codes: 0 done, 1 the thing asked about has problems, 2 could not run.
    """
