"""YAML habit: texts that YAML does not take as they stand, and how to write them."""

import re

_KEY = re.compile(r"(?:^\s*(?:-[ \t]+)*|[{,]\s*)([A-Za-z_]\w*):[ \t]+(?=\S)")
_ITEM = re.compile(r"^\s*-[ \t]+(?=[^\s\[{'\"])")
_NO_SPACE = re.compile(r"^\s*(?:-[ \t]+)*([A-Za-z_]\w*):[^\s:/]")
_AFTER_BRACKET = re.compile(r"[\[{][^\[\]{}]*[\]}]\s*[^\s,\]}#]")
_TYPOGRAPHIC = "“”„‟«»‘’‚‛"


def mend_of_yaml(text: str, line: int, column: int) -> str:
    """How to write what cannot be read at a place, both from 1; "" where that is not known."""
    lines = text.split("\n")
    written = lines[line - 1] if line <= len(lines) else ""
    if written[column - 1 : column] == "\t":
        return "write spaces instead of the tab"
    without_space = next(filter(None, map(_NO_SPACE.match, lines[max(0, line - 2) : line])), None)
    if without_space:
        return f"write a space after {without_space[1]}:"
    key = _key_before(written, column)
    if key is None:
        return 'put the text in quotes: - "…"' if _ITEM.match(written) else ""
    return _of_value(key[1], written[key.end() :])


def swallows_a_comma(text: str, key_end: int) -> bool:
    """Whether a key without value is the rest of a text in braces that has a comma in it."""
    return text[key_end:].lstrip(" \n")[:1] in (",", "}")


def _key_before(written: str, column: int) -> re.Match[str] | None:
    """The last key of the line before a column; one after a comma counts within braces alone."""
    keys = [key for key in _KEY.finditer(written) if key.start(1) < column]
    within = [key for key in keys if key.start() == 0 or "{" in written[: key.start(1)]]
    return within[-1] if within else None


def _of_value(key: str, value: str) -> str:
    if value[0] == "'":
        return f"write {key} in double quotes, or '' for an apostrophe within single ones"
    if value[0] == '"':
        return 'let the quotes hold the whole text, and write a quote within it as \\"'
    if value[0] in "[{" and not _AFTER_BRACKET.match(value):
        return ""
    if value[0] in _TYPOGRAPHIC:
        return f'write straight quotes around the text: {key}: "…"'
    return f'put the text in quotes: {key}: "…"'
