"""Clock: what the parts of something take, by functions of the product that do them."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
Part = tuple[str, ModuleType, str]
"""Name of a part, and the function of a module that does it."""


@dataclass(slots=True)
class Clock:
    """Adds up what calls take. parts: name -> (wall, processor seconds)."""

    parts: dict[str, tuple[float, float]] = field(default_factory=dict)

    def timed(self, name: str, call: Callable[P, R]) -> Callable[P, R]:
        """The same call, under this clock."""

        def run(*arguments: P.args, **named: P.kwargs) -> R:
            began, cpu_began = time.perf_counter(), time.process_time()
            try:
                return call(*arguments, **named)
            finally:
                wall, cpu = self.parts.get(name, (0.0, 0.0))
                spent = time.perf_counter() - began, time.process_time() - cpu_began
                self.parts[name] = wall + spent[0], cpu + spent[1]

        return run


@contextmanager
def watched(clock: Clock, parts: Sequence[Part]) -> Iterator[None]:
    """Every part is timed, until the end."""
    kept = [(module, name, vars(module)[name]) for _part, module, name in parts]
    for part, module, name in parts:
        vars(module)[name] = clock.timed(part, vars(module)[name])
    try:
        yield
    finally:
        for module, name, call in kept:
            vars(module)[name] = call
