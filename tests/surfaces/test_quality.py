"""What is told of the quality of the answers is read back, and held against the protected table."""

import csv
import io
import json
import re
from dataclasses import replace

import pytest

from surveyapp.analysis.quality.quality_result import IndicatorKind
from surveyapp.formats.quality_file import quality_csv, quality_json
from surveyapp.questions.column import Role
from surveyapp.storage.database import connected
from surveyapp.storage.quality import quality_of_wave
from tests.surfaces.figures import FRACTIONS, TOKEN
from tests.surfaces.readers import of_html
from tests.surfaces.sign_in import signed_in
from tests.surfaces.written import number, percent

ITEM, WHY = IndicatorKind.ITEM.value, IndicatorKind.WHY.value


@pytest.fixture(scope="module")
def found(demo):
    with connected(demo.instance):
        return quality_of_wave(demo.study.wave, demo.form, demo.made.table)


def leaks(text, demo):
    """Figures that the table does not allow: of few, of closely protected questions, or others."""
    table, by = demo.made.table, demo.form.compare_by
    closed = {each.question for each in demo.form.columns if each.is_sensitive}
    closed |= {each.column.question for each in table.columns if each.column.name in table.secret}
    single = _single_columns(table)
    for flag in json.loads(text)["flags"]:
        told = {code: n for code, n in flag["counts"].items() if n is not None}
        if told and flag["n"] is None:
            yield flag, "counts of a group that is closed"
        if flag["n"] is not None and 0 < flag["n"] < table.rules.k:
            yield flag, "a group of few"
        if flag["question"] in closed and flag["kind"] != ITEM and told:
            yield flag, "closely protected"
        column = single.get(flag["question"])
        if column is not None:
            group = column.groups[(by, flag["country"]),]
            yield from _beside(flag, told, group)


def _single_columns(table):
    """Question -> its only column, where the table shows it of all who were asked."""
    found = {}
    for each in table.columns:
        found.setdefault(each.column.question, []).append(each)
    return {
        name: columns[0]
        for name, columns in found.items()
        if len(columns) == 1
        and columns[0].column.role is Role.ANSWER
        and columns[0].column.cell == name
        and columns[0].column.name not in table.plan.bases
        and not columns[0].column.is_classed
    }


def _beside(flag, told, group):
    """A question without an answer, as the table has it."""
    if flag["kind"] == ITEM and told and group.n is not None:
        sizes = flag["n"], told["not_answered"]
        if sizes != (group.n_asked, group.n_asked - group.n):
            yield flag, "another size than in the table"
    if flag["kind"] == ITEM and told and group.n_asked is None:
        yield flag, "a size that the table does not tell"
    if flag["kind"] == WHY and told and group.missing:
        reasons = {code.removeprefix("why_"): n for code, n in told.items() if n}
        if reasons != {reason: n for reason, n in group.missing.items() if n}:
            yield flag, "other reasons than in the table"


def figures_of(text):
    """(count, n, percent) of all that is told, as a page writes it."""
    for flag in json.loads(text)["flags"]:
        for code, count in flag["counts"].items():
            if count is not None and flag["n"]:
                yield number(count), number(flag["n"]), str(percent(flag["shares"][code]))


def planted(found):
    """The same with the counts of a closed group."""
    place, flag = next(
        (at, f) for at, f in enumerate(found.flags) if any(g.n is None for g in f.groups)
    )
    groups = tuple(
        replace(g, n=3, counts=dict.fromkeys(g.counts, 1)) if g.n is None else g
        for g in flag.groups
    )
    flags = list(found.flags)
    flags[place] = replace(flag, groups=groups)
    return replace(found, flags=tuple(flags))


def test_no_figure_of_few_or_of_a_closely_protected_answer_is_told(found, demo):
    assert list(leaks(quality_json(found), demo)) == []
    assert len(_single_columns(demo.made.table)) > 30


def test_the_same_reader_finds_one_that_was_planted(found, demo):
    assert "a group of few" in {why for _flag, why in leaks(quality_json(planted(found)), demo)}


def test_a_number_that_the_table_does_not_have_is_found(found, demo):
    told = quality_json(found).replace('"not_answered": 1', '"not_answered": 4')
    assert "another size than in the table" in {why for _flag, why in leaks(told, demo)}


def test_the_csv_tells_the_same(found):
    told = {
        (f["kind"], f["question"], f["check"] or "", f["country"], code): (f["n"], n)
        for f in json.loads(quality_json(found))["flags"]
        for code, n in f["counts"].items()
    }
    read = {
        tuple(line[n] for n in ("kind", "question", "check", "country", "code")): tuple(
            int(line[n]) if line[n] else None for n in ("n", "count")
        )
        for line in csv.DictReader(io.StringIO(quality_csv(found)))
    }
    assert read == told


def page_leaks(html, found, demo):
    """Cells of the page whose figures are none of those in the file."""
    known = set(figures_of(quality_json(found)))
    counts = {n for count, n, _ in known for n in (count, n)}
    for piece in of_html(html, {}):
        told = FRACTIONS[0].findall(piece.text) if piece.kind == "td" else []
        yield from (piece for each in told if tuple(each) not in known)
        if ": " in piece.text and piece.kind == "td" and not told:
            yield from (piece for n in TOKEN.findall(piece.text) if n not in counts)


def test_the_page_has_no_figure_that_is_not_in_the_file(found, demo):
    html = signed_in(demo).go("/coordinate/demo/quality/").page.html
    assert len(re.findall(r"<td>\d+ / \d+", html)) > 50
    assert list(page_leaks(html, found, demo)) == []


def test_one_that_was_written_into_the_page_is_found(found, demo):
    html = signed_in(demo).go("/coordinate/demo/quality/").page.html
    changed = re.sub(r"<td>–</td>", "<td>2 / 3 (67%)</td>", html, count=1)
    assert len(list(page_leaks(changed, found, demo))) == 1
