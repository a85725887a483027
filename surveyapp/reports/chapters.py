"""Chapters: the prose of the researchers with its exhibits, and the recommendations."""

from collections.abc import Iterator

from surveyapp.analysis.publication import Chapter
from surveyapp.reports.document import (
    Block,
    Heading,
    Line,
    Listing,
    Manner,
    Paragraph,
    Span,
    anchor_of,
    plain,
)
from surveyapp.reports.exhibit_block import (
    figure_blocks,
    table_blocks,
    trace_line,
    whole_exhibit,
)
from surveyapp.reports.labels import Labels
from surveyapp.reports.material import Material
from surveyapp.reports.placeholder import Kind, Placeholder
from surveyapp.reports.prose import filled
from surveyapp.reports.recommendation import THEME, Recommendation, Status

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def chapter_blocks(material: Material) -> Iterator[Block]:
    """All chapters of the plan; the recommendations stand in the last one."""
    chapters = material.publication.chapters
    for place, chapter in enumerate(chapters):
        title = material.labels.wording.text(chapter.text_path)
        yield Heading(1, f"{_roman(place)}. {title}", f"chapter-{place + 1}")
        yield from _content(chapter, material)
        if chapter is chapters[-1]:
            yield from _recommendations(material)


def prose_blocks(name: str, material: Material) -> Iterator[Block]:
    """What the researchers wrote under this name, with what it places; nothing without a file."""
    found = material.prose.get(name)
    if found is not None:
        fill = material.figure_words.span
        yield from filled(found, name, fill, lambda p: _placed(p, material))


def _roman(place: int) -> str:
    return ROMAN[place] if place < len(ROMAN) else str(place + 1)


def _content(chapter: Chapter, material: Material) -> Iterator[Block]:
    yield from prose_blocks(chapter.name, material)
    prose = material.prose.get(chapter.name)
    placed = prose.placed() if prose else frozenset[str]()
    evidence = material.of_chapter(tuple(each.name for each in chapter.comparisons))
    if not evidence:
        yield plain(material.labels.translate.gettext("No figures belong to this chapter."))
    for each in evidence:
        if each.name not in placed:
            yield from whole_exhibit(each, material.labels, material.provenance)


def _placed(placeholder: Placeholder, material: Material) -> Iterator[Block]:
    labels = material.labels
    found = material.evidence.get(placeholder.arguments[0])
    if found is None:
        yield plain(labels.translate.gettext("not asked in this round"), Manner.NOTE)
        return
    match placeholder.kind:
        case Kind.EXHIBIT:
            yield from whole_exhibit(found, labels, material.provenance)
            return
        case Kind.FIGURE if found.has_figure:
            yield from figure_blocks(found, labels)
        case _:
            yield from table_blocks(found, labels)
    yield trace_line(found, labels, material.provenance)


def _recommendations(material: Material) -> Iterator[Block]:
    _ = material.labels.translate.gettext
    if not material.recommendations:
        return
    yield Heading(2, _("Recommendations and what they rest on"), "recommendations")
    for place, each in enumerate(material.recommendations, start=1):
        yield from _recommendation(place, each, material)


def _recommendation(place: int, each: Recommendation, material: Material) -> Iterator[Block]:
    _ = material.labels.translate.gettext
    language = material.language
    yield Paragraph((Span(f"R{place}. ", is_strong=True), Span(each.text[language])))
    status = status_words(each.status, material.labels)
    yield Listing(
        (
            (Span(_("To: %(who)s", who=each.addressee[language])),),
            (Span(_("Status: %(status)s", status=status)),),
            _rests_on(each, material),
        )
    )


def _rests_on(each: Recommendation, material: Material) -> Line:
    _ = material.labels.translate.gettext
    spans = [_reference(name, material) for name in each.evidence]
    if not spans:
        return (Span(_("Evidence: none given"), is_emphasis=True),)
    line = [Span(_("Evidence:") + " ")]
    for place, span in enumerate(spans):
        line += [Span(", "), span] if place else [span]
    return tuple(line)


def _reference(name: str, material: Material) -> Span:
    found = material.evidence.get(name)
    if found is not None:
        return Span(found.number.table, target=f"#{anchor_of(found.number.table)}")
    return Span(name.removeprefix(THEME), is_emphasis=True)


def status_words(status: Status, labels: Labels) -> str:
    """How far a recommendation has come, in words."""
    _ = labels.translate.gettext
    return {
        Status.PROPOSED: _("proposed"),
        Status.AGREED: _("agreed"),
        Status.STARTED: _("started"),
        Status.DONE: _("done"),
        Status.REJECTED: _("rejected"),
    }[status]
