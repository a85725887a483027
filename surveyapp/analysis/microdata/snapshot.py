"""Snapshot: the answers of one wave as typed columns, kept as Parquet with a content hash.

Codes are small dictionaries and share their column with the reasons for no answer (the reasons
are reserved words, never codes). A column of numbers has a second one, `<name>#`, for the reason.
Null everywhere means: not asked. Text and companions are left out. Themes of texts that lie apart
from their responses are a second table, a row a text.

The one place in the core that touches files: pyarrow writes and reads Parquet by path.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from operator import attrgetter
from pathlib import Path
from secrets import token_hex
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from surveyapp.analysis.microdata.answer_rows import AnswersRefused, Reason, RowReader, row_reader
from surveyapp.analysis.tabulation_plan import is_compared, is_number
from surveyapp.questions.cell import MissingReason
from surveyapp.questions.column import NOT_TICKED, TICKED, Column, Role

__all__ = [
    "AnswersRefused",
    "Origin",
    "Snapshot",
    "SnapshotDamaged",
    "read_snapshot",
    "snapshot_of",
    "write_snapshot",
]

REASON_MARK = "#"
KEY, TEXTS_KEY = b"surveyapp", b"surveyapp-texts"
ROWS_A_GROUP = 122_880
"""DuckDB's own; it reads groups of rows side by side, which takes a third off a large count."""


UNFINISHED = ".unfinished"


