"""Left out: what of a file with answers is not taken, counts in no comparison, or may be cut.

Told as warnings with their place; none of them refuses the file.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from surveyapp.formats.source.problem import Problem
from surveyapp.plain_file import bytes_in
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.column import Column, Level, Role
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.questions.domain import Shape

WARNING = "warning"
Place = tuple[int, int]
"""Line and column of a file, from 1."""


def is_taken(column: Column) -> bool:
    """Whether answers to it are read from a file; words and dates are not."""
    return column.level is not Level.TEXT and column.role is not Role.COMPANION


def not_taken(
    file: str, form: Questionnaire, filled: Mapping[str, int], places: Mapping[str, Place]
) -> Iterator[Problem]:
    """One warning a column that is not read. filled: its name -> cells with something in them."""
    columns = {column.name: column for column in form.columns}
    for name, count in filled.items():
        line, place = places[name]
        what = counted_noun(count, "answer was", "answers were")
        code, why = _why(form, columns[name])
        words = f"{name}: {what} left out: {why}"
        yield Problem(file, line, place, code, words, severity=WARNING)


def in_no_group(file: str, by: str, places: Sequence[Place]) -> Iterator[Problem]:
    """One warning a response that does not say what is compared by. by: that question."""
    for line, place in places:
        words = f"no answer to {by!r}: the response counts in no group of a comparison"
        yield Problem(file, line, place, "no-group", words, severity=WARNING)


def perhaps_cut(path: Path, line: int) -> Iterator[Problem]:
    """A warning where the last line has no end, as in a file of which the rest did not arrive.

    line: its number. Raises OSError.
    """
    if not bytes_in(path).endswith((b"\n", b"\r")):
        words = "the last line has no line end: see whether it and the file are whole"
        yield Problem(path.name, line, 1, "no-line-end", words, severity=WARNING)


def _why(form: Questionnaire, column: Column) -> tuple[str, str]:
    shape = form.questions[column.question].question.domain().shape
    if shape is Shape.DATE and column.role is not Role.COMPANION:
        return "date-not-taken", "dates are neither compared nor exported"
    return "words-not-taken", "nobody has screened these words"
