"""Report as HTML: one file that needs no other."""

from collections.abc import Iterator

from surveyapp.formats.chart_svg import chart_svg
from surveyapp.formats.markup import element, text
from surveyapp.formats.report_style import SCREEN_STYLE
from surveyapp.questions.language import web_tag
from surveyapp.reports.document import (
    Block,
    Contents,
    Document,
    ExhibitList,
    FigureBlock,
    Heading,
    KeyEntry,
    Line,
    Listing,
    Manner,
    Paragraph,
    Span,
    TableBlock,
    TableRow,
    TitlePage,
)


def report_html(document: Document) -> str:
    """The document as a page that stands alone."""
    blocks = "\n".join(_block(block, document) for block in document.blocks)
    notices = "".join(element("p", text(words), class_="banner") for words in document.banners)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        *_days(document),
        element("title", text(document.title)),
        element("style", SCREEN_STYLE),
    )
    banners = element("div", notices, class_="banners") if notices else ""
    body = element("body", banners, element("main", f"\n{blocks}\n"))
    return f"<!doctype html>\n{element('html', head, body, lang=web_tag(document.language))}\n"


def _days(document: Document) -> Iterator[str]:
    """What the file says of its age, where it has one."""
    if document.day is not None:
        for name in ("dcterms.created", "dcterms.modified"):
            yield element("meta", name=name, content=document.day.isoformat())


def _block(block: Block, document: Document) -> str:
    match block:
        case TitlePage():
            return _title_page(block)
        case Contents():
            return _contents(block, document)
        case ExhibitList():
            return _exhibits(block, document)
        case Heading():
            return element(f"h{block.level}", text(block.words), id=block.anchor)
        case Paragraph():
            return element("p", _line(block.line), class_=_class(block.manner))
        case Listing():
            items = (element("li", _line(line)) for line in block.lines)
            kind = "ol" if block.is_numbered else "ul"
            return element(kind, *items, class_=_class(block.manner))
        case TableBlock():
            return _table(block, document)
        case FigureBlock():
            return _figure(block)


def _class(manner: Manner) -> str | None:
    return None if manner is Manner.BODY else manner.value


def _title_page(block: TitlePage) -> str:
    lines = (element("p", text(line)) for line in block.lines)
    return element(
        "header",
        element("p", text(block.title), class_="title"),
        element("p", text(block.subtitle), class_="subtitle"),
        *lines,
        class_="title-page",
    )


def _contents(block: Contents, document: Document) -> str:
    entries = (
        element("li", _link(f"#{h.anchor}", h.words), class_=f"level-{h.level}")
        for h in document.headings(block.levels)
    )
    return _listed(block.words, "contents", entries)


def _exhibits(block: ExhibitList, document: Document) -> str:
    entries = (
        element("li", _link(f"#{c.anchor}", f"{c.number} {c.words}")) for c in document.captions()
    )
    return _listed(block.words, "tables", entries)


def _listed(words: str, name: str, entries: Iterator[str]) -> str:
    heading = element("h1", text(words), id=f"list-{name}")
    listed = element("ul", *entries)
    return element("nav", heading, listed, class_="listing", aria_labelledby=f"list-{name}")


def _line(line: Line) -> str:
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    words = text(span.words)
    if span.is_strong:
        words = element("strong", words)
    if span.is_emphasis:
        words = element("em", words)
    return words if span.target is None else element("a", words, href=span.target)


def _link(target: str, words: str) -> str:
    return element("a", text(words), href=target)


def _table(block: TableBlock, document: Document) -> str:
    heads = (element("th", text(head), scope="col") for head in (block.corner, *block.heads))
    caption = element(
        "caption", element("b", text(block.caption.number)), f" {text(block.caption.words)}"
    )
    rows = (_row(row, document.hidden) for row in block.rows)
    head = element("thead", element("tr", *heads))
    table = element("table", caption, head, element("tbody", *rows))
    return element("div", table, id=block.caption.anchor, class_="table", tabindex=0, role="group")


def _row(row: TableRow, hidden: str) -> str:
    cells = (
        element("td", element("em", text(hidden)) if cell is None else text(cell))
        for cell in row.cells
    )
    return element("tr", element("th", text(row.head), scope="row"), *cells)


def _figure(block: FigureBlock) -> str:
    caption = f"{element('b', text(block.caption.number))} {text(block.caption.words)}"
    return element(
        "figure",
        element("figcaption", caption),
        element("ul", *map(_key, block.key), class_="key"),
        chart_svg(block.drawing, block.caption.words, block.description, block.caption.anchor),
        id=block.caption.anchor,
    )


def _key(entry: KeyEntry) -> str:
    return element("li", element("span", class_=f"mark mark-{entry.mark}"), text(entry.words))
