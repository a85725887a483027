"""The coordinator signs in, reads a chapter, and takes its tables; nothing small is shown."""

import csv
import io
import re

import openpyxl
import pytest

from surveyapp.cli.demo import fill_demo
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.filled_demo import copy_of_demo
from tests.formats.test_headings import HeadingReader, skipped
from tests.journeys.plain_client import PlainBrowser

COOKIE = "surveyapp"
CHAPTERS = ("statistics", "legislation", "services", "case_management", "recommendations")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """The demo instance, filled."""
    return copy_of_demo(tmp_path_factory, tmp_path_factory.mktemp("study") / "demo")


@pytest.fixture(scope="module")
def study_app(study):
    return create_app(study, {"TESTING": True})


def signed_in(study, study_app):
    """A browser of a visit of its own."""
    limiter.reset()
    browser = PlainBrowser(study_app).go("/staff/sign-in?next=/coordinate/")
    browser.send({"name": [study.demo["staff"]], "password": [study.demo["password"]]})
    assert browser.address == "/coordinate/", browser.page.html
    return browser


@pytest.fixture(scope="module")
def visit(study, study_app):
    """The cookie of one visit, for all who only read."""
    return signed_in(study, study_app).client.get_cookie(COOKIE).value


@pytest.fixture
def coordinator(study_app, visit):
    """A browser that is signed in, and reads."""
    browser = PlainBrowser(study_app)
    browser.client.set_cookie(COOKIE, visit)
    return browser


def names(html):
    """The figures of a page from its top."""
    return re.findall(r'<section class="exhibit" id="(\w+)"', html)


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
        pages.append((browser.status, "Name, password or code is wrong." in browser.page.html))
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
    assert "groups in which all, or all but fewer than 5, gave one answer" in page
    assert "Romania: 26 of 28 answered “Professional experience” to A3" in page


def words_of(html):
    """What is read of a page, without its elements."""
    return re.sub(r"<[^>]+>", "", html)


def test_the_split_shows_authorities_alone(coordinator):
    everybody = coordinator.go("/coordinate/demo/services/").page.html
    assert "34 institutions asked" in words_of(everybody)
    authorities = coordinator.go("/coordinate/demo/services/?among=authority").page.html
    assert "27 institutions asked" in words_of(authorities)
    assert "34 institutions asked" not in words_of(authorities)
    captions = re.findall(r"<(?:fig)?caption><b>[FT]3\.\d+</b> .*", authorities)
    assert len(captions) > 20
    assert all(" – Public authority or institution" in caption for caption in captions)
    assert " – Public authority or institution" not in everybody


@pytest.mark.parametrize("page", [*(f"{each}/" for each in CHAPTERS), "pairs/", "quality/", ""])
def test_no_level_of_headings_is_skipped_and_an_id_stands_once(coordinator, page):
    html = coordinator.go(f"/coordinate/demo/{page}").page.html
    assert skipped(HeadingReader(html).levels) == []
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))


def test_what_cannot_be_compared_stands_folded_below_each_with_its_reason(coordinator):
    html = coordinator.go("/coordinate/demo/recommendations/").page.html
    above, below = html.split('id="too-small"')
    reason = re.compile(r'<p class="lead">(Too few answers: |No line can be shown)')
    assert not reason.search(above)
    assert below.count('class="exhibit"') == len(reason.findall(below)) > 2
    rows = [row for table in above.split("<tbody>")[1:] for row in table.split("<tr>")[1:]]
    assert any("<td>–</td>" not in row for row in rows)


