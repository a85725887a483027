"""Receipt, copy and PDF: every answer, every grid row (features A08, A09)."""

import io

import pypdf
import pytest

from tests.journeys.filling import start

GRID_PAGE = "/answer/page/provision"


@pytest.mark.pdf
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
    assert "NOT REAL" in words or "NU SUNT REALE" in words.upper()


def test_a_zero_is_shown_as_zero_and_not_as_unanswered(browser):
    start(browser, "service_provision", "en")
    browser.go("/answer/page/staff")
    browser.send({"training_hours": ["0"]}, form="answer-form")
    browser.go("/answer/review")
    section = browser.page.html.split('id="review-training_hours"')[1].split("</dd>")[0]
    assert ">0<" in section
