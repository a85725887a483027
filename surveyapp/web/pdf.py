"""PDF: made where the machine can; elsewhere the page itself is printed."""

from collections.abc import Mapping
from types import MappingProxyType


class PdfUnavailable(RuntimeError):
    """This machine lacks Pango, which lays out the pages of a PDF."""


try:
    from surveyapp.formats.pdf_document import to_pdf
except OSError:  # WeasyPrint loads Pango when it is imported

    def to_pdf(html: str, drawings: Mapping[str, str] = MappingProxyType({})) -> bytes:
        """Raises PdfUnavailable."""
        raise PdfUnavailable


__all__ = ["PdfUnavailable", "to_pdf"]
