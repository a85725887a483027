"""Responses: what was sent, under random ids, with no trace of who, when or from where."""

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select

from surveyapp.fieldwork.detaching import detached
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import Answers, answers_to_json
from surveyapp.storage.answers_tables import free_text, response
from surveyapp.storage.answers_tables import wave as wave_table
from surveyapp.storage.database import ANSWERS, reading, writing
from surveyapp.storage.free_texts import Values, text_rows
from surveyapp.storage.modes import count_modes
from surveyapp.storage.waves import WaveRefused, WaveState

ID_BYTES = 16
_REHEARSAL = select(wave_table.c.name).where(
    wave_table.c.name == bindparam("named"), wave_table.c.is_rehearsal
)
# Built once: every sending asks it.
_WAVE = select(wave_table).where(wave_table.c.name == bindparam("named")).with_for_update(read=True)


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything that is kept of a sent questionnaire.

    country, split_code: its stratum, None where not answered; withdraw_tag: the same for every
    try to send one draft, None for a response that nobody can send again; text_secret: makes the
    tags of its texts, None for one that was sent before there were any.
    """

    questionnaire: str
    version_hash: str
    wave: str
    country: str | None
    split_code: str | None
    mode: str
    answers: Answers
    is_synthetic: bool
    withdraw_tag: bytes | None
    text_secret: bytes | None = field(default=None, repr=False)


def store_many(submissions: Iterable[Submission], form: Questionnaire) -> int:
    """Stores many in one transaction and in random order, their texts apart; returns how many.

    All or nothing. Raises WaveRefused: no-such-wave, closed, other-questionnaire,
    synthetic-and-real, rehearsal.
    """
    to_store = list(submissions)
    with writing(ANSWERS) as connection:
        for submission in {_claim(each): each for each in to_store}.values():
            check_wave(connection, submission)
        for name in {each.wave for each in to_store}:
            of_wave = (each for each in to_store if each.wave == name)
            insert_shuffled(connection, name, of_wave, form)
    return len(to_store)


def insert_shuffled(
    connection: Connection, wave: str, submissions: Iterable[Submission], form: Questionnaire
) -> None:
    """Makes responses and texts of a wave's submissions, inside a transaction.

    form: says what of them is free text. PostgreSQL tells by places and numbers of transactions
    which rows came together, so there all rows of the wave are written anew; SQLite's rows lie by
    their random ids (`rewrite` does the rest). Raises WaveRefused: rehearsal.
    """
    if connection.execute(_REHEARSAL, {"named": wave}).first():
        raise WaveRefused("rehearsal", wave)
    rows: list[Values] = []
    texts: list[Values] = []
    modes: Counter[str] = Counter()
    for each in submissions:
        modes[each.mode] += 1
        split = detached(form, each.answers)
        identifier = secrets.token_bytes(ID_BYTES)
        rows.append({"id": identifier, **_row(each, split.answers)})
        secret = each.text_secret or each.withdraw_tag
        texts += text_rows(wave, each.country, split.texts, identifier, secret)
    for table, made in ((response, rows), (free_text, texts)):
        _insert_in_order(connection, table, wave, made)
    count_modes(connection, wave, modes)


def _insert_in_order(connection: Connection, table: Table, wave: str, made: list[Values]) -> None:
    rows = list(made)
    if connection.dialect.name == "postgresql":
        gone = delete(table).where(table.c.wave == wave).returning(table)
        keys = [column.key for column in table.columns]
        rows += [dict(zip(keys, each, strict=True)) for each in connection.execute(gone)]
    rows.sort(key=itemgetter("id"))
    if rows:
        connection.execute(insert(table), rows)


def answers_of(wave: str) -> Iterator[bytes]:
    """The JSON texts of a wave's answers, ordered by their random ids."""
    query = select(response.c.answers).where(response.c.wave == wave).order_by(response.c.id)
    with reading(ANSWERS) as connection:
        for (text,) in connection.execute(query):
            yield text.encode()


def identified_answers_of(wave: str) -> Iterator[tuple[bytes, str | None, bytes]]:
    """(random id, country, JSON text) of a wave's responses, in the order of `answers_of`."""
    wanted = (response.c.id, response.c.country, response.c.answers)
    query = select(*wanted).where(response.c.wave == wave).order_by(response.c.id)
    with reading(ANSWERS) as connection:
        for identifier, country, text in connection.execute(query):
            yield identifier, country, text.encode()


def response_count(wave: str) -> int:
    """How many responses a wave has."""
    query = select(func.count()).select_from(response).where(response.c.wave == wave)
    with reading(ANSWERS) as connection:
        return int(connection.execute(query).scalar_one())


def responses_by_country(wave: str) -> dict[str, int]:
    """Country -> responses of a wave; those that name none are left out."""
    return {country: n for country, n in group_sizes(wave).items() if country is not None}


def group_sizes(wave: str) -> dict[str | None, int]:
    """Country, None where none was named -> responses of a wave."""
    query = select(response.c.country, func.count()).where(response.c.wave == wave)
    with reading(ANSWERS) as connection:
        rows = connection.execute(query.group_by(response.c.country)).all()
    return {country: int(count) for country, count in rows}


def wave_fingerprint(wave: str) -> str:
    """Changes whenever a response is added or withdrawn; cheap, so that a snapshot can be kept."""
    query = select(response.c.id).where(response.c.wave == wave).order_by(response.c.id)
    with reading(ANSWERS) as connection:
        identifiers = connection.execute(query).scalars().all()
    return hashlib.sha256(wave.encode() + b"".join(identifiers)).hexdigest()


def as_stored(cells: Mapping[str, object]) -> str:
    """The JSON text of a row, the same for equal answers."""
    return json.dumps(cells, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _claim(submission: Submission) -> tuple[str, str, bool]:
    """What the wave must agree with."""
    return submission.wave, submission.questionnaire, submission.is_synthetic


def check_wave(connection: Connection, submission: Submission) -> None:
    """Whether its wave takes it. Raises WaveRefused as `store_many`."""
    row = connection.execute(_WAVE, {"named": submission.wave}).first()
    if row is None:
        raise WaveRefused("no-such-wave", submission.wave)
    if row.state != WaveState.OPEN:
        raise WaveRefused("closed", submission.wave)
    if row.questionnaire != submission.questionnaire:
        raise WaveRefused("other-questionnaire", submission.wave)
    if row.is_synthetic != submission.is_synthetic:
        raise WaveRefused("synthetic-and-real", submission.wave)


def _row(submission: Submission, kept: Answers) -> Values:
    return {
        "questionnaire": submission.questionnaire,
        "version_hash": submission.version_hash,
        "wave": submission.wave,
        "country": submission.country,
        "split_code": submission.split_code,
        "answers": as_stored(answers_to_json(kept)),
        "is_synthetic": submission.is_synthetic,
        "withdraw_tag": submission.withdraw_tag,
    }
