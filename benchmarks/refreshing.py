"""Refreshing: stored answers into a snapshot, beside plain typed decoding and writing."""

import secrets
import sqlite3
from collections.abc import Iterator
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import insert

from benchmarks.coded import NAME, Size, coded_texts, questionnaire
from surveyapp.analysis.microdata.snapshot import ROWS_A_GROUP
from surveyapp.instance import create_instance, load_instance
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import MissingReason
from surveyapp.storage.answers_tables import response
from surveyapp.storage.database import ANSWERS, connected, writing
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.snapshots import snapshot_of_wave
from surveyapp.storage.waves import Wave, WaveState, new_wave, wave

WAVE = "bench"
AT_ONCE = 5_000
DATABASE = "answers.db"


class Reason(msgspec.Struct, frozen=True):
    """A cell without an answer."""

    missing: MissingReason


def fill_instance(folder: Path, size: Size) -> None:
    """An instance whose answers database holds the coded answers as if they had been sent."""
    instance = create_instance(folder, is_demo=True)
    upgrade(instance)
    form = questionnaire(size.n_columns)
    with connected(instance):
        new_wave(_wave(form))
        texts = coded_texts(size)
        while batch := list(islice(texts, AT_ONCE)):
            with writing(ANSWERS) as connection:
                connection.execute(insert(response), [_row(form, text) for text in batch])


def refreshed(folder: Path, n_columns: int) -> Path:
    """The real path, from the database to a snapshot file; made anew each time."""
    instance = load_instance(folder)
    for old in instance.snapshots.glob("*.parquet"):
        old.unlink()
    with connected(instance):
        made = snapshot_of_wave(instance, wave(WAVE), questionnaire(n_columns))
    assert isinstance(made.source, Path)
    return made.source


def plainly_decoded(folder: Path, n_columns: int) -> Path:
    """The same columns from the same texts by msgspec and pyarrow alone: no content hash, no
    names of refused rows, no check that the snapshot is there as a whole or not at all."""
    form = questionnaire(n_columns)
    decoder = msgspec.json.Decoder(_row_type(form))
    parts = []
    texts = _texts(folder / DATABASE)
    while batch := list(islice(texts, AT_ONCE)):
        rows = [decoder.decode(text) for text in batch]
        parts.append(pa.RecordBatch.from_pydict(dict(_arrays(form, rows))))
    path = folder / "plain.parquet"
    pq.write_table(
        pa.Table.from_batches(parts), path, compression="zstd", row_group_size=ROWS_A_GROUP
    )
    return path


def _texts(database: Path) -> Iterator[str]:
    connection = sqlite3.connect(database)
    try:
        query = "SELECT answers FROM response WHERE wave = ? ORDER BY id"
        yield from (text for (text,) in connection.execute(query, (WAVE,)))
    finally:
        connection.close()


def _row_type(form: Questionnaire) -> Any:
    closed: Any = Literal
    fields = [(c.name, closed[c.codes] | Reason | None, None) for c in form.columns]
    return msgspec.defstruct("Row", sorted(fields), gc=False)


def _arrays(form: Questionnaire, rows: list[Any]) -> Iterator[tuple[str, pa.Array]]:
    """The quickest way that we know of: no Python code runs for a single cell."""
    reasons = list(MissingReason)
    for column in form.columns:
        known: list[Any] = [*column.codes, *map(Reason, reasons)]
        place_by_value = {value: place for place, value in enumerate(known)}
        places = map(place_by_value.get, map(attrgetter(column.name), rows))
        words = pa.array([*column.codes, *(reason.value for reason in reasons)], pa.string())
        yield (
            column.name,
            pa.DictionaryArray.from_arrays(pa.array(list(places), pa.int16()), words),
        )


def _wave(form: Questionnaire) -> Wave:
    return Wave(
        name=WAVE,
        questionnaire=NAME,
        version=form.version,
        version_hash=form.version_hash,
        edition="full",
        parameters={},
        opens=None,
        closes=None,
        state=WaveState.DRAFT,
        is_synthetic=True,
    )


def _row(form: Questionnaire, text: str) -> dict[str, object]:
    return {
        "id": secrets.token_bytes(16),
        "questionnaire": NAME,
        "version_hash": form.version_hash,
        "wave": WAVE,
        "country": None,
        "split_code": None,
        "mode": "web",
        "answers": text,
        "is_synthetic": True,
        "withdraw_tag": None,
    }


def same_columns(one: Path, other: Path) -> bool:
    """Whether two snapshots hold the same rows, in the same order."""
    tables = [pq.read_table(path) for path in (one, other)]
    names = tables[0].column_names
    return names == tables[1].column_names and all(
        tables[0][name].cast(pa.string()).equals(tables[1][name].cast(pa.string()))
        for name in names
    )
