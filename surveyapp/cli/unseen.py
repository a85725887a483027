"""Unseen: a password that is typed and not shown, on a terminal or as a line of standard input."""

import sys
import warnings
from getpass import GetPassWarning

import click

from surveyapp.cli.refusal import COULD_NOT_RUN, stop


def typed_unseen(words: str, *, is_repeated: bool = False, may_be_empty: bool = False) -> str:
    """What was typed; ends the command where standard input is closed or at its end."""
    if sys.stdin is None:
        stop(_nothing_came(words), COULD_NOT_RUN)
    usual = "" if may_be_empty else None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", GetPassWarning)  # no terminal shows what is piped
            asked: str = click.prompt(
                words, default=usual, hide_input=True, confirmation_prompt=is_repeated
            )
    except click.Abort:
        if sys.stdin.isatty():
            raise
        stop(_nothing_came(words), COULD_NOT_RUN)
    return asked


def _nothing_came(words: str) -> str:
    return f"{words}: nothing was typed. Call it on a terminal, or send a line to standard input."
