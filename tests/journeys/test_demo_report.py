"""The report of the demo on paper: short, with its summary on one page, the strongest first."""

import io

import pypdf
import pytest

from surveyapp.formats.report.report_pdf import report_pdf
from surveyapp.reports.block import Contents, Heading, Listing, text_of
from surveyapp.reports.document.report import report_of
from surveyapp.storage.database import connected
from surveyapp.storage.waves import latest_wave
from surveyapp.study.report_source import material_of, provenance_of
from surveyapp.study.study import study_of
from tests.filled_demo import copy_of_demo

MOST_PAGES = 60


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """Makes the report of the demo in a language."""
    made = copy_of_demo(tmp_path_factory, tmp_path_factory.mktemp("reported") / "demo")
    with connected(made):
        wave = latest_wave("service_provision")
        study = study_of(made, wave)
        provenance = provenance_of(wave, None)
        return {
            language: report_of(material_of(study, language, provenance))
            for language in ("en", "ro", "nb")
        }


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_the_report_is_short_and_its_summary_fits_on_the_second_page(reported, language):
    pdf = pypdf.PdfReader(io.BytesIO(report_pdf(reported[language])))
    starts = [
        pdf.get_destination_page_number(each) for each in pdf.outline if not isinstance(each, list)
    ]
    assert starts[:3] == [1, 2, 3]
    assert len(pdf.pages) <= MOST_PAGES


def test_the_summary_names_seven_differences_the_strongest_first(reported):
    blocks = reported["en"].blocks
    end = next(place for place, block in enumerate(blocks) if isinstance(block, Contents))
    (listed,) = [block for block in blocks[:end] if isinstance(block, Listing)]
    lines = [text_of(line) for line in listed.lines]
    assert len(lines) == 7
    assert "Norwegian: Romania 0% (0 of 31), Norway 100% (12 of 12)." in lines[0]
    least = [int(line.split("at least ")[1].split()[0]) for line in lines]
    assert least == [52, 23, 17, 15, 12, 11, 10]


def test_no_heading_says_that_nothing_is_compared(reported):
    headings = [b.words for b in reported["en"].blocks if isinstance(b, Heading)]
    assert not [words for words in headings if "No comparison" in words]
