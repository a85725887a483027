"""Processing: what is known of the personal data of one study, for the documents about them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from surveyapp.questions.language import Translate
from surveyapp.reports.block import (
    Block,
    Document,
    Heading,
    Manner,
    Paragraph,
    Span,
    TitlePage,
    plain,
)

Words = tuple[str, ...]
"""Paragraphs without marks; () where nobody wrote any."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long something is kept, as it was decided; None where nobody decided."""

    contacts_months: int | None
    texts_months: int | None
    log_months: int | None
    backup_days: int | None


@dataclass(frozen=True, slots=True)
class Processing:
    """One study in one language.

    study: its name; wave: "" where no wave was made yet; sections, identifying: as the
    questionnaire calls them; smallest: of how many institutions figures are published at least;
    is_tracked: whether it is known which institution has answered, None without a list of contacts.
    """

    language: str
    translate: Translate
    study: str
    wave: str
    is_synthetic: bool
    purpose: Words
    sections: Words
    identifying: Words
    n_sensitive: int
    n_open: int
    smallest: int
    is_tracked: bool | None
    has_mail: bool
    sender: Words
    contact: Words
    controller: Words
    officer: Words
    legal_basis: Words
    contact_source: Words
    recipients: Words
    funder: Words
    authority: Words
    promise: Words
    retention: Retention

    @property
    def banners(self) -> Words:
        """What stands on every page of a demonstration."""
        _ = self.translate.gettext
        return (_("SYNTHETIC DATA – NOT REAL"),) if self.is_synthetic else ()


def document_about(
    processing: Processing, title: str, blocks: Iterable[Block], under: Words = (), also: Words = ()
) -> Document:
    """One of the documents about a study; it belongs to no day.

    under: lines below its title; also: what stands on every page beside the usual.
    """
    heading = f"{title}: {processing.study}"
    return Document(
        title=heading,
        language=processing.language,
        banners=(*processing.banners, *also),
        running=heading,
        day=None,
        blocks=(
            TitlePage(title, processing.study, under),
            Heading(1, heading, "title"),
            *(plain(line, Manner.NOTE) for line in under),
            *blocks,
        ),
    )


def said(words: Words, otherwise: str) -> Iterator[Block]:
    """Paragraphs, or what is said where nobody wrote any."""
    yield from map(plain, words or (otherwise,))


def entry(label: str, words: Words | str) -> Paragraph:
    """One line of a record: what it is, and what is recorded."""
    text = words if isinstance(words, str) else " ".join(words)
    return Paragraph((Span(f"{label}: ", is_strong=True), Span(text)))


def blank(processing: Processing, what: str) -> Paragraph:
    """Something that only the controller can judge."""
    _ = processing.translate.gettext
    lead = _("To be filled in by the controller:")
    return Paragraph((Span(f"[{lead} {what}]", is_emphasis=True),), Manner.NOTE)


def protection_words(processing: Processing) -> str:
    """How answers are published, in one sentence."""
    return processing.translate.ngettext(
        "The answers are confidential: no institution is named, and figures are published only of"
        " groups of at least %(num)d institution.",
        "The answers are confidential: no institution is named, and figures are published only of"
        " groups of at least %(num)d institutions.",
        processing.smallest,
    )


def retention_lines(processing: Processing) -> Iterator[str]:
    """How long what is kept."""
    translate, kept = processing.translate, processing.retention
    _ = translate.gettext
    if kept.contacts_months:
        yield translate.ngettext(
            "Names and addresses of those who were asked: until %(num)d month after the last day on"
            " which answers were taken. How many of which group were asked stays known.",
            "Names and addresses of those who were asked: until %(num)d months after the last day"
            " on which answers were taken. How many of which group were asked stays known.",
            kept.contacts_months,
        )
    else:
        yield _("Names and addresses of those who were asked: not decided yet.")
    if kept.texts_months:
        yield translate.ngettext(
            "What was written in own words: until %(num)d month after the last day on which answers"
            " were taken.",
            "What was written in own words: until %(num)d months after the last day on which"
            " answers were taken.",
            kept.texts_months,
        )
    else:
        yield _("What was written in own words: not decided yet.")
    yield _("Answers without names stay; nothing beside them says whose they are.")
    yield from _of_machine(processing)


def _of_machine(processing: Processing) -> Iterator[str]:
    translate, kept = processing.translate, processing.retention
    _ = translate.gettext
    if kept.log_months:
        yield translate.ngettext(
            "Who of the staff did what on which day: %(num)d month.",
            "Who of the staff did what on which day: %(num)d months.",
            kept.log_months,
        )
    if kept.backup_days:
        yield translate.ngettext(
            "What was deleted is in backups for up to %(num)d day more.",
            "What was deleted is in backups for up to %(num)d days more.",
            kept.backup_days,
        )
    else:
        yield _("How long backups are kept is not decided yet.")


def enforcement_words(processing: Processing) -> str:
    """Which of these times the product keeps by itself: none."""
    return processing.translate.gettext(
        "Nothing is deleted by itself. Names and addresses are taken out by staff with one act,"
        " which is in the log; own words, the log and backups have to be deleted by whoever runs"
        " the server."
    )


def contact_data(processing: Processing) -> str:
    """What is kept of those who are asked."""
    _ = processing.translate.gettext
    return _(
        "Name of the institution, name of whoever is written to, addresses for mails and letters,"
        " language, and whether an invitation was sent, opened or declined."
    )


def tracking_words(processing: Processing) -> str:
    """Whether it is known who has answered."""
    _ = processing.translate.gettext
    if processing.is_tracked is None:
        return _("There is no list of those who are asked; who has a code can answer.")
    if processing.is_tracked:
        return _(
            "Once envelopes were opened in a batch it is known that an institution has answered, so"
            " that it is not reminded; what it answered is not."
        )
    return _("Which institution has answered is not known to anybody; all are reminded alike.")
