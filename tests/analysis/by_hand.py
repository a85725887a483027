"""The figures of a study worked out again from the raw answers, one institution at a time.

Plain Python on purpose: nothing here is shared with the engine, the gate or the measures.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor, log10

from surveyapp.questions.column import Role

NOT_NAMED = "not_named"
REASONS = ("dk", "na", "nd", "ref", "lt5", "blank")


def members(rows, group):
    """The institutions of a group; the split's second class is everybody who named another."""
    found = rows
    for question, code in group:
        if code == "others":
            found = [r for r in found if isinstance(r.get(question), str)]
            found = [r for r in found if r[question] != "authority"]
        else:
            found = [r for r in found if r.get(question) == code]
    return found


def in_base(rows, base):
    if base is None:
        return rows
    return [row for row in rows if row.get(base.question) not in base.without]


def value_of(row, column, merge):
    """A code, a number, {"missing": reason}, or None when it was not asked."""
    cell = row.get(column.cell)
    if cell is None or isinstance(cell, dict):
        return cell
    if column.role is Role.OPTION:
        return "1" if column.option in cell else "0"
    if column.role is Role.RANK:
        return str(cell.index(column.option) + 1) if column.option in cell else "0"
    if merge is not None and cell != NOT_NAMED:
        return next(new for new, codes in merge.into.items() if cell in codes)
    return cell


def values(rows, column, merge=None):
    """All answers of a column, and how often each reason was given."""
    found = [value_of(row, column, merge) for row in rows]
    reasons = [value["missing"] for value in found if isinstance(value, dict)]
    answers = [value for value in found if value is not None and not isinstance(value, dict)]
    return answers, {r: reasons.count(r) for r in REASONS if r in reasons}


def index_values(rows, index, scores):
    """The index of every institution that answered enough of its items; how many did not."""
    found, too_few = [], 0
    for row in rows:
        points = [item_points(row, item, scores) for item in index.items]
        given = [p for p in points if p is not None]
        if len(given) >= index.minimum:
            found.append(sum(given) / len(given))
        elif any(name in row for name in index.needs()):
            too_few += 1
    return found, too_few


def item_points(row, item, scores):
    if item.zero_if and row.get(item.zero_if[0]) in tuple(item.zero_if[1]):
        return 0.0
    cell = row.get(item.column)
    return scores[item.column].get(cell) if isinstance(cell, str) else None


def quantile(numbers, part):
    """Type 7, with exact fractions."""
    ordered = sorted(Fraction(n) for n in numbers)
    place = (len(ordered) - 1) * Fraction(part)
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (ordered[above] - ordered[below]) * (place - below))


def mean(numbers):
    return float(sum(Fraction(n) for n in numbers) / len(numbers))


def deviation(numbers):
    middle = sum(Fraction(n) for n in numbers) / len(numbers)
    squares = sum((Fraction(n) - middle) ** 2 for n in numbers)
    return float(squares / (len(numbers) - 1)) ** 0.5


def rounded(number, column):
    """People to multiples of five, all else to three significant digits."""
    if column.counts_people:
        return float(5 * floor(number / 5 + 0.5))
    return round(number, 2 - floor(log10(abs(number)))) if number else 0.0


def share(count, n):
    exact = Decimal(count) / Decimal(n)
    return float(exact.quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP))
