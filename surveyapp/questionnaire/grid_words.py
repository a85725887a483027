"""Grid words: cells and sums of a grid in words that need no grammar."""

from collections.abc import Callable, Container

from surveyapp.questions.base import Code, Question

Label = Callable[[Code], str]
"""The words of a row or column."""


def cells_in_words(question: Question, cells: Container[str], label: Label) -> str:
    """``2012: Total · 2013: Total · 2014``; a row of which every column is meant stands alone."""
    lines = (_row_in_words(question, row, cells, label) for row in question.rows)
    return " · ".join(line for line in lines if line)


def sums_in_words(question: Question, label: Label) -> tuple[str, ...]:
    """``Total = Women + Men`` of each total that is added up; in core only of those asked there."""
    codes = {True: question.columns, False: question.rows}
    lines = question.lines(question.row_codes())
    asked = {step for total in lines for step in total.split(".")[1:]}
    found = []
    for each in question.sums:
        labels = {code.code: label(code) for code in codes[each.is_column]}
        if each.total in asked and labels.keys() >= {each.total, *each.parts}:
            parts = " + ".join(labels[part] for part in each.parts)
            found.append(f"{labels[each.total]} = {parts}")
    return tuple(found)


def _row_in_words(question: Question, row: Code, cells: Container[str], label: Label) -> str:
    address = f"{question.name}.{row.code}"
    if not question.columns:
        return label(row) if address in cells else ""
    asked = [c for c in question.columns if f"{address}.{c.code}" in cells]
    if len(asked) == len(question.columns):
        return label(row)
    return f"{label(row)}: {', '.join(map(label, asked))}" if asked else ""
