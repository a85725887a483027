"""Standard output: where it cannot be written, one line of words says so."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

COULD_NOT_RUN = 2


class OutputUnwritable(Exception):
    """Standard output takes no more; no OSError, so that nobody takes it for one of a file."""

    def __init__(self, problem: OSError) -> None:
        super().__init__(f"Standard output cannot be written ({problem.strerror}).")


class _ToldOutput(io.FileIO):
    """A descriptor that somebody else closes. A reader that went away is no failure."""

    def write(self, content: Any, /) -> int:
        try:
            return super().write(content)
        except BrokenPipeError:
            raise
        except OSError as problem:
            raise OutputUnwritable(problem) from problem


@contextmanager
def output_in_words() -> Iterator[None]:
    """Ends the process with words where what it prints cannot be written."""
    usual = sys.stdout
    if not isinstance(usual, io.TextIOWrapper) or isinstance(usual.buffer, io.BytesIO):
        yield  # no descriptor: closed, or kept in memory by who called
        return
    usual.flush()
    raw = _ToldOutput(usual.fileno(), "w", closefd=False)
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(raw),
        usual.encoding,
        usual.errors,
        line_buffering=usual.line_buffering,
        write_through=usual.write_through,
    )
    try:
        with _flushed():
            yield
    except OutputUnwritable as problem:
        _drop_the_rest(raw.fileno())
        click.echo(str(problem), err=True)
        sys.exit(COULD_NOT_RUN)
    finally:
        sys.stdout = usual


@contextmanager
def _flushed() -> Iterator[None]:
    """Also where the command ends by an exit code."""
    try:
        yield
    finally:
        sys.stdout.flush()


def _drop_the_rest(descriptor: int) -> None:
    """What is still held is written at the end of the process, when nobody could say anything."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