def test_the_largest_certain_difference_stands_first_unless_the_plan_is_asked_for(coordinator):
    addresses = ("/coordinate/demo/services/", "/coordinate/demo/services/?order=plan")
    first, plan = (names(coordinator.go(address).page.html) for address in addresses)
    assert first != plan
    assert sorted(first) == sorted(plan)
    assert plan.index("work_languages") > 0
    assert first.index("work_languages") == 0


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "a range that holds the figure (closely protected)"),
        ("ro", "un interval care cuprinde cifra (protecție sporită)"),
        ("nb", "et intervall som rommer tallet (særlig beskyttet)"),
    ],
)
def test_a_closely_protected_question_is_drawn_told_and_described_as_ranges(
    coordinator, language, words
):
    html = coordinator.go(f"/coordinate/demo/services/?lang={language}").page.html
    standards = html.split('id="svc_standards"')[1].split("</section>")[0]
    assert words in standards
    assert 'class="chart__range"' in standards
    ends = re.compile(r"\d+–\d+(\xa0| )?%")
    assert ends.search(standards.split("<desc")[1].split("</desc>")[0])
    assert ends.search(standards.split("<tbody>")[1])


@pytest.mark.parametrize("page", [*CHAPTERS, "pairs", "quality", ""])
def test_no_page_says_that_something_is_hidden(coordinator, page):
    html = coordinator.go(f"/coordinate/demo/{page}/".replace("//", "/")).page.html
    text = re.sub(r"<[^>]*>", " ", html)
    assert "hidden" not in text
    assert 'id="protection"' in html


def test_questions_are_folded_until_they_are_asked_for(coordinator):
    folded = coordinator.go("/coordinate/demo/services/").page.html
    assert 'class="exhibit__fold" open' not in folded
    opened = coordinator.go("/coordinate/demo/services/?show=all").page.html
    assert opened.count('class="exhibit__fold" open') == opened.count('class="exhibit__fold"') > 20


def test_the_file_holds_what_the_page_shows(coordinator):
    response = coordinator.client.get("/coordinate/demo/services.csv")
    rows = list(csv.DictReader(io.StringIO(response.get_data(as_text=True))))
    assert {row["synthetic"] for row in rows} == {"1"}
    assert {row["question"] for row in rows} >= {"svc_provision", "svc_quality"}
    for row in rows:
        if row["closed"] == "1":
            assert {row["value"], row["low"], row["high"]} == {""}, row
        if row["figure"] == "count" and row["value"]:
            assert int(row["n"]) >= 5, row


def test_of_closely_protected_questions_no_small_count_is_in_the_file(coordinator):
    response = coordinator.client.get("/coordinate/demo/services.csv")
    rows = csv.DictReader(io.StringIO(response.get_data(as_text=True)))
    counts = [r for r in rows if r["figure"] == "count" and r["question"] == "svc_standards"]
    assert any(row["low"] for row in counts)
    for row in counts:
        if row["value"]:
            assert 5 <= int(row["value"]) <= int(row["n"]) - 5, row


@pytest.mark.parametrize("language", ["ro", "nb"])
def test_the_spreadsheet_holds_the_numbers_of_the_page(coordinator, language):
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
    end = {"ro": "limita inferioară", "nb": "nedre grense"}[language]
    assert any(str(cell.value).endswith(end) for cell in cells)
    assert "f" not in {cell.data_type for cell in cells}


def test_everything_is_one_workbook_with_a_sheet_a_chapter(coordinator):
    response = coordinator.client.get("/coordinate/demo.xlsx?lang=en")
    book = openpyxl.load_workbook(io.BytesIO(response.data))
    assert book.sheetnames[:2] == ["Contents", "1. Who answered"]
    assert len(book.sheetnames) == 2 + len(CHAPTERS)
    assert book.worksheets[0]["A2"].value == "SYNTHETIC DATA – NOT REAL"


def test_signing_out_ends_the_session_on_the_server(study, study_app):
    leaving, again = signed_in(study, study_app), PlainBrowser(study_app)
    again.client.set_cookie(COOKIE, leaving.client.get_cookie(COOKIE).value)
    assert again.go("/coordinate/").address == "/coordinate/"
    form = next(f for f in leaving.page.forms if f.action.endswith("sign-out"))
    leaving.client.post(form.action, data=form.initial())
    assert again.go("/coordinate/").address.startswith("/staff/sign-in")
