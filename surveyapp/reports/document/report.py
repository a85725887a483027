"""Report: title, summary, chapters, method and recommendations of a study; and its annexes."""

from collections.abc import Iterator
from dataclasses import replace

from surveyapp.questionnaire.model import Questionnaire
from surveyapp.reports.block import (
    Block,
    Contents,
    Document,
    ExhibitList,
    Heading,
    Line,
    Listing,
    Manner,
    Span,
    TitlePage,
    plain,
)
from surveyapp.reports.document.annex import annex_blocks
from surveyapp.reports.document.chapters import chapter_blocks, prose_blocks
from surveyapp.reports.document.material import SUMMARY, Material, Provenance
from surveyapp.reports.document.method import method_blocks
from surveyapp.reports.document.recommended import recommendation_blocks
from surveyapp.reports.exhibit.page import group_names
from surveyapp.reports.exhibit.response import Response, response_table
from surveyapp.reports.exhibit.rounding import before_rounding
from surveyapp.reports.exhibit.strongest import CertainDifference, nothing_certain, strongest
from surveyapp.reports.labels import Labels

MOST_IN_SUMMARY = 7
"""Differences, so that the summary stays on one page."""


def report_of(material: Material) -> Document:
    """The report in one language, in the order of a reader."""
    form, labels = material.form, material.labels
    _ = labels.translate.gettext
    blocks = (
        _title_page(form, labels, material.provenance),
        *_summary(material),
        Contents(_("Contents"), levels=1),
        *chapter_blocks(material),
        *method_blocks(material),
        *recommendation_blocks(material),
    )
    return document_of(form, labels, material.provenance, blocks)


def annexes_of(material: Material) -> Document:
    """What the report rests on, as a document of its own."""
    form, labels = material.form, material.labels
    _ = labels.translate.gettext
    front, part = _title_page(form, labels, material.provenance), _("Annexes")
    blocks = (
        replace(front, subtitle=f"{front.subtitle} – {part}"),
        Contents(_("Contents")),
        ExhibitList(_("Tables")),
        *annex_blocks(material),
    )
    made = document_of(form, labels, material.provenance, blocks)
    title = f"{made.title} – {part}"
    return replace(made, title=title, running=title)


def response_report(
    form: Questionnaire, labels: Labels, provenance: Provenance, found: tuple[Response, ...]
) -> Document:
    """All that may be said of a round that still takes answers: how many came."""
    _ = labels.translate.gettext
    blocks = (
        _title_page(form, labels, provenance),
        Heading(1, _("Answers so far"), "response"),
        plain(
            _(
                "This round is still open. Results are shown when it is frozen: whoever saw the"
                " figures before and after one response would know that response."
            )
        ),
        response_table(found, form, labels),
    )
    return document_of(form, labels, provenance, blocks)


def document_of(
    form: Questionnaire, labels: Labels, provenance: Provenance, blocks: tuple[Block, ...]
) -> Document:
    """Blocks with what stands on every page."""
    title = labels.wording.text(f"{form.name}.title")
    return Document(
        title=title,
        language=labels.wording.language,
        banners=tuple(banners(labels, provenance)),
        running=title,
        day=provenance.day,
        blocks=blocks,
    )


def banners(labels: Labels, provenance: Provenance) -> Iterator[str]:
    """What every page must warn of."""
    _ = labels.translate.gettext
    if provenance.is_synthetic:
        yield _("SYNTHETIC DATA – NOT REAL. Nobody gave these answers.")
    if provenance.is_internal:
        yield _("NOT FOR RELEASE")


def _title_page(form: Questionnaire, labels: Labels, provenance: Provenance) -> TitlePage:
    _ = labels.translate.gettext
    snapshot = provenance.short_snapshot
    counted = (_("Snapshot of the answers: %(hash)s", hash=snapshot),) if snapshot else ()
    return TitlePage(
        labels.wording.text(f"{form.name}.title"),
        _subtitle(form, labels),
        (
            labels.date(provenance.day),
            _("Questionnaire, version %(version)s", version=provenance.version),
            _("Round of answers: %(wave)s", wave=provenance.wave),
            *counted,
        ),
    )


def _subtitle(form: Questionnaire, labels: Labels) -> str:
    """All groups by name."""
    _, names = labels.translate.gettext, group_names(form, labels)
    if len(names) == 2:
        first, second = names
        return _("Comparative report: %(first)s and %(second)s", first=first, second=second)
    if len(names) == 1:
        return _("Report: %(group)s", group=names[0])
    return _("Comparative report: %(groups)s", groups=", ".join(names))


def _summary(material: Material) -> Iterator[Block]:
    """The researchers' words, then what is most certain of all that was found."""
    _ = material.labels.translate.gettext
    yield Heading(1, _("Summary"), "summary")
    yield from prose_blocks(SUMMARY, material)
    yield Heading(2, _("What stands out"), "summary-figures")
    found = strongest(material.findings, MOST_IN_SUMMARY)
    if not found:
        yield plain(nothing_certain(material.findings))
    yield Listing(tuple(_line(each, material) for each in found))
    if found:
        yield plain(before_rounding(material.labels), Manner.NOTE)


def _line(each: CertainDifference, material: Material) -> Line:
    number = material.evidence[each.name].number
    return (
        Span(f"{each.title} "),
        Span(each.what, is_strong=True),
        Span(f": {each.words} ("),
        Span(number.table, target=f"#{number.anchor}"),
        Span(")"),
    )
