"""The coordinator's pages and spreadsheets are read back, as they are sent."""

import re
from dataclasses import replace

import pytest

from surveyapp.analysis.dissemination_plan import Show
from surveyapp.storage.kept_publications import PublicationSource
from surveyapp.study import study_figures
from surveyapp.web.coordinator import outputs as pages
from tests.surfaces.conftest import lookup_of
from tests.surfaces.readers import of_html, of_xlsx
from tests.surfaces.sign_in import signed_in

PARTS = (None, "authority", "others")
CHAPTERS = ("statistics", "legislation", "services", "case_management", "recommendations")


@pytest.fixture(scope="module")
def lookups(demo):
    """Part of the split -> what may stand there."""
    return {part: lookup_of(demo, part) for part in PARTS}


@pytest.fixture(scope="module")
def coordinator(demo):
    return signed_in(demo)


@pytest.fixture
def naive(monkeypatch, leaky):
    """The pages show what a naive gate lets pass."""
    monkeypatch.setattr(study_figures, "published_of", lambda *given: leaky.made)
    monkeypatch.setattr(PublicationSource, "kept", lambda _source: None)
    monkeypatch.setattr(pages, "_kept", {})


def address(chapter, part, end="/"):
    return f"/coordinate/demo{chapter}{end}" + (f"?among={part}" if part else "")


def page_of(coordinator, demo, where):
    html = coordinator.go(where).page.html
    assert coordinator.status == 200
    return of_html(html, {name: name for name in demo.numbers.values()})


def sheets_of(coordinator, demo, where):
    """Titles of tables as the sheets have them: with the number of the question."""
    asked, titles = demo.form.questions, {}
    for each in demo.made.publication.comparisons():
        first = asked.get(each.questions[0]) if each.questions else None
        title = f"{first.number if first else ''} {demo.labels.wording.text(each.text_path)}"
        titles[title.strip()] = each.name
    shown = {each.name: each.show for each in demo.made.publication.comparisons()}
    composed = {name for name, show in shown.items() if show is Show.COMPOSITION}
    return of_xlsx(coordinator.client.get(where).data, titles, composed)


def chapter_pages():
    found = [(f"/{chapter}", part) for chapter in CHAPTERS for part in PARTS]
    return [*found, ("", None), ("/pairs", None)]


def test_no_page_has_a_figure_that_is_not_in_the_protected_table(coordinator, demo, lookups):
    for chapter, part in chapter_pages():
        read = page_of(coordinator, demo, address(chapter, part))
        told = replace_groups(read, demo) if not chapter else read
        assert (chapter, part, lookups[part].leaks(told)) == (chapter, part, [])


def replace_groups(pieces, demo):
    """The first page without how many groups gave one answer, which is the length of its list."""
    n = len(demo.made.table.group_disclosures)
    return [p for p in pieces if not p.text.startswith(f"{n} groups in which all, or all but")]


def test_groups_that_gave_one_answer_are_those_of_the_table(coordinator, demo):
    html = coordinator.go("/coordinate/demo/").page.html
    told = re.findall(r"<li>[^<]*: (\d+) of (\d+) answered", html)
    columns = {each.column.name: each for each in demo.made.table.columns}
    found = []
    for each in demo.made.table.group_disclosures:
        group = columns[each.column].groups[each.group]
        found.append((str(group.cells[each.code].exact), str(group.n)))
    assert sorted(told) == sorted(found)


@pytest.mark.usefixtures("naive")
@pytest.mark.parametrize("part", PARTS)
def test_the_reader_of_pages_finds_what_a_naive_gate_tells(coordinator, demo, lookups, part):
    found = lookups[part].leaks(page_of(coordinator, demo, address("/legislation", part)))
    assert {each.piece.kind for each in found} >= {"p", "text", "desc", "td"}
    assert len({each.piece.exhibit for each in found}) > (1 if part else 5)


@pytest.mark.usefixtures("naive")
def test_it_is_found_on_the_first_page(coordinator, demo, lookups):
    assert lookups[None].leaks(page_of(coordinator, demo, address("", None)))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("chapter", ["/services", "/statistics"])
def test_no_spreadsheet_has_such_a_figure(coordinator, demo, lookups, chapter, part):
    pieces = sheets_of(coordinator, demo, address(chapter, part, ".xlsx"))
    assert sum(each.kind == "cell" for each in pieces) > 50
    assert lookups[part].leaks(pieces) == []


def test_the_spreadsheet_of_everything_has_none(coordinator, demo, lookups):
    pieces = sheets_of(coordinator, demo, address("", None, ".xlsx"))
    named = {each.exhibit for each in pieces if each.kind == "cell"}
    assert len(named) > len(demo.numbers) - 10
    assert lookups[None].leaks(pieces) == []


@pytest.mark.usefixtures("naive")
def test_the_reader_of_spreadsheets_finds_what_a_naive_gate_tells(coordinator, demo, lookups):
    found = lookups[None].leaks(sheets_of(coordinator, demo, address("", None, ".xlsx")))
    assert len({each.piece.exhibit for each in found if each.piece.kind == "cell"}) > 30


def test_one_cell_that_was_changed_is_found(coordinator, demo, lookups):
    """A count that is printed as a range, replaced by a number within it."""
    pieces = page_of(coordinator, demo, address("/legislation", None))
    at = next(n for n, p in enumerate(pieces) if p.kind == "td" and p.text.startswith("0–4 / "))
    n = re.search(r"/ (\d+)", pieces[at].text)[1]
    changed = replace(pieces[at], text=f"3 / {n} ({round(300 / int(n))}%)")
    (found,) = lookups[None].leaks([*pieces[:at], changed, *pieces[at + 1 :]])
    assert found.piece == changed
