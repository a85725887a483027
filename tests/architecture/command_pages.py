"""The page of the documentation that shows every command's help."""

from collections.abc import Iterator

import click

TITLE = """# Commands

Written by `make golden` from the help of the commands; a test compares.
"""


def help_of(command: click.Command, path: str) -> str:
    """The help as a terminal of 80 columns shows it."""
    return command.get_help(click.Context(command, info_name=path, terminal_width=80))


def every_command(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """(path as typed, command) of a command and all below it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in sorted(command.list_commands(context)):
            below = command.get_command(context, name)
            assert below is not None, name
            yield from every_command(below, f"{path} {name}")


def page(main: click.Command) -> str:
    """The whole page, one heading per command."""
    parts = [
        f"## {path}\n\n```text\n{help_of(command, path)}\n```\n"
        for path, command in every_command(main, "surveyapp")
    ]
    return "\n".join([TITLE, *parts])
