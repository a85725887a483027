"""Reviews: what was decided about every free text of a wave.

A review is kept without a day and without the reviewer's name. A text whose review changes loses
its codings: they were made for other words.
"""

from collections.abc import Container
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from surveyapp.fieldwork.review import FreeText, Review, ReviewedText, ReviewState, in_order
from surveyapp.questionnaire.flow import question_of
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.storage.answers_tables import free_text, text_coding
from surveyapp.storage.database import ANSWERS, reading, writing
from surveyapp.storage.free_texts import BETWEEN
from surveyapp.storage.waves import Wave, check_comparable


def texts_of(
    wave: Wave, form: Questionnaire, only: Container[str] | None = None
) -> tuple[ReviewedText, ...]:
    """Every free text of a wave with its review, as they are to be read: flagged ones first.

    only: addresses of the cells to look at; all when not given.
    Raises WaveNotFrozen for real answers before the freeze, WaveRefused: rehearsal.
    """
    check_comparable(wave)
    with reading(ANSWERS) as connection:
        rows = connection.execute(select(free_text).where(free_text.c.wave == wave.name)).all()
    wanted = (row for row in rows if question_of(row.cell) in form.questions)
    found = (_reviewed(row) for row in wanted if only is None or row.cell in only)
    return in_order(found, form)


def n_unreviewed(wave: Wave, form: Questionnaire) -> int:
    """How many free texts nobody has read yet. Raises as `texts_of`."""
    return sum(each.state is ReviewState.UNREVIEWED for each in texts_of(wave, form))


def keep_review(text: FreeText, review: Review) -> None:
    """Keeps a decision in place of the one before; codings of other words are forgotten."""
    decided = {"state": review.state.value, "wording": review.wording}
    with writing(ANSWERS) as connection:
        if review_of(connection, text) == review:
            return
        connection.execute(delete(text_coding).where(text_coding.c.text == text.text_id))
        its_own = update(free_text).where(free_text.c.id == text.text_id)
        connection.execute(its_own.values(decided))


def review_of(connection: Connection, text: FreeText) -> Review | None:
    """What is decided about a text now; None when it is not there any more."""
    row = connection.execute(select(free_text).where(free_text.c.id == text.text_id)).first()
    return None if row is None else _review(row)


def _reviewed(row: Row[tuple[Any, ...]]) -> ReviewedText:
    kinds = tuple(row.kinds.split(BETWEEN)) if row.kinds else ()
    text = FreeText(row.id, row.cell, row.country, row.words, kinds, row.attached_to)
    return ReviewedText(text, _review(row))


def _review(row: Row[tuple[Any, ...]]) -> Review:
    return Review(ReviewState(row.state), row.wording)
