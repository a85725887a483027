"""A term of the glossary is one type in one module, and no name means two things."""

import ast
import re
from collections import defaultdict

import pytest

from tests.architecture.source import PACKAGE, ROOT, Source, read_sources

PAGE = ROOT / "docs/developer/glossary.md"
LINE = re.compile(r"^\| [^|]+ \| `(\w+)` \| `([\w/]+\.py)` \| [^|]+ \|$", re.MULTILINE)
TERMS = LINE.findall(PAGE.read_text(encoding="utf-8"))


def defined(sources):
    """Name of a type -> the modules that define it, as classes or as unions of them."""
    found = defaultdict(list)
    for source in sources:
        for node in source.tree.body:
            if isinstance(node, ast.ClassDef):
                found[node.name].append(source.path)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for name in (each.id for each in targets if isinstance(each, ast.Name)):
                    found[name].append(source.path)
    return found


def in_two_places(sources):
    """Public classes of one name in two modules or more."""
    classes = defaultdict(set)
    for source in sources:
        for node in source.tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                classes[node.name].add(source.path)
    return {name for name, paths in classes.items() if len(paths) > 1}


def test_the_page_has_terms():
    assert len(TERMS) > 25
    assert len({name for name, _module in TERMS}) == len(TERMS)


@pytest.mark.parametrize(("name", "module"), TERMS)
def test_a_term_is_defined_once_and_in_the_module_that_the_page_names(name, module):
    assert defined(read_sources(PACKAGE))[name] == [f"surveyapp/{module}"]


def test_every_file_and_folder_that_the_page_names_is_there():
    named = re.findall(r"`([\w/]+(?:\.py|/))`", PAGE.read_text(encoding="utf-8"))
    lacking = [each for each in named if not any((at / each).exists() for at in (PACKAGE, ROOT))]
    assert not lacking


def test_no_name_means_two_things():
    assert in_two_places(read_sources(PACKAGE)) == set()


def test_a_name_that_means_two_things_is_found():
    text = "class Stratum: ...\n"
    sources = [Source(path, text, ast.parse(text)) for path in ("one.py", "two.py")]
    assert in_two_places(sources) == {"Stratum"}
