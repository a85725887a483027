"""People: sums of people, which stand as ranges so that no institution's own number is told."""

from collections.abc import Iterable

from surveyapp.analysis.result import Bounds
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.amount import TOO_FEW, Amount, AmountPart, Cell
from surveyapp.reports.sentence.range_words import count_range


def total_cell(total: Bounds | None, labels: Labels) -> Cell:
    """A sum, or the fewest and the most that it can be; None: too few answered."""
    if total is None:
        return TOO_FEW
    low, high = ends = _reached(total)
    amounts = (Amount(low, AmountPart.LOW), Amount(high, AmountPart.HIGH))
    if low == 0 < high:
        words = labels.translate.ngettext("fewer than %(num)d", "fewer than %(num)d", high + 1)
        return Cell(words, amounts)
    return Cell(count_range(ends, labels), amounts)


def added(totals: Iterable[Bounds | None]) -> Bounds | None:
    """The sum of sums; of a range the upper end is not reached, as of each. None without one."""
    found = list(totals)
    shown = [_reached(total) for total in found if total is not None]
    if len(shown) < len(found):
        return None
    low, high = sum(low for low, _ in shown), sum(high for _, high in shown)
    return low, high + (low < high)


def _reached(total: Bounds) -> tuple[int, int]:
    """Fewest and most: of a range the upper end is not reached."""
    low, high = map(int, total)
    return low, high - (low < high)
