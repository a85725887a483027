"""Delivery report: what a mail server wrote about mails that it could not deliver (RFC 3464)."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message

MBOX = b"From "
_BORDER = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\n")
"""Before each mail of a folder: a line of that word, at the beginning or after an empty line."""
LONGEST_SHOWN = 254
DEAD_ADDRESS = ("5.1.", "5.2.1")
"""Codes of RFC 3463 that say that an address is wrong or shut; of others it may still be right."""


@dataclass(frozen=True, slots=True)
class DeliveryFailure:
    """A mail that will never arrive. message_id: None where the report does not give it back."""

    message_id: str | None
    recipient: str
    status: str

    @property
    def is_dead_address(self) -> bool:
        """Whether nobody can be reached there, whatever is sent."""
        return self.status.startswith(DEAD_ADDRESS)


def failures_in(raw: bytes) -> tuple[DeliveryFailure, ...]:
    """All failures in a mail or in a folder of mails (mbox).

    Delays and notes of success are none, and neither is any other mail.
    """
    mails = _BORDER.split(raw)[1:] if raw.startswith(MBOX) else [raw]
    return tuple(each for mail in mails for each in _failures_of(mail))


def _failures_of(mail: bytes) -> list[DeliveryFailure]:
    """None of a mail that holds mails in mails without end, as no server writes one."""
    with suppress(RecursionError):
        return list(_failures(message_from_bytes(mail)))
    return []


def _failures(report: Message) -> Iterator[DeliveryFailure]:
    parts = list(report.walk())
    number = next(filter(None, map(_number_in, parts)), None)
    for part in parts:
        if part.get_content_type() == "message/delivery-status":
            yield from _of_recipients(part, number)


def _of_recipients(part: Message, number: str | None) -> Iterator[DeliveryFailure]:
    """The first block is of the report itself, each of the others of one recipient."""
    blocks = part.get_payload()
    for block in blocks[1:] if isinstance(blocks, list) else ():
        if not isinstance(block, Message) or _field(block, "Action").lower() != "failed":
            continue
        named = _field(block, "Original-Recipient") or _field(block, "Final-Recipient")
        status = _field(block, "Status").split()
        recipient = named.rpartition(";")[2].strip()
        yield DeliveryFailure(number, _shown(recipient), _shown(*status[:1] or ("5.0.0",)))


def _number_in(part: Message) -> str | None:
    """The number of the mail that the report is about, from what it gives back of it."""
    kind, inside = part.get_content_type(), part.get_payload()
    if kind == "message/rfc822" and isinstance(inside, list) and inside:
        first = inside[0]
        return _field(first, "Message-ID") or None if isinstance(first, Message) else None
    if kind == "text/rfc822-headers" and isinstance(inside, str):
        return _field(message_from_string(inside), "Message-ID") or None
    return None


def _shown(words: str) -> str:
    """What can be printed: anybody may have written a report, and a terminal obeys signs."""
    return "".join(filter(str.isprintable, words))[:LONGEST_SHOWN]


def _field(block: Message, name: str) -> str:
    return str(block.get(name, "")).strip()
