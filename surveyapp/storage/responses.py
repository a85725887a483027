"""Responses: what was sent, under random ids, with no trace of who, when or from where."""

import hashlib
import json
import secrets
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, insert, select

from surveyapp.analysis.microdata.answer_rows import AnswersRefused
from surveyapp.questions.cell import Answers, Cell, answers_from_json, answers_to_json
from surveyapp.storage.database import ANSWERS, insert_once, reading, writing
from surveyapp.storage.tables import response
from surveyapp.storage.tables import wave as wave_table
from surveyapp.storage.waves import WaveRefused, WaveState

ID_BYTES = 16
_SENT = select(response.c.version_hash).where(response.c.withdraw_tag == bindparam("tag"))


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


def store_in(connection: Connection, submission: Submission) -> bool:
    """Stores it exactly once, inside a transaction; False when it was stored before.

    Raises WaveRefused: no-such-wave, closed, other-questionnaire, synthetic-and-real.
    """
    tag = submission.withdraw_tag
    if tag is not None and is_stored(connection, tag):
        return False
    _check_wave(connection, submission)
    return insert_once(connection, response, _row(submission))


def is_stored(connection: Connection, withdraw_tag: bytes) -> bool:
    """Whether the draft of this tag was sent."""
    return connection.execute(_SENT, {"tag": withdraw_tag}).first() is not None


def answers_sent(withdraw_tag: bytes) -> Answers | None:
    """What was sent from the draft of this tag; None before it was sent."""
    query = select(response.c.answers).where(response.c.withdraw_tag == withdraw_tag)
    with reading(ANSWERS) as connection:
        text = connection.execute(query).scalar()
    return None if text is None else answers_in(text)


def store_many(submissions: Iterable[Submission]) -> int:
    """Stores many in one transaction and in random order; returns how many.

    All or nothing. Raises WaveRefused as `store_in` does.
    """
    shuffled = list(submissions)
    secrets.SystemRandom().shuffle(shuffled)
    with writing(ANSWERS) as connection:
        for submission in {_claim(each): each for each in shuffled}.values():
            _check_wave(connection, submission)
        if shuffled:
            connection.execute(insert(response), [_row(each) for each in shuffled])
    return len(shuffled)


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
    query = select(response.c.country, func.count()).where(response.c.wave == wave)
    with reading(ANSWERS) as connection:
        rows = connection.execute(query.group_by(response.c.country)).all()
    return {str(country): int(count) for country, count in rows if country is not None}


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


def _check_wave(connection: Connection, submission: Submission) -> None:
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
