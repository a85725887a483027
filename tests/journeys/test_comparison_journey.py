"""The coordinator signs in, reads a chapter, and takes its tables; nothing small is shown."""

import csv
import io

import openpyxl
import pytest

from surveyapp.cli.demo import fill_demo
from surveyapp.instance import create_instance
from surveyapp.storage.migrations import upgrade
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.journeys.plain_client import PlainBrowser

CHAPTERS = ("statistics", "legislation", "services", "case_management", "recommendations")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """The demo instance, filled."""
    made = create_instance(tmp_path_factory.mktemp("study") / "demo", is_demo=True)
    upgrade(made)
    fill_demo(made, show_progress=False)
    return made


@pytest.fixture(scope="module")
def study_app(study):
    return create_app(study, {"TESTING": True})


@pytest.fixture
def coordinator(study, study_app):
    """A browser that is signed in."""
    limiter.reset()
    browser = PlainBrowser(study_app).go("/staff/sign-in?next=/coordinate/")
    browser.send({"name": [study.demo["staff"]], "password": [study.demo["password"]]})
    assert browser.address == "/coordinate/", browser.page.html
    return browser


def test_a_second_filling_keeps_what_is_there(study):
    before = dict(study.demo)
    fill_demo(study, show_progress=False)
    assert study.demo == before


def test_nobody_reads_a_comparison_without_signing_in(study_app):
    browser = PlainBrowser(study_app).go("/coordinate/demo/services/")
    assert browser.address.startswith("/staff/sign-in")


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(study_app):
    limiter.reset()
    pages = []
    for name in ("coordinator", "nobody"):
        browser = PlainBrowser(study_app).go("/staff/sign-in")
        browser.send({"name": [name], "password": ["wrong password here"]})
        pages.append((browser.status, "Name or password is wrong." in browser.page.html))
    assert pages == [(400, True), (400, True)]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_is_shown_with_the_synthetic_banner(coordinator, chapter):
    coordinator.go(f"/coordinate/demo/{chapter}/")
    assert coordinator.status == 200
    assert "NOT REAL" in coordinator.page.html
    assert "Descriptive, not representative" in coordinator.page.html


@pytest.mark.parametrize("language", ["ro", "nb"])
def test_a_chapter_is_shown_in_the_readers_language(coordinator, language):
    coordinator.go(f"/coordinate/demo/services/?lang={language}")
    assert coordinator.page.language == language
    name = {"ro": "România", "nb": "Norge"}[language]
    assert name in coordinator.page.html


def test_the_overview_says_who_answered_then_what_stands_out_then_the_chapters(coordinator):
    page = coordinator.go("/coordinate/demo/").page.html
    heads = ("Who answered</h2>", "What stands out</h2>", "Chapters</h2>")
    places = [page.index(head) for head in heads]
    assert places == sorted(places)
    assert page[places[1] : places[2]].count("<li>") == 5
    assert "groups gave one answer" in page
    assert "Norway: 6 of 6 answered “State or local budget” to" in page


def test_the_split_shows_authorities_alone(coordinator):
    everybody = coordinator.go("/coordinate/demo/services/").page.html
    assert "34 institutions asked" in everybody
    authorities = coordinator.go("/coordinate/demo/services/?among=authority").page.html
    assert "34 institutions asked" not in authorities


def test_what_cannot_be_compared_stands_folded_below_with_one_reason(coordinator):
    html = coordinator.go("/coordinate/demo/case_management/").page.html
    above, below = html.split('id="too-small"')
    assert below.count("one from which such a group could be worked out.") == 1
    figures = [(above, False), (below, True)]
    for part, is_too_small in figures:
        tables = [table.split("</table>")[0] for table in part.split("<tbody>")[1:]]
        assert len(tables) > 5
        for table in tables:
            rows = table.split("<tr>")[1:]
            assert all("hidden-value" in row for row in rows) == is_too_small


def test_questions_are_folded_until_they_are_asked_for(coordinator):
    folded = coordinator.go("/coordinate/demo/services/").page.html
    assert 'class="figure__fold" open' not in folded
    opened = coordinator.go("/coordinate/demo/services/?show=all").page.html
    assert opened.count('class="figure__fold" open') == opened.count('class="figure__fold"') > 20


def test_the_file_holds_what_the_page_shows_and_no_small_count(coordinator):
    response = coordinator.client.get("/coordinate/demo/services.csv")
    rows = list(csv.DictReader(io.StringIO(response.get_data(as_text=True))))
    assert {row["synthetic"] for row in rows} == {"1"}
    assert {row["question"] for row in rows} >= {"svc_provision", "svc_quality"}
    counts = [row for row in rows if row["figure"] == "count" and row["value"]]
    assert counts
    assert all(float(row["value"]) == 0 or float(row["value"]) >= 5 for row in counts)


@pytest.mark.parametrize(("language", "hidden"), [("ro", "ascuns"), ("nb", "skjult")])
def test_the_spreadsheet_holds_the_numbers_of_the_page(coordinator, language, hidden):
    page = coordinator.go(f"/coordinate/demo/services/?lang={language}").page.html
    response = coordinator.client.get(f"/coordinate/demo/services.xlsx?lang={language}")
    assert f"demo-services-{language}.xlsx" in response.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(response.data))
    rows = list(book.worksheets[1].iter_rows())
    shares = 0
    for row in rows:
        for count, base, share in zip(row[1:], row[2:], row[3:], strict=False):
            if share.number_format.endswith("%") and share.data_type == "n" and share.value:
                shares += 1
                assert f"{count.value} / {base.value} ({share.value * 100:.0f}\u00a0%)" in page
    assert shares > 20
    cells = [cell for row in rows for cell in row]
    assert hidden in {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}


def test_everything_is_one_workbook_with_a_sheet_a_chapter(coordinator):
    response = coordinator.client.get("/coordinate/demo.xlsx?lang=en")
    book = openpyxl.load_workbook(io.BytesIO(response.data))
    assert book.sheetnames[:2] == ["Contents", "1. Who answered"]
    assert len(book.sheetnames) == 2 + len(CHAPTERS)
    assert book.worksheets[0]["A2"].value == "SYNTHETIC DATA – NOT REAL"


def test_signing_out_ends_the_session_on_the_server(study_app, coordinator):
    kept = coordinator.client.get_cookie("surveyapp")
    form = next(f for f in coordinator.page.forms if f.action.endswith("sign-out"))
    coordinator.client.post(form.action, data=form.initial())
    again = PlainBrowser(study_app)
    again.client.set_cookie("surveyapp", kept.value)
    assert again.go("/coordinate/").address.startswith("/staff/sign-in")
