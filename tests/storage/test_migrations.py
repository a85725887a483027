"""Migrations: every step goes up and down with rows, and ends at what the code expects."""

import json
import sqlite3
from datetime import date

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Column, Date, DateTime, LargeBinary, String, create_engine
from sqlalchemy import table as lightweight
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import CreateTable

from surveyapp.fieldwork.envelope import text_tag
from surveyapp.instance import create_instance
from surveyapp.storage.database import ANSWERS, CONTACTS, db, make_durable
from surveyapp.storage.migrations import alembic_config, upgrade
from surveyapp.storage.schema import tables_of

BINDS = (CONTACTS, ANSWERS)
TABLES = {bind: tables_of(bind) for bind in BINDS}
STEPS = [
    (bind, step.revision)
    for bind in BINDS
    for step in ScriptDirectory.from_config(alembic_config(bind, "")).walk_revisions()
]
ROWS = {
    "wave": (
        "spring",
        "q",
        "1",
        "ab",
        "core",
        "{}",
        None,
        None,
        "open",
        False,
        "c" * 64,
        None,
        False,
    ),
    "wave_correction": ("spring", "0001", date(2014, 9, 2), "b" * 64, "c" * 64, "a typing error"),
    "wave_confirmation": ("autumn", "spring", date(2014, 9, 2), "all agreed"),
    "wave_translation_gap": ("spring", "c" * 64, "ro", 2, 1, date(2014, 9, 2), "all read English"),
    "rehearsal_part": (b"l" * 16, "rehearsal"),
    "code_grant": (b"l" * 16, b"sealed"),
    "draft_section": (b"r" * 16, 3, b"sealed", "2014-11", 0),
    "wave_mode": ("spring", "paper", 2),
    "sealed_response": (b"p" * 16, "spring", b"sealed"),
    "sealed_flag": (b"p" * 16, "spring", b"sealed"),
    "wave_key": ("spring", b"k" * 32, b"f" * 32),
    "response": (b"i" * 16, "q", "ab", "spring", "RO", None, "{}", False, b"t" * 32),
    "free_text": (
        b"x" * 16,
        *("spring", "rec_national", "RO", "More beds in Cluj.", "name"),
        *("edited", "More beds.", None, b"t" * 32),
    ),
    "coding_seat": ("spring", "rec_national", "first", "maria"),
    "text_coding": (b"x" * 16, "first", "shelters training"),
    "staff": ("maria", "hash", True),
    "staff_role": ("maria", "coordinator"),
    "staff_session": (b"h" * 32, "maria", 1, 2, None),
    "second_factor": ("maria", b"sealed", 1),
    "recovery_code": ("maria", "ABCD", "hash"),
    "staff_log": ("0000000001", "2014-09-02", "maria", "signed in", "", None, "0" * 64, "a" * 64),
    "ended_visit": (b"v" * 32, date(2014, 9, 3)),
    "sample": ("spring", "tracked"),
    "contact": (
        b"c" * 16,
        "spring",
        "A shelter",
        None,
        "a@example.org",
        None,
        *("ro", "RO"),
        *2 * (None,),
    ),
    "invitation": (b"n" * 16, "spring", b"c" * 16, b"l" * 16, "invited", "RO", None),
    "mail": (b"m" * 16, "spring", b"c" * 16, "invitation", "sent", "2014-W36"),
    "inquiry": (b"q" * 16, b"n" * 16, "open", "Please look at C4 again.", None),
    "desk_press": ("0" * 32, date(2014, 9, 2)),
    "section_progress": (b"n" * 16, "mandate", "complete"),
    "job": (
        "a" * 32,
        *("report", "spring", "{}", "account maria", "done", date(2014, 9, 2), date(2014, 9, 3)),
        *(2, 2, 1, None, None, "report", "{}", "[]"),
    ),
}
ROWS.setdefault("desk_press", ("m" * 32, date(2014, 9, 2)))
# Columns that are gone, and what stood there.
BEFORE = {"mode": "web"}


def path_of(instance, bind):
    return instance.path / f"{bind}.db"


def url_of(instance, bind):
    return {CONTACTS: instance.contacts_url, ANSWERS: instance.answers_url}[bind]


def schema(instance, bind):
    with sqlite3.connect(path_of(instance, bind)) as plain:
        return dict(plain.execute("select name, sql from sqlite_master where sql is not null"))


