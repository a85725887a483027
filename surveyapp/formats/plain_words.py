"""Plain words: Markdown as paragraphs without any marks, for letters and mails."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

_markdown = MarkdownIt("commonmark", {"html": False})
BULLET = "– "


def plain_words(markdown: str) -> tuple[str, ...]:
    """Its paragraphs; a link is followed by its address, a line of a list begins with a dash."""
    return tuple(_paragraphs(_markdown.parse(markdown)))


def one_line(markdown: str) -> str:
    """The same in one line."""
    return " ".join(plain_words(markdown))


def _paragraphs(tokens: Sequence[Token]) -> Iterator[str]:
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("list_item") else 0
        if token.type == "inline":
            yield (BULLET if depth else "") + "".join(_spans(token.children or ())).strip()


def _spans(tokens: Sequence[Token]) -> Iterator[str]:
    address, said = "", ""
    for token in tokens:
        if token.type == "link_open":
            address, said = str(token.attrs["href"]).removeprefix("mailto:"), ""
        elif token.type == "link_close":
            yield "" if said == address else f" ({address})"
        else:
            words = token.content or (" " if token.type in ("softbreak", "hardbreak") else "")
            said += words
            yield words
