"""Chart words: the key of a chart, and what a reader who cannot see it is told."""

from collections.abc import Collection, Iterator, Sequence

from surveyapp.reports.block import OF_GROUPS, KeyEntry, Mark
from surveyapp.reports.chart.chart import Dot, Drawing, Range
from surveyapp.reports.chart.stacked import STEPS, step_of
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.range_words import percent_range

MOST_TOLD = 6
"""Ranges that the description names one by one; the table beside has all."""
_STEPS = tuple(Mark(f"step-{step}") for step in range(1, STEPS + 1))


def scale_key(scale: tuple[str, ...]) -> tuple[KeyEntry, ...]:
    """A colour for each category from the lowest."""
    return tuple(
        KeyEntry(_STEPS[step_of(place, len(scale)) - 1], words) for place, words in enumerate(scale)
    )


def dot_key(drawing: Drawing, groups: Sequence[str], labels: Labels) -> tuple[KeyEntry, ...]:
    """The marks that the chart has, and no others."""
    return tuple(_dot_key(drawing, groups, labels))


def description(drawing: Drawing, sentence: str, groups: Sequence[str], labels: Labels) -> str:
    """The sentence of the figure, and the ranges of the chart as far as they can be told."""
    told = list(_ranges(drawing, groups, labels))
    if not told:
        return sentence
    translate = labels.translate
    first = translate.gettext(
        "A range holds the figure and says no more: %(ranges)s.", ranges="; ".join(told[:MOST_TOLD])
    )
    words = f"{sentence} {first}".strip()
    n_others = len(told) - MOST_TOLD
    if n_others <= 0:
        return words
    others = translate.ngettext(
        "%(num)d other range stands in the table.",
        "%(num)d other ranges stand in the table.",
        n_others,
    )
    return f"{words} {others}"


def _dot_key(drawing: Drawing, groups: Sequence[str], labels: Labels) -> Iterator[KeyEntry]:
    _ = labels.translate.gettext
    for place, (mark, name) in enumerate(zip(OF_GROUPS, groups, strict=False)):
        if any(len(row.marks) > place and row.marks[place] for row in drawing.lines):
            yield KeyEntry(mark, name)
    bands = {mark.has_absent for mark in _dots(drawing) if mark.has_band}
    if bands:
        yield KeyEntry(Mark.BAND, _band_words(bands, labels))
    with_range = [row for row in drawing.lines if row.ranges]
    if any(row.is_protected for row in with_range):
        yield KeyEntry(Mark.RANGE, _("a range that holds the figure (closely protected)"))
    elif with_range:
        yield KeyEntry(Mark.RANGE, _("a range that holds the figure"))
    if any(row.difference and row.gap for row in drawing.lines):
        yield KeyEntry(Mark.WORDS, _("right: difference in percentage points"))


def _dots(drawing: Drawing) -> Iterator[Dot]:
    return (mark for row in drawing.lines for mark in row.marks if isinstance(mark, Dot))


def _band_words(bands: Collection[bool], labels: Labels) -> str:
    """bands: whether institutions that took no part are allowed for, of every band drawn."""
    _ = labels.translate.gettext
    if True not in bands:
        return _("where the share lies whatever participants that left it unanswered would say")
    silent = _("where the share lies whatever the institutions without an answer would say")
    if False not in bands:
        return silent
    some = _("in some bands participants alone")
    return f"{silent} ({some})"


def _ranges(drawing: Drawing, groups: Sequence[str], labels: Labels) -> Iterator[str]:
    for row in drawing.lines:
        for group, mark in zip(groups, row.marks, strict=False):
            if isinstance(mark, Range):
                share = percent_range(mark.ends, labels)
                yield f"{row.label}, {group}: {share}"
