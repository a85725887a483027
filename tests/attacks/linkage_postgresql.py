"""Linkage on PostgreSQL: who has its files, its dumps and what it says of rows beside their values.

A row of the trail is (place, transaction, number of its first chunk outside the table, id, word).
"""

import secrets
import subprocess
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import column, insert, select, table

from surveyapp.instance import create_instance
from surveyapp.storage.answers_tables import response
from surveyapp.storage.database import ANSWERS, connected, reading, writing
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.sending import withdraw
from surveyapp.storage.study_keys import public_key_of
from surveyapp.storage.waves import WaveState, move_wave, new_wave
from surveyapp.study.mixing import mix
from tests.attacks.linkage import EVERY, N, by_place, guess_of
from tests.attacks.postgresql import OWNER, programs
from tests.reports.small_report import NAME, WAVE
from tests.storage.conftest import wave as usual_wave
from tests.storage.submissions import TODAY
from tests.study.waves import sent_to

LONG = 2_000
"""Bytes of an answer as hexadecimal digits: it has to lie outside the table, in chunks."""
WORD = 16
READ = "SELECT ctid::text, xmin::text, id, answers::json->>'note' FROM response"
TABLE_OF_CHUNKS = "SELECT reltoastrelid::regclass::text FROM pg_class WHERE relname = 'response'"


@dataclass
class Trail:
    """What the adversary has. steps: (rows, how many had sent) after each; folder: the server's."""

    folder: Path
    database: str
    steps: list[tuple[list[tuple[object, ...]], int]] = field(default_factory=list)

    def copy(self, n_sent):
        self.steps.append((rows(), n_sent))


def rows():
    """All responses with everything that the server tells of them."""
    with reading(ANSWERS) as connection:
        chunks = connection.exec_driver_sql(TABLE_OF_CHUNKS).scalar_one()
        schema, _dot, name = chunks.partition(".")
        named = table(name, column("chunk_id"), column("chunk_data"), schema=schema)
        parts = connection.execute(select(named)).all()
        found = connection.exec_driver_sql(READ).all()
    return [
        (
            *map(int, ctid[1:-1].split(",")),
            int(xmin),
            _number(parts, note[:WORD]),
            bytes(identifier),
            note[:WORD],
        )
        for ctid, xmin, identifier, note in found
    ]


def _number(parts, word):
    return next((number for number, data in parts if word.encode() in data), 0)


def new_instance(address, folder, database):
    """An instance whose answers lie in a database of its own, with an open wave."""
    made = replace(
        create_instance(folder), answers_url=address.replace("/postgres?", f"/{database}?")
    )
    upgrade(made)
    with connected(made):
        new_wave(usual_wave(WAVE, questionnaire=NAME))
        public_key_of(made, WAVE)
        move_wave(WAVE, WaveState.OPEN)
    return made


def sent_and_mixed(instance, trail):
    """Words of institutions that send, with a mixing now and then."""
    notes = [secrets.token_hex(LONG) for _ in range(N)]
    with connected(instance):
        for n, note in enumerate(notes, start=1):
            sent_to(instance, split_code="town", note=note)
            if n % EVERY == 0:
                mix(instance, WAVE)
            trail.copy(n)
    return [note[:WORD] for note in notes]


def stored_when_sent(instance, trail):
    """The same of a store that keeps rows as they come, under random ids: it must fall."""
    notes = [secrets.token_hex(LONG) for _ in range(N)]
    with connected(instance):
        for note in notes:
            with writing(ANSWERS) as connection:
                connection.execute(insert(response).values(_row(note)))
        trail.copy(N)
    return [note[:WORD] for note in notes]


def withdrawn_after_a_mixing(instance, trail):
    """Words of institutions of which the first withdrew what was opened already."""
    notes = [secrets.token_hex(LONG) for _ in range(EVERY)]
    with connected(instance):
        drafts = [sent_to(instance, note=note, helps__other=note[:WORD]) for note in notes]
        mix(instance, WAVE)
        assert withdraw(drafts[0], {}, TODAY)
        with writing(ANSWERS) as connection:
            connection.exec_driver_sql("CHECKPOINT")
    return [note[:WORD] for note in notes]


def _row(note):
    return {
        "id": secrets.token_bytes(16),
        "questionnaire": NAME,
        "version_hash": "a" * 64,
        "wave": WAVE,
        "answers": f'{{"note":"{note}"}}',
        "is_synthetic": False,
    }


def by_place_of_rows(trail):
    """Sender -> word: what is new, in the order in which rows lie in the table."""
    return guess_of(trail.steps, lambda fresh: [row[-1] for row in sorted(fresh)])


def by_transaction(trail):
    """The same in the order of the transactions that wrote them."""
    return guess_of(trail.steps, lambda fresh: [row[-1] for row in sorted(fresh, key=_transaction)])


def by_chunk(trail):
    """The same in the order of the numbers of their chunks outside the table."""
    return guess_of(trail.steps, lambda fresh: [row[-1] for row in sorted(fresh, key=_chunk)])


def by_dump(trail):
    """The same in the order of a dump."""
    command = [programs() / "pg_dump", "-h", trail.folder, "-U", OWNER, "-a", trail.database]
    dump = subprocess.run(command, check=True, capture_output=True).stdout
    return guess_of(trail.steps, lambda fresh: by_place(dump, fresh))


def by_place_in_the_files(trail):
    """The same in the order in which words lie in the bytes of the server's log of writes."""
    logs = sorted((trail.folder / "data" / "pg_wal").glob("[0-9A-F]*"))
    content = b"".join(path.read_bytes() for path in logs)
    return guess_of(trail.steps, lambda fresh: by_place(content, fresh))


ATTACKS = (by_place_of_rows, by_transaction, by_chunk, by_dump, by_place_in_the_files)


def _transaction(row):
    return row[2]


def _chunk(row):
    return row[3]
