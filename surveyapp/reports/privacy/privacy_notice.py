"""Privacy notice: what those who are asked must be told (Article 13 and 14 of the GDPR)."""

from collections.abc import Iterator

from surveyapp.reports.block import Block, Document, Heading, Listing, Span, plain
from surveyapp.reports.privacy.processing import (
    Processing,
    contact_data,
    document_about,
    enforcement_words,
    entry,
    protection_words,
    retention_lines,
    said,
    tracking_words,
)


def privacy_notice(processing: Processing) -> Document:
    """The notice of one study; it belongs to no day."""
    title = processing.translate.gettext("Privacy notice")
    return document_about(processing, title, _blocks(processing))


def _blocks(processing: Processing) -> Iterator[Block]:
    yield from _who(processing)
    yield from _what_for(processing)
    yield from _what(processing)
    yield from _protection(processing)
    yield from _recipients(processing)
    yield from _how_long(processing)
    yield from _rights(processing)


def _who(processing: Processing) -> Iterator[Block]:
    _ = processing.translate.gettext
    yield Heading(2, _("Who is responsible"), "who")
    yield from said(processing.controller, _("Who is responsible has not been written here yet."))
    if processing.officer:
        yield entry(_("Data protection officer"), processing.officer)
    if processing.contact:
        yield entry(_("Questions"), processing.contact)


def _what_for(processing: Processing) -> Iterator[Block]:
    _ = processing.translate.gettext
    yield Heading(2, _("What the data are for"), "purpose")
    yield from map(plain, processing.purpose)
    yield entry(_("Legal basis"), processing.legal_basis or _("Not written here yet."))
    if processing.funder:
        yield entry(_("Who pays for the study"), processing.funder)


def _what(processing: Processing) -> Iterator[Block]:
    _ = processing.translate.gettext
    yield Heading(2, _("Which data"), "which")
    if processing.is_tracked is not None:
        yield entry(_("Of those who are asked"), contact_data(processing))
        yield plain(tracking_words(processing))
    if processing.contact_source:
        yield entry(_("Where the addresses come from"), processing.contact_source)
    yield entry(
        _("Answers"),
        _(
            "They are given for an institution. They may tell something of a person all the same,"
            " for instance where an institution is one person, and are protected for that reason."
        ),
    )
    yield plain(
        _(
            "The pages set one cookie, which lasts for the visit. No address of a computer, no"
            " browser and no time of day is kept beside an answer."
        )
    )
    yield plain(_("Nothing about anybody is decided by a machine alone."))


def _protection(processing: Processing) -> Iterator[Block]:
    _ = processing.translate.gettext
    yield Heading(2, _("How answers are protected"), "protection")
    yield plain(protection_words(processing))
    if processing.n_sensitive:
        yield plain(
            _("Answers that are marked are closely protected: small numbers appear only as ranges.")
        )
    yield plain(
        _(
            "This does not mean that nobody can be recognised: whoever knows the field may"
            " recognise an institution by what it answers and writes."
        )
    )
    yield from map(plain, processing.promise)


def _recipients(processing: Processing) -> Iterator[Block]:
    _ = processing.translate.gettext
    yield Heading(2, _("Who receives data"), "recipients")
    yield from said(
        processing.recipients, _("Who else receives data has not been written here yet.")
    )
    yield plain(
        _(
            "Of the staff, those who write to institutions see names and addresses and no single"
            " answer; those who evaluate see answers and no names."
        )
    )


def _how_long(processing: Processing) -> Iterator[Block]:
    _ = processing.translate.gettext
    yield Heading(2, _("How long data are kept"), "retention")
    yield Listing(tuple((Span(line),) for line in retention_lines(processing)))
    yield plain(enforcement_words(processing))


def _rights(processing: Processing) -> Iterator[Block]:
    _ = processing.translate.gettext
    yield Heading(2, _("Your rights"), "rights")
    yield plain(
        _(
            "Ask those who are responsible what is kept about you, have it corrected, restricted or"
            " deleted, or object to it (Articles 15 to 18 and 21 of the GDPR)."
        )
    )
    yield plain(
        _(
            "Answers that were sent can be withdrawn with the access code until the answers of all"
            " are made final. Afterwards nothing is kept beside them that says whose they are, and"
            " they are not taken out any more (Article 11)."
        )
    )
    yield plain(
        _(
            "Most questions may be left out, and an institution can say on its page that it takes"
            " no part."
        )
    )
    yield entry(
        _("Where a complaint can be lodged"),
        processing.authority or _("with the supervisory authority of data protection."),
    )
