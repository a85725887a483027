"""Every text is seen by the extraction that fills the catalogues."""

import ast
import re

from jinja2 import Environment, nodes

from tests.architecture.source import PACKAGE, read_sources
from tests.pseudo_language import plain_words

PRODUCT = {"surveyapp"}
# Function -> how many of its first arguments are texts.
TRANSLATE = {
    "_": 1,
    "N_": 1,
    "gettext": 1,
    "lazy_gettext": 1,
    "ngettext": 2,
    "pgettext": 2,
    "npgettext": 3,
}
# What hands on the text that it was given, which is marked where it was written.
HANDING_ON = {
    "surveyapp/formats/interface_words.py",
    "surveyapp/questionnaire/expression/words/phrases.py",
    "surveyapp/reports/codebook/translator_note.py",
    "surveyapp/web/language.py",
}


def calls(tree):
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def texts_in_f_strings(sources):
    """(path, line) of each translated text inside an f-string, which extraction does not read."""
    return [
        f"{source.path}:{node.lineno}"
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.JoinedStr)
        and any(name_of(each) in TRANSLATE for each in calls(node))
    ]


def texts_put_together(sources):
    """(path, line) of each call whose text is not written out: an f-string, a sum, a name."""
    return [
        f"{source.path}:{node.lineno}"
        for source in sources
        for node in calls(source.tree)
        if not all(map(is_written_out, node.args[: TRANSLATE.get(name_of(node), 0)]))
    ]


def is_written_out(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def name_of(call):
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def planted(tmp_path, line):
    (tmp_path / "planted.py").write_text(line)
    return read_sources(tmp_path, root=tmp_path)


def test_no_text_stands_inside_an_f_string():
    assert texts_in_f_strings(read_sources(PACKAGE)) == []


def test_every_text_is_written_out():
    sources = [each for each in read_sources(PACKAGE) if str(each.path) not in HANDING_ON]
    assert texts_put_together(sources) == []


def test_a_text_inside_an_f_string_is_found(tmp_path):
    sources = planted(tmp_path, "words = f\"{_('Or:')} {labels.gettext('x')}\"\n")
    assert texts_in_f_strings(sources) == ["planted.py:1"]


def test_a_text_that_is_put_together_is_found(tmp_path):
    for text in ('f"Or {x}"', '"Or " + x', "words", '"Or %s" % x', '"Or {}".format(x)'):
        assert texts_put_together(planted(tmp_path, f"said = _({text})\n")) == ["planted.py:1"]
    second = 'said = ngettext("%(num)d line", lines, num)\n'
    assert texts_put_together(planted(tmp_path, second)) == ["planted.py:1"]


def templates():
    """(name, syntax tree) of every template."""
    reader = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in sorted(PACKAGE.rglob("*.html")):
        yield path.name, reader.parse(path.read_text(encoding="utf-8"))


def calls_in_template(tree):
    for call in tree.find_all(nodes.Call):
        name = getattr(call.node, "name", "")
        yield from ((name, each) for each in call.args[: TRANSLATE.get(name, 0)])


def test_every_text_of_a_template_is_written_out():
    assert [
        (name, text.lineno)
        for name, tree in templates()
        for _, text in calls_in_template(tree)
        if not isinstance(text, nodes.Const)
    ] == []


def plain_words_of(tree):
    """What a template says by itself, without attributes and ids that stand alone."""
    written = "§".join(each.data for each in tree.find_all(nodes.TemplateData))
    ids = r"§:[a-z]+"
    attributes = r' [a-z-]+="[^"<>]*"(?![^<]*>)|§-[a-z-]+'
    return plain_words(re.sub(f"{ids}|{attributes}", "", written), PRODUCT)


def test_no_word_of_a_template_stands_outside_the_catalogues():
    found = {name: plain_words_of(tree) for name, tree in templates()}
    assert {name: words for name, words in found.items() if words} == {}


def test_a_word_outside_the_catalogues_is_found():
    tree = Environment(autoescape=True).parse('<p title="More">{{ said }} Less</p>')
    assert plain_words_of(tree) == ["Less", "More"]
