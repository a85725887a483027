"""Check ignore: ``# check: ignore RULE reason`` in a YAML file, at a line or above it.

A warning that somebody looked at and wants to keep is told no more, with the reason in the file.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.yaml_file import YamlDocument

FEWEST_LETTERS = 3
_COMMENT = re.compile(r"(?:^|(?<=\s))#[ \t]*check:[ \t]*ignore\b[ \t]*(\S*)[ \t]*(.*?)[ \t]*$")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One comment. line, column: where it stands; target: the line that it is about, 0 for none."""

    file: str
    line: int
    column: int
    target: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A warning that is not told, and why."""

    problem: Problem
    reason: str


def without_ignored(
    problems: Iterable[Problem], documents: Iterable[YamlDocument], rules: Mapping[str, str]
) -> tuple[tuple[Problem, ...], tuple[Ignored, ...]]:
    """(what is told, what is ignored); what is wrong with a comment itself is told."""
    known = [ignore for document in documents for ignore in ignores_in(document)]
    fit = {(i.file, i.target, i.rule): i for i in known if not _fault(i, rules)}
    kept, left_out, used = list[Problem](), list[Ignored](), set[Ignore]()
    for problem in problems:
        ignore = fit.get((problem.file, problem.line, problem.code))
        if ignore is None:
            kept.append(problem)
        elif problem.is_error:
            used.add(ignore)
            kept += (problem, _unfit(ignore, f"{problem.code} is no warning", "mend it"))
        else:
            used.add(ignore)
            left_out.append(Ignored(problem, ignore.reason))
    kept += [problem for ignore in known if ignore not in used for problem in _own(ignore, rules)]
    return tuple(kept), tuple(left_out)


def ignores_in(document: YamlDocument) -> Iterator[Ignore]:
    """All such comments of a file; what stands within a text is none."""
    texts = [document.values[path] for path in document.values if _is_text(document, path)]
    lines = document.text.split("\n")
    start = 0
    for number, line in enumerate(lines, start=1):
        found = _COMMENT.search(line)
        at = start + found.start() if found else 0
        if found and not any(span.start <= at < span.end for span in texts):
            is_alone = not line[: found.start()].strip()
            target = _next_line(lines, number) if is_alone else number
            yield Ignore(document.file, number, found.start() + 1, target, found[1], found[2])
        start += len(line) + 1


def _is_text(document: YamlDocument, path: tuple[str | int, ...]) -> bool:
    return isinstance(document.value_at(path), str)


def _next_line(lines: list[str], number: int) -> int:
    """The first line behind a number, from 1, that says something; 0 when there is none."""
    following = enumerate(lines[number:], start=number + 1)
    return next((n for n, line in following if line.strip() and line.strip()[0] != "#"), 0)


def _fault(ignore: Ignore, rules: Mapping[str, str]) -> tuple[str, str] | None:
    """(what is wrong with a comment, how to mend it); None when nothing is."""
    if ignore.rule not in rules:
        near = get_close_matches(ignore.rule, rules, n=1)
        mend = f"did you mean {near[0]}?" if near else "name the rule as the check tells it"
        return f"there is no rule {ignore.rule or 'named'}", mend
    if len(ignore.reason) < FEWEST_LETTERS:
        return f"no reason is given to ignore {ignore.rule}", "write why behind it"
    return None


def _own(ignore: Ignore, rules: Mapping[str, str]) -> Iterator[Problem]:
    fault = _fault(ignore, rules)
    if fault:
        yield _unfit(ignore, *fault)
    else:
        words = f"nothing is found here by {ignore.rule}"
        mend = "remove the comment"
        yield Problem(
            ignore.file, ignore.line, ignore.column, "ignore-unused", words, mend, "warning"
        )


def _unfit(ignore: Ignore, words: str, mend: str) -> Problem:
    return Problem(ignore.file, ignore.line, ignore.column, "ignore-unfit", words, mend)
