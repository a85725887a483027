"""What can be chosen on a page is what the files are written in."""

from importlib import import_module

from surveyapp.study.codebook_files import CODEBOOK_WRITERS
from surveyapp.study.letters import LAYOUTS
from surveyapp.study.privacy_files import FORMATS
from surveyapp.study.report_files import REPORT_WRITERS
from surveyapp.study.row_files import ROW_WRITERS
from surveyapp.study.work import file_choice as choice


def test_every_format_that_is_offered_is_written():
    assert tuple(REPORT_WRITERS) == choice.REPORT_FORMATS
    assert (*CODEBOOK_WRITERS, choice.DDI) == choice.CODEBOOK_FORMATS
    assert tuple(ROW_WRITERS) == choice.ROW_FORMATS
    assert tuple(LAYOUTS) == choice.LETTER_FORMATS


def test_the_writers_of_privacy_documents_are_there():
    for name in FORMATS.values():
        assert callable(getattr(import_module(f"surveyapp.formats.report.{name}"), name))