def fill(instance, bind, but=()):
    engine = create_engine(url_of(instance, bind))
    with engine.begin() as connection:
        for table in TABLES[bind]:
            if table.name not in but:
                connection.execute(table.insert().values(ROWS[table.name]))
    engine.dispose()


def insert(instance, *names):
    """Puts the rows of some tables into the answers, as far as they have the columns by now."""
    with sqlite3.connect(path_of(instance, ANSWERS)) as plain:
        for name in names:
            columns = [row[1] for row in plain.execute(f"PRAGMA table_info({name})")]
            table = db.metadatas[ANSWERS].tables[name]
            known = dict(zip((c.name for c in table.columns), ROWS[name], strict=True)) | BEFORE
            then = lightweight(name, *(Column(each) for each in columns))
            written = then.insert().compile(dialect=sqlite.dialect(), column_keys=columns)
            plain.execute(str(written), [known[each] for each in columns])


def kept_rows(instance, bind):
    engine = create_engine(url_of(instance, bind))
    with engine.begin() as connection:
        rows = {t.name: connection.execute(t.select()).fetchall() for t in TABLES[bind]}
    engine.dispose()
    return rows


@pytest.fixture
def durable(instance):
    """An engine on the answers of the instance."""
    engine = create_engine(instance.answers_url)
    make_durable(engine)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("bind", BINDS)
def test_the_migrated_schema_is_the_one_of_the_code(instance, bind):
    engine = create_engine(url_of(instance, bind))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, db.metadatas[bind]) == []
    engine.dispose()


@pytest.mark.parametrize("bind", BINDS)
def test_every_table_is_without_rowid(instance, bind):
    written = schema(instance, bind)
    assert all("WITHOUT ROWID" in written[table.name] for table in TABLES[bind])


def test_migrating_twice_changes_nothing(instance):
    before = {bind: schema(instance, bind) for bind in BINDS}
    upgrade(instance)
    assert {bind: schema(instance, bind) for bind in BINDS} == before


def test_migrating_keeps_what_is_stored(instance):
    fill(instance, ANSWERS)
    before = kept_rows(instance, ANSWERS)
    upgrade(instance)
    assert kept_rows(instance, ANSWERS) == before


@pytest.mark.parametrize(("bind", "revision"), STEPS)
def test_a_step_goes_down_and_up_again(instance, bind, revision):
    before = schema(instance, bind)
    config = alembic_config(bind, url_of(instance, bind))
    step = ScriptDirectory.from_config(config).get_revision(revision)
    command.downgrade(config, str(step.down_revision or "base"))
    command.upgrade(config, "head")
    assert schema(instance, bind) == before


def test_a_step_down_that_would_lose_answers_is_refused(instance):
    fill(instance, ANSWERS)
    before = kept_rows(instance, ANSWERS)
    with pytest.raises(CommandError, match="holds answers"):
        command.downgrade(alembic_config(ANSWERS, instance.answers_url), "base")
    assert kept_rows(instance, ANSWERS) == before


def test_free_text_comes_to_a_database_that_holds_answers(instance):
    config = alembic_config(ANSWERS, instance.answers_url)
    command.downgrade(config, "0001")
    insert(instance, "wave", "response")
    command.upgrade(config, "head")
    kept = kept_rows(instance, ANSWERS)
    assert kept["response"] == [ROWS["response"]]
    assert not [name for name in ("free_text", "coding_seat", "text_coding") if kept[name]]


OLD_REVIEWS = """
insert into response values (x'01', 'q', 'ab', 'spring', 'RO', null, 'web',
  '{"kind":"other","kind__other":"Night line","rec":"More beds.","rec__flag":["name"],
    "when":"2014-09-01"}', 0, x'aa');
insert into response values (x'02', 'q', 'ab', 'spring', null, null, 'web',
  '{"kind":"public","kind__why_sum":"confirmed","rec":"beds","vic":4}', 0, null);
insert into text_review values (x'01', 'rec', 'edited', 'Beds.');
insert into text_coding values (x'01', 'rec', 'first', 'shelters');
"""


