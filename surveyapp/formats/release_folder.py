"""Release folder: data, codebook, licence, the report on k and a README, for everybody."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from surveyapp.analysis.public_release import PublicRelease
from surveyapp.formats.codebook_csv import codebook_csv
from surveyapp.formats.export_text import write_csv
from surveyapp.formats.release_readme import licence_text, readme_lines
from surveyapp.reports.codebook import QuestionEntry
from surveyapp.reports.column_words import ColumnWords

MARK = "synthetic-"
"""Begins the name of every file with or about invented answers."""


def write_release(
    made: PublicRelease, words: ColumnWords, entries: tuple[QuestionEntry, ...], folder: Path
) -> tuple[Path, ...]:
    """Writes the files into a folder that is there; returns them. Raises OSError."""
    mark = MARK if made.table.is_synthetic else ""
    banner = f"{words.warning}\n\n" if made.table.is_synthetic else ""
    released = tuple(_released(entries, made))
    texts = {
        f"{mark}codebook.csv": codebook_csv(words, released),
        f"{mark}k-report.json": json.dumps(k_report(made), indent=2, ensure_ascii=False) + "\n",
        f"{mark}LICENCE.txt": banner + licence_text(words.labels.translate),
        f"{mark}README.md": banner + "\n".join(readme_lines(made, words, mark)) + "\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    write_csv(made.table, words, folder / f"{mark}data.csv")
    return tuple(sorted(folder.iterdir()))


def k_report(made: PublicRelease) -> dict[str, object]:
    """How the rows were made safe, as the file says it."""
    return {
        "synthetic": made.table.is_synthetic,
        "k": made.k,
        "grouped_by": list(made.known),
        "left_out_to_reach_k": list(made.dropped),
        "smallest_group": made.smallest,
        "groups": made.n_groups,
        "responses": made.table.n_rows,
        "responses_left_out": made.n_before - made.table.n_rows,
    }


def _released(entries: tuple[QuestionEntry, ...], made: PublicRelease) -> Iterator[QuestionEntry]:
    names = {column.name for column in made.table.columns}
    for entry in entries:
        kept = tuple(v for v in entry.variables if v.column.name in names)
        yield replace(entry, variables=kept)
