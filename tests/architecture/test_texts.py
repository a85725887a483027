"""Every text is seen by the extraction that fills the catalogues."""

import ast

from tests.architecture.source import PACKAGE, read_sources

TRANSLATE = {"_", "gettext", "lazy_gettext", "ngettext"}


def texts_in_f_strings(sources):
    """(path, line) of each translated text inside an f-string, which extraction does not read."""
    return [
        f"{source.path}:{node.lineno}"
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.JoinedStr)
        and any(
            isinstance(each, ast.Call) and name_of(each) in TRANSLATE for each in ast.walk(node)
        )
    ]


def name_of(call):
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def test_no_text_stands_inside_an_f_string():
    assert texts_in_f_strings(read_sources(PACKAGE)) == []


def test_a_text_inside_an_f_string_is_found(tmp_path):
    (tmp_path / "planted.py").write_text("words = f\"{_('Or:')} {labels.gettext('x')}\"\n")
    assert texts_in_f_strings(read_sources(tmp_path, root=tmp_path)) == ["planted.py:1"]
