"""Report: title page, contents, summary, method, chapters and annexes of a study."""

from collections.abc import Iterator

from surveyapp.questionnaire.model import Questionnaire
from surveyapp.reports.annex import annex_blocks
from surveyapp.reports.chapters import chapter_blocks, prose_blocks
from surveyapp.reports.document import (
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
    anchor_of,
    plain,
)
from surveyapp.reports.evidence import Evidence
from surveyapp.reports.labels import Labels, ended
from surveyapp.reports.material import SUMMARY, Material, Provenance
from surveyapp.reports.method import method_blocks
from surveyapp.reports.page import group_names
from surveyapp.reports.response import Response, response_table

MOST_IN_SUMMARY = 2
"""Exhibits of each chapter."""


def report_of(material: Material) -> Document:
    """The whole report in one language."""
    form, labels = material.form, material.labels
    blocks = (
        *_front(form, labels, material.provenance),
        *_summary(material),
        *method_blocks(material),
        *chapter_blocks(material),
        *annex_blocks(material),
    )
    return document_of(form, labels, material.provenance, blocks)


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
        response_table("TM.1", found, form, labels),
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
        hidden=labels.translate.gettext("hidden"),
        day=provenance.day,
        blocks=blocks,
    )


def banners(labels: Labels, provenance: Provenance) -> Iterator[str]:
    """What every page must warn of."""
    _ = labels.translate.gettext
    if provenance.is_synthetic:
        yield _("SYNTHETIC DATA – NOT REAL. This demo describes no country.")
    if provenance.is_internal:
        yield _("NOT FOR RELEASE")


def _front(form: Questionnaire, labels: Labels, provenance: Provenance) -> Iterator[Block]:
    _ = labels.translate.gettext
    yield _title_page(form, labels, provenance)
    yield Contents(_("Contents"))
    yield ExhibitList(_("Tables"), of_figures=False)
    yield ExhibitList(_("Figures"), of_figures=True)


def _title_page(form: Questionnaire, labels: Labels, provenance: Provenance) -> TitlePage:
    _ = labels.translate.gettext
    snapshot = provenance.short_snapshot
    counted = (_("Snapshot of the answers: %(hash)s", hash=snapshot),) if snapshot else ()
    return TitlePage(
        labels.wording.text(f"{form.name}.title"),
        _("Transnational report: %(first)s and %(second)s", **_countries(form, labels)),
        (
            labels.date(provenance.day),
            _("Questionnaire, version %(version)s", version=provenance.version),
            _("Round of answers: %(wave)s", wave=provenance.wave),
            *counted,
        ),
    )


def _countries(form: Questionnaire, labels: Labels) -> dict[str, str]:
    first, second = group_names(form, labels)
    return {"first": first, "second": second}


def _summary(material: Material) -> Iterator[Block]:
    """The researchers' words, then the first exhibit's sentence of each chapter."""
    _ = material.labels.translate.gettext
    yield Heading(1, _("Summary"), "summary")
    yield from prose_blocks(SUMMARY, material)
    told = [
        each
        for chapter in material.publication.chapters
        for each in material.of_chapter(tuple(c.name for c in chapter.comparisons))[
            :MOST_IN_SUMMARY
        ]
    ]
    if told:
        yield Heading(2, _("Some figures in one sentence each"), "summary-figures")
        yield Listing(tuple(_in_one_sentence(each) for each in told))
    if any(each.shown.rounding for each in told):
        words = _("Percentages are rounded; differences are taken before rounding.")
        yield plain(words, Manner.NOTE)


def _in_one_sentence(each: Evidence) -> Line:
    number = Span(each.number.table, target=f"#{anchor_of(each.number.table)}")
    words = f"{ended(each.shown.title)} {each.shown.sentence} ("
    return Span(words), number, Span(")")
