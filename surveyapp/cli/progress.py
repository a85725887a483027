"""Progress: a bar on standard error while somebody watches, nothing in a pipe."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

T = TypeVar("T")


def watched(things: Iterable[T], label: str, number: int) -> Iterator[T]:
    """The same things one by one. number: how many there are."""
    if not sys.stderr.isatty():
        yield from things
        return
    with click.progressbar(things, length=number, label=label, file=sys.stderr) as bar:
        yield from bar
