"""Impact assessment: a draft for the data protection officer (Article 35 of the GDPR).

What the product does is filled in; what only the controller can judge is left blank, and said so.
"""

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
    tracking_words,
)
from surveyapp.reports.privacy.risks import risks


def impact_assessment(processing: Processing) -> Document:
    """The draft of one study."""
    _ = processing.translate.gettext
    title, draft = _("Data protection impact assessment"), _draft(processing)
    article = _("Article 35 of the GDPR")
    return document_about(processing, title, _blocks(processing), (article, draft), (draft,))


def _draft(processing: Processing) -> str:
    return processing.translate.gettext(
        "Draft for the data protection officer. Nobody has assessed anything yet."
    )


def _blocks(processing: Processing) -> Iterator[Block]:
    yield from _description(processing)
    yield from _necessity(processing)
    yield from _risks(processing)
    yield from _measures(processing)
    yield from _decision(processing)


def _description(processing: Processing) -> Iterator[Block]:
    _ = processing.translate.gettext
    yield Heading(2, _("Description of the processing"), "description")
    yield entry(_("Controller"), processing.controller or _("Not written in the settings yet."))
    yield entry(_("Purpose"), processing.purpose or processing.study)
    yield entry(_("What is asked"), "; ".join(processing.sections))
    if processing.identifying:
        yield entry(
            _("Questions that point at one institution; in no file that is handed out"),
            "; ".join(processing.identifying),
        )
    yield entry(_("Of those who are asked"), contact_data(processing))
    yield plain(tracking_words(processing))
    yield entry(_("Recipients"), processing.recipients or _("Not written in the settings yet."))
    yield Listing(tuple((Span(line),) for line in retention_lines(processing)))
    yield plain(enforcement_words(processing))
    yield blank(
        processing, _("why an assessment is needed, or why it is not (Article 35(1) to (5))")
    )


def _necessity(processing: Processing) -> Iterator[Block]:
    _ = processing.translate.gettext
    yield Heading(2, _("Necessity and proportionality"), "necessity")
    yield entry(_("Legal basis"), processing.legal_basis or _("Not written in the settings yet."))
    yield plain(
        _("Names and addresses serve inviting and reminding alone, and lie apart from answers.")
    )
    yield blank(processing, _("why the purpose cannot be reached with fewer data or other sources"))
    yield blank(processing, _("how those who are asked can use their rights, and who answers them"))
    yield blank(processing, _("agreements with processors (Article 28) and transfers"))


def _risks(processing: Processing) -> Iterator[Block]:
    _ = processing.translate.gettext
    yield Heading(2, _("Risks"), "risks")
    yield plain(
        _(
            "For each risk stands what the product does and what remains. Likelihood and severity"
            " are for you to judge."
        )
    )
    for number, risk in enumerate(risks(processing), start=1):
        yield Heading(3, f"{number}. {risk.what}", f"risk-{number}")
        yield entry(_("What the product does"), risk.measure)
        yield entry(_("What remains"), risk.remains)
        yield blank(processing, _("likelihood, severity, and what else you do"))


def _measures(processing: Processing) -> Iterator[Block]:
    _ = processing.translate.gettext
    yield Heading(2, _("Technical and organisational measures"), "measures")
    yield Listing(tuple((Span(line),) for line in measures(processing)))
    yield blank(processing, _("measures of your own, such as training, locked rooms and backups"))


def _decision(processing: Processing) -> Iterator[Block]:
    _ = processing.translate.gettext
    yield Heading(2, _("Opinions and decision"), "decision")
    officer = processing.officer or _("none is named.")
    yield entry(_("Data protection officer"), officer)
    yield blank(processing, _("the advice of the officer (Article 35(2))"))
    yield blank(processing, _("views of those concerned or of who speaks for them (Article 35(9))"))
    yield blank(processing, _("the decision, the day, and when it is looked at again"))
    yield blank(
        processing,
        _("whether the supervisory authority must be consulted first (Article 36)"),
    )
