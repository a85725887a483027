"""Prose: Markdown from questionnaires and reports, cleaned; the only maker of `Markup`."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "code", "h3", "h4", "blockquote"}
_ATTRIBUTES = {"a": {"href"}}
_markdown = MarkdownIt("commonmark", {"html": False})


def prose(text: str) -> Markup:
    """Paragraphs, lists, emphasis and links; everything else is dropped."""
    html = nh3.clean(
        _markdown.render(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer",
    )
    return Markup(html)  # noqa: S704  # cleaned one line above; nowhere else is Markup made
