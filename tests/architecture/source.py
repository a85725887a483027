"""The project's own source as trees, and the measures that the tests below take."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "surveyapp"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file: its path from the root it was read under, text and tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def n_lines(self) -> int:
        return len(self.text.splitlines())


def read_sources(*folders: Path, root: Path = ROOT) -> list[Source]:
    """Every Python file below the folders, in order of its path."""
    paths = sorted(path for folder in folders for path in folder.rglob("*.py"))
    return [_parsed(path, root) for path in paths]


@cache
def _parsed(path: Path, root: Path) -> Source:
    """Read once, for many tests look at every file."""
    text = path.read_text(encoding="utf-8")
    return Source(str(path.relative_to(root)), text, ast.parse(text))


def functions(source: Source) -> Iterator[Function]:
    for node in ast.walk(source.tree):
        if isinstance(node, Function):
            yield node


def length(function: Function) -> int:
    """Lines of a function, its decorators left out."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def long_functions(sources: list[Source], limit: int) -> list[str]:
    return [
        f"{source.path}:{function.lineno} {function.name} has {length(function)} lines"
        for source in sources
        for function in functions(source)
        if length(function) > limit
    ]


def long_modules(sources: list[Source], limit: int) -> list[str]:
    return [f"{s.path} has {s.n_lines} lines" for s in sources if s.n_lines > limit]


def inner_imports(sources: list[Source]) -> list[str]:
    return [
        f"{source.path}:{node.lineno} imports inside {function.name}"
        for source in sources
        for function in functions(source)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def blind_excepts(sources: list[Source]) -> list[str]:
    """Places that catch everything."""
    return [
        f"{source.path}:{node.lineno}"
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]


def calls(sources: list[Source], banned: frozenset[str]) -> list[str]:
    """Calls whose dotted name ends in one of the banned ones."""
    return [
        f"{source.path}:{node.lineno} calls {name}"
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and any(
            name == ban or name.endswith(f".{ban}")
            for name in [ast.unparse(node.func)]
            for ban in banned
        )
        for name in [ast.unparse(node.func)]
    ]
