"""What the product reaches of its own definitions, from what runs by itself.

By itself runs every statement of a module that defines nothing, every definition that a decorator
hands to a framework, and all of scripts, benchmarks and migrations. An import alone uses nothing.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePath

from tests.architecture.source import Source

Key = tuple[str, str]
"""Module and name."""

DOTTED = re.compile(r"surveyapp(?:\.\w+)*[.:]\w+")
WORD = re.compile(r"\w+")
# Decorators that hand their function to nobody.
QUIET = frozenset({"dataclass", "cache", "lru_cache", "contextmanager", "total_ordering"})
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def only_for_tests(package: list[Source], around: list[Source], templates: str) -> list[str]:
    """Public functions, classes and methods of `package` that nothing reaches.

    around: what uses the package without being of it; templates: the words of all of them.
    """
    modules = {_module(source): source for source in package}
    names = {module: _Names(module, source.tree) for module, source in modules.items()}
    reached = _reached(modules, names, around)
    found = [
        f"{names[module].module}.{name}"
        for module, source in modules.items()
        for name in names[module].defined
        if not name.startswith("_") and (module, name) not in reached
    ]
    return sorted(found + list(_methods(package, _attributes([*package, *around]), templates)))


def _module(source: Source) -> str:
    path = PurePath(source.path).with_suffix("")
    return ".".join(part for part in path.parts if part != "__init__")


class _Names:
    """defined: the definitions of one module by name; imported: name -> where it comes from."""

    def __init__(self, module: str, tree: ast.Module) -> None:
        self.module = module
        self.defined = {node.name: node for node in tree.body if isinstance(node, Definition)}
        self.imported: dict[str, tuple[str, str | None]] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    self.imported[alias.asname or alias.name] = (node.module, alias.name)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    self.imported[alias.asname or alias.name] = (alias.name, None)


def _reached(
    modules: dict[str, Source], names: dict[str, _Names], around: list[Source]
) -> set[Key]:
    """Every definition that is used, however long the way."""
    waiting: list[Key] = []
    for module, source in modules.items():
        for node in source.tree.body:
            if not isinstance(node, Definition) or _is_handed_on(node):
                waiting += _uses(node, names[module], names)
            if isinstance(node, Definition) and _is_handed_on(node):
                waiting.append((module, node.name))
    for source in around:
        waiting += _uses(source.tree, _Names(_module(source), source.tree), names)
    reached: set[Key] = set()
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            module, name = key
            waiting += _uses(names[module].defined[name], names[module], names)
    return reached


def _is_handed_on(node: Definition) -> bool:
    """Whether a decorator gives it to a command, a route or a registry."""
    used = (each.func if isinstance(each, ast.Call) else each for each in node.decorator_list)
    return any(ast.unparse(each).rpartition(".")[2] not in QUIET for each in used)


def _uses(tree: ast.AST, own: _Names, names: dict[str, _Names]) -> Iterator[Key]:
    """The definitions of the package that this part of a module names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield from _found(own.module, node.id, names, own)
        elif isinstance(node, ast.Attribute):
            module, _, name = ast.unparse(node).rpartition(".")
            yield from _found(_meant(module, own), name, names)
        elif isinstance(node, ast.Constant) and DOTTED.fullmatch(str(node.value)):
            module, name = re.split(r"[.:](?=\w+$)", str(node.value))
            yield from _found(module, name, names)


def _meant(written: str, own: _Names) -> str:
    """The module that a name stands for where it stands for one."""
    if written not in own.imported:
        return written
    module, name = own.imported[written]
    return f"{module}.{name}" if name else module


def _found(
    module: str, name: str, names: dict[str, _Names], own: _Names | None = None
) -> Iterator[Key]:
    """Where a name of a module is defined, through modules that pass it on."""
    at = own or names.get(module)
    if at is None:
        return
    if name in at.defined and module in names:
        yield module, name
    elif name in at.imported:
        source, original = at.imported[name]
        if original is not None:
            yield from _found(source, original, names)


def _attributes(sources: list[Source]) -> set[str]:
    return {
        node.attr
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute)
    }


def _methods(package: list[Source], used: set[str], templates: str) -> Iterator[str]:
    """Public methods that no product code calls; those that a framework's class calls left out."""
    words = used | set(WORD.findall(templates))
    own = {
        node.name
        for source in package
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
    }
    for source in package:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef) and all(_is_own(b, own) for b in node.bases):
                yield from (
                    f"{_module(source)}.{node.name}.{part.name}"
                    for part in node.body
                    if isinstance(part, ast.FunctionDef)
                    and not part.name.startswith("_")
                    and part.name not in words
                )


def _is_own(base: ast.expr, own: set[str]) -> bool:
    return ast.unparse(base).partition("[")[0] in own | {"Protocol", "StrEnum", "ABC", "ValueError"}
