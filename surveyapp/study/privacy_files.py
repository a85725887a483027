"""Privacy files: the privacy documents as files that an office can read and edit."""

from collections.abc import Mapping
from importlib import import_module

from surveyapp.instance import Instance
from surveyapp.storage.waves import Wave
from surveyapp.study.privacy import DOCUMENTS, processing_of

FORMATS: Mapping[str, str] = {"html": "report_html", "docx": "report_docx", "pdf": "report_pdf"}
"""Ending of a file -> what writes it, and its module, which is loaded for the first such file."""


def privacy_file(
    instance: Instance, wave: Wave | None, name: str, language: str, layout: str
) -> bytes:
    """One document of `DOCUMENTS` in one of `FORMATS`. Raises as `processing_of`."""
    writer = import_module(f"surveyapp.formats.report.{FORMATS[layout]}")
    document = DOCUMENTS[name](processing_of(instance, wave, language))
    made: str | bytes = getattr(writer, FORMATS[layout])(document)
    return made if isinstance(made, bytes) else made.encode()


def privacy_file_name(name: str, language: str, layout: str) -> str:
    """Such as ``privacy-notice.en.pdf``."""
    return f"{name}.{language}.{layout}"
