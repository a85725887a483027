"""Report as PDF: tagged (PDF/UA-1), A4, with page numbers; charts are pictures with words."""

from surveyapp.formats.chart_svg import chart_svg
from surveyapp.formats.markup import element
from surveyapp.formats.pdf_document import to_pdf
from surveyapp.formats.report_html import page
from surveyapp.formats.report_style import PAPER_STYLE
from surveyapp.reports.document import Document, FigureBlock


def report_pdf(document: Document) -> bytes:
    """The same bytes for the same document: its day comes from the answers."""
    drawings: dict[str, str] = {}

    def draw(figure: FigureBlock) -> str:
        name, caption = figure.caption.anchor, figure.caption
        drawings[name] = chart_svg(figure.drawing, caption.words, figure.description, name)
        words = f"{caption.words} {figure.description}"
        return element("img", src=f"drawn:/{name}", alt=words)

    return to_pdf(page(document, PAPER_STYLE, draw), drawings)
