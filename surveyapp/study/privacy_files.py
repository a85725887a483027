"""Privacy files: the privacy documents as files that an office can read and edit."""

from collections.abc import Callable, Mapping

from surveyapp.formats.report.report_docx import report_docx
from surveyapp.formats.report.report_html import report_html
from surveyapp.formats.report.report_pdf import report_pdf
from surveyapp.instance import Instance
from surveyapp.reports.block import Document
from surveyapp.storage.waves import Wave
from surveyapp.study.privacy import DOCUMENTS, processing_of

FORMATS: Mapping[str, Callable[[Document], bytes]] = {
    "html": lambda document: report_html(document).encode(),
    "docx": report_docx,
    "pdf": report_pdf,
}
"""Ending of a file -> what writes it."""


def privacy_file(
    instance: Instance, wave: Wave | None, name: str, language: str, layout: str
) -> bytes:
    """One document of `DOCUMENTS` in one of `FORMATS`. Raises as `processing_of`."""
    return FORMATS[layout](DOCUMENTS[name](processing_of(instance, wave, language)))


def privacy_file_name(name: str, language: str, layout: str) -> str:
    """Such as ``privacy-notice.en.pdf``."""
    return f"{name}.{language}.{layout}"
