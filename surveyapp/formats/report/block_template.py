"""Block template: the macros of ``blocks.html``, which print blocks as HTML wherever they stand.

The report's own pages and those of the web application load the same file.
"""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from markupsafe import Markup

from surveyapp.formats.report.chart_svg import chart_svg
from surveyapp.formats.report.unbroken import kept_together
from surveyapp.reports.block import (
    Block,
    Contents,
    ExhibitList,
    FigureBlock,
    Heading,
    Listing,
    Paragraph,
    TableBlock,
    TitlePage,
)
from surveyapp.reports.sentence.amount import DASH

TEMPLATES = FileSystemLoader(Path(__file__).with_name("templates"))
KINDS: Mapping[str, type[Block]] = {
    "title_page": TitlePage,
    "contents": Contents,
    "exhibit_list": ExhibitList,
    "heading": Heading,
    "paragraph": Paragraph,
    "listing": Listing,
    "table": TableBlock,
    "figure": FigureBlock,
}
"""What the macros ask of a block: ``each is kind("heading")``."""


def add_blocks(environment: Environment) -> None:
    """Lets the templates of an environment that escapes import ``blocks.html``."""
    own = environment.loader
    environment.loader = ChoiceLoader([own, TEMPLATES]) if own else TEMPLATES
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.tests["kind"] = _is_kind
    environment.filters["unbroken"] = kept_together
    environment.globals.update(charts=charts, too_few=DASH)


def charts(block: FigureBlock) -> Markup:
    """The markup of a chart in all its widths, of which a style sheet shows one."""
    caption = block.caption
    drawn = (
        chart_svg(each, caption.words, block.description, f"{caption.anchor}-{each.kind}")
        for each in block.drawings
    )
    return Markup("".join(drawn))  # noqa: S704  # markup in which every word is escaped


def _is_kind(block: Block, name: str) -> bool:
    return isinstance(block, KINDS[name])
