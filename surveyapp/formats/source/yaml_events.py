"""YAML events: the same plain values by the parser in C, where there is one, for sound files.

Six times as quick as the parser in Python. Whatever is not plain and sound is left to that one,
which says what is wrong and where; so a file means the same with either.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import Reader

KeyPath = tuple[str | int, ...]
PARSER = getattr(yaml, "CSafeLoader", None)
"""None where PyYAML was built without libyaml."""
# What the two parsers judge otherwise: tabs, marks of order, other line ends, several documents,
# keys behind a question mark, heads of blocks with something behind them.
_UNSURE = re.compile(
    r"[\t\ufeff\x85\u2028\u2029]|^(?:---|\.\.\.)|^[ ]*(?:- +)*\?(?:\s|$)|[{\[,]\s*\?"
    r"|[|>][-+0-9]*#",
    re.MULTILINE,
)
_SIGNS_IN_FLOW = frozenset("?:,[]{}")
_FAILURES = (yaml.YAMLError, ValueError, RecursionError)


class NotPlain(ValueError):
    """Something that the other parser must judge."""


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """Where something stands in the text, by characters from 0; line and column from 1."""

    line: int
    column: int
    start: int
    end: int


@dataclass(slots=True)
class Read:
    """The value of a file, and where each value and each key of it stands."""

    value: Any = None
    values: dict[KeyPath, SourceSpan] = field(default_factory=dict)
    keys: dict[KeyPath, SourceSpan] = field(default_factory=dict)


@dataclass(slots=True)
class _Composer:
    """One walk over the events. scalar: a plain text as what it means."""

    next_event: Callable[[], Any]
    scalar: Callable[[str], Any]
    deepest: int
    left: int
    read: Read = field(default_factory=Read)

    def value(self, event: Any, path: KeyPath, depth: int, *, is_flow: bool) -> Any:
        """What begins with an event. Raises NotPlain."""
        self.left -= 1
        is_alias = isinstance(event, AliasEvent)
        if is_alias or event.anchor or event.tag or depth > self.deepest or self.left < 0:
            raise NotPlain
        if isinstance(event, ScalarEvent):
            self._note(path, event, event)
            return self._scalar(event, is_flow=is_flow)
        inside = is_flow or bool(event.flow_style)
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, path, depth + 1, is_flow=inside)
        return self._sequence(event, path, depth + 1, is_flow=inside)

    def _note(self, path: KeyPath, first: Any, last: Any) -> None:
        self.read.values[path] = _span(first, last)

    def _scalar(self, event: Any, *, is_flow: bool) -> Any:
        if not event.implicit[0]:
            return event.value
        if is_flow and not _SIGNS_IN_FLOW.isdisjoint(event.value):
            raise NotPlain
        return self.scalar(event.value)

    def _mapping(self, first: Any, path: KeyPath, depth: int, *, is_flow: bool) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while isinstance(event := self.next_event(), ScalarEvent):
            key = self._scalar(event, is_flow=is_flow)
            self.left -= 1
            if not isinstance(key, str) or key in found or event.anchor or event.tag:
                raise NotPlain
            below = (*path, key)
            self.read.keys[below] = _span(event, event)
            found[key] = None
            found[key] = self.value(self.next_event(), below, depth, is_flow=is_flow)
        if isinstance(event, AliasEvent | MappingStartEvent | SequenceStartEvent):
            raise NotPlain  # as a key
        self._note(path, first, event)
        return found

    def _sequence(self, first: Any, path: KeyPath, depth: int, *, is_flow: bool) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := self.next_event(), yaml.SequenceEndEvent):
            found.append(self.value(event, (*path, len(found)), depth, is_flow=is_flow))
        self._note(path, first, event)
        return found


def _span(first: Any, last: Any) -> SourceSpan:
    start = first.start_mark
    return SourceSpan(start.line + 1, start.column + 1, start.index, last.end_mark.index)


def read_plain(
    text: str, scalar: Callable[[str], Any], deepest: int, most_nodes: int
) -> Read | None:
    """A sound file that holds plain values; None where the other parser must judge it."""
    if PARSER is None or _UNSURE.search(text) or Reader.NON_PRINTABLE.search(text):
        return None
    loader = None
    try:
        loader = PARSER(text)
        return _document(_Composer(loader.get_event, scalar, deepest, most_nodes))
    except _FAILURES:
        return None
    finally:
        if loader is not None:
            loader.dispose()


def _document(composer: _Composer) -> Read:
    """The only document. Raises NotPlain for none and for several."""
    composer.next_event()  # the stream begins
    if isinstance(composer.next_event(), StreamEndEvent):
        raise NotPlain
    composer.read.value = composer.value(composer.next_event(), (), 1, is_flow=False)
    ends = (composer.next_event(), composer.next_event())
    if not (isinstance(ends[0], DocumentEndEvent) and isinstance(ends[1], StreamEndEvent)):
        raise NotPlain
    return composer.read