def test_texts_leave_the_responses_that_hold_them_with_what_was_decided_about_them(instance):
    config = alembic_config(ANSWERS, instance.answers_url)
    command.downgrade(config, "0007")
    with sqlite3.connect(path_of(instance, ANSWERS)) as plain:
        plain.executescript(OLD_REVIEWS)
    command.upgrade(config, "head")
    kept = kept_rows(instance, ANSWERS)
    assert [json.loads(row.answers) for row in kept["response"]] == [
        {"kind": "other", "kind__other": "written", "rec": "written", "when": "2014-09-01"},
        {"kind": "public", "kind__why_sum": "confirmed", "rec": "written", "vic": 4},
    ]
    texts = {row.words: row for row in kept["free_text"]}
    assert {words: (row.cell, row.country, row.kinds) for words, row in texts.items()} == {
        "Night line": ("kind__other", "RO", ""),
        "More beds.": ("rec", "RO", "name"),
        "beds": ("rec", None, ""),
    }
    assert (texts["More beds."].state, texts["More beds."].wording) == ("edited", "Beds.")
    assert kept["text_coding"] == [(texts["More beds."].id, "first", "shelters")]
    assert texts["beds"].withdraw_tag is None
    assert texts["More beds."].withdraw_tag == text_tag(b"\xaa", "rec")


@pytest.mark.parametrize("table", ["free_text", "text_coding"])
def test_no_text_is_put_back_into_a_response(instance, table):
    insert(instance, table)
    with pytest.raises(CommandError, match=f"{table} holds"):
        command.downgrade(alembic_config(ANSWERS, instance.answers_url), "0007")
    assert kept_rows(instance, ANSWERS)[table] == [ROWS[table]]


def test_a_wave_of_before_keeps_its_row_and_has_no_copy(instance):
    config = alembic_config(ANSWERS, instance.answers_url)
    command.downgrade(config, "0002")
    insert(instance, "wave", "response")
    command.upgrade(config, "head")
    kept = kept_rows(instance, ANSWERS)
    assert kept["wave"] == [(*ROWS["wave"][:-3], None, None, False)]
    assert (kept["response"], kept["wave_correction"]) == ([ROWS["response"]], [])


@pytest.mark.parametrize("table", ["wave", "wave_correction"])
def test_a_step_down_that_would_lose_what_was_asked_is_refused(instance, table):
    insert(instance, table)
    with pytest.raises(CommandError, match=f"{table} holds"):
        command.downgrade(alembic_config(ANSWERS, instance.answers_url), "0002")
    assert kept_rows(instance, ANSWERS)[table] == [ROWS[table]]


def test_a_step_down_that_would_lose_a_confirmation_is_refused(instance):
    insert(instance, "wave_confirmation")
    with pytest.raises(CommandError, match="wave_confirmation holds"):
        command.downgrade(alembic_config(ANSWERS, instance.answers_url), "0003")
    assert kept_rows(instance, ANSWERS)["wave_confirmation"] == [ROWS["wave_confirmation"]]


def test_a_step_down_that_would_lose_why_texts_were_not_translated_is_refused(instance):
    insert(instance, "wave_translation_gap")
    with pytest.raises(CommandError, match="wave_translation_gap holds"):
        command.downgrade(alembic_config(ANSWERS, instance.answers_url), "0004")
    kept = kept_rows(instance, ANSWERS)["wave_translation_gap"]
    assert kept == [ROWS["wave_translation_gap"]]


def test_a_draft_of_before_is_kept_under_its_first_keys(instance):
    config = alembic_config(ANSWERS, instance.answers_url)
    command.downgrade(config, "0007")
    insert(instance, "draft_section")
    command.upgrade(config, "head")
    assert kept_rows(instance, ANSWERS)["draft_section"] == [ROWS["draft_section"]]


def test_a_step_down_that_would_lose_what_opens_a_section_is_refused(instance):
    insert(instance, "draft_section")
    with sqlite3.connect(path_of(instance, ANSWERS)) as plain:
        plain.execute("update draft_section set epoch = 1")
    with pytest.raises(CommandError, match="draft_section holds"):
        command.downgrade(alembic_config(ANSWERS, instance.answers_url), "0007")
    assert kept_rows(instance, ANSWERS)["draft_section"] == [(*ROWS["draft_section"][:-1], 1)]


def test_accounts_alone_may_be_taken_down(instance):
    fill(instance, CONTACTS, but=("contact", "staff_log"))
    command.downgrade(alembic_config(CONTACTS, instance.contacts_url), "base")
    assert set(schema(instance, CONTACTS)) == {"alembic_version"}


