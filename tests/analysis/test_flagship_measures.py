"""What the flagship's plan makes of its counts, and what hangs on them, from the raw answers."""

from collections import Counter

import pytest

from surveyapp.analysis.quality.quality_report import quality_of
from surveyapp.analysis.quality.quality_result import IndicatorKind
from surveyapp.questions.column import TICKED
from tests.analysis import by_hand, flagship
from tests.analysis.study import RULES

CLOSE = 0.00011  # halves may be rounded to either side


def test_median_categories_come_out():
    checked = Counter()
    for each in flagship.shown():
        if each.group.median is not None:
            column, off_scale = each.compared.column, each.declared.off_scale_codes
            answers = flagship.by_code(each.compared, each.group.group)
            rising = [code for code in column.rising if code not in off_scale]
            found = by_hand.median_code([a for a in answers if a not in off_scale], rising)
            assert each.group.median == found, column.name
            checked[column.is_classed, flagship.is_secret(each.compared)] += 1
    assert checked[False, False] > 100
    assert checked[False, True] > 20
    assert checked[True, False] > 20


def test_top_two_and_combined_shares_come_out():
    checked = Counter()
    for each in flagship.shown():
        counts = Counter(flagship.by_code(each.compared, each.group.group))
        n = sum(counts.values())
        found = each.group.together
        for combined in (*found, *([each.group.top_two] if each.group.top_two else [])):
            share = sum(counts[code] for code in combined.codes) / n if n else None
            if combined.share is not None:
                assert combined.share == pytest.approx(share, abs=CLOSE)
                checked["number"] += 1
            elif combined.share_band is not None:
                assert combined.share_band[0] - CLOSE <= share <= combined.share_band[1] + CLOSE
                checked["range"] += 1
            else:
                assert combined.is_hidden
                assert flagship.is_closed(each)
    assert checked["number"] > 50


def test_mean_points_come_out():
    checked = 0
    for each in flagship.shown():
        if each.group.mean_points is not None:
            places, _ = flagship.answers_of(
                each.compared.column.name, each.group.group, each.compared.column
            )
            last = len(each.compared.column.codes) - 1
            points = [last + 1 - int(place) if place != "0" else 0 for place in places]
            assert each.group.mean_points == pytest.approx(sum(points) / len(points), abs=0.0501)
            checked += 1
    assert checked > 20


def test_options_ticked_on_average_come_out():
    checked = Counter()
    made = flagship.made()
    for view in (made.whole, made.split):
        for ticks in view.ticks:
            options = [c for c in view.columns if c.column.cell == ticks.cell]
            found = [flagship.by_code(option, ticks.group) for option in options]
            mean = sum(each.count(TICKED) for each in found) / len(found[0]) if found[0] else None
            if ticks.mean is not None:
                assert ticks.mean == pytest.approx(mean, abs=0.0501)
            elif ticks.band is not None:
                assert ticks.band[0] - 0.0501 <= mean <= ticks.band[1] + 0.0501
            checked[ticks.mean is not None, ticks.band is not None] += 1
    assert checked[True, False] > 50
    assert checked[False, True] > 10


def test_the_response_rate_comes_out():
    countries = Counter(row["country"] for row in flagship.rows())
    population = flagship.made().publication.population
    assert len(flagship.made().whole.rates) == 2
    for rate in flagship.made().whole.rates:
        country = rate.group[0][1]
        assert rate.n == countries[country]
        assert rate.rate == by_hand.share(rate.n, sum(population[country].values()))


def test_an_option_is_counted_by_those_who_ticked_it():
    columns = flagship.made().whole.columns
    compared = next(c for c in columns if c.column.name == "mandate.housing")
    romania = by_hand.members(flagship.rows(), (("country", "RO"),))
    ticked = sum("housing" in row["mandate"] for row in romania)
    assert next(v for v in compared.groups[0].values if v.code == TICKED).count == ticked


