"""PDF of the report, where the machine can make one."""

from surveyapp.reports.document import Document


class PdfUnavailable(RuntimeError):
    """This machine lacks Pango, which lays out the pages of a PDF."""


try:
    from surveyapp.formats.report_pdf import report_pdf
except OSError:  # WeasyPrint loads Pango when it is imported

    def report_pdf(document: Document) -> bytes:
        """Raises PdfUnavailable."""
        raise PdfUnavailable


__all__ = ["PdfUnavailable", "report_pdf"]
