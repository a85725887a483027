"""Mail address: read, and built anew from its parts, so that nothing else comes into a header."""

import unicodedata
from email.errors import MessageError
from email.headerregistry import Address

LONGEST = 254
BREAKS = frozenset({"Cc", "Zl", "Zp", "Cs"})
"""Kinds of signs that end a line, or that no mail can carry: controls, U+2028, U+2029, halves."""


class MailRefused(ValueError):
    """Words that cannot stand in the head of a mail; the message says why."""


def head_words(words: str) -> str:
    """Words that may stand in a name or a subject. Raises MailRefused for what ends a line."""
    for sign in words:
        if unicodedata.category(sign) in BREAKS:
            raise MailRefused(f"U+{ord(sign):04X} cannot stand in the head of a mail")
    return words.strip()


def mail_address(written: str, name: str = "") -> Address:
    """The address of one person or office. written: ``ana@example.org``; name: "" for none.

    A domain in other letters becomes what the mail knows (IDNA). Raises MailRefused.
    """
    local, at, domain = head_words(written).rpartition("@")
    if not (local and at and domain) or len(written) > LONGEST:
        raise MailRefused("an address is such as ana@example.org")
    if not local.isascii():
        raise MailRefused("few mail servers take other letters than a-z before the @")
    try:
        plain = Address(addr_spec=f"{local}@{domain.encode('idna').decode()}")
    except (ValueError, IndexError, MessageError) as problem:
        raise MailRefused("an address is such as ana@example.org") from problem
    if not plain.username or any(unicodedata.category(sign) == "Zs" for sign in plain.domain):
        raise MailRefused("an address is such as ana@example.org")
    return Address(head_words(name), plain.username, plain.domain)
