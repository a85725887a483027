"""Reviews: what was decided about every free text of a wave, kept apart from the responses.

A review is kept without a day and without the reviewer's name. A text whose review changes loses
its codings: they were made for other words.
"""

from collections.abc import Container, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, insert, select

from surveyapp.fieldwork.review import (
    NOT_REVIEWED,
    FreeText,
    Review,
    ReviewedText,
    ReviewState,
    free_texts,
    in_order,
)
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.storage.database import ANSWERS, reading, writing
from surveyapp.storage.responses import answers_in, identified_answers_of
from surveyapp.storage.tables import response, text_coding, text_review
from surveyapp.storage.waves import Wave, WaveNotFrozen, is_comparable

Key = tuple[bytes, str]
"""(response, address of the cell)"""


def texts_of(
    wave: Wave, form: Questionnaire, only: Container[str] | None = None
) -> tuple[ReviewedText, ...]:
    """Every free text of a wave with its review, as they are to be read: flagged ones first.

    only: addresses of the cells to look at; all when not given.
    Raises WaveNotFrozen for real answers before the freeze.
    """
    if not is_comparable(wave):
        raise WaveNotFrozen(wave.name, wave.state)
    reviews = _reviews(wave.name)
    texts = _texts(wave, form, only)
    found = (ReviewedText(text, reviews.get(_key(text), NOT_REVIEWED)) for text in texts)
    return in_order(found, form)


def keep_review(text: FreeText, review: Review) -> None:
    """Keeps a decision in place of the one before; codings of other words are forgotten."""
    decided = {"state": review.state.value, "wording": review.wording}
    with writing(ANSWERS) as connection:
        if review_of(connection, text) == review:
            return
        _forget(connection, text)
        if review.state is not ReviewState.UNREVIEWED:
            connection.execute(insert(text_review).values({**_columns(text), **decided}))


def review_of(connection: Connection, text: FreeText) -> Review:
    """What is decided about a text now."""
    row = connection.execute(select(text_review).where(*_is(text_review, text))).first()
    return NOT_REVIEWED if row is None else _review(row)


def _forget(connection: Connection, text: FreeText) -> None:
    for table in (text_review, text_coding):
        connection.execute(delete(table).where(*_is(table, text)))


def _is(table: Table, text: FreeText) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.c.response == text.response, table.c.cell == text.address


def _columns(text: FreeText) -> dict[str, object]:
    return {"response": text.response, "cell": text.address}


def _texts(wave: Wave, form: Questionnaire, only: Container[str] | None) -> Iterator[FreeText]:
    """Raises AnswersRefused at the first response that is none."""
    for row, (identifier, country, words) in enumerate(identified_answers_of(wave.name), start=1):
        yield from free_texts(form, identifier, country, answers_in(words, row, only))


def _reviews(wave: str) -> dict[Key, Review]:
    query = select(text_review).join(response, response.c.id == text_review.c.response)
    with reading(ANSWERS) as connection:
        rows = connection.execute(query.where(response.c.wave == wave))
        return {(row.response, row.cell): _review(row) for row in rows}


def _review(row: Row[tuple[Any, ...]]) -> Review:
    return Review(ReviewState(row.state), row.wording)


def _key(text: FreeText) -> Key:
    return text.response, text.address
