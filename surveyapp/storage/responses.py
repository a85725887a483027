"""Responses: what was sent, under random ids, with no trace of who, when or from where."""

import hashlib
import json
import secrets
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import Connection, delete, func, insert, select

from surveyapp.analysis.microdata.answer_rows import AnswersRefused
from surveyapp.questions.cell import Answers, Cell, answers_from_json, answers_to_json
from surveyapp.storage.database import ANSWERS, reading, writing
from surveyapp.storage.tables import response
from surveyapp.storage.tables import wave as wave_table
from surveyapp.storage.waves import WaveRefused, WaveState

ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything that is kept of a sent questionnaire.

    country, split_code: its stratum, None where not answered; withdraw_tag: the same for every
    try to send one draft, None for a response that nobody can send again.
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


def store_many(submissions: Iterable[Submission]) -> int:
    """Stores many in one transaction and in random order; returns how many.

    All or nothing. Raises WaveRefused: no-such-wave, closed, other-questionnaire,
    synthetic-and-real.
    """
    to_store = list(submissions)
    with writing(ANSWERS) as connection:
        for submission in {_claim(each): each for each in to_store}.values():
            check_wave(connection, submission)
        for name in {each.wave for each in to_store}:
            insert_shuffled(connection, name, (each for each in to_store if each.wave == name))
    return len(to_store)


def insert_shuffled(connection: Connection, wave: str, submissions: Iterable[Submission]) -> None:
    """Makes responses of a wave's submissions, inside a transaction.

    PostgreSQL tells by places and numbers of transactions which rows came together, so there all
    rows of the wave are written anew; SQLite's rows lie by their random ids (`rewrite` does the
    rest).
    """
    rows = [_row(each) for each in submissions]
    if connection.dialect.name == "postgresql":
        gone = delete(response).where(response.c.wave == wave).returning(response)
        rows += [each._asdict() for each in connection.execute(gone)]
    rows.sort(key=itemgetter("id"))
    if rows:
        connection.execute(insert(response), rows)


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


def answers_in(
    text: str | bytes, row: int = 1, only: Container[str] | None = None
) -> dict[str, Cell]:
    """A stored response. row: its place, for words; only: these cells. Raises AnswersRefused."""
    try:
        cells = json.loads(text)
        kept = {each: cells[each] for each in dict(cells) if only is None or each in only}
        return answers_from_json(kept)
    except (TypeError, ValueError) as problem:
        raise AnswersRefused(row, str(problem)) from problem


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
    digest = hashlib.sha256(wave.encode())
    with reading(ANSWERS) as connection:
        for (identifier,) in connection.execute(query):
            digest.update(identifier)
    return digest.hexdigest()


def _claim(submission: Submission) -> tuple[str, str, bool]:
    """What the wave must agree with."""
    return submission.wave, submission.questionnaire, submission.is_synthetic


def check_wave(connection: Connection, submission: Submission) -> None:
    """Whether its wave takes it. Raises WaveRefused as `store_many`."""
    query = select(wave_table).where(wave_table.c.name == submission.wave)
    query = query.with_for_update(read=True)
    row = connection.execute(query).first()
    if row is None:
        raise WaveRefused("no-such-wave", submission.wave)
    if row.state != WaveState.OPEN:
        raise WaveRefused("closed", submission.wave)
    if row.questionnaire != submission.questionnaire:
        raise WaveRefused("other-questionnaire", submission.wave)
    if row.is_synthetic != submission.is_synthetic:
        raise WaveRefused("synthetic-and-real", submission.wave)


def _row(submission: Submission) -> dict[str, object]:
    answers = answers_to_json(submission.answers)
    return {
        "id": secrets.token_bytes(ID_BYTES),
        "questionnaire": submission.questionnaire,
        "version_hash": submission.version_hash,
        "wave": submission.wave,
        "country": submission.country,
        "split_code": submission.split_code,
        "mode": submission.mode,
        "answers": json.dumps(answers, sort_keys=True, ensure_ascii=False, separators=(",", ":")),
        "is_synthetic": submission.is_synthetic,
        "withdraw_tag": submission.withdraw_tag,
    }
