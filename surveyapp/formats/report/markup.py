"""Markup: elements of HTML and SVG as text; every word is escaped on its way in."""

from html import escape

VOID = frozenset({"meta", "img", "circle", "line", "path", "rect", "col"})
Value = str | int | float | bool | None


def text(words: str) -> str:
    """Words as they may stand between tags."""
    return escape(words, quote=False)


def element(name: str, /, *inside: str, **attributes: Value) -> str:
    """One element. inside: markup that was made here; an underscore at the end of a name is cut.

    An attribute that is None or False is left out, one that is True stands without a value.
    """
    opened = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return opened if name in VOID and not inside else f"{opened}{''.join(inside)}</{name}>"


def shape(name: str, /, **attributes: Value) -> str:
    """An element of SVG that holds nothing."""
    return f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}/>"


def _attribute(key: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
