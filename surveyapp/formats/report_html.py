"""Report as HTML: one file that needs no other; its blocks are those of the pages."""

from functools import cache

from jinja2 import Environment, Template

from surveyapp.formats.block_template import add_blocks
from surveyapp.formats.report_style import SCREEN_STYLE
from surveyapp.questions.language import web_tag
from surveyapp.reports.document import Document


def report_html(document: Document) -> str:
    """The document as a page that stands alone."""
    language = web_tag(document.language)
    return f"{_template().render(document=document, language=language, style=SCREEN_STYLE)}\n"


@cache
def _template() -> Template:
    environment = Environment(autoescape=True)
    add_blocks(environment)
    return environment.get_template("report.html")
