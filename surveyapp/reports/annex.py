"""Annexes: the questionnaire, all tables, what is hidden, and figures that others published."""

from collections.abc import Iterator
from math import isfinite

from surveyapp.analysis.disclosure.audit import Audit
from surveyapp.analysis.publication import PublicSeries
from surveyapp.questionnaire.wording import Wording
from surveyapp.reports.document import (
    Block,
    Caption,
    Heading,
    Manner,
    TableBlock,
    TableRow,
    plain,
)
from surveyapp.reports.evidence import Evidence
from surveyapp.reports.exhibit_block import table_blocks, trace_line
from surveyapp.reports.labels import Labels
from surveyapp.reports.material import Material
from surveyapp.reports.printed_form import printed_form


def annex_blocks(material: Material) -> Iterator[Block]:
    """All four, each on a page of its own."""
    _ = material.labels.translate.gettext
    yield Heading(1, _("Annex A. The questionnaire"), "annex-a")
    yield plain(_asked(material), Manner.NOTE)
    yield from printed_form(material.form, material.labels)
    yield Heading(1, _("Annex B. Tables in full"), "annex-b")
    yield from _tables(material)
    yield Heading(1, _("Annex C. Audit of what is hidden"), "annex-c")
    yield from _audit(material)
    yield Heading(1, _("Annex D. Figures published by others"), "annex-d")
    yield from _public_figures(material)


def _asked(material: Material) -> str:
    provenance = material.provenance
    return material.labels.translate.gettext(
        "As it was asked in the round %(wave)s, version %(version)s.",
        wave=provenance.wave,
        version=provenance.version,
    )


def _tables(material: Material) -> Iterator[Block]:
    """Every table, also those that the chapters do not show, chapter by chapter."""
    labels = material.labels
    for place, chapter in enumerate(material.publication.chapters, start=1):
        yield Heading(2, labels.wording.text(chapter.text_path), f"tables-{place}")
        for each in material.of_chapter(tuple(c.name for c in chapter.comparisons)):
            yield from table_blocks(each, labels)
            yield plain(each.shown.base, Manner.NOTE)
            yield trace_line(each, labels, material.provenance)


def _audit(material: Material) -> Iterator[Block]:
    labels, rules = material.labels, material.publication.rules
    _ = labels.translate.gettext
    yield plain(
        labels.translate.gettext(
            "Smallest group and smallest figure shown: %(k)s. Quartiles from %(quartiles)s answers."
            " Largest part of a total held by one institution: %(dominance)s. Numbers of people"
            " are rounded to multiples of %(step)s.",
            k=labels.number(rules.k),
            quartiles=labels.number(rules.quartiles_from),
            dominance=labels.percent(rules.dominance),
            step=labels.number(rules.people_step),
        )
    )
    if material.audit is not None:
        yield plain(_attacked(material.audit, labels))
    yield TableBlock(
        Caption("TC.1", _("Figures shown and hidden, table by table")),
        _("Table"),
        (_("lines"), _("figures shown"), _("figures hidden"), _("answers taken together")),
        tuple(_audited(each, material) for each in material.evidence.values()),
    )


def _attacked(audit: Audit, labels: Labels) -> str:
    """What the attacker found; a report that is not sound is not written."""
    hidden = len(audit.ranges)
    if not hidden:
        return labels.translate.gettext("No figure is hidden.")
    words = labels.translate.ngettext(
        "A program that puts all published figures together, as a reader could, tried to work out"
        " the one that is hidden.",
        "A program that puts all published figures together, as a reader could, tried to work out"
        " the %(number)s that are hidden.",
        hidden,
        number=labels.number(hidden),
    )
    if audit.narrowest is None or not isfinite(audit.narrowest):
        return words
    found = labels.translate.gettext(
        "None came out: each can have at least %(values)s values, or is known to be nought where"
        " that says nothing about an institution.",
        values=labels.number(audit.narrowest),
    )
    return f"{words} {found}"


def _audited(evidence: Evidence, material: Material) -> TableRow:
    labels = material.labels
    cells = [cell for row in evidence.shown.table.rows for cell in row.cells]
    hidden = sum(cell is None for cell in cells)
    return TableRow(
        evidence.number.table,
        (
            labels.number(len(evidence.shown.table.rows)),
            labels.number(len(cells) - hidden),
            labels.number(hidden),
            _merged(evidence, material),
        ),
    )


def _merged(evidence: Evidence, material: Material) -> str:
    """How many answers there were and how many are left, such as 5 → 3."""
    merge = evidence.declared.merge
    if merge is None:
        return "–"
    number = material.labels.number
    return f"{number(len(merge.recodes()))} → {number(len(merge.into))}"


def _public_figures(material: Material) -> Iterator[Block]:
    _ = material.labels.translate.gettext
    if not material.publication.series:
        yield plain(_("The plan of this study names none."))
        return
    yield plain(
        _(
            "National bodies count in their own ways. These figures stand beside the answers and"
            " are never added to them."
        ),
        Manner.NOTE,
    )
    for place, series in enumerate(material.publication.series, start=1):
        yield _series(place, series, material.labels)


def _series(place: int, series: PublicSeries, labels: Labels) -> TableBlock:
    _ = labels.translate.gettext
    title = f"{labels.wording.text(series.text_path)} ({_unit(series, labels.wording)})"
    rows = tuple(
        TableRow(
            str(point.year),
            (
                labels.number(point.value),
                labels.wording.text(point.source_path),
                labels.date(point.seen),
            ),
        )
        for point in series.points
    )
    heads = (_("figure"), _("source"), _("seen on"))
    return TableBlock(Caption(f"TD.{place}", title), _("Year"), heads, rows)


def _unit(series: PublicSeries, wording: Wording) -> str:
    return wording.text(series.unit_path)
