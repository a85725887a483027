"""Problem: what is wrong in a file, where, and how to mend it."""

from dataclasses import dataclass

from surveyapp.plain_file import os_words


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One line of a report. line and column count from 1; severity is error or warning."""

    file: str
    line: int
    column: int
    code: str
    message: str
    mend: str = ""
    severity: str = "error"

    @property
    def is_error(self) -> bool:
        """Whether the questionnaire cannot be used like this."""
        return self.severity == "error"

    def __str__(self) -> str:
        words = f"{self.message}; {self.mend}" if self.mend else self.message
        return f"{self.file}:{self.line}:{self.column} {self.code} {words}"


def unreadable(file: str, error: OSError) -> Problem:
    """A file that is there and cannot be opened: a folder of its name, rights, a broken disk."""
    words = f"cannot be read ({os_words(error)})"
    mend = "put the file back, and let this account read it"
    return Problem(file, 1, 1, "unreadable", words, mend)
