"""Range words: figures that are closely protected, written with both ends of their range."""

from surveyapp.analysis.result import Bounds
from surveyapp.reports.labels import Labels, whole_percent


def count_range(ends: tuple[int, int], labels: Labels) -> str:
    """Institutions, such as ``0–4``; one number where both ends are one."""
    return _joined(labels.number(ends[0]), labels.number(ends[1]))


def percent_range(ends: Bounds, labels: Labels) -> str:
    """A share (0 to 1), such as ``0–29%``."""
    low, high = map(whole_percent, ends)
    highest = labels.percent(ends[1])
    return highest if low == high else f"{labels.number(low)}–{highest}"


def figure_range(ends: Bounds, labels: Labels) -> str:
    """Any other figure, with the decimals that its rounding left."""
    return _joined(labels.figure(ends[0]), labels.figure(ends[1]))


def points_range(ends: Bounds, labels: Labels) -> str:
    """A difference of shares (-1 to 1) in percentage points, a sign at each end."""
    return between(labels.points(ends[0]), labels.points(ends[1]), labels)


def signed_range(ends: Bounds, labels: Labels) -> str:
    """Another difference, a sign at each end."""
    return between(labels.signed(ends[0]), labels.signed(ends[1]), labels)


def points_apart(ends: Bounds, labels: Labels) -> str:
    """How far two shares stand apart, ends without sign, such as ``3 to 41 percentage points``."""
    low, high = sorted(abs(end) for end in ends)
    if whole_percent(low) == whole_percent(high):
        return labels.points_words(high, is_signed=False)
    highest = labels.points_words(high, is_signed=False)
    return between(labels.number(whole_percent(low)), highest, labels)


def between(low: str, high: str, labels: Labels) -> str:
    """Two ends in words, because a dash beside a sign is hard to read."""
    if low == high:
        return low
    return labels.translate.gettext("%(low)s to %(high)s", low=low, high=high)


def _joined(low: str, high: str) -> str:
    return low if low == high else f"{low}–{high}"
