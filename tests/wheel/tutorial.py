"""A page of the documentation as steps: files to write, commands, and where a person translates."""

import re
from dataclasses import dataclass

TITLE = r'(?: title="(?P<file>[^",]+)(?:, line (?P<line>\d+))?")?'
STEP = re.compile(
    rf"^```(?P<kind>\w+){TITLE}\n(?P<text>.*?)^```$|^<!-- Here a person translates",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class WriteFile:
    """A whole file, or one line of it. line: from 1, None for the whole."""

    path: str
    text: str
    line: int | None


@dataclass(frozen=True)
class Command:
    """One line for a shell."""

    line: str


@dataclass(frozen=True)
class Translate:
    """A person fills every catalogue."""


def steps_of(page):
    """The steps of a page in their order."""
    found = []
    for match in STEP.finditer(page):
        if match["kind"] is None:
            found.append(Translate())
        elif match["file"]:
            line = int(match["line"]) if match["line"] else None
            found.append(WriteFile(match["file"], match["text"], line))
        elif match["kind"] == "sh":
            found += [Command(line) for line in match["text"].splitlines()]
    return found
