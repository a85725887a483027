"""YAML file: read as text that people write, with a position for every value.

Booleans are only ``true`` and ``false`` (a bare ``no`` or ``NO`` stays a string), a duplicate key
is an error, and anchors, aliases, merge keys and tags are refused, so that no file can explode.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn, cast

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.yaml_events import KeyPath, Read, SourceSpan, read_plain
from surveyapp.formats.source.yaml_habit import mend_of_yaml
from surveyapp.plain_file import open_plain

LARGEST_FILE = 2 * 1024 * 1024
DEEPEST = 30
MOST_NODES = 50_000
FILES_KEPT = 128

_REFUSALS = {
    "alias": ("anchors and aliases (& and *) are not used here", "write the value out"),
    "tag": ("tags (!) are not used here", "remove the tag"),
    "too-deep": (f"more than {DEEPEST} levels inside each other", "write it flatter"),
    "too-large": ("the file has too many parts or is larger than 2 MiB", "split it"),
    "duplicate-key": ("the key {found!r} stands here twice", "keep one of them"),
    "key-not-text": ("a key must be a word", "write the key as text, in quotes if need be"),
    "not-utf-8": ("the file is not UTF-8", "save it as UTF-8"),
    "yaml-syntax": ("cannot be read as YAML: {found}", "mend it at this place or just before it"),
}
_OF_WRITING = frozenset({"yaml-syntax", "alias", "tag"})
"""What a text that should stand in quotes looks like."""


class YamlRefused(ValueError):
    """A file that cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _Refused(yaml.MarkedYAMLError):
    """A file that is YAML, but more than people write by hand."""

    def __init__(self, code: str, mark: yaml.Mark, found: str = "") -> None:
        super().__init__(problem=found, problem_mark=mark)
        self.code = code


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """The plain value of a file, and where each value and each key of it stands."""

    file: str
    text: str
    value: Any
    values: Mapping[KeyPath, SourceSpan]
    keys: Mapping[KeyPath, SourceSpan]

    def position_of(self, path: KeyPath, offset: int | None = None) -> tuple[int, int]:
        """(line, column) of a value, or of the closest thing around it.

        offset: 1-based character within the value, where that is known.
        """
        closest = next(p for p in _outwards(path) if p in self.values or not p)
        span = self.values.get(closest)
        if span is None:
            return 1, 1
        if offset is None or closest != path:
            return span.line, span.column
        return _place(self.text, _aligned(self.text, span, str(self.value_at(path)), offset))

    def position_of_key(self, path: KeyPath) -> tuple[int, int]:
        """(line, column) of the key that leads to a value."""
        span = self.keys.get(path)
        return (span.line, span.column) if span else self.position_of(path)

    def value_at(self, path: KeyPath) -> Any:
        """The value that a path leads to. Raises KeyError, IndexError."""
        value = self.value
        for step in path:
            value = value[step]
        return value


def _outwards(path: KeyPath) -> Iterator[KeyPath]:
    return (path[:length] for length in range(len(path), -1, -1))


def _aligned(text: str, span: SourceSpan, words: str, offset: int) -> int:
    """Index in the file of a character of a value, however the value is quoted or folded."""
    at, end = span.start, span.end
    opening = text[at : at + 1]
    if opening in ("|", ">"):
        at = max(at, text.find("\n", at, end))
    elif opening in ("'", '"'):
        at += 1
    for character in words[: offset - 1]:
        if not character.isspace():
            found = text.find(character, at, end)
            at = found + 1 if found >= 0 else at
    while at < end - 1 and text[at].isspace():
        at += 1
    return at


