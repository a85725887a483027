"""Recommended: what the study proposes, each with the statements that it rests on."""

from collections.abc import Iterator

from surveyapp.reports.block import Block, Heading, Line, Listing, Manner, Paragraph, Span, plain
from surveyapp.reports.document.exhibit_block import rounding_note, statement
from surveyapp.reports.document.material import Material
from surveyapp.reports.labels import Labels
from surveyapp.reports.prose.recommendation import THEME, Recommendation, Status


def recommendation_blocks(material: Material) -> Iterator[Block]:
    """A chapter of its own; nothing where the study proposes nothing."""
    _ = material.labels.translate.gettext
    if not material.recommendations:
        return
    yield Heading(1, _("Recommendations and what they rest on"), "recommendations")
    for place, each in enumerate(material.recommendations, start=1):
        yield from _recommendation(place, each, material)
    named = {name for each in material.recommendations for name in each.evidence}
    told = [found for name, found in material.evidence.items() if name in named]
    yield from rounding_note(told, material.labels)


def _recommendation(place: int, each: Recommendation, material: Material) -> Iterator[Block]:
    _ = material.labels.translate.gettext
    language = material.language
    yield Paragraph(
        (Span(f"R{place}. ", is_strong=True), Span(each.text[language], is_strong=True)),
        Manner.LABEL,
    )
    status = status_words(each.status, material.labels)
    to = _("To: %(who)s", who=each.addressee[language])
    stands = _("Status: %(status)s", status=status)
    yield plain(f"{to} · {stands}", Manner.NOTE)
    if not each.evidence:
        yield Paragraph((Span(_("Evidence: none given"), is_emphasis=True),))
        return
    yield plain(_("Evidence:"), Manner.NOTE)
    yield Listing(tuple(_evidence(name, material) for name in each.evidence))


def _evidence(name: str, material: Material) -> Line:
    """The number of the table and what it says; or why nothing may be said."""
    found = material.evidence.get(name)
    if found is None:
        return (Span(name.removeprefix(THEME), is_emphasis=True),)
    words = statement(found) or found.shown.title
    if not found.shown.is_comparable:
        words = f"{words} – {found.shown.too_small}"
    return Span(found.number.table, target=f"#{found.number.anchor}"), Span(f" {words}")


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
