"""TERMINAL: one module a group of commands.

Exit codes everywhere: 0 done, 1 the thing asked about has problems, 2 could not run.
"""

import click

from surveyapp.cli import analysis, fieldwork, instance, questionnaire, simulation


@click.group()
@click.version_option(package_name="surveyapp")
def main() -> None:
    """Multilingual questionnaires, confidential answers, honest comparison of two countries.

    Exit codes: 0 done, 1 the thing asked about has problems, 2 could not run.
    """


for _group in (instance, questionnaire, simulation, fieldwork, analysis):
    for _command in _group.COMMANDS:
        main.add_command(_command)
