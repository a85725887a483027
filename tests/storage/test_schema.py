"""The schema keeps no trail: no order, no time, no address, no key between the two databases."""

import re
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import create_engine

from surveyapp.storage.database import ANSWERS, CONTACTS, db
from tests.architecture.source import PACKAGE, ROOT, calls, read_sources

BINDS = (CONTACTS, ANSWERS)
TRAIL = re.compile(
    r"(^|_)(ip|addr|address|host|agent|user_agent|referrer|referer|cookie|session|created|modified"
    r"|updated|submitted|saved|sent|seen|timestamp|time|at|duration|sequence|seq|number|order|serial"
    r"|language|locale|browser|device)($|_)"
)
TIME_TYPE = re.compile(r"TIME|TIMESTAMP|CLOCK|REAL|FLOAT|DOUBLE")
ORDERED_ID = frozenset({"uuid1", "uuid6", "uuid7", "uuid.uuid1", "uuid.uuid6", "uuid.uuid7"})
# Column -> why it may exist.
ALLOWED = {
    ("staff_session", "last_seen"): "ends idle sessions of staff; nothing of respondents is there",
    ("staff_session", "started"): "ends long sessions of staff",
    ("contact", "addressee_language"): "what the list of contacts says; not what was answered in",
    ("contact", "postal_address"): "where letters go, as the list of contacts says",
    ("mail", "sent_week"): "when a letter was mailed to a contact; a week, and no answer beside it",
}


def schema(path):
    """What a database file says about itself: (type, name, SQL), Alembic's own table left out."""
    query = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(query).fetchall()
    return [row for row in rows if "alembic_version" not in row[1]]


def table_columns(path):
    """(table, column, type) of everything."""
    with closing(sqlite3.connect(path)) as connection:
        return [
            (table, column[1], column[2])
            for kind, table, _ in schema(path)
            if kind == "table"
            for column in connection.execute(f"PRAGMA table_info({table})")
        ]


def trails(columns):
    return [
        (table, name)
        for table, name, kind in columns
        if (table, name) not in ALLOWED and (TRAIL.search(name) or TIME_TYPE.search(kind))
    ]


@pytest.mark.parametrize("bind", BINDS)
def test_no_column_can_hold_a_trail(instance, bind):
    assert not trails(table_columns(instance.path / f"{bind}.db"))


@pytest.mark.parametrize(
    "column",
    [
        ("response", "client_ip", "TEXT"),
        ("response", "user_agent", "TEXT"),
        ("response", "day", "DATETIME"),
        ("draft_section", "saved_at", "INTEGER"),
        ("response", "started", "TIMESTAMP"),
    ],
    ids=lambda column: column[1],
)
def test_a_column_with_a_trail_is_found(column):
    assert trails([column]) == [column[:2]]


@pytest.mark.parametrize("bind", BINDS)
def test_no_table_keeps_the_order_of_arrival(instance, bind):
    tables = [row for row in schema(instance.path / f"{bind}.db") if row[0] == "table"]
    assert tables
    assert all("WITHOUT ROWID" in sql for _, _, sql in tables)
    assert not any("AUTOINCREMENT" in sql.upper() for _, _, sql in tables)


@pytest.mark.parametrize("bind", BINDS)
def test_no_row_leads_to_another_table(instance, bind):
    assert not any(
        "REFERENCES" in sql.upper() for _, _, sql in schema(instance.path / f"{bind}.db")
    )


def test_the_two_databases_share_no_column(instance):
    names = [
        {name for _, name, _ in table_columns(instance.path / f"{bind}.db")} - {"name"}
        for bind in BINDS
    ]
    assert not names[0] & names[1]


def test_days_are_kept_of_waves_only(instance):
    columns = table_columns(instance.path / "answers.db")
    days = {(table, name) for table, name, kind in columns if "DATE" in kind}
    kept = {("wave", day) for day in ("opens", "closes", "ended")}
    recorded = ("wave_correction", "wave_confirmation", "wave_translation_gap")
    assert days == {*kept, *((table, "day") for table in recorded)}


def test_no_identifier_carries_its_time():
    assert not calls(read_sources(PACKAGE, ROOT / "migrations"), ORDERED_ID)


@pytest.mark.parametrize("bind", BINDS)
def test_the_tables_of_the_code_are_those_of_the_migrations(instance, tmp_path, bind):
    engine = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    db.metadatas[bind].create_all(engine)
    engine.dispose()
    assert schema(instance.path / f"{bind}.db") == schema(tmp_path / "declared.db")
