"""JSON, CSV, records and open data are read back with nothing but the standard library."""

import csv
import io
import json
from random import Random

import pytest
from click.testing import CliRunner

from surveyapp.analysis.comparison.comparison_json import to_json
from surveyapp.analysis.disclosure.dissemination_record import Issue, record_of, record_to_json
from surveyapp.analysis.microdata.export_table import export_table
from surveyapp.analysis.microdata.public_use_file import public_release
from surveyapp.analysis.microdata.snapshot import Origin, snapshot_of
from surveyapp.cli.analysis import compare_command
from surveyapp.cli.codebook import codebook_command
from surveyapp.cli.public_release import release_command
from surveyapp.formats.comparison_file import comparison_csv
from surveyapp.questionnaire.microdata_scope import exported_columns
from surveyapp.storage.database import connected
from surveyapp.storage.responses import answers_of
from tests.surfaces.allowed import without_rows
from tests.surfaces.conftest import NAME
from tests.surfaces.written import shares

ISSUE = Issue(NAME, "demo", "a" * 64, "2014-12-01")


def run(command, demo, monkeypatch, *arguments):
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(demo.instance.path))
    return CliRunner().invoke(command, [NAME, *map(str, arguments)])


def ends(band):
    return None if band is None else [band.low, band.high]


def told_of(protected):
    """Code -> count, share, and the ranges of both, from a group of the protected table."""
    size, found = protected.size, {}
    for code, band in protected.cells.items():
        if band is None or size is None:
            found[code] = (None, None, None, None)
        elif band.exact is not None and protected.n is not None:
            share = round(band.exact / protected.n, 4) if protected.n else None
            found[code] = (band.exact, share, None, None)
        else:
            ends_of_share = shares((band.low, band.high), (size.low, size.high))
            found[code] = (None, None, ends(band), list(ends_of_share))
    return found


def leaks_of_json(read, table):
    """Every figure of a group that is another one than the table has."""
    columns = {each.column.name: each.groups for each in table.columns}
    for column in read["columns"]:
        for group in column["groups"]:
            own = columns[column["column"]][tuple(group["group"].items())]
            size = {"n": own.n, "n_asked": own.n_asked, "missing": dict(own.missing)}
            size["mean_points"] = own.mean_points
            size["mean"] = own.summary and own.summary.mean
            size["total"] = own.summary and own.summary.total and list(own.summary.total)
            for name, value in size.items():
                if group[name] != value:
                    yield column["column"], group["group"], name, group[name]
            told = told_of(own)
            for each in group["values"]:
                found = tuple(each[n] for n in ("count", "share", "band", "share_band"))
                if found != told[each["code"]]:
                    yield column["column"], group["group"], each["code"], found


@pytest.fixture(scope="module")
def derived(demo):
    """Both views as JSON, made of the table beside a snapshot without rows.

    The question that makes the groups is counted, and is not compared with itself.
    """
    views = [json.loads(json.dumps(to_json(v))) for v in without_rows(demo.made, demo.form)]
    for view in views:
        view["columns"] = [c for c in view["columns"] if c["question"] != demo.form.compare_by]
    return tuple(views)


@pytest.mark.parametrize("place", [0, 1], ids=["by country", "by class"])
def test_the_json_of_a_comparison_has_the_figures_of_the_table_and_no_others(
    demo, derived, place, monkeypatch
):
    options = ["--split"] if place else []
    result = run(compare_command, demo, monkeypatch, "--format", "json", *options)
    assert result.exit_code == 0, result.output
    read = json.loads(result.stdout)
    assert len(read["columns"]) > 700
    assert list(leaks_of_json(read, demo.made.table)) == []
    assert read == derived[place]


def test_the_reader_of_json_finds_what_a_naive_gate_tells(demo, leaky):
    for view in (leaky.made.whole, leaky.made.split):
        read = json.loads(json.dumps(to_json(view)))
        found = list(leaks_of_json(read, demo.made.table))
        banded = {column for column, _group, _name, value in found if isinstance(value, tuple)}
        assert len(banded) > 100


def lines_of(text):
    """A line a figure: where it stands, and the numbers on it."""
    for line in csv.DictReader(io.StringIO(text)):
        where = tuple(line[n] for n in ("column", "group", "figure", "code"))
        names = ("n_asked", "n", "value", "low", "high", "bound_low", "bound_high")
        yield where, tuple(_number(line[name]) for name in names)


def _number(text):
    """A number whichever way it is written; a code, such as of a median, as it is."""
    try:
        return float(text)
    except ValueError:
        return text


def numbers_in(found):
    """All numbers of a JSON object, and its words."""
    if isinstance(found, dict):
        return set().union(*map(numbers_in, found.values()))
    if isinstance(found, list):
        return set().union(*map(numbers_in, found))
    return {"" if found is None else _number(found)}


