"""Compared columns made by hand, of which some counts are closely protected."""

from dataclasses import replace

from surveyapp.analysis.result import ColumnComparison, Difference, GroupResult, Measure, ValueShare
from surveyapp.formats.interface_words import translate_in
from surveyapp.questionnaire.wording import Wording
from surveyapp.questions.column import Column, Level, Role
from surveyapp.reports.labels import Labels

GROUPS = ("Romania", "Norway")
WORDS = {code: code.upper() for code in "abcd"}


def labels(language="en"):
    reasons = {"code_lists.missing.blank": "Left blank"}
    return Labels(Wording(language, WORDS | reasons), translate_in(language))


def share(code, n, ends):
    """ends: a count, or fewest and most."""
    if isinstance(ends, int):
        return ValueShare(code, ends, round(ends / n, 4), None, False)
    shares = (round(ends[0] / n, 4), round(ends[1] / n, 4))
    return ValueShare(code, None, None, None, False, band=ends, share_band=shares)


def group(country, n, counts, **more):
    values = tuple(share(code, n, ends) for code, ends in counts.items())
    return GroupResult((("country", country),), n, n, {}, values, **more)


def gap(code, first, second):
    """Second less first, of counts or ranges of (n, ends)."""
    (n, a), (m, b) = first, second
    a, b = ((e, e) if isinstance(e, int) else e for e in (a, b))
    ends = round(b[0] / m - a[1] / n, 4), round(b[1] / m - a[0] / n, 4)
    is_number = ends[0] == ends[1]
    made = Difference(("NO", "RO"), Measure.PERCENTAGE_POINTS, code, ends[0] if is_number else None)
    return made if is_number else replace(made, band=ends)


def compared(first, second, **more):
    (n, ours), (m, theirs) = first, second
    paths = tuple((code, code) for code in "abcd")
    codes = tuple(ours)
    column = Column(
        "q", "q", "q", Level.NOMINAL, codes=codes, text_paths=paths, is_sensitive=True, **more
    )
    gaps = tuple(gap(code, (n, ours[code]), (m, theirs[code])) for code in codes)
    return ColumnComparison(column, (group("RO", n, ours), group("NO", m, theirs)), gaps)


def options(*pairs, n=20):
    """One option a pair of ends."""
    found = []
    for name, (first, second) in zip("abcd", pairs, strict=False):
        column = Column(
            f"q.{name}", "q", "q", Level.NOMINAL, Role.OPTION, ("1", "0"), line_path=name
        )
        groups = (group("RO", n, {"1": first}), group("NO", n, {"1": second}))
        gaps = (gap("1", (n, first), (n, second)),)
        found.append(ColumnComparison(column, groups, gaps))
    return tuple(found)
