"""Annexes: the questionnaire, all tables, what protects answers, and figures of others."""

from collections.abc import Iterator, Sequence
from math import isfinite

from surveyapp.analysis.attack.audit_result import Audit
from surveyapp.analysis.dissemination_plan import PublicSeries
from surveyapp.analysis.extent import Extent, extents
from surveyapp.questionnaire.wording import Wording
from surveyapp.reports.block import (
    Block,
    Caption,
    Heading,
    Manner,
    TableBlock,
    TableRow,
    plain,
)
from surveyapp.reports.codebook.printed_form import printed_form
from surveyapp.reports.document.evidence import Evidence
from surveyapp.reports.document.exhibit_block import table_block, trace_line
from surveyapp.reports.document.material import Material
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.amount import DASH, Amount, AmountPart


def annex_blocks(material: Material) -> Iterator[Block]:
    """All four, each on a page of its own."""
    _ = material.labels.translate.gettext
    yield Heading(1, _("Annex A. The questionnaire"), "annex-a")
    yield plain(_asked(material), Manner.NOTE)
    yield from printed_form(material.form, material.labels)
    yield Heading(1, _("Annex B. Tables in full"), "annex-b")
    yield from _tables(material)
    yield Heading(1, _("Annex C. Audit of the protection"), "annex-c")
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
            yield table_block(each, labels)
            for words in (each.shown.base, each.shown.rounding, each.shown.note):
                if words:
                    yield plain(words, Manner.NOTE)
            yield trace_line(each, labels, material.provenance)


def _audit(material: Material) -> Iterator[Block]:
    labels, rules = material.labels, material.publication.rules
    _ = labels.translate.gettext
    yield plain(
        labels.translate.gettext(
            "Smallest group: %(k)s, of closely protected questions %(close)s. Means and totals of"
            " numbers from %(numbers)s answers. Largest part of a total held by one institution:"
            " %(dominance)s. Sums of people stand between multiples of %(step)s.",
            k=labels.number(rules.k),
            close=labels.number(rules.smallest_sensitive),
            numbers=labels.number(rules.quartiles_from),
            dominance=labels.percent(rules.dominance),
            step=labels.number(rules.people_step),
        )
    )
    if material.audit is not None:
        yield plain(_attacked(material.audit, labels))
    found = extents(material.publication, material.comparison, rules.k)
    yield _extent_table(tuple(found), material)
    yield TableBlock(
        Caption("TC.2", _("Numbers and ranges, table by table")),
        _("Table"),
        (_("lines"), _("numbers"), _("ranges"), _("too few answered"), _("answers taken together")),
        tuple(_audited(each, material) for each in material.evidence.values()),
    )


def _attacked(audit: Audit, labels: Labels) -> str:
    """What the attacker found; a report that is not sound is not written."""
    n = len(audit.ranges)
    if not n:
        return labels.translate.gettext("No small number stands as a range.")
    words = labels.translate.ngettext(
        "A program that puts all published figures together, as a reader could, tried to narrow"
        " the %(number)s small number that stands as a range.",
        "A program that puts all published figures together, as a reader could, tried to narrow"
        " the %(number)s small numbers that stand as ranges.",
        n,
        number=labels.number(n),
    )
    if audit.narrowest is None or not isfinite(audit.narrowest):
        return words
    found = labels.translate.gettext(
        "Each can still have at least %(values)s values.", values=labels.number(audit.narrowest)
    )
    return f"{words} {found}"


def _extent_table(found: Sequence[Extent], material: Material) -> TableBlock:
    """How many differences can be read, chapter by chapter and in all."""
    labels = material.labels
    _ = labels.translate.gettext
    titles = {each.name: each.text_path for each in material.publication.chapters}
    return TableBlock(
        Caption("TC.1", _("Differences in percentage points that can be read")),
        _("Chapter"),
        (
            _("as a number"),
            _("as a range"),
            _("of these with a certain direction"),
            _("too few answered"),
        ),
        tuple(
            TableRow(
                labels.wording.text(titles[each.name]) if each.name else _("All"),
                tuple(map(labels.number, _differences(each))),
            )
            for each in found
        ),
    )


def _differences(each: Extent) -> tuple[int, ...]:
    """Fewer than k answered, or too few for a closely protected question, or for subtraction."""
    return each.n_values, each.n_ranges, each.n_certain, each.n_closed + each.n_withheld


def _audited(evidence: Evidence, material: Material) -> TableRow:
    """A dash that stands for no figure is not counted."""
    labels, rows = material.labels, evidence.shown.table.rows
    cells = [cell for row in rows for cell in row.cells]
    amounts = [amounts for row in rows for amounts in row.amounts]
    n_ranges = sum(_is_range(each) for each in amounts)
    n_small = sum(cell is None for cell in cells)
    n_shown = sum(cell not in {None, DASH} for cell in cells)
    counts = (len(rows), n_shown - n_ranges, n_ranges, n_small)
    return TableRow(
        evidence.number.table, (*map(labels.number, counts), _merged(evidence, material))
    )


def _is_range(amounts: Sequence[Amount]) -> bool:
    """Whether a cell has two different ends."""
    ends = [each.value for each in amounts if each.part in {AmountPart.LOW, AmountPart.HIGH}]
    return len(set(ends)) > 1


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
