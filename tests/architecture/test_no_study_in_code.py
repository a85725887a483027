"""What belongs to one study stands in its files: no country, class, body or number in the code.

What is looked for is read from the questionnaires, the catalogues and the CLDR; what is said in
docstrings and comments is for those who read the code, and is left out.
"""

import ast
import re
from functools import cache

import pytest
from babel import Locale

from surveyapp.formats.source.languages import languages
from surveyapp.formats.source.questionnaire_folder import (
    FILE,
    folders_root,
    load_release,
    load_wording,
)
from surveyapp.formats.source.screening_file import load_screening
from surveyapp.formats.source.study_file import load_study
from tests.architecture.source import PACKAGE, Source, read_sources

FLAGSHIP = "service_provision"
ALL = tuple(sorted(path.parent.name for path in folders_root().rglob(FILE)))
TOPIC = ("victim", "trafficking", "shelter for victims", "presumed", "NGO", "ONG")
TEXTS = {".html", ".typ", ".js"}
CODE_OF_TWO, SHORTEST = 2, 4
EXCEPTIONS = {
    ("surveyapp/questions/language.py", "en"): "in which the interface itself is written",
    ("surveyapp/questions/language.py", "GB"): "English is British, see decision 28",
    ("surveyapp/questions/language.py", "ro"): "whose letters are mended, see decision 28",
    ("surveyapp/formats/report/hyphenation.py", "en"): "a language that Typst can hyphenate",
    ("surveyapp/formats/report/hyphenation.py", "nb"): "a language that Typst can hyphenate",
    ("surveyapp/formats/microdata/ddi_file.py", "ID"): "an attribute of the DDI, not Indonesia",
    ("surveyapp/reports/document/chapters.py", "VI"): "six in Roman numerals",
}
"""(file, what stands there) -> why it is none of a study."""


@cache
def literals():
    """(file, line, text) of every text in the code, and of every other file that is shown."""
    of_code = [
        (source.path, node.lineno, node.value)
        for source in read_sources(PACKAGE)
        for node in said_in(source)
    ]
    others = [path for path in sorted(PACKAGE.rglob("*")) if path.suffix in TEXTS]
    of_files = [
        (str(path.relative_to(PACKAGE.parent)), n, line)
        for path in others
        if "static" not in path.parts
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    ]
    return [*of_code, *of_files]


def said_in(source):
    """Its texts, those of f-strings too, without docstrings of anything."""
    aside = {id(node.value) for node in ast.walk(source.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(source.tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in aside:
            yield node


def found(is_it, texts=None):
    """Where something is said that is none of the exceptions."""
    return [
        f"{path}:{line} {text[:60]}"
        for path, line, text in (literals() if texts is None else texts)
        if is_it(text) and (path, text) not in EXCEPTIONS
    ]


def says(words):
    """Whether a text says one of these words."""
    each = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w+/-])(?:{each})(?![\w])")
    return lambda text: pattern.search(text) is not None


def territories():
    """Code -> names in every language of the product, of all countries that the CLDR knows."""
    names = {}
    for language in languages().offered:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == CODE_OF_TWO and code.isalpha():
                names.setdefault(code, set()).add(name)
    return names


def names_of_languages():
    """What the languages of the questionnaires are called, in every language of the product."""
    spoken = {each for name in ALL for each in load_release(name).languages}
    return {
        written
        for language in languages().offered
        for each in spoken
        for name in [Locale.parse(language).languages[each.split("_")[0]]]
        for written in (name, name.capitalize())
    }


def codes_of(name):
    """The codes of everything by which answers of a questionnaire are taken apart."""
    form = load_release(name)
    questions = {form.compare_by, form.split_by, *form.strata, *form.classes} - {None}
    return [code for each in sorted(questions) for code in form.questions[each].question.choices]


def labels_of(name):
    form = load_release(name)
    for language in form.languages:
        wording = load_wording(name, language)
        for code in codes_of(name):
            yield wording.text(code.text_path)


def help_lines():
    """Bodies and their numbers; a name that is a number is one."""
    for place in load_study(FLAGSHIP, "en").help.places:
        for line in place.lines:
            yield from (line.name, line.number)


def test_the_code_names_no_country():
    names = {each for of_one in territories().values() for each in of_one if len(each) >= SHORTEST}
    assert found(says(names)) == []


def test_no_text_of_the_code_is_a_country():
    codes = territories().keys()
    assert found(lambda text: text in codes) == []


def test_the_code_says_none_of_the_codes_that_are_compared():
    groups = {code.code for name in ALL for code in load_release(name).compare_codes}
    assert {"RO", "NO"} <= groups
    assert found(says(groups)) == []


def test_no_text_of_the_code_is_a_language():
    offered = set(languages().offered)
    assert found(lambda text: text in offered) == []


def test_the_code_names_no_language_of_a_questionnaire():
    assert found(says(names_of_languages())) == []


@pytest.mark.parametrize("name", ALL)
def test_the_code_says_no_group_or_class_of_a_questionnaire(name):
    assert not (labels := set(labels_of(name))) or found(says(labels)) == []


def test_the_code_names_no_body_and_nothing_of_the_topic():
    assert found(says({*help_lines(), *TOPIC, *(f"{each}s" for each in TOPIC)})) == []


def test_no_telephone_number_stands_in_the_code():
    assert found(load_screening(FLAGSHIP).telephones.finds) == []


def test_every_exception_is_needed():
    there = {(path, text) for path, _, text in literals()}
    assert EXCEPTIONS.keys() <= there


@pytest.mark.parametrize(
    ("planted", "is_told"),
    [
        ('x = "Norvegia"', True),
        ('x = f"in {y} and Romania"', True),
        ('"""Romania."""', False),
        ("x = 1  # Romania", False),
        ('def f():\n    """Romania."""\n    return "Sweden"', True),
        ('x = "Romaniaa"', False),
    ],
)
def test_a_country_that_is_planted_is_found(planted, is_told):
    source = Source("planted.py", planted, ast.parse(planted))
    texts = [(source.path, node.lineno, node.value) for node in said_in(source)]
    names = {each for of_one in territories().values() for each in of_one}
    assert bool(found(says(names), texts)) is is_told
