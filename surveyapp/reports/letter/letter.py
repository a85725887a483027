"""Letter: the official letter by which an institution is asked, as a tree of blocks."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveyapp.reports.block import Block, Heading, Line, Listing, Paragraph, Span, plain
from surveyapp.reports.letter.asking import Addressee, Asking
from surveyapp.reports.letter.asking_words import (
    code_words,
    contact_words,
    decline_words,
    effort_words,
    promise_words,
    request_words,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. number: a blank for the number under which an office registers it, which is
    written by hand and stored nowhere. signature: who signs, below a line.
    """

    language: str
    sender: tuple[str, ...]
    number: str
    addressee: tuple[str, ...]
    subject: str
    blocks: tuple[Block, ...]
    signature: tuple[str, ...]


def letter_of(asking: Asking, to: Addressee) -> Letter:
    """The letter to one institution. It names no day but the deadline: the office dates it."""
    _ = asking.translate.gettext
    sender = (asking.sender or asking.title,)
    names = (to.name,) if to.name else ()
    return Letter(
        language=asking.language,
        sender=sender,
        number=_("No. …… / ……"),
        addressee=(to.institution, *names, *to.postal_address),
        subject=_("Subject: %(title)s", title=asking.title),
        blocks=tuple(_blocks(asking, to)),
        signature=(asking.signature,) if asking.signature else sender,
    )


def _blocks(asking: Asking, to: Addressee) -> Iterator[Block]:
    _ = asking.translate.gettext
    yield plain(_("Good day,"))
    yield plain(request_words(asking, to.institution))
    yield from _part(_("What it is for"), asking.purpose)
    yield from _founded(asking)
    yield _heading(_("What is asked"))
    yield Listing(tuple((Span(section),) for section in asking.sections))
    yield from _part(_("Time and deadline"), tuple(effort_words(asking)))
    yield _heading(_("How to answer"))
    yield from _how(asking, to)
    yield from _part(_("Data protection"), (promise_words(asking), *asking.privacy))
    yield from map(plain, contact_words(asking))


def _part(title: str, paragraphs: tuple[str, ...]) -> Iterator[Block]:
    if paragraphs:
        yield _heading(title)
        yield from map(plain, paragraphs)


def _heading(title: str) -> Heading:
    return Heading(2, title, "")


def _founded(asking: Asking) -> Iterator[Block]:
    """On which law the study rests, and who pays for it; nothing where nobody said so."""
    _ = asking.translate.gettext
    if asking.legal_basis:
        yield Paragraph(_named(_("Legal basis:"), asking.legal_basis))
    if asking.funder:
        yield Paragraph(_named(_("Funded by:"), asking.funder))


def _named(name: str, words: str) -> Line:
    return (Span(name, is_strong=True), Span(f" {words}"))


def _how(asking: Asking, to: Addressee) -> Iterator[Block]:
    """With the code where it stands in the letter; else that it comes by another way."""
    _ = asking.translate.gettext
    if to.code is None:
        yield plain(_("You receive the code that opens the questionnaire in a message of its own."))
        return
    for words in code_words(asking, to.code):
        is_code = words in (to.code, asking.link(to.code))
        yield Paragraph((Span(words, is_strong=is_code),))
    yield plain(decline_words(asking))
