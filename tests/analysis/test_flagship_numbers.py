"""Every figure of one group that the flagship's plan shows, worked out from the raw answers."""

from collections import Counter

import pytest

from surveyapp.questions.column import Level
from tests.analysis import by_hand, flagship
from tests.analysis.study import RULES

CLOSE = 0.00011  # halves may be rounded to either side


def found_by_hand(each):
    return flagship.answers_of(each.compared.column.name, each.group.group, each.compared.column)


def counted_by_hand(each):
    return Counter(flagship.by_code(each.compared, each.group.group))


def test_every_comparison_of_the_brief_is_in_the_plan():
    comparisons = flagship.made().publication.comparisons()
    fed = {part for each in comparisons for part in each.feeds.split(", ")}
    assert fed >= {f"X{place}" for place in range(1, 16)}


def test_enough_is_shown_to_be_worth_checking():
    values = [value for each in flagship.shown() for value in each.group.values]
    assert sum(value.count is not None for value in values) > 2500
    assert sum(value.band is not None for value in values) > 700
    assert sum(each.group.total is not None for each in flagship.shown()) > 100
    assert sum(each.group.median is not None for each in flagship.shown()) > 200


def test_bases_come_out():
    hidden = 0
    for each in flagship.shown():
        answers, reasons = found_by_hand(each)
        group, asked = each.group, len(answers) + sum(reasons.values())
        if group.n is None:
            hidden += 1
            assert flagship.is_secret(each.compared) or flagship.is_closed(each)
            assert (group.n_asked, group.n_missing) == (None, None)
            assert group.n_band is None or group.n_band[0] <= len(answers) <= group.n_band[1]
        else:
            assert (group.n, group.n_asked) == (len(answers), asked), each.compared.column.name
            assert group.n_missing == sum(reasons.values())
    assert hidden > 0


def test_missing_answers_come_out():
    for each in flagship.shown():
        _, reasons = found_by_hand(each)
        is_told = not flagship.is_secret(each.compared) and not flagship.is_closed(each)
        assert each.group.missing == (reasons if is_told else {}), each.compared.column.name


def test_a_group_is_closed_by_its_size_alone():
    for each in flagship.shown():
        answers, _ = found_by_hand(each)
        smallest = 7 if flagship.is_secret(each.compared) else 5
        if len(answers) < smallest:
            assert flagship.is_closed(each), each.compared.column.name
        elif not flagship.is_secret(each.compared) and len(each.group.group) == 1:
            assert not flagship.is_closed(each), each.compared.column.name


def test_of_a_closed_group_nothing_but_its_size_is_shown():
    closed = [each.group for each in flagship.shown() if flagship.is_closed(each)]
    assert len(closed) > 100
    for group in closed:
        assert all(v.count is v.share is v.band is v.share_band is None for v in group.values)
        assert group.median is group.mean is group.total is group.mean_points is None
        assert group.is_hidden


def test_standard_counts_and_shares_come_out():
    for each in flagship.shown():
        if flagship.is_secret(each.compared) or flagship.is_closed(each):
            continue
        counts = counted_by_hand(each)
        for value in each.group.values:
            assert value.count == counts[value.code], each.compared.column.name
            assert value.share == pytest.approx(value.count / each.group.n, abs=CLOSE)
            assert value.band is value.share_band is None
        assert not each.group.values or sum(counts.values()) == each.group.n


def test_protected_counts_and_shares_lie_where_they_are_printed():
    for each in flagship.shown():
        if not flagship.is_secret(each.compared) or flagship.is_closed(each):
            continue
        counts = counted_by_hand(each)
        n = sum(counts.values())
        for value in each.group.values:
            count = counts[value.code]
            low, high = value.band or (value.count, value.count)
            assert low <= count <= high, each.compared.column.name
            low, high = value.share_band or (value.share, value.share)
            assert low - CLOSE <= count / n <= high + CLOSE


def test_no_small_protected_count_is_printed_with_fewer_than_five_values():
    checked = 0
    for each in flagship.shown():
        if not flagship.is_secret(each.compared) or flagship.is_closed(each):
            continue
        counts = counted_by_hand(each)
        n = sum(counts.values())
        for value in each.group.values:
            if counts[value.code] < 5 or n - counts[value.code] < 5:
                low, high = value.band
                assert high - low + 1 >= (4 if n < 9 else 5), each.compared.column.name
                checked += 1
    assert checked > 500


def test_bounds_of_shares_come_out():
    population = flagship.made().publication.population
    for each in flagship.shown():
        answers, reasons = found_by_hand(each)
        asked = len(answers) + sum(reasons.values())
        if each.group.n_population is not None:
            by_class = population[each.group.group[0][1]]
            of_class = [code for _, code in each.group.group[1:]]
            asked = by_class[of_class[0]] if of_class else sum(by_class.values())
            assert each.group.n_population == asked
        for value in each.group.values:
            if value.bounds is not None:
                low, high = value.band or (value.count, value.count)
                ends = (low / asked, (high + asked - len(answers)) / asked)
                assert value.bounds == pytest.approx(ends, abs=CLOSE)


def test_numbers_come_out():
    checked = 0
    for each in flagship.shown():
        if each.group.mean is None:
            continue
        answers, _ = found_by_hand(each)
        mean = by_hand.rounded(by_hand.mean(answers))
        assert each.group.mean == mean, each.compared.column.name
        assert len(answers) >= 12
        if each.group.total is not None:
            assert each.group.total == (by_hand.rounded(mean * len(answers)),) * 2
        checked += 1
    assert checked > 2


def test_totals_of_people_come_out():
    checked = 0
    for each in flagship.shown():
        if each.compared.column.counts_people and each.group.total is not None:
            answers, _ = found_by_hand(each)
            assert each.group.total == by_hand.people(answers), each.compared.column.name
            assert each.group.values == ()
            assert each.group.mean is each.group.median is None
            checked += 1
    assert checked > 100


def test_nothing_of_numbers_is_shown_that_one_institution_dominates():
    for each in flagship.shown():
        if each.group.total is not None:
            answers, _ = found_by_hand(each)
            numbers = [float(answer) for answer in answers if answer != by_hand.FEWER]
            total = sum(numbers) + answers.count(by_hand.FEWER)
            assert max(numbers) <= RULES.dominance * total, each.compared.column.name


def test_every_level_is_among_what_is_checked():
    levels = Counter(each.compared.column.level for each in flagship.shown())
    assert {Level.NOMINAL, Level.ORDINAL, Level.RATIO} <= levels.keys()
