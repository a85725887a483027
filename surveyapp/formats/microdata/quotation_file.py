"""Quotation file: the words that may be shown, as CSV, and no answer beside them."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from surveyapp.fieldwork.review import ReviewedText
from surveyapp.formats.comparison_file import guarded
from surveyapp.questions.column import IS_SYNTHETIC

HEADER = (IS_SYNTHETIC, "cell", "group", "is_edited", "words")
Line = tuple[str | int, ...]


def write_quotations(
    texts: Iterable[ReviewedText], path: Path, rng: Random, *, is_synthetic: bool
) -> int:
    """One line a text that was let through, question by question; how many. Raises OSError.

    The order within a question is fresh in every file. rng: must not be predictable
    (SystemRandom) outside of tests.
    """
    lines = [(int(is_synthetic), *line) for line in _lines(texts)]
    rng.shuffle(lines)
    lines.sort(key=lambda line: str(line[1]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(lines)
    return len(lines)


def _lines(texts: Iterable[ReviewedText]) -> Iterator[Line]:
    for each in texts:
        shown = each.cleared
        if shown is not None:
            words = str(guarded(shown.text))
            yield each.text.address, shown.country or "", int(shown.is_edited), words