def test_cross_tables_come_out():
    declared = {each.name: each for each in flagship.made().publication.comparisons()}
    crosses = flagship.made().whole.crosses
    assert len(crosses) > 3
    n_told = 0
    for cross in crosses:
        each = declared[cross.name]
        rows = by_hand.in_base(by_hand.members(flagship.rows(), cross.counts.group), each.base)
        first = [by_hand.value_of(row, cross.first, each.merge) for row in rows]
        second = [by_hand.value_of(row, cross.second, each.cross_merge) for row in rows]
        asked = [pair for pair in zip(first, second, strict=True) if None not in pair]
        both = Counter(p for p in asked if all(isinstance(code, str) for code in p))
        counts = cross.counts
        if counts.n is not None:
            assert (counts.n, counts.n_asked) == (sum(both.values()), len(asked)), cross.name
        told = {codes: n for codes, n in counts.cells.items() if n is not None}
        assert told == {codes: both[codes] for codes in told}
        n_told += len(told)
        for line in _lines(counts.cells):
            is_small = sum(both[codes] for codes in line) < RULES.k
            assert not is_small or told.keys().isdisjoint(line)
    assert n_told > 3


def _lines(cells):
    """The rows and the columns of a cross-table."""
    for place in (0, 1):
        for code in {codes[place] for codes in cells}:
            yield [codes for codes in cells if codes[place] == code]


OBSTACLE, RIGHT = "rights_obstacle.", "rights_practice."


def test_how_many_named_an_obstacle_does_not_tell_how_a_right_is_kept():
    """The obstacle is asked after answers that are closely protected: its size is a range."""
    columns = {each.column.name: each for each in flagship.made().table.columns}
    checked = 0
    for name in filter(lambda name: name.startswith(OBSTACLE), columns):
        assert columns[name.replace(OBSTACLE, RIGHT)].column.is_sensitive
        for shown in columns[name].groups.values():
            assert (shown.n, shown.n_asked, shown.missing) == (None, None, {})
            assert shown.n_band is None or shown.n_band.width >= RULES.values_kept(7)
            checked += shown.n_band is not None
    assert checked > 10


def test_one_question_is_shown_as_in_the_whole_plan():
    alone = flagship.published(["svc_quality"])
    names = [each.column.name for each in alone.table.columns]
    assert len(names) > 5
    assert all(name.startswith("svc_quality.") for name in names)
    whole = flagship.made().table.columns
    assert alone.table.columns == tuple(c for c in whole if c.column.name in names)


def test_the_quality_page_does_not_tell_what_the_chapters_protect():
    made, form = flagship.made(), flagship.form()
    found = quality_of(form, flagship.texts(), flagship.origin(), made.table.rules, made.table)
    sensitive = {column.question for column in form.columns if column.is_sensitive}
    asked = {flag.question: flag.groups for flag in found.of(IndicatorKind.ITEM)}
    assert [group.n for group in asked["keeps_statistics"]] == [34, 14]
    assert [group.n for group in asked["rights_practice"]] == [34, 14]
    assert [group.n for group in asked["rights_obstacle"]] == [None, None]
    told = [f for f in found.flags if f.question in sensitive and f.kind is not IndicatorKind.ITEM]
    assert len(told) > 30
    assert all(group.n is None for flag in told for group in flag.groups)
    assert all(count is None for f in told for g in f.groups for count in g.counts.values())


def test_an_index_of_protected_items_shows_the_mean_that_their_ranges_leave():
    """The ends by linear programming from what is printed; between them lies what is true."""
    compared = next(c for c in flagship.made().whole.columns if c.column.name == "rights_index")
    items = _items_told(flagship.declared()["rights_index"].index)
    assert len(items) >= 8
    for group in compared.groups:
        ends, true = zip(*(_scores(item, group.group) for item in items), strict=True)
        low, high = (sum(side) / len(items) for side in zip(*ends, strict=True))
        assert group.mean_band == pytest.approx((low, high), abs=0.0501)
        assert low <= sum(true) / len(items) <= high
        assert group.mean is group.median is None


def _items_told(index):
    """The items of which counts are printed in both countries."""
    names = {item.column for item in index.items}
    columns = [c for c in flagship.made().whole.columns if c.column.name in names]
    return [c for c in columns if not any(group.is_hidden for group in c.groups)]


def _scores(item, name):
    group = next(each for each in item.groups if each.group == name)
    scores = dict(item.column.scores)
    ends = {v.code: v.band or (v.count, v.count) for v in group.values}
    answers = flagship.by_code(item, name)
    true = sum(scores[answer] for answer in answers) / len(answers)
    return by_hand.mean_scores(ends, scores, group.n), true
