"""The tutorial of a study of one's own: every command and file of its page, in an empty folder."""

import re
import zipfile

import pypdf
import pytest
from babel import Locale

from tests.architecture.source import ROOT
from tests.pseudo_language import PLAIN, SECRETS, plain_in, plain_words, said_on
from tests.wheel.day import OF_ANOTHER_STUDY, Day
from tests.wheel.tutorial import Command, steps_of
from tests.wheel.walk import ANSWERED_IN, LANGUAGES, SMALL, Walk

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs/researcher/own-study.md").read_text(encoding="utf-8")
PRODUCT = {"surveyapp", "coordinator", "II", "TM", "TC", "heat"}
"""Names, and numbers of chapters and tables."""
HELP = set(re.findall(r"[A-Za-z]+", "Sjukvårdsrådgivningen Mentők Päivystysapu"))
MONTHS = {each for code in SMALL for each in Locale(code).months["format"]["wide"].values()}
OF_STARTER = re.compile(r"librar|\blends?\b|village", re.IGNORECASE)
"""The topic of the set that `surveyapp new` writes."""
READ = {".html", ".csv", ".pdf", ".docx", ".xml"}


@pytest.fixture(scope="module")
def walk(installed, tmp_path_factory):
    """The tutorial, done."""
    return Walk(PAGE, Day(installed, tmp_path_factory.mktemp("empty")))


@pytest.fixture(scope="module")
def known(walk):
    """What stands for itself in files of any language: names and codes of the study."""
    codes = set(re.findall(r"[A-Za-z]+", walk.day.run("columns heat")))
    return frozenset({*PRODUCT, *MONTHS, *codes, "blank", "dk", "nd", "remark"})


@pytest.fixture(scope="module")
def files(walk):
    """File that a command of the page wrote -> what a person reads in it."""
    paths = (path for path in walk.day.folder.iterdir() if path.suffix in READ)
    return {path.name: _text_of(path) for path in paths}


def _text_of(path):
    match path.suffix:
        case ".pdf":
            pages = pypdf.PdfReader(path).pages
            return "\n".join(page.extract_text() for page in pages).replace("\u00ad", "")
        case ".docx":
            with zipfile.ZipFile(path) as package:
                parts = (each for each in package.namelist() if re.match(r"(word|docProps)/", each))
                texts = [package.read(each).decode() for each in parts if each.endswith(".xml")]
            return "\n".join(
                re.findall(r"<(?:w:t|dc:(?!language)\w+)(?: [^>]*)?>([^<]+)<", "\n".join(texts))
            )
        case _:
            return path.read_text(encoding="utf-8")


def test_the_page_has_every_step():
    commands = {each.line.split()[1] for each in steps_of(PAGE) if isinstance(each, Command)}
    needed = {"check", "preview", "translations", "demo", "serve", "compare", "report", "codebook"}
    assert needed | {"quality", "audit", "simulate", "show"} <= commands


def test_every_language_is_previewed_answered_and_offered_once_it_is_translated(walk):
    assert walk.previewed == [{"en"}, {*LANGUAGES}]
    assert walk.printed["surveyapp show heat"].splitlines()[-1].split() == [
        "languages",
        "en",
        "100%",
    ]
    assert {language for language, where in walk.pages if where == "receipt"} == {*LANGUAGES}
    table = walk.printed["surveyapp translations heat --table"].splitlines()[1:]
    assert {line.split()[0] for line in table} == {*SMALL}
    assert {line.split()[3] for line in table} == {"0"}


def test_what_was_answered_is_counted(walk):
    told = walk.printed["surveyapp compare heat"]
    asked = re.findall(r"^  (\w\w): \d+ of (\d+)", told, re.MULTILINE)
    assert walk.printed["surveyapp mix"] == f"heat-1: {len(ANSWERED_IN)} opened.\n"
    assert sum(int(n) for _, n in asked[:3]) == 50 + len(ANSWERED_IN)
    assert {country for country, _ in asked[:3]} == {"SE", "HU", "FI"}


def test_the_differences_of_all_chapters_are_those_of_each(walk):
    of = re.findall(
        r"^(.+): of (\d+) differences", walk.printed["surveyapp audit heat"], re.MULTILINE
    )
    *chapters, (last, whole) = of
    assert last == "All chapters"
    assert int(whole) == sum(int(n) for _, n in chapters)


def test_nothing_tells_of_another_study_country_or_language(walk, files):
    said = {**walk.printed, **walk.pages, **files}
    for wanted in (OF_ANOTHER_STUDY, OF_STARTER):
        assert {
            where: wanted.findall(text) for where, text in said.items() if wanted.search(text)
        } == {}
    assert all(name in files["report-en.html"] for name in ("Sweden, Hungary, Finland", "heat"))


def test_every_page_is_in_its_language_and_in_no_other(walk):
    found, known = {}, PRODUCT | HELP | MONTHS
    for (language, where), html in walk.pages.items():
        if language != "en":
            text = SECRETS.sub("", walk.without_secrets(html))
            strange = plain_words(text, known, language)
            found[language, where] = [*strange, *_of_others(said_on(text, language), language)]
    assert len(found) > 60
    assert {where: words for where, words in found.items() if words} == {}


def test_every_file_is_in_its_language_and_in_no_other(files, known):
    found = {}
    for name, text in files.items():
        language = next((each for each in SMALL if f"-{each}" in name), None)
        if language and not name.startswith("answers"):
            shown = said_on(text, language) if name.endswith(".html") else _cells(name, text)
            plain = plain_in(SECRETS.sub("", shown), known)
            found[name] = [*plain, *_of_others(shown, language)]
    assert {"report-sv.html", "report-hu.pdf", "report-fi.docx"} <= found.keys()
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("language", SMALL)
def test_the_codebook_for_archives_has_the_words_of_each_language(files, known, language):
    said = re.findall(rf'xml:lang="{language}"[^>]*>([^<]+)<', files["heat-ddi.xml"])
    assert len(said) > 50
    assert plain_in("\n".join(said), known) == []
    assert _of_others("\n".join(said), language) == []


def _cells(name, text):
    """What is read in a file; of a table without its head, which is for programs."""
    return text.split("\n", 1)[1] if name.endswith(".csv") else text


def _of_others(text, language):
    """Words in letters of another language."""
    others = "".join(small for each, small in SMALL.items() if each != language)
    strange = set(others + others.upper()) - set(SMALL[language] + SMALL[language].upper())
    return re.findall(f"[{re.escape(''.join(sorted(strange - set(PLAIN))))}]+", text)


@pytest.mark.parametrize(
    ("language", "typed", "percent", "day"),
    [
        ("en", "1,042.5", r"\(\d+%\)", r"\d+ \w+ 20\d\d"),
        ("sv", "1\u00a0042,5", "\\(\\d+\u00a0%\\)", r"\d+ \w+ 20\d\d"),
        ("hu", "1\u00a0042,5", r"\(\d+%\)", r"20\d\d\. \w+ \d+\."),
        ("fi", "1\u00a0042,5", "\\(\\d+\u00a0%\\)", r"\d+\. \w+ 20\d\d"),
    ],
)
def test_numbers_percent_and_days_are_written_as_each_language_writes_them(
    walk, files, language, typed, percent, day
):
    assert typed in walk.pages[language, "review"]
    report = files[f"report-{language}.html"]
    assert re.search(percent, report)
    assert re.search(day, said_on(report, language))
    assert f'<html lang="{language}"' in report
