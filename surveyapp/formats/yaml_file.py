"""YAML file: read as text that people write, with a position for every value.

Booleans are only ``true`` and ``false`` (a bare ``no`` or ``NO`` stays a string), a duplicate key
is an error, and anchors, aliases, merge keys and tags are refused, so that no file can explode.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, cast

import yaml
from yaml.constructor import ConstructorError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

LARGEST_FILE = 2 * 1024 * 1024
DEEPEST = 30
MOST_NODES = 100_000

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and how to mend it. line and column count from 1."""

    file: str
    line: int
    column: int
    code: str
    message: str
    mend: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        words = f"{self.message}; {self.mend}" if self.mend else self.message
        return f"{self.file}:{self.line}:{self.column} {self.code} {words}"


class YamlRefused(ValueError):
    """A file that cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Document:
    """The plain value of a file, and where each part of it stands."""

    file: str
    value: Any
    positions: Mapping[KeyPath, tuple[int, int]]

    def position_of(self, path: KeyPath) -> tuple[int, int]:
        """(line, column) of a value, or of the closest thing around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.positions:
                return self.positions[path[:length]]
        return 1, 1


class PlainLoader(yaml.SafeLoader):
    """YAML 1.2 core scalars; duplicate keys, aliases, anchors, tags and depth are refused."""

    nodes = 0
    depth = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        """One node; counts, and refuses what could explode."""
        event: Any = cast("Any", self).peek_event()  # PyYAML's parser has no types
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise ConstructorError(None, None, "alias", event.start_mark)
        if getattr(event, "tag", None):
            raise ConstructorError(None, None, "tag", event.start_mark)
        self.nodes, self.depth = self.nodes + 1, self.depth + 1
        if self.nodes > MOST_NODES or self.depth > DEEPEST:
            raise ConstructorError(None, None, "too-large", event.start_mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping whose keys are all different."""
        seen: set[str] = set()
        for key, _value in node.value:
            if key.value in seen:
                raise ConstructorError(None, None, f"duplicate-key {key.value}", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_KEPT = {"tag:yaml.org,2002:null"}
PlainLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag in _KEPT]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile("^-?(?:0|[1-9][0-9]*)$"), list("-0123456789")
)
PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^-?(?:0|[1-9][0-9]*)?\.[0-9]+$"),
    list("-.0123456789"),
)
_MENDS = {
    "alias": ("anchors and aliases (& and *) are not used here", "write the value out"),
    "tag": ("tags (!) are not used here", "remove the tag"),
    "too-large": ("the file is nested too deeply or has too many parts", "split it"),
    "duplicate-key": ("this key stands here twice", "keep one of them"),
}


def read_yaml(path: FilePath, shown_as: str | None = None) -> Document:
    """The file at a path. Raises YamlRefused; OSError when it cannot be opened."""
    return parse_yaml(path.read_bytes(), shown_as or str(path))


def parse_yaml(content: bytes | str, file: str) -> Document:
    """A document from text. Raises YamlRefused."""
    text = content if isinstance(content, str) else _decoded(content, file)
    if len(text) > LARGEST_FILE:
        raise YamlRefused(Problem(file, 1, 1, "too-large", "the file is larger than 2 MiB", "split it"))
    loader = PlainLoader(text)
    try:
        node = loader.get_single_node()
        value = loader.construct_document(node) if node else {}
    except RecursionError as problem:
        raise YamlRefused(_refusal(file, 1, 1, "too-large")) from problem
    except yaml.MarkedYAMLError as problem:
        raise YamlRefused(_problem(problem, file)) from problem
    except yaml.YAMLError as problem:
        raise YamlRefused(Problem(file, 1, 1, "yaml-syntax", str(problem).splitlines()[0])) from problem
    finally:
        loader.dispose()
    return Document(file, value, dict(_positions(node, ())) if node else {})


def _decoded(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        words = "the file is not UTF-8"
        raise YamlRefused(Problem(file, line, 1, "not-utf-8", words, "save it as UTF-8")) from problem


def _problem(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    code = (error.problem or "").split(" ", 1)[0]
    if isinstance(error, ConstructorError) and code in _MENDS:
        return _refusal(file, line, column, code)
    return Problem(file, line, column, "yaml-syntax", error.problem or "cannot be read as YAML")


def _refusal(file: str, line: int, column: int, code: str) -> Problem:
    message, mend = _MENDS[code]
    return Problem(file, line, column, code, message, mend)


def _positions(node: Node, path: KeyPath) -> Iterator[tuple[KeyPath, tuple[int, int]]]:
    yield path, (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode):
                yield from _positions(value, (*path, key.value))
    elif isinstance(node, SequenceNode):
        for place, value in enumerate(node.value):
            yield from _positions(value, (*path, place))
