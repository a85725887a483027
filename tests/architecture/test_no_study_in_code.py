"""What belongs to one study stands in its files: no country, class, body or number in the code."""

import re

import pytest

from surveyapp.formats.source.questionnaire_folder import load_release, load_wording
from surveyapp.formats.source.study_file import load_study
from tests.architecture.source import PACKAGE

FLAGSHIP = "service_provision"
LANGUAGES = ("en", "ro", "nb")
TOPIC = ("victim", "trafficking", "shelter for victims", "presumed", "NGO", "ONG")
SUFFIXES = {".py", ".html", ".typ", ".js"}
SCREENING = ("fieldwork/personal_number.py", "fieldwork/personal_word.py")
"""What points to a person is told by the words of the languages that it knows, which are no study's
alone; its rules by country are still code.
"""


def countries():
    """Codes and names of the flagship's groups, from its own files."""
    form = load_release(FLAGSHIP)
    for code in form.compare_codes:
        yield f'"{code.code}"'
        for language in LANGUAGES:
            yield load_wording(FLAGSHIP, language).text(code.text_path)


def help_lines():
    """Bodies and their numbers; a name that is a number is one."""
    for place in load_study(FLAGSHIP, "en").help.places:
        for line in place.lines:
            yield from (line.name, line.number)


def sources():
    for path in sorted(PACKAGE.rglob("*")):
        name = str(path.relative_to(PACKAGE))
        is_ours = not name.startswith("web/static") and name not in SCREENING
        if path.suffix in SUFFIXES and is_ours:
            yield name, path.read_text(encoding="utf-8")


@pytest.mark.parametrize("word", sorted({*countries(), *help_lines(), *TOPIC}))
def test_the_code_names_nothing_of_the_flagship(word):
    end = r"s?\b" if word[-1].isalnum() else ""
    pattern = re.compile(rf"(?<![\w+/-]){re.escape(word)}{end}(?!n\b)")
    found = [
        f"{name}:{text.count(chr(10), 0, hit.start()) + 1} {hit[0]}"
        for name, text in sources()
        for hit in pattern.finditer(text)
    ]
    assert found == []


def test_no_telephone_number_stands_in_a_template():
    found = [name for name, text in sources() if re.search(r'href="tel:\+?[0-9]', text)]
    assert found == []
