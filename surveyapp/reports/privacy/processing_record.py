"""Processing record: what a controller records of its processing (Article 30 of the GDPR)."""

from collections.abc import Iterator

from surveyapp.reports.block import (
    Block,
    Document,
    Heading,
    Listing,
    Span,
    plain,
)
from surveyapp.reports.privacy.measures import measures
from surveyapp.reports.privacy.processing import (
    Processing,
    blank,
    contact_data,
    document_about,
    enforcement_words,
    entry,
    retention_lines,
    said,
    tracking_words,
)


def processing_record(processing: Processing) -> Document:
    """The record of one study, with blanks for what only the controller knows."""
    _ = processing.translate.gettext
    title = _("Record of processing activities")
    article = _("Article 30(1) of the GDPR")
    return document_about(processing, title, _blocks(processing), (article,))


def _blocks(processing: Processing) -> Iterator[Block]:
    _ = processing.translate.gettext
    yield Heading(2, _("Controller"), "controller")
    yield from said(processing.controller, _("Not written in the settings yet."))
    yield entry(_("Data protection officer"), processing.officer or _("none is named."))
    if not processing.officer:
        yield blank(processing, _("whether an officer must be designated (Article 37)"))
    yield from _asking(processing)
    yield from _answers(processing)
    yield from _staff(processing)
    yield Heading(2, _("Time limits"), "retention")
    yield Listing(tuple((Span(line),) for line in retention_lines(processing)))
    yield plain(enforcement_words(processing))
    yield Heading(2, _("Technical and organisational measures"), "measures")
    yield Listing(tuple((Span(line),) for line in measures(processing)))
    yield blank(processing, _("measures of your own, such as training, locked rooms and backups"))


def _asking(processing: Processing) -> Iterator[Block]:
    _ = processing.translate.gettext
    yield Heading(2, _("Asking institutions"), "asking")
    yield from _common(processing)
    yield entry(_("Whose data"), _("Those who are written to at the institutions."))
    yield entry(_("Which data"), contact_data(processing))
    yield plain(tracking_words(processing))
    if processing.contact_source:
        yield entry(_("Where the addresses come from"), processing.contact_source)
    else:
        yield blank(processing, _("where the addresses come from (Article 14)"))
    mails = _("the mail server, if mails are sent, and the host of the server")
    yield entry(_("Recipients"), processing.recipients or mails)
    if not processing.recipients:
        yield blank(processing, _("the recipients, and whether data leave the area of the GDPR"))


def _answers(processing: Processing) -> Iterator[Block]:
    _ = processing.translate.gettext
    yield Heading(2, _("Answers of institutions"), "answers")
    yield from _common(processing)
    yield entry(_("Whose data"), _("Institutions; persons only where an answer tells of one."))
    yield entry(_("Which data"), "; ".join(processing.sections))
    if processing.identifying:
        yield entry(
            _("Questions that point at one institution; in no file that is handed out"),
            "; ".join(processing.identifying),
        )
    yield from map(plain, _counted(processing))
    yield blank(
        processing,
        _("whether answers concern special categories of data or offences (Articles 9 and 10)"),
    )


def _counted(processing: Processing) -> Iterator[str]:
    translate = processing.translate
    if processing.n_sensitive:
        yield translate.ngettext(
            "%(num)d question is marked as closely protected.",
            "%(num)d questions are marked as closely protected.",
            processing.n_sensitive,
        )
    if processing.n_open:
        yield translate.ngettext(
            "%(num)d question is answered in own words, which may name somebody by mistake.",
            "%(num)d questions are answered in own words, which may name somebody by mistake.",
            processing.n_open,
        )


def _staff(processing: Processing) -> Iterator[Block]:
    _ = processing.translate.gettext
    yield Heading(2, _("Accounts of staff"), "staff")
    yield entry(_("Whose data"), _("Those who run the study."))
    yield entry(
        _("Which data"),
        _(
            "Name of the account, its role, a hash of its password, its second factor, open"
            " sessions, and a log of who did what on which day."
        ),
    )
    yield entry(_("Purpose"), _("That nobody sees or changes more than the task asks for."))


def _common(processing: Processing) -> Iterator[Block]:
    """Purpose and legal basis."""
    _ = processing.translate.gettext
    yield entry(_("Purpose"), processing.purpose or processing.study)
    yield entry(_("Legal basis"), processing.legal_basis or _("Not written in the settings yet."))
