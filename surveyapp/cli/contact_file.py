"""A list of contacts on the terminal: read from a file, or refused with words for every cell."""

from pathlib import Path

from surveyapp.cli.refusal import COULD_NOT_RUN, REFUSED, stop
from surveyapp.cli.sheet_words import sheet_words
from surveyapp.fieldwork.contact import Contact
from surveyapp.formats.sheet.contact_list import ContactProblem
from surveyapp.formats.sheet.sheet import SheetRefused
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.study.contact_list import read_list

MOST_LETTERS = 80
PROBLEM_WORDS = {
    "unknown-column": "there is no such column",
    "column-twice": "this column stands there twice",
    "no-column": "this column is missing",
    "empty": "nothing stands here",
    "no-such-code": "is none of the codes",
    "too-long": "is too long",
    "no-address": "is no address of e-mail",
    "line-end": "has a line end or a sign that cannot be printed",
    "twice": "stands in the list twice",
}


def listed_in(file: Path, form: Questionnaire) -> tuple[Contact, ...]:
    """The contacts of a file; ends the command where it has a problem."""
    try:
        found = read_list(file.read_bytes(), file.name, form)
    except SheetRefused as refused:
        stop(f"{file}: {sheet_words(refused)}", COULD_NOT_RUN)
    if found.problems:
        lines = (f"{file}: {_problem_words(each)}" for each in found.problems)
        stop("\n".join(lines), REFUSED)
    return found.contacts


def _problem_words(problem: ContactProblem) -> str:
    value = f" “{_shown(problem.value)}”" if problem.value else ""
    allowed = f": {', '.join(problem.allowed)}" if problem.allowed else ""
    return f"{problem.place}{value} {PROBLEM_WORDS[problem.code]}{allowed}"


def _shown(value: str) -> str:
    """The beginning of a cell, with the names of signs that a terminal would obey."""
    cut = value if len(value) <= MOST_LETTERS else f"{value[:MOST_LETTERS]}…"
    return "".join(sign if sign.isprintable() else f"[U+{ord(sign):04X}]" for sign in cut)
