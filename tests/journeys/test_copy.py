"""Receipt, copy and PDF: every answer, every grid row (features A08, A09)."""

import io

import pypdf

from tests.formats.pdf_tags import claims_access, fonts_of, tags_of, words_of
from tests.journeys.filling import start
from tests.journeys.sending import make_ready


def test_every_page_of_the_pdf_says_which_of_how_many_it_is(browser):
    start(browser, "service_provision", "en")
    response = browser.client.get("/answer/copy.pdf")
    pages = pypdf.PdfReader(io.BytesIO(response.data)).pages
    last = [" ".join(page.extract_text().split())[-40:] for page in pages]
    assert len(pages) > 2
    assert [f"Page {n} of {len(pages)}" in end for n, end in enumerate(last, start=1)] == [
        True for _ in pages
    ]


def test_a_table_of_numbers_is_marked_as_one_and_no_column_has_a_head_without_need(browser):
    start(browser, "service_provision", "en")
    browser.go("/answer/page/assisted_sex_age")
    browser.send({"vic_assisted_sexage.year_3.women": ["7"]}, form="answer-form")
    browser.go("/answer/page/provision")
    browser.send({"svc_provision.shelter": ["direct"]}, form="answer-form")
    html = browser.go("/answer/copy").page.html
    numbers = html.split('id="review-vic_assisted_sexage"')[1].split("</section>")[0]
    assert 'class="answers answers--columns answers--numbers"' in numbers
    assert "<td></td><th" in numbers
    assert ">7</td>" in numbers
    words = html.split('id="review-svc_provision"')[1].split("</section>")[0]
    assert 'class="answers"' in words
    assert "<thead>" not in words


def test_the_pdf_holds_every_row_and_value_and_is_tagged(browser):
    start(browser, "service_provision", "ro")
    browser.go("/answer/page/assisted_sex_age")
    fields = [
        n for n in browser.page.form("answer-form").names() if n.startswith("vic_assisted_sexage")
    ]
    given = {name: [str(1000 + n)] for n, name in enumerate(fields) if "__" not in name}
    browser.send(given, form="answer-form")
    response = browser.client.get("/answer/copy.pdf")
    document = pypdf.PdfReader(io.BytesIO(response.data))
    text = " ".join(page.extract_text() for page in document.pages)
    words = " ".join(text.split())
    for value in given.values():
        assert f"1.{value[0][1:]}" in words
    for year in ("2012", "2013", "2014", "Femei", "Bărbați", "Fete", "Băieți", "Total"):
        assert year in words
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.trailer["/Root"]["/Lang"] == "ro"
    fonts = {font for page in document.pages for font in fonts_of(page)}
    assert all("NotoSans" in name and is_kept for name, is_kept in fonts)
    assert claims_access(response.data)
    assert "NOT REAL" in words or "NU SUNT REALE" in words.upper()


def test_what_a_person_wrote_is_in_the_pdf_as_it_was_written(browser):
    start(browser, "service_provision", "en")
    browser.go("/answer/page/proposals")
    written = "#panic() *a* $b$\r\n@c <d> = e 中 " + "x" * 400
    browser.send({"rec_national": [written]}, form="answer-form")
    response = browser.client.get("/answer/copy.pdf")
    assert response.status_code == 200
    pages = pypdf.PdfReader(io.BytesIO(response.data)).pages
    words = "".join(words_of(page) for page in pages).replace(" ", "")
    assert "#panic()*a*$b$@c<d>=e" in words
    assert "x" * 400 in words.replace("\u200b", "")


def test_every_row_of_the_pdf_has_its_head(browser):
    start(browser, "service_provision", "en")
    browser.go("/answer/page/provision")
    browser.send({"svc_provision.shelter": ["direct"]}, form="answer-form")
    tags = tags_of(browser.client.get("/answer/copy.pdf").data)
    rows = [tag.inside() for tag in tags if tag.type == "/TR"]
    assert rows
    assert all(cells[0].attribute("/Scope") == "/Row" for cells in rows)


def test_a_zero_is_shown_as_zero_and_not_as_unanswered(browser):
    start(browser, "service_provision", "en")
    browser.go("/answer/page/planning")
    browser.send({"training_hours": ["0"]}, form="answer-form")
    browser.go("/answer/review")
    section = browser.page.html.split('id="review-training_hours"')[1].split("</dd>")[0]
    assert ">0<" in section


def test_the_copy_leads_back_to_where_it_was_opened(browser):
    start(browser, "service_provision", "en")
    assert "/answer/" in browser.go("/answer/copy").page.links
    make_ready(browser).send()
    assert "/answer/receipt" in browser.go("/answer/copy").page.links


def test_a_table_without_any_answer_is_two_words_in_the_copy(browser):
    def told():
        html = browser.go("/answer/copy").page.html
        part = html.split('id="review-svc_provision"')[1].split("</section>")[0]
        return "<table" in part, part.count("(not answered)")

    start(browser, "service_provision", "en")
    assert told() == (False, 1)
    browser.go("/answer/page/provision")
    browser.send({"svc_provision.shelter": ["direct"]}, form="answer-form")
    assert told() == (True, 25)