class PlainLoader(yaml.SafeLoader):
    """YAML 1.2 core scalars; duplicate keys, aliases, anchors, tags and depth are refused."""

    nodes = 0
    depth = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        """One node; counts, and refuses what could explode."""
        event: Any = cast("Any", self).peek_event()  # PyYAML's parser has no types
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused("alias", event.start_mark)
        if getattr(event, "tag", None):
            raise _Refused("tag", event.start_mark)
        self.nodes, self.depth = self.nodes + 1, self.depth + 1
        if self.nodes > MOST_NODES:
            raise _Refused("too-large", event.start_mark)
        if self.depth > DEEPEST:
            raise _Refused("too-deep", event.start_mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping whose keys are words, all different."""
        seen: set[str] = set()
        for key, _value in node.value:
            if not isinstance(key, ScalarNode) or key.tag != _TEXT:
                raise _Refused("key-not-text", key.start_mark)
            if key.value in seen:
                raise _Refused("duplicate-key", key.start_mark, key.value)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_TEXT = "tag:yaml.org,2002:str"
_SCALARS = (
    ("tag:yaml.org,2002:null", "(?:~|null|)", ["~", "n", ""]),
    ("tag:yaml.org,2002:bool", "(?:true|false)", list("tf")),
    ("tag:yaml.org,2002:int", "-?(?:0|[1-9][0-9]{0,17})", list("-0123456789")),
    ("tag:yaml.org,2002:float", r"-?(?:0|[1-9][0-9]{0,17})?\.[0-9]{1,18}", list("-.0123456789")),
)
_MEANS: Mapping[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:null": lambda _: None,
    "tag:yaml.org,2002:bool": lambda text: text == "true",
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
}
PlainLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in _SCALARS:
    PlainLoader.add_implicit_resolver(_tag, re.compile(f"^{_pattern}$"), _first)


def read_yaml(path: Path, shown_as: str | None = None) -> YamlDocument:
    """The file at a path. Raises YamlRefused; OSError when it cannot be opened."""
    with open_plain(path) as file:
        return parse_yaml(file.read(LARGEST_FILE + 1), shown_as or str(path))


def parse_yaml(content: bytes | str, file: str) -> YamlDocument:
    """A document from text. Raises YamlRefused."""
    if len(content) > LARGEST_FILE:
        _refuse(file, (1, 1), "too-large")
    text = content if isinstance(content, str) else _decoded(content, file)
    read = _read_plain(text) or _judged(text, file)
    return YamlDocument(file, text, read.value, read.values, read.keys)


@lru_cache(maxsize=FILES_KEPT)
def _read_plain(text: str) -> Read | None:
    """Once for equal texts: a save in the preview changes one of a hundred files."""
    return read_plain(text, _plain, DEEPEST, MOST_NODES)


def _plain(text: str) -> Any:
    """What a text without quotes means."""
    for tag, pattern, first in _SCALARS:
        if text[:1] in first and re.fullmatch(pattern, text):
            return _MEANS[tag](text)
    return text


def _judged(text: str, file: str) -> Read:
    """The file as the parser in Python reads it. Raises YamlRefused."""
    try:
        node, value = _loaded(text)
    except RecursionError:
        _refuse(file, (1, 1), "too-deep")
    except ReaderError as error:
        place = _place(text, int(error.position))
        _refuse(file, place, "yaml-syntax", f"character U+{ord(text[error.position]):04X}")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        code = error.code if isinstance(error, _Refused) else "yaml-syntax"
        mend = mend_of_yaml(text, line, column)
        _refuse(file, (line, column), code, error.problem or "", mend)
    spans = dict(_spans(node, ())) if node else {}
    return Read(value, spans, dict(_key_spans(node, ())) if node else {})


def _loaded(text: str) -> tuple[Node | None, Any]:
    loader = PlainLoader(text)
    try:
        node = loader.get_single_node()
        return node, loader.construct_document(node) if node else {}
    finally:
        loader.dispose()


def _refuse(
    file: str, place: tuple[int, int], code: str, found: str = "", habit: str = ""
) -> NoReturn:
    """Raises YamlRefused. habit: how to write it, where that is known; "" for the usual words."""
    line, column = place
    message, mend = _REFUSALS[code]
    usual = habit if habit and code in _OF_WRITING else mend
    raise YamlRefused(Problem(file, line, column, code, message.format(found=found), usual))


def _decoded(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        _refuse(file, (line, 1), "not-utf-8")


def _place(text: str, index: int) -> tuple[int, int]:
    before = text[:index]
    return before.count("\n") + 1, index - before.rfind("\n")


def _span(node: Node) -> SourceSpan:
    start, end = node.start_mark, node.end_mark
    return SourceSpan(start.line + 1, start.column + 1, start.index, end.index)


def _spans(node: Node, path: KeyPath) -> Iterator[tuple[KeyPath, SourceSpan]]:
    """Every value with its place."""
    yield path, _span(node)
    for step, _key, value in _parts(node):
        yield from _spans(value, (*path, step))


def _key_spans(node: Node, path: KeyPath) -> Iterator[tuple[KeyPath, SourceSpan]]:
    """Every key of a mapping with its place."""
    for step, key, value in _parts(node):
        if key is not None:
            yield (*path, step), _span(key)
        yield from _key_spans(value, (*path, step))


def _parts(node: Node) -> Iterator[tuple[str | int, Node | None, Node]]:
    """(key or place, the key's node, the value's node) of what is directly inside."""
    if isinstance(node, MappingNode):
        yield from ((key.value, key, value) for key, value in node.value)
    elif isinstance(node, SequenceNode):
        yield from ((place, None, value) for place, value in enumerate(node.value))