def test_the_role_of_an_account_is_moved_up_and_down_and_sessions_end(instance):
    config = alembic_config(CONTACTS, instance.contacts_url)
    command.downgrade(config, "0006")
    old = "insert into staff values ('maria', 'analyst', 'hash', 1)"
    with sqlite3.connect(path_of(instance, CONTACTS)) as plain:
        plain.execute(old)
        plain.execute("insert into staff_session values (x'01', 'maria', 1, 2)")
    command.upgrade(config, "head")
    kept = kept_rows(instance, CONTACTS)
    assert kept["staff"] == [("maria", "hash", True)]
    assert (kept["staff_role"], kept["staff_session"]) == ([("maria", "analyst")], [])
    command.downgrade(config, "0006")
    with sqlite3.connect(path_of(instance, CONTACTS)) as plain:
        assert plain.execute("select * from staff").fetchall() == [("maria", "analyst", "hash", 1)]


def test_a_step_down_that_would_lose_a_role_is_refused(instance):
    fill(instance, CONTACTS, but=("contact", "staff_log"))
    with sqlite3.connect(path_of(instance, CONTACTS)) as plain:
        plain.execute("insert into staff_role values ('maria', 'admin')")
    with pytest.raises(CommandError, match="several roles"):
        command.downgrade(alembic_config(CONTACTS, instance.contacts_url), "0006")


def test_a_step_down_that_would_lose_contacts_is_refused(instance):
    fill(instance, CONTACTS, but=("staff_log",))
    with pytest.raises(CommandError, match="contact holds"):
        command.downgrade(alembic_config(CONTACTS, instance.contacts_url), "base")
    assert kept_rows(instance, CONTACTS)["contact"] == [ROWS["contact"]]


def test_a_step_down_that_would_lose_the_log_is_refused(instance):
    fill(instance, CONTACTS, but=("contact",))
    with pytest.raises(CommandError, match="staff_log holds"):
        command.downgrade(alembic_config(CONTACTS, instance.contacts_url), "base")
    assert kept_rows(instance, CONTACTS)["staff_log"] == [ROWS["staff_log"]]


def test_a_directory_with_a_percent_sign_is_migrated(tmp_path):
    instance = create_instance(tmp_path / "100%s")
    upgrade(instance)
    assert "response" in schema(instance, ANSWERS)


def test_a_step_that_fails_leaves_nothing_behind(tmp_path):
    instance = create_instance(tmp_path / "instance")
    with sqlite3.connect(path_of(instance, ANSWERS)) as plain:
        plain.execute("create table response (id)")
    with pytest.raises(OperationalError, match="response already exists"):
        upgrade(instance)
    assert set(schema(instance, ANSWERS)) == {"response"}


def test_a_changed_table_stays_without_rowid(instance, durable):
    fill(instance, ANSWERS)
    with durable.connect().execution_options(writes=True) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("response", recreate="always") as table:
            table.add_column(Column("planted", String(1)))
        connection.commit()
    assert "WITHOUT ROWID" in schema(instance, ANSWERS)["response"]
    assert kept_rows(instance, ANSWERS)["response"][0][:2] == (b"i" * 16, "q")


@pytest.mark.parametrize("bind", BINDS)
def test_no_identifier_counts(instance, bind):
    written = " ".join(schema(instance, bind).values()).upper()
    assert "AUTOINCREMENT" not in written
    assert all(
        isinstance(column.type, LargeBinary | String)
        for table in TABLES[bind]
        for column in table.primary_key
    )


def test_no_time_finer_than_a_day_lies_beside_the_answers(instance):
    moments = [
        column.name
        for table in TABLES[ANSWERS]
        for column in table.columns
        if isinstance(column.type, DateTime)
    ]
    days = {c.name for t in TABLES[ANSWERS] for c in t.columns if isinstance(c.type, Date)}
    assert (moments, days) == ([], {"opens", "closes", "ended", "day"})


@pytest.mark.parametrize("word", ["ip", "agent", "referrer", "email", "created", "language"])
def test_no_column_beside_the_answers_follows_a_respondent(word):
    names = [column.name for table in TABLES[ANSWERS] for column in table.columns]
    assert not [name for name in names if word in name.split("_")]


def test_no_key_leads_from_one_database_to_the_other():
    keys = [key for bind in BINDS for table in TABLES[bind] for key in table.foreign_keys]
    assert not keys


@pytest.mark.parametrize("bind", BINDS)
def test_the_tables_can_be_made_on_postgresql(bind):
    for table in TABLES[bind]:
        assert "ROWID" not in str(CreateTable(table).compile(dialect=postgresql.dialect()))
