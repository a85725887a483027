"""Release folder: data, codebook, licence, the report on k and a README, for everybody."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from surveyapp.analysis.public_release import PublicRelease
from surveyapp.formats.codebook_csv import codebook_csv
from surveyapp.formats.export_text import write_csv
from surveyapp.questionnaire.handed_out import kept_back, left_out
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.reports.codebook import QuestionEntry
from surveyapp.reports.column_words import ColumnWords

BANNER = "SYNTHETIC DATA – NOT REAL"
MARK = "synthetic-"
"""Begins the name of every file with or about invented answers."""
LICENCE = """\
This work is licensed under the Creative Commons Attribution 4.0 International licence (CC BY 4.0).
The full text: https://creativecommons.org/licenses/by/4.0/legalcode

You may share and adapt it for any purpose, also commercially, if you name the source, link to the
licence and say what you changed. You must not try to find out which institution gave an answer.
"""


def write_release(
    made: PublicRelease, words: ColumnWords, entries: tuple[QuestionEntry, ...], folder: Path
) -> tuple[Path, ...]:
    """Writes the files into a folder that is there; returns them. Raises OSError."""
    mark = MARK if made.table.is_synthetic else ""
    banner = f"{BANNER}\n\n" if made.table.is_synthetic else ""
    released = tuple(_released(entries, made))
    texts = {
        f"{mark}codebook.csv": codebook_csv(words, released),
        f"{mark}k-report.json": json.dumps(k_report(made), indent=2, ensure_ascii=False) + "\n",
        f"{mark}LICENCE.txt": banner + LICENCE,
        f"{mark}README.md": banner + "\n".join(_readme(made, words, mark)) + "\n",
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


def _readme(made: PublicRelease, words: ColumnWords, mark: str) -> Iterator[str]:
    table, report = made.table, k_report(made)
    yield f"# {words.title}"
    yield ""
    yield f"Open data of `{table.questionnaire}` {table.version}: {table.n_rows} responses."
    yield f"Variables: `{mark}codebook.csv`. Licence: `{mark}LICENCE.txt`."
    yield ""
    yield "## How it was made safe"
    yield ""
    yield f"- Every row stands in a group of {made.smallest} or more (k = {made.k}) that give the"
    yield f"  same answers to: {', '.join(made.known) or 'none'}."
    yield f"- Rows left out because their group was smaller: {report['responses_left_out']}."
    yield f"- Columns left out to reach k: {', '.join(made.dropped) or 'none'}."
    yield "- Rows stand in random order; there is no day, no id and no text."
    yield ""
    yield "k says that nobody is alone by what others know as well. It does not say that an answer"
    yield "cannot be recognised by somebody who knows the institution's work."
    yield ""
    yield "## Questions that are not here"
    yield ""
    yield from (f"- `{question}`: {why}" for question, why in _not_here(words.form).items())


def _not_here(form: Questionnaire) -> dict[str, str]:
    """Question -> why the open data have not all of its columns."""
    reasons = ((c.question, kept_back(form, c) or left_out(form, c)) for c in form.columns)
    return {question: reason.value for question, reason in reasons if reason}
