"""The figures of a study worked out again from the raw answers, one institution at a time.

Plain Python on purpose: nothing here is shared with the engine, the gate or the measures.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor, log10

from scipy.optimize import linprog

from surveyapp.questions.column import Role

NOT_NAMED = "not_named"
FEWER = "lt5"
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
    return told([value_of(row, column, merge) for row in rows])


def told(found):
    """Answers, and how often each reason was given."""
    reasons = [value["missing"] for value in found if isinstance(value, dict)]
    answers = [value for value in found if value is not None and not isinstance(value, dict)]
    return answers, {r: reasons.count(r) for r in REASONS if r in reasons}


def with_fewer(answers, reasons):
    """The same of a number of people, where "fewer than five" is an answer."""
    others = {reason: n for reason, n in reasons.items() if reason != FEWER}
    return [*answers, *[FEWER] * reasons.get(FEWER, 0)], others


def pooled(rows, pool, columns):
    """What each institution says of a family of rows: an answer, a reason, or None."""
    return [
        _pooled([value_of(row, columns[name], None) for name in pool.rows], pool) for row in rows
    ]


def _pooled(cells, pool):
    given = [pool.recodes.get(cell, cell) for cell in cells if not isinstance(cell, dict | None)]
    reasons = {cell["missing"] for cell in cells if isinstance(cell, dict)}
    for code in pool.preference:
        if code in given:
            return code
    if not pool.preference and given and not reasons:
        return sum(given)
    if not reasons:
        return None
    return {"missing": reasons.pop() if len(reasons) == 1 else "blank"}


def published(answers, column):
    """Answers as the codes that are printed: classes of numbers, whether something was ranked."""
    if column.role is Role.RANK:
        return ["not_ranked" if answer == "0" else "ranked" for answer in answers]
    if column.is_classed:
        return [class_of(answer, column.codes) for answer in answers]
    return answers


def class_of(number, codes):
    """The class that holds a number; "fewer than five" is one to four."""
    if number == FEWER:
        return "1-4"
    return next(code for code in codes if _holds(code, floor(number)))


def _holds(code, number):
    if code.startswith("<"):
        return number < int(code[1:])
    if code.endswith("+"):
        return number >= int(code[:-1])
    low, _, high = code.partition("-")
    return int(low) <= number <= int(high or low)


def people(answers):
    """The range of a total: multiples of five around all that it can be, the upper one above."""
    few = answers.count(FEWER)
    known = sum(answer for answer in answers if answer != FEWER)
    if not known and not few:
        return 0, 0
    return (known + few) // 5 * 5, ((known + 4 * few) // 5 + 1) * 5


def median_code(answers, rising):
    """The category of the lower median."""
    places = sorted(rising.index(answer) for answer in answers)
    return rising[places[(len(places) - 1) // 2]]


def delta(later, earlier, rising):
    """Cliff's delta, pair by pair."""
    pairs = [(rising.index(a), rising.index(b)) for a in later for b in earlier]
    return sum((a > b) - (a < b) for a, b in pairs) / len(pairs)


def mean_scores(ends, scores, n):
    """Lowest and highest mean score when the counts of the codes lie between their ends."""
    weights = [scores[code] / n for code in ends]
    found = [
        linprog(
            [sign * w for w in weights], A_eq=[[1] * len(ends)], b_eq=[n], bounds=[*ends.values()]
        )
        for sign in (1, -1)
    ]
    assert all(each.success for each in found)
    return found[0].fun, -found[1].fun


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


def mean(numbers):
    return float(sum(Fraction(n) for n in numbers) / len(numbers))


def rounded(number):
    """To three significant digits."""
    return round(number, 2 - floor(log10(abs(number)))) if number else 0.0


def share(count, n):
    exact = Decimal(count) / Decimal(n)
    return float(exact.quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP))
