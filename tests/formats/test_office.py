"""What is handed to an office opens there: LibreOffice reads it, writes it, and nothing is lost."""

import csv
import io
import subprocess
from collections import Counter
from itertools import chain

import docx
import pytest
from docx.oxml.ns import qn

from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.report.report_docx import report_docx
from surveyapp.formats.tables_workbook import TableSheet, tables_workbook
from surveyapp.questionnaire.wording import Wording
from surveyapp.reports.block import TableRow
from surveyapp.reports.exhibit.page import Figure
from surveyapp.reports.exhibit.table import Table
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.amount import TOO_FEW, Amount, AmountPart, Cell
from tests.reports.small_report import home, made, small_report
from tests.waiting import LONGEST

__all__ = ["home", "made"]

pytestmark = pytest.mark.office

LANGUAGES = pytest.mark.parametrize("language", ["en", "ro", "nb"])
LOCALES = pytest.mark.parametrize(("language", "locale"), [("ro", "ro-RO"), ("nb", "nb-NO")])
SECOND_SHEET_AS_SHOWN = (
    "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true,false,false,2"
)
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop>
</item>
</oor:items>
"""


def converted(folder, name, content, layout, locale="en-GB"):
    """The file as LibreOffice writes it again, on a machine of that country."""
    (folder / "user").mkdir()
    (folder / "user/registrymodifications.xcu").write_text(SETTINGS.format(locale=locale))
    (folder / name).write_bytes(content)
    words = ("soffice", f"-env:UserInstallation={folder.as_uri()}", "--headless", "--convert-to")
    command = (*words, layout, "--outdir", folder / "again", folder / name)
    subprocess.run(command, check=True, capture_output=True, timeout=LONGEST)
    (found,) = (folder / "again").iterdir()
    return found.read_bytes()


def headings_of(file):
    return [(p.style.name, p.text) for p in file.paragraphs if p.style.name.startswith("Heading")]


def tables_of(file):
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in file.tables]


def words_of(file):
    """Every word of the body with how often it stands there, those of the contents among them."""
    lines = (line.iter(qn("w:t")) for line in file.element.body.iter(qn("w:p")))
    return Counter(chain.from_iterable("".join(t.text for t in line).split() for line in lines))


def pictures_of(file):
    return [found.get("descr") for found in file.element.body.iter(qn("wp:docPr"))]


def links_of(file):
    return {found.get(qn("w:anchor")) for found in file.element.body.iter(qn("w:hyperlink"))}


@LANGUAGES
def test_a_report_keeps_text_tables_pictures_and_links(home, tmp_path, language):
    content = report_docx(small_report(home, language))
    ours = docx.Document(io.BytesIO(content))
    again = docx.Document(io.BytesIO(converted(tmp_path, "report.docx", content, "docx")))
    for told in (headings_of, tables_of, words_of, pictures_of, links_of):
        assert told(ours)
        assert told(again) == told(ours)
    rows = [table.rows[0]._tr for table in again.tables]
    assert all(row.find(".//" + qn("w:tblHeader")) is not None for row in rows)


@LOCALES
def test_numbers_are_shown_as_the_country_writes_them(tmp_path, language, locale):
    cells = (
        Cell("", (Amount(19, AmountPart.COUNT), Amount(0.475, AmountPart.SHARE, is_share=True))),
        Cell("", (Amount(-1.5, decimals=1, is_signed=True),)),
        TOO_FEW,
    )
    row = TableRow.of("2012–2014", cells)
    table = Table(("A", "B", "C"), (row,))
    figure = Figure("f", "D1", "F", "", (), None, (), table, "", is_hidden=True)
    labels = Labels(Wording(language, {}), translate_in(language))
    content = tables_workbook([TableSheet("S", (figure,))], ["About"], labels)
    shown = converted(tmp_path, "tables.xlsx", content, SECOND_SHEET_AS_SHOWN, locale).decode()
    *_, line = (each for each in csv.reader(io.StringIO(shown), delimiter=";") if any(each))
    assert line == ["2012–2014", "19", "48\u00a0%", "−1,5", ""]
