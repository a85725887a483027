"""Free text leaves the row of its response; what was decided about it and found in it goes along.

What a questionnaire calls an open question is in no database. So words are told from codes by what
they look like: companions of a question always are words, and a cell is an open question's when any
response of the questionnaire has something there that no code can be.
"""

import hmac
import json
import re
import secrets
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0009"
down_revision = "0008"
CODE_OR_DATE = re.compile(r"[A-Za-z0-9]+(_[A-Za-z0-9]+)*|\d{4}-\d{2}-\d{2}")
LONGEST_CODE = 40
WRITTEN, CONFIRMED, FLAG = "written", "confirmed", "__flag"
RESPONSE = sa.table(
    "response",
    *map(sa.column, ("id", "questionnaire", "wave", "country", "answers", "withdraw_tag")),
)
REVIEW = sa.table("text_review", *map(sa.column, ("response", "cell", "state", "wording")))
CODING = sa.table("text_coding", *map(sa.column, ("response", "cell", "seat", "themes")))


def upgrade() -> None:
    """Splits every stored response, reviews and codings in hand."""
    bind = op.get_bind()
    reviews = {(row.response, row.cell): row for row in bind.execute(sa.select(REVIEW))}
    codings = list(bind.execute(sa.select(CODING)))
    op.drop_table("text_review")
    op.drop_table("text_coding")
    texts, kept_codings = _tables()
    ids: dict[tuple[bytes, str], bytes] = {}
    rows = []
    known = {*reviews, *((row.response, row.cell) for row in codings)}
    for row, address, words, kinds in list(_texts(bind, known)):
        ids[row.id, address] = secrets.token_bytes(16)
        review = reviews.get((row.id, address))
        rows.append(
            {
                "id": ids[row.id, address],
                "wave": row.wave,
                "cell": address,
                "country": row.country,
                "words": words,
                "kinds": kinds,
                "state": review.state if review else "unreviewed",
                "wording": review.wording if review else None,
                "attached_to": None,
                "withdraw_tag": _tag(row.withdraw_tag, address),
            }
        )
    if rows:
        bind.execute(sa.insert(texts), sorted(rows, key=lambda row: row["id"]))
    found = [
        {"text": ids[row.response, row.cell], "seat": row.seat, "themes": row.themes}
        for row in codings
        if (row.response, row.cell) in ids
    ]
    if found:
        bind.execute(sa.insert(kept_codings), sorted(found, key=lambda row: row["text"]))


def downgrade() -> None:
    """Puts no text back into a response."""
    for name in ("free_text", "text_coding"):
        if op.get_bind().execute(sa.select(sa.text("1")).select_from(sa.table(name))).first():
            raise CommandError(f"{name} holds answers' words or themes, which would be lost")
    op.drop_table("text_coding")
    op.drop_table("free_text")
    op.create_table(
        "text_review",
        sa.Column("response", sa.LargeBinary(16), primary_key=True),
        sa.Column("cell", sa.String(120), primary_key=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("wording", sa.Text, nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "text_coding",
        sa.Column("response", sa.LargeBinary(16), primary_key=True),
        sa.Column("cell", sa.String(120), primary_key=True),
        sa.Column("seat", sa.String(10), primary_key=True),
        sa.Column("themes", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )


def _tables() -> tuple[sa.Table, sa.Table]:
    texts = op.create_table(
        "free_text",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("wave", sa.String(40), nullable=False),
        sa.Column("cell", sa.String(120), nullable=False),
        sa.Column("country", sa.String(40), nullable=True),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("kinds", sa.Text, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("wording", sa.Text, nullable=True),
        sa.Column("attached_to", sa.LargeBinary(16), nullable=True),
        sa.Column("withdraw_tag", sa.LargeBinary(32), nullable=True),
        sa.UniqueConstraint("withdraw_tag", name="uq_free_text_withdraw_tag"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_free_text_wave", "free_text", ["wave"])
    codings = op.create_table(
        "text_coding",
        sa.Column("text", sa.LargeBinary(16), primary_key=True),
        sa.Column("seat", sa.String(10), primary_key=True),
        sa.Column("themes", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    return texts, codings


def _texts(
    bind: sa.Connection, known: set[tuple[bytes, str]]
) -> Iterator[tuple[Any, str, str, str]]:
    """(response, address, words, kinds found) of all texts; takes them out of their responses."""
    stored = [(row, json.loads(row.answers)) for row in bind.execute(sa.select(RESPONSE))]
    is_open = {
        (row.questionnaire, a) for row, cells in stored for a in cells if (row.id, a) in known
    }
    is_open |= {(row.questionnaire, a) for row, cells in stored for a in _in_words(cells)}
    for row, cells in stored:
        words = {
            a: cells[a] for a in cells if (row.questionnaire, a) in is_open and _said(cells[a])
        }
        flags = {a: cells.pop(a) for a in list(cells) if a.endswith(FLAG)}
        for address, said in words.items():
            kinds = flags.get(address + FLAG)
            yield row, address, said, " ".join(kinds) if isinstance(kinds, list) else ""
        if words or flags:
            kept = json.dumps(
                {**cells, **dict.fromkeys(words, WRITTEN)},
                sort_keys=True,
                ensure_ascii=False,
                separators=(",", ":"),
            )
            bind.execute(sa.update(RESPONSE).where(RESPONSE.c.id == row.id).values(answers=kept))


def _in_words(cells: dict[str, object]) -> Iterator[str]:
    for address, cell in cells.items():
        if _said(cell) and ("__" in address or not _is_code(str(cell))):
            yield address


def _said(cell: object) -> bool:
    return isinstance(cell, str) and bool(cell.strip()) and cell != CONFIRMED


def _is_code(cell: str) -> bool:
    return len(cell) <= LONGEST_CODE and CODE_OR_DATE.fullmatch(cell) is not None


def _tag(withdraw_tag: bytes | None, address: str) -> bytes | None:
    """By which a withdrawal finds it until the freeze; who sent it did not leave another."""
    return hmac.digest(withdraw_tag, address.encode(), "sha256") if withdraw_tag else None
