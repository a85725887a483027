"""Commands that only read, and say so; all others write a line into the log of staff."""

from collections.abc import Callable
from typing import Any, TypeVar

Command = TypeVar("Command", bound=Callable[..., Any])


def only_reads(command: Command) -> Command:
    """A command that changes nothing in an instance and takes no rows or texts out of it."""
    return command


def logs_itself(command: Command) -> Command:
    """A command whose lines are written together with what it does, in the name of who asked."""
    return command
