"""Parts: letters of sections, cells of the core edition, totals that are added up."""

from collections.abc import Iterator, Mapping

from surveyapp.questionnaire.build import cells_like
from surveyapp.questionnaire.definition import CoreCells
from surveyapp.questionnaire.lint.finding import Finding, KeyPath
from surveyapp.questionnaire.lint.inspection import Inspection, PlacedQuestion
from surveyapp.questionnaire.lint.reference import unknown
from surveyapp.questions.base import Question

AXES = {"columns": "column", "rows": "row"}


def parts(inspection: Inspection) -> Iterator[Finding]:
    """Problems of letters, of cells in core and of sums."""
    yield from _letters(inspection)
    for placed in inspection.questions:
        built = inspection.built.get(placed.name)
        if built is not None:
            yield from _core_cells(placed, built)
            yield from _sums(placed, built)


def _letters(inspection: Inspection) -> Iterator[Finding]:
    sections = inspection.definition.sections
    seen: dict[str, str] = {}
    for place, section in enumerate(sections):
        path: KeyPath = ("sections", place, "letter")
        if section.letter is None and any(each.letter for each in sections):
            words = f"the section {section.name} has no letter, and others have"
            mend = "give every section a letter:, or none"
            yield Finding(("sections", place, "name"), "letter-missing", words, mend)
        elif section.letter in seen:
            words = f"the section {seen[section.letter]} already has the letter {section.letter}"
            yield Finding(path, "letter-used-twice", words, "give one of them another letter")
        elif section.letter:
            seen[section.letter] = section.name


def _core_cells(placed: PlacedQuestion, built: Question) -> Iterator[Finding]:
    core = placed.question.core
    if not isinstance(core, CoreCells):
        return
    path: KeyPath = (*placed.path, "core")
    if not built.rows:
        words = f"a {built.kind} has no cells to choose from"
        yield Finding(path, "key-not-allowed", words, "write core: true")
        return
    for place, pattern in enumerate(core.cells):
        if not cells_like(pattern, built):
            words = f"{pattern} names no cell of {placed.name}"
            yield Finding((*path, "cells", place), "unknown-core-cell", words, _how_to_name(built))


def _how_to_name(built: Question) -> str:
    row = built.row_codes()[0]
    column = next((column.code for column in built.columns), None)
    if column is None:
        return f"name a row, such as {row}"
    return f"name a row and a column, such as {row}.{column}, {row}.* or *.{column}"


def _sums(placed: PlacedQuestion, built: Question) -> Iterator[Finding]:
    for axis, what in AXES.items():
        sums = getattr(placed.question.sums, axis, {})
        known = [code.code for code in getattr(built, axis)]
        for total, summed in sums.items():
            path: KeyPath = (*placed.path, "sums", axis, total)
            if total not in known:
                yield unknown(path, what, total, known)
            yield from _summed(path, what, summed, known)
            if _is_in_itself(total, sums):
                words = f"{total} is a part of itself"
                yield Finding(path, "sum-of-itself", words, "leave it out of its parts")


def _summed(
    path: KeyPath, what: str, summed: tuple[str, ...], known: list[str]
) -> Iterator[Finding]:
    if not summed:
        words = "a sum needs parts"
        yield Finding(path, "empty-list", words, f"name each {what} that is added up")
    for place, part in enumerate(summed):
        if part not in known:
            yield unknown((*path, place), what, part, known)
        elif part in summed[:place]:
            words = f"{part} stands here twice"
            yield Finding((*path, place), "name-used-twice", words, "name it once")


def _is_in_itself(total: str, sums: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a total is among its parts, or among theirs."""
    reached: set[str] = set()
    ahead = list(sums[total])
    while ahead:
        part = ahead.pop()
        if part not in reached:
            reached.add(part)
            ahead.extend(sums.get(part, ()))
    return total in reached
