"""Nothing beside the answers says when anything happened, not even in a number or a sealed text."""

import re
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import column, select, table

from surveyapp.storage.sending import withdraw
from surveyapp.storage.waves import WaveState, move_wave
from surveyapp.study.freezing import freeze_wave
from surveyapp.study.mixing import mix
from tests.reports.small_report import WAVE
from tests.storage.submissions import TODAY
from tests.study.conftest import empty, made_empty
from tests.study.waves import sent_to

__all__ = ["empty", "made_empty"]

# 2001 to 2065, in seconds, thousandths, millionths and billionths.
EPOCHS = [range(10**9 * unit, 3 * 10**9 * unit) for unit in (1, 10**3, 10**6, 10**9)]
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:|\b\d{1,2}:\d{2}:\d{2}\b")
NUMBER = re.compile(r"(?<![\w.-])\d{10,19}(?![\w.-])")
FERNET = b"gAAAAA"


def values(path):
    """(table, column, value) of everything that a database holds; Alembic's own table left out."""
    with closing(sqlite3.connect(path)) as plain:
        named = plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in named:
            if name != "alembic_version":
                yield from _rows(plain, name)


def _rows(plain, name):
    names = [each[1] for each in plain.execute(f"PRAGMA table_info({name})")]
    read = select(*map(column, names)).select_from(table(name))
    for row in plain.execute(str(read)):
        yield from ((name, *pair) for pair in zip(names, row, strict=True))


def moments(found):
    """Those values that are, or hold, a moment."""
    return [(place, name) for place, name, value in found if _is_moment(value)]


def _is_moment(value):
    if isinstance(value, bytes):
        return FERNET in value
    text = str(value)
    numbers = [int(number) for number in NUMBER.findall(text)]
    has_number = any(number in epoch for number in numbers for epoch in EPOCHS)
    return has_number or bool(MOMENT.search(text)) or FERNET.decode() in text


def test_no_value_beside_the_answers_is_a_moment(empty):
    """Sending, withdrawing, mixing, closing and freezing, and a look after each."""
    drafts = [sent_to(empty, helps__other=f"words {n}") for n in range(7)]
    looked = [list(values(empty.path / "answers.db"))]
    withdraw(drafts[0], {}, TODAY)
    mix(empty, WAVE)
    looked.append(list(values(empty.path / "answers.db")))
    move_wave(WAVE, WaveState.CLOSED)
    freeze_wave(empty, WAVE)
    looked.append(list(values(empty.path / "answers.db")))
    tables = {place for found in looked for place, _name, _value in found}
    assert {"wave", "draft_section", "sealed_response", "response", "free_text"} <= tables
    assert [moments(found) for found in looked] == [[], [], []]


def test_no_file_beside_the_answers_holds_a_token_with_its_time(empty):
    for _ in range(6):
        sent_to(empty)
    mix(empty, WAVE)
    held = b"".join(path.read_bytes() for path in sorted(empty.path.glob("answers.db*")))
    assert FERNET not in held


@pytest.mark.parametrize(
    "value",
    [
        1_700_000_000,
        1_700_000_000_123,
        '{"saved":1700000000}',
        "2014-09-15T10:02",
        "2014-09-15 10:02:03",
        "10:02:03",
        b"\x01gAAAAABl",
        "gAAAAABl",
    ],
)
def test_a_moment_is_found(tmp_path, value):
    path = tmp_path / "planted.db"
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE response (id, kept)")
        plain.execute("INSERT INTO response VALUES (?, ?)", (b"x", value))
        plain.commit()
    assert moments(values(path)) == [("response", "kept")]


@pytest.mark.parametrize("value", [12, "2014-09-15", "2014-11", "RO", b"sealed", 900_000_000, None])
def test_an_amount_a_day_or_a_code_is_no_moment(value):
    assert moments([("response", "kept", value)]) == []