class SnapshotDamaged(OSError):
    """A file that was a snapshot cannot be read as one any more."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What the answers were given to. synthetic: made by simulation, never mixed with real ones."""

    questionnaire: str
    version: str
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Typed answers, in memory or in a file. sha256: hex, the same for any order of responses.

    texts: rows of coded texts, see `theme_fields`; None where there are none.
    """

    origin: Origin
    sha256: str
    n_responses: int
    source: pa.Table | Path
    texts: pa.Table | None = None

    def fields(self) -> frozenset[str]:
        """Names of the columns that it holds, those of coded texts among them. Raises OSError."""
        return self.answer_fields() | self.theme_fields()

    def answer_fields(self) -> frozenset[str]:
        """Names of the columns of responses. Raises OSError."""
        if isinstance(self.source, Path):
            return frozenset(pq.read_schema(self.source).names)
        return frozenset(self.source.column_names)

    def theme_fields(self) -> frozenset[str]:
        """Names of the columns of coded texts; the columns that make the groups are among them."""
        return frozenset(self.texts.column_names if self.texts is not None else ())


def snapshot_of(
    columns: Sequence[Column],
    responses: Iterable[bytes],
    origin: Origin,
    coded: Snapshot | None = None,
) -> Snapshot:
    """A snapshot in memory. responses: JSON texts of flat answers. Raises AnswersRefused.

    coded: rows of coded texts, as a snapshot of their own in memory; they count in the hash.
    """
    table, digests = _table(columns, responses)
    content_hash = _content_hash(columns, digests, origin)
    if coded is None or isinstance(coded.source, Path):
        return Snapshot(origin, content_hash, len(digests), table)
    both = hashlib.sha256(f"{content_hash} {coded.sha256}".encode()).hexdigest()
    return Snapshot(origin, both, len(digests), table, coded.source)


def _table(columns: Sequence[Column], responses: Iterable[bytes]) -> tuple[pa.Table, list[bytes]]:
    reader = row_reader(columns)
    digests: list[bytes] = []
    parts = [_part(columns, reader, rows, digests) for rows in reader.batches(responses)]
    return pa.Table.from_batches(parts or [_part(columns, reader, [], digests)]), digests


def write_snapshot(made: Snapshot, folder: Path, label: str = "") -> Snapshot:
    """Writes one to `folder/<label><sha256>.parquet`, there at once or not at all.

    label: stands before the hash, to find the file again. Two that write at once never meet in one
    file. Raises OSError.
    """
    path = folder / f"{label}{made.sha256}.parquet"
    note = {**asdict(made.origin), "sha256": made.sha256, "n_responses": made.n_responses}
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{token_hex(8)}{UNFINISHED}")
    beside = {} if made.texts is None else {TEXTS_KEY: b64encode(_to_bytes(made.texts))}
    table = pq.read_table(made.source) if isinstance(made.source, Path) else made.source
    noted = table.replace_schema_metadata({KEY: json.dumps(note).encode(), **beside})
    try:
        unfinished.touch(mode=0o600, exist_ok=False)
        pq.write_table(noted, unfinished, compression="zstd", row_group_size=ROWS_A_GROUP)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return replace(made, source=path)


def read_snapshot(path: Path) -> Snapshot:
    """A snapshot that was written before; the columns stay in the file.

    Raises SnapshotDamaged when it is none.
    """
    try:
        kept = pq.read_metadata(path).metadata
        note = json.loads(kept[KEY])
        origin = Origin(note["questionnaire"], note["version"], note["synthetic"])
        texts = _from_bytes(b64decode(kept[TEXTS_KEY])) if TEXTS_KEY in kept else None
        return Snapshot(origin, note["sha256"], note["n_responses"], path, texts)
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as problem:
        raise SnapshotDamaged(path.name) from problem


def _to_bytes(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


def _from_bytes(written: bytes) -> pa.Table:
    with pa.ipc.open_stream(written) as stream:
        return stream.read_all()


def _part(
    columns: Sequence[Column], reader: RowReader, rows: list[Any], digests: list[bytes]
) -> pa.RecordBatch:
    digests.extend(hashlib.sha256(msgspec.json.encode(row)).digest() for row in rows)
    cells = _Cells(reader.fields, rows)
    arrays: dict[str, pa.Array] = {}
    for column in filter(is_compared, columns):
        arrays.update(_arrays(column, cells.of(column.cell)))
    return pa.RecordBatch.from_pydict(arrays)


class _Cells:
    """The values of one cell for all rows; kept while the columns of the same cell follow."""

    def __init__(self, fields: Mapping[str, str], rows: list[Any]) -> None:
        self.fields, self.rows = fields, rows
        self.cell: str | None = None
        self.values: list[Any] = []

    def of(self, cell: str) -> list[Any]:
        if cell != self.cell:
            self.cell = cell
            self.values = list(map(attrgetter(self.fields[cell]), self.rows))
        return self.values


def _arrays(column: Column, values: list[Any]) -> Iterator[tuple[str, pa.Array]]:
    if is_number(column):
        numbers = [None if v.__class__ in NOT_A_NUMBER else v for v in values]
        yield column.name, pa.array(numbers, pa.float64())
        yield column.name + REASON_MARK, _words(values, ())
    else:
        read = READ_AS.get(column.role)
        yield column.name, _words(map(read(column), values) if read else values, column.codes)


NOT_A_NUMBER = frozenset({Reason, msgspec.UnsetType})


def _as_tick(column: Column) -> Callable[[Any], Any]:
    option = column.option

    def read(value: Any) -> Any:
        if value.__class__ is list:
            return TICKED if option in value else NOT_TICKED
        return value

    return read


def _as_place(column: Column) -> Callable[[Any], Any]:
    option = column.option

    def read(value: Any) -> Any:
        if value.__class__ is list:
            return str(value.index(option) + 1) if option in value else "0"
        return value

    return read


READ_AS = {Role.OPTION: _as_tick, Role.RANK: _as_place}


def _words(values: Iterable[Any], codes: tuple[str, ...]) -> pa.DictionaryArray:
    """Codes and reasons over one fixed dictionary, so that batches can be put together.

    Everything else, such as a number or what was not asked, is null. A place beyond the column's
    codes cannot occur: a ranking has at most that many.
    """
    reasons = tuple(MissingReason)
    known = (*codes, *(reason.value for reason in reasons))
    place_by_value: dict[Any, int] = {code: place for place, code in enumerate(codes)}
    place_by_value |= {Reason(reason): len(codes) + n for n, reason in enumerate(reasons)}
    places = pa.array(list(map(place_by_value.get, values)), pa.int16())
    return pa.DictionaryArray.from_arrays(places, pa.array(known, pa.string()))


def _content_hash(columns: Sequence[Column], digests: list[bytes], origin: Origin) -> str:
    names = [column.name for column in columns if is_compared(column)]
    content = hashlib.sha256(msgspec.json.encode([asdict(origin), names]))
    for digest in sorted(digests):
        content.update(digest)
    return content.hexdigest()
