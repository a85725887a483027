"""Every table that there is: small systems by listing, with nothing shared with the gate."""

from collections import defaultdict

from surveyapp.analysis.disclosure.banded import asked

LEAST = 7


def tables(system):
    """All whole counts that a system allows, one tuple a table."""
    return list(_filled(system, ()))


def _filled(system, counts):
    if len(counts) == len(system.ranges):
        yield counts
        return
    low, high = system.ranges[len(counts)]
    for count in range(low, high + 1):
        longer = (*counts, count)
        if all(_may_hold(each, longer, system) for each in system.sums):
            yield from _filled(system, longer)


def _may_hold(each, counts, system):
    """Whether a sum can still come out when the first counts are these."""
    ends = [(count, count) for count in counts] + list(system.ranges[len(counts) :])
    low = sum(ends[p][0] for p in each.plus) - sum(ends[p][1] for p in each.minus)
    high = sum(ends[p][1] for p in each.plus) - sum(ends[p][0] for p in each.minus)
    return low <= each.most and high >= each.least


def within(box, found):
    """The tables that lie in a box."""
    return [t for t in found if all(a <= c <= b for c, (a, b) in zip(t, box, strict=True))]


def ends(found, member=()):
    """The range of each count over some tables; member: what somebody knows besides."""
    own = [t for t in found if all(a <= t[place] <= b for place, (a, b) in member)]
    return tuple((min(column), max(column)) for column in zip(*own, strict=True))


def printed_alike(part, found):
    """What is printed -> the tables that print it, of all that there are."""
    alike = defaultdict(list)
    for counts in found:
        alike[asked(part, counts, LEAST)].append(counts)
    return alike


def narrow(system, found, known=0, member=()):
    """Secret counts that may be small and have too few values over some tables."""
    ranges = ends(found, member)
    if not ranges:
        return []
    return [
        secret
        for secret in system.secrets
        if _may_be_small(ranges[secret.count], secret.n, system.k)
        and ranges[secret.count][1] - ranges[secret.count][0] + 1 < secret.keep - known
    ]


def _may_be_small(ends_of, n, k):
    low, high = ends_of
    return low < k or (n is not None and high > n - k)
