"""A PDF has the styles of this package, whatever the machine believes of a name's ending."""

import logging

import pytest

pytestmark = pytest.mark.pdf


def test_the_style_sheet_is_used_where_the_machine_knows_no_kinds(monkeypatch, caplog):
    pdf = pytest.importorskip("surveyapp.formats.pdf_document")
    monkeypatch.setattr("mimetypes.guess_type", lambda *_a, **_k: (None, None))
    page = '<html lang="en"><head><title>x</title>{}</head><body><h1>x</h1></body></html>'
    link = '<link rel="stylesheet" href="bundled:/pdf.css">'
    with caplog.at_level(logging.WARNING, "weasyprint"):
        with_style, without = pdf.to_pdf(page.format(link)), pdf.to_pdf(page.format(""))
    assert with_style != without
    assert not [line for line in caplog.messages if "stylesheet" in line]
