"""Coded answers of any size: one made-up questionnaire of closed questions, drawn with a seed.

The same draw is given as a snapshot of the real format, and as the JSON texts that are stored.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from surveyapp.analysis.microdata.snapshot import KEY, ROWS_A_GROUP, Origin
from surveyapp.formats.source.questionnaire_folder import load_code_list
from surveyapp.questionnaire.build import build
from surveyapp.questionnaire.definition import QuestionnaireDefinition
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.texts import source_texts
from surveyapp.questionnaire.wording import Wording
from surveyapp.questions.cell import MissingReason
from surveyapp.questions.column import Column

NAME = "coded"
SEED = 2014
COUNTRIES, SECTORS = ("RO", "NO"), ("authority", "ngo")
FEWEST_CODES, MOST_CODES = 3, 8
NOT_ASKED, NO_REASON = 0.03, 0.92
"""Shares of a column that were not asked, and that gave an answer rather than a reason."""

REASONS = (
    MissingReason.BLANK,
    MissingReason.DONT_KNOW,
    MissingReason.NOT_APPLICABLE,
    MissingReason.NOT_RECORDED,
    MissingReason.REFUSED,
)
KNOWN_REASONS = tuple(reason.value for reason in MissingReason)
TEXTS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Size:
    """How many responses, and questions beside country and sector."""

    n_responses: int
    n_columns: int = 200


def questionnaire(n_columns: int) -> Questionnaire:
    """Country, sector, and questions of three to eight codes."""
    return build(_definition(n_columns), {"missing": load_code_list("missing")})


def wording(n_columns: int) -> Wording:
    """Its words."""
    lists = {"missing": load_code_list("missing")}
    return Wording("en", source_texts(_definition(n_columns), lists))


def write_coded_snapshot(size: Size, path: Path) -> None:
    """The answers as a snapshot file."""
    form = questionnaire(size.n_columns)
    note = {**asdict(Origin(NAME, "1", True)), "sha256": "0" * 64, "n_responses": size.n_responses}
    arrays = {
        column.name: pa.DictionaryArray.from_arrays(
            pa.array(places, pa.int16(), mask=places < 0), pa.array(_words(column), pa.string())
        )
        for column, places in _drawn(form, size)
    }
    table = pa.table(arrays).replace_schema_metadata({KEY: json.dumps(note).encode()})
    pq.write_table(table, path, compression="zstd", row_group_size=ROWS_A_GROUP)


def coded_texts(size: Size) -> Iterator[str]:
    """The answers as they are stored: JSON with sorted keys, no text for what was not asked."""
    form = questionnaire(size.n_columns)
    drawn = sorted(_drawn(form, size), key=lambda each: each[0].cell)
    parts = [(np.array([*_members(column), ""], object), places) for column, places in drawn]
    for start in range(0, size.n_responses, TEXTS_AT_ONCE):
        end = start + TEXTS_AT_ONCE
        rows = zip(*(members[places[start:end]] for members, places in parts), strict=True)
        yield from ("{" + ",".join(filter(None, row)) + "}" for row in rows)


def _drawn(form: Questionnaire, size: Size) -> Iterator[tuple[Column, np.ndarray]]:
    """Columns, and for each response the place of its word among `_words`; -1: not asked."""
    rng = np.random.default_rng(SEED)
    for column in form.columns:
        n_codes = len(column.codes)
        if column.name in ("country", "sector"):
            yield column, rng.choice(n_codes, size.n_responses, p=(0.7, 0.3)).astype(np.int16)
            continue
        places = rng.integers(0, n_codes, size.n_responses, dtype=np.int16)
        # The lower half of the draws moves down, so that codes differ in frequency.
        places = np.minimum(places, rng.integers(0, n_codes, size.n_responses, dtype=np.int16))
        chance = rng.random(size.n_responses, dtype=np.float32)
        reasons = n_codes + rng.choice([KNOWN_REASONS.index(r) for r in REASONS], size.n_responses)
        places = np.where(chance > NO_REASON, reasons.astype(np.int16), places)
        yield column, np.where(chance < NOT_ASKED, np.int16(-1), places)


def _words(column: Column) -> tuple[str, ...]:
    return (*column.codes, *KNOWN_REASONS)


def _members(column: Column) -> Iterator[str]:
    """`"cell":answer` for each word; the place -1 finds the empty text behind them."""
    for word in _words(column):
        answer = word if word in column.codes else {"missing": word}
        yield f'"{column.cell}":{json.dumps(answer, separators=(",", ":"))}'


def _definition(n_columns: int) -> QuestionnaireDefinition:
    questions = [
        _question("country", COUNTRIES),
        _question("sector", SECTORS),
        *(_question(f"q{n:03}", _codes(n)) for n in range(1, n_columns + 1)),
    ]
    page = {"name": "page", "questions": questions}
    return QuestionnaireDefinition(
        questionnaire=NAME,
        version="1",
        title="Coded",
        purpose="To be measured.",
        compare_by="country",
        split_by="sector",
        sections=[{"name": "only", "label": "Only", "pages": [page]}],
    )


def _codes(n: int) -> tuple[str, ...]:
    n_codes = FEWEST_CODES + n % (MOST_CODES - FEWEST_CODES + 1)
    return tuple(f"c{place}" for place in range(1, n_codes + 1))


def _question(name: str, codes: tuple[str, ...]) -> dict[str, object]:
    choices = [{"code": code, "label": f"Answer {code}"} for code in codes]
    missing = [reason.value for reason in REASONS if reason is not MissingReason.BLANK]
    return {
        "name": name,
        "type": "select_one",
        "label": f"Question {name}?",
        "choices": choices,
        "missing": missing,
    }