def leaks_of_csv(text, derived):
    """Lines with a number that the JSON of the same view has not at the same place."""
    columns, ticks = {}, {}
    for each in derived["columns"]:
        groups = {_words(g["group"]): numbers_in(g) | {""} for g in each["groups"]}
        differences = numbers_in(each["differences"]) | {""}
        columns[each["column"]] = groups, differences
    for each in derived["ticks"]:
        ticks[each["cell"], _words(each["group"])] = numbers_in(each) | {""}
    for where, numbers in lines_of(text):
        column, group = where[:2]
        groups, differences = columns.get(column, ({}, set()))
        allowed = ticks.get(where[:2]) if where[2].startswith("options") else None
        allowed = allowed or groups.get(group, differences)
        if not set(numbers) <= allowed:
            yield where, numbers


def _words(group):
    return "; ".join(f"{name}={code}" for name, code in group.items())


@pytest.mark.parametrize("place", [0, 1], ids=["by country", "by class"])
def test_the_csv_of_a_comparison_has_no_other_figures(demo, derived, place, monkeypatch):
    options = ["--split"] if place else []
    result = run(compare_command, demo, monkeypatch, "--format", "csv", *options)
    assert len(result.stdout.splitlines()) > 5000
    assert list(leaks_of_csv(result.stdout, derived[place])) == []


def test_the_reader_of_csv_finds_what_a_naive_gate_tells(leaky, derived):
    for place, view in enumerate((leaky.made.whole, leaky.made.split)):
        found = {where[0] for where, _numbers in leaks_of_csv(comparison_csv(view), derived[place])}
        assert len(found) > 100


def leaks_of_record(text, table):
    """Cells of a kept file that have another range than the table."""
    columns = {each.column.name: each.groups for each in table.columns}
    for column in json.loads(text)["columns"]:
        for group in column["groups"]:
            own = columns[column["column"]["name"]][tuple(map(tuple, group["group"]))]
            told = {code: ends(band) for code, band in own.cells.items()}
            read = {c: b and [b["low"], b["high"]] for c, b in group["cells"].items()}
            sizes = group["n"], group["n_asked"], group["missing"]
            if read != told or sizes != (own.n, own.n_asked, dict(own.missing)):
                yield column["column"]["name"], group["group"]


def test_the_record_that_is_kept_has_the_ranges_of_the_table(demo, leaky):
    kept, naive = (
        record_to_json(record_of(each.made.table, each.made.crosses, ISSUE))
        for each in (demo, leaky)
    )
    assert list(leaks_of_record(kept, demo.made.table)) == []
    assert len(list(leaks_of_record(naive, demo.made.table))) > 100


def test_the_publication_that_is_kept_has_them_as_well(demo):
    (path,) = (demo.instance.path / "publications").glob("*.json")
    _mac, kept = map(json.loads, path.read_bytes().splitlines())
    assert list(leaks_of_record(json.dumps(kept["table"]), demo.made.table)) == []
    columns = {each.column.name: each.groups for each in demo.made.table.columns}
    for view in ("whole", "split"):
        for column in kept[view]["columns"]:
            for group in column["groups"]:
                own = told_of(columns[column["column"]["name"]][tuple(map(tuple, group["group"]))])
                for each in group["values"]:
                    found = tuple(each[n] for n in ("count", "share", "band", "share_band"))
                    assert found == own[each["code"]]


def test_of_the_demo_no_open_data_are_written(demo, tmp_path, monkeypatch):
    result = run(release_command, demo, monkeypatch, "-o", tmp_path / "open")
    assert (result.exit_code, list(tmp_path.iterdir())) == (1, [])


def large_round(demo, n=110):
    """The answers of the demo over and over, so many that they may be opened."""
    with connected(demo.instance):
        texts = list(answers_of("demo")) * (n // 14 + 1)
    origin = Origin(NAME, demo.form.version, synthetic=True)
    return snapshot_of(demo.form.columns, texts, origin)


def columns_of(table):
    return {column.name for column in table.columns}


def test_open_data_have_no_column_of_which_the_tables_print_ranges(demo):
    snapshot, secret = large_round(demo), demo.made.table.secret
    opened = public_release(snapshot, demo.form, 5, Random(1)).table
    banded = {
        each.column.name
        for each in demo.made.table.columns
        if any(b and b.exact is None for g in each.groups.values() for b in g.cells.values())
    }
    assert banded <= secret
    assert columns_of(opened) & secret == set()
    everything = export_table(snapshot, exported_columns(demo.form), Random(1))
    assert len(columns_of(everything) & secret) > 50


@pytest.mark.parametrize("layout", ["csv", "html"])
def test_a_codebook_is_the_same_whatever_was_answered(demo, tmp_path, layout, monkeypatch):
    """It prints no frequencies: written without any answers it is the same file."""
    paths = [tmp_path / "with", tmp_path / "without"]
    run(codebook_command, demo, monkeypatch, "--format", layout, "-o", paths[0])
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path / "nothing"))
    CliRunner().invoke(codebook_command, [NAME, "--format", layout, "-o", str(paths[1])])
    assert paths[0].read_bytes() == paths[1].read_bytes()
