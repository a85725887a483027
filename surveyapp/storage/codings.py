"""Codings: who codes a question, and the themes that were found, one row a text and seat.

The account of a coder is kept once for each question, so that nobody sits on both seats. There is
no day beside a coding.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Table, delete, insert, select

from surveyapp.analysis.coding.code_book import CodeBook, is_of_texts, theme_columns
from surveyapp.analysis.coding.coding import CODERS, CodedText, Coding, Seat, Themes, coding_of
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.column import Column
from surveyapp.storage.answers_tables import coding_seat, free_text, text_coding
from surveyapp.storage.database import ANSWERS, insert_once, reading, writing
from surveyapp.storage.responses import as_stored, identified_answers_of
from surveyapp.storage.reviews import review_of, texts_of
from surveyapp.storage.waves import Wave

BETWEEN = " "


class CodingRefused(ValueError):
    """A coding that cannot be kept; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def codings_of(wave: Wave, form: Questionnaire, books: Iterable[CodeBook]) -> tuple[Coding, ...]:
    """The coding of each question that has a book and is asked. Raises WaveNotFrozen."""
    asked = [book for book in books if book.code_book in form.questions]
    texts = texts_of(wave, form, {book.code_book for book in asked})
    coders, made = _coders(wave.name), _made(wave.name)
    return tuple(
        coding_of(
            book,
            coders.get(book.code_book, {}),
            [each for each in texts if each.text.address == book.code_book],
            made.get(book.code_book, {}),
        )
        for book in asked
    )


def take_seat(wave: Wave, coding: Coding, account: str) -> Seat:
    """Makes an account a coder: the first two that ask. Raises CodingRefused: no-free-seat."""
    row = {"wave": wave.name, "question": coding.book.code_book, "coder": account}
    with writing(ANSWERS) as connection:
        for seat in CODERS:
            insert_once(connection, coding_seat, {**row, "seat": seat.value})
        query = select(coding_seat.c.seat).where(*_is_row(coding_seat, row))
        taken = connection.execute(query).scalar()
    if taken is None:
        raise CodingRefused("no-free-seat")
    return Seat(taken)


def keep_coding(coding: Coding, account: str, text: CodedText, themes: Themes) -> None:
    """Keeps what a coder found in a text.

    Raises CodingRefused: not-a-coder, both-are-done, unknown-theme, text-changed.
    """
    seat = coding.seat_of(account)
    if seat is None:
        raise CodingRefused("not-a-coder")
    if coding.is_coded:
        raise CodingRefused("both-are-done")
    _keep(coding.book, seat, text, themes)


def keep_agreed(coding: Coding, account: str, text: CodedText, themes: Themes) -> None:
    """Keeps what a third person decided about a text in which the coders differ.

    Raises CodingRefused: not-a-third-person, no-difference, unknown-theme, text-changed.
    """
    if not coding.may_adjudicate(account):
        raise CodingRefused("not-a-third-person")
    if not text.differs:
        raise CodingRefused("no-difference")
    _keep(coding.book, Seat.AGREED, text, themes)


def themed_answers(wave: str, codings: Sequence[Coding]) -> Iterator[bytes]:
    """The JSON texts of a wave's answers, with the themes of attached texts as cells.

    Of complete codings only.
    """
    themes = {
        coding.book.cell: {
            text.attached_to: found
            for text, found in coding.themes_by_text.items()
            if text.attached_to is not None
        }
        for coding in codings
    }
    for identifier, _, text in identified_answers_of(wave):
        found = {cell: list(by[identifier]) for cell, by in themes.items() if identifier in by}
        yield _with_cells(text, found) if found else text


def theme_rows(form: Questionnaire, codings: Sequence[Coding]) -> Iterator[bytes]:
    """One JSON text for each text of a complete coding: its group, and its themes."""
    for coding in codings:
        for text, found in coding.themes_by_text.items():
            if text.attached_to is None:
                group = {form.compare_by: text.country} if text.country else {}
                yield json.dumps({**group, coding.book.cell: list(found)}, sort_keys=True).encode()


def columns_of_texts(form: Questionnaire, books: Sequence[CodeBook]) -> tuple[Column, ...]:
    """The columns of `theme_rows`: those that make the groups, and themes; none without themes."""
    themes = [each for each in theme_columns(form, books) if is_of_texts(form, each)]
    keys = [each for each in form.columns if each.question in (form.compare_by, form.split_by)]
    return (*keys, *themes) if themes and form.compare_by else ()


def codings_fingerprint(wave: str, books: Sequence[CodeBook]) -> str:
    """Changes whenever a review or a coding does, or a book; cheap, so that a snapshot is kept."""
    digest = hashlib.sha256()
    for book in books:
        digest.update(book.model_dump_json().encode())
    decided = free_text.c.id, free_text.c.country, free_text.c.state, free_text.c.wording
    coded = select(text_coding).join(free_text, free_text.c.id == text_coding.c.text)
    for query in (select(*decided).order_by(free_text.c.id), coded.order_by(*text_coding.c)):
        with reading(ANSWERS) as connection:
            rows = connection.execute(query.where(free_text.c.wave == wave)).all()
        digest.update("".join(map(repr, map(tuple, rows))).encode())
    return digest.hexdigest()


def _keep(book: CodeBook, seat: Seat, text: CodedText, themes: Themes) -> None:
    if not themes <= {*book.codes}:
        raise CodingRefused("unknown-theme")
    row: dict[str, object] = {"text": text.text.text.text_id, "seat": seat.value}
    with writing(ANSWERS) as connection:
        if review_of(connection, text.text.text) != text.text.review:
            raise CodingRefused("text-changed")
        connection.execute(delete(text_coding).where(*_is_row(text_coding, row)))
        connection.execute(
            insert(text_coding).values({**row, "themes": BETWEEN.join(sorted(themes))})
        )


def _is_row(table: Table, row: Mapping[str, object]) -> list[ColumnElement[bool]]:
    return [table.c[name] == value for name, value in row.items()]


def _coders(wave: str) -> dict[str, dict[Seat, str]]:
    """Question -> seat -> account."""
    found: dict[str, dict[Seat, str]] = {}
    with reading(ANSWERS) as connection:
        for row in connection.execute(select(coding_seat).where(coding_seat.c.wave == wave)):
            found.setdefault(row.question, {})[Seat(row.seat)] = row.coder
    return found


def _made(wave: str) -> dict[str, dict[tuple[bytes, Seat], Themes]]:
    """Cell -> (text, seat) -> themes."""
    query = select(text_coding, free_text.c.cell).join(
        free_text, free_text.c.id == text_coding.c.text
    )
    found: dict[str, dict[tuple[bytes, Seat], Themes]] = {}
    with reading(ANSWERS) as connection:
        for row in connection.execute(query.where(free_text.c.wave == wave)):
            themes = frozenset(row.themes.split(BETWEEN)) - {""}
            found.setdefault(row.cell, {})[(row.text, Seat(row.seat))] = themes
    return found


def _with_cells(text: bytes, cells: Mapping[str, object]) -> bytes:
    """What is no response stays as it is: whoever reads it next refuses it with its place."""
    try:
        answers = json.loads(text)
    except ValueError:
        return text
    if not isinstance(answers, dict):
        return text
    return as_stored(answers | dict(cells)).encode()
