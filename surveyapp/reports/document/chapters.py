"""Chapters: the prose of the researchers with its exhibits, and what could not be compared."""

from collections.abc import Iterator, Sequence

from surveyapp.analysis.dissemination_plan import Chapter
from surveyapp.reports.block import (
    Block,
    Heading,
    Listing,
    Manner,
    Span,
    plain,
)
from surveyapp.reports.document.evidence import Evidence
from surveyapp.reports.document.exhibit_block import (
    figure_block,
    rounding_note,
    table_block,
    trace_line,
    whole_exhibit,
)
from surveyapp.reports.document.material import Material
from surveyapp.reports.exhibit.strongest import strongest
from surveyapp.reports.prose.placeholder import Placeholder, PlaceholderKind
from surveyapp.reports.prose.prose import filled

MOST_DRAWN = 14
"""Exhibits of a chapter with chart or table; the others are a line, so that it stays readable."""
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def chapter_blocks(material: Material) -> Iterator[Block]:
    """All chapters of the plan."""
    order = [each.name for each in strongest(material.findings)]
    for place, chapter in enumerate(material.publication.chapters):
        title = material.labels.wording.text(chapter.text_path)
        yield Heading(1, f"{_roman(place)}. {title}", f"chapter-{place + 1}")
        yield from _content(chapter, material, order)


def prose_blocks(name: str, material: Material) -> Iterator[Block]:
    """What the researchers wrote under this name, with what it places; nothing without a file."""
    found = material.prose.get(name)
    if found is not None:
        fill = material.figure_words.span
        yield from filled(found, name, fill, lambda p: _placed(p, material))


def _roman(place: int) -> str:
    return ROMAN[place] if place < len(ROMAN) else str(place + 1)


def _content(chapter: Chapter, material: Material, order: Sequence[str]) -> Iterator[Block]:
    """order: names of comparisons, the strongest first."""
    yield from prose_blocks(chapter.name, material)
    prose = material.prose.get(chapter.name)
    placed = prose.placed() if prose else frozenset[str]()
    evidence = material.of_chapter(tuple(each.name for each in chapter.comparisons))
    if not evidence:
        yield plain(material.labels.translate.gettext("No figures belong to this chapter."))
    left = [each for each in evidence if each.name not in placed]
    compared = [each for each in left if each.shown.is_comparable]
    drawn = _drawn(compared, MOST_DRAWN - len(evidence) + len(left), order)
    for each in compared:
        if each.name in drawn:
            yield from whole_exhibit(each, material.labels, material.provenance)
    yield from _in_a_line([each for each in compared if each.name not in drawn], material)
    yield from _not_compared([each for each in left if not each.shown.is_comparable], material)


def _drawn(compared: Sequence[Evidence], most: int, order: Sequence[str]) -> frozenset[str]:
    """At most so many: the strongest, then by the plan."""
    places = {name: place for place, name in enumerate(order)}
    names = sorted((e.name for e in compared), key=lambda name: places.get(name, len(places)))
    return frozenset(names[: max(most, 0)])


def _in_a_line(left: Sequence[Evidence], material: Material) -> Iterator[Block]:
    """What was found by the comparisons of which only the table is given, in the annexes."""
    if left:
        words = material.labels.translate.gettext("Also compared")
        yield Heading(2, words, f"also-{left[0].number.chapter}")
        lines = (f"{e.number.table} {e.shown.title} – {e.shown.sentence}" for e in left)
        yield Listing(tuple((Span(line),) for line in lines), manner=Manner.NOTE)
        yield from rounding_note(left, material.labels)


def _not_compared(left: Sequence[Evidence], material: Material) -> Iterator[Block]:
    """A line each, with the reason; their tables are in the annexes."""
    labels = material.labels
    if left:
        words = labels.translate.gettext("Asked, but not compared")
        yield Heading(2, words, f"left-{left[0].number.chapter}")
        lines = (
            f"{each.number.table} {each.shown.title} – {each.shown.too_small}" for each in left
        )
        yield Listing(tuple((Span(line),) for line in lines), manner=Manner.NOTE)


def _placed(placeholder: Placeholder, material: Material) -> Iterator[Block]:
    labels = material.labels
    found = material.evidence.get(placeholder.arguments[0])
    if found is None:
        yield plain(labels.translate.gettext("not asked in this round"), Manner.NOTE)
        return
    if placeholder.kind is PlaceholderKind.EXHIBIT:
        yield from whole_exhibit(found, labels, material.provenance)
        return
    figure = figure_block(found, labels) if placeholder.kind is PlaceholderKind.FIGURE else None
    yield figure or table_block(found, labels)
    yield trace_line(found, labels, material.provenance)
