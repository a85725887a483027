"""Check fix: what the check found and a machine can mend without changing what anything means.

Removes what nothing uses, and writes expressions in signs that are read. A change is made only
where the file then holds exactly what was meant; comments stay, and so does what has one inside.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.yaml_events import KeyPath
from surveyapp.formats.source.yaml_file import YamlDocument, YamlRefused, parse_yaml
from surveyapp.questionnaire.expression import respelled
from surveyapp.whole_file import whole_file

REMOVED = frozenset({"unused-term", "unused-warning", "unused-parameter"})
RESPELLED = frozenset({"syntax"})
FILE_REMOVED = "unused-list"
_COMMENT = re.compile(r"(^|\s)#")
_COMMA_BEHIND = re.compile(r"[ \t]*,[ \t]*")
_COMMA_BEFORE = re.compile(r"[ \t]*,[ \t]*$")


def fix_files(documents: Mapping[Path, YamlDocument], problems: Sequence[Problem]) -> int:
    """Writes what can be mended into the files; how many problems that were. Raises OSError."""
    n_fixed = 0
    for path, document in documents.items():
        own = [problem for problem in problems if problem.file == document.file]
        if any(problem.code == FILE_REMOVED for problem in own):
            path.unlink()
            n_fixed += 1
            continue
        text, n_here = fixed_text(document, own)
        if n_here:
            with whole_file(path) as unfinished:
                unfinished.write_text(text, encoding="utf-8", newline="")
            n_fixed += n_here
    return n_fixed


def fixed_text(document: YamlDocument, problems: Iterable[Problem]) -> tuple[str, int]:
    """(the file with everything mended that can be, how many problems that were)."""
    n_fixed = 0
    known = [problem for problem in problems if problem.code in REMOVED | RESPELLED]
    for problem in sorted(known, reverse=True):  # from the end, so that the places before it stay
        text = _fixed(document, problem)
        if text is not None:
            document, n_fixed = parse_yaml(text, document.file), n_fixed + 1
    return document.text, n_fixed


def _fixed(document: YamlDocument, problem: Problem) -> str | None:
    if problem.code in RESPELLED:
        path = _text_at(document, problem.line, problem.column)
        return _respelled(document, path) if path else None
    at = (problem.line, problem.column)
    keys = (path for path, span in document.keys.items() if (span.line, span.column) == at)
    path = next(keys, None)
    return _without(document, path) if path else None


def _text_at(document: YamlDocument, line: int, column: int) -> KeyPath | None:
    """The text around a place."""
    before = document.text.split("\n")[: line - 1]
    index = sum(len(each) + 1 for each in before) + column - 1
    around = (path for path, span in document.values.items() if span.start <= index <= span.end)
    return next((path for path in around if isinstance(document.value_at(path), str)), None)


def _respelled(document: YamlDocument, path: KeyPath) -> str | None:
    written = respelled(str(document.value_at(path)))
    if written is None:
        return None
    words, span = " ".join(written.split("\n")), document.values[path]
    quoted = '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
    end = len(document.text[: span.end].rstrip())
    text = document.text[: span.start] + quoted + document.text[end:]
    return _if_meant(document, text, _changed(document.value, path, words))


def _without(document: YamlDocument, path: KeyPath) -> str | None:
    """The file without a key, and without the key around it where that would be empty."""
    if len(path) > 1 and len(document.value_at(path[:-1])) == 1:
        return _without(document, path[:-1])
    text = _without_lines(document, path) or _without_part(document, path)
    return text and _if_meant(document, text, _dropped(document.value, path))


def _without_lines(document: YamlDocument, path: KeyPath) -> str | None:
    """A key that begins its line; None where it shares the line, or has a comment inside."""
    lines, key = document.text.split("\n"), document.keys[path]
    last = document.text[: _end(document, path)].rstrip().count("\n")
    is_alone = not lines[key.line - 1][: key.column - 1].strip()
    if not is_alone or any(map(_COMMENT.search, lines[key.line - 1 : last + 1])):
        return None
    return "\n".join([*lines[: key.line - 1], *lines[last + 1 :]])


def _without_part(document: YamlDocument, path: KeyPath) -> str | None:
    """A key within braces on one line, with its comma."""
    text, start, end = document.text, document.keys[path].start, document.values[path].end
    behind, before = _COMMA_BEHIND.match(text, end), _COMMA_BEFORE.search(text[:start])
    if behind:
        return text[:start] + text[behind.end() :]
    return text[: before.start()] + text[end:] if before else None


def _end(document: YamlDocument, path: KeyPath) -> int:
    """Where the last text below a key ends; a group of keys reaches to whatever follows it."""
    inside = [each for each in document.values if each[: len(path)] == path]
    texts = [each for each in inside if not isinstance(document.value_at(each), Mapping | list)]
    return max(document.values[each].end for each in texts or inside)


def _if_meant(document: YamlDocument, text: str, value: Any) -> str | None:
    """The text where it holds this value and nothing else."""
    try:
        return text if parse_yaml(text, document.file).value == value else None
    except YamlRefused:
        return None


def _changed(value: Any, path: KeyPath, words: str) -> Any:
    """The value with other words at a path."""
    if not path:
        return words
    changed = value.copy()
    changed[path[0]] = _changed(value[path[0]], path[1:], words)
    return changed


def _dropped(value: Any, path: KeyPath) -> Any:
    """The value without the key to which a path leads."""
    changed = value.copy()
    if len(path) == 1:
        del changed[path[0]]
    else:
        changed[path[0]] = _dropped(value[path[0]], path[1:])
    return changed
