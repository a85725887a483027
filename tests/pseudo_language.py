"""A language made by turning every letter of the source into another.

Whatever is still written in plain letters on a page of this language was never translated.
"""

import re
import shutil
from datetime import UTC, datetime
from html.parser import HTMLParser

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from surveyapp.analysis.coding.code_book import code_book_texts, code_books_root
from surveyapp.analysis.plan_file import plan_texts, texts_root
from surveyapp.formats.source.po_file import Catalogue, Translation
from surveyapp.formats.source.po_text import catalogue_text
from surveyapp.formats.source.questionnaire_folder import (
    load_code_books,
    load_code_list,
    load_definition,
    load_plan_definition,
)
from surveyapp.formats.source.shelf import LISTS, project_shelf
from surveyapp.formats.source.study_file import load_study
from surveyapp.questionnaire.study import study_root
from surveyapp.questionnaire.texts import code_list_texts, texts_of
from tests.architecture.source import ROOT

LANGUAGE = "sv"
PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
TURNED = str.maketrans(PLAIN, "".join(chr(ord(letter) + 0xFEE0) for letter in PLAIN))
# What no translator touches: placeholders, marks of HTML, addresses, paths and commands.
KEPT = re.compile(
    r"%\(\w+\)[sd]|\{\w+\}|\{\w+, plural,|\b(?:one|few|many|other) \{"
    r"|<[^>]+>|&\w+;|`[^`]+`|\]\([^)]*\)|https?://\S+"
)
SILENT = {"script", "style", "code", "pre"}
SECRETS = re.compile(r"\b(?:[0-9A-Z]{4}-)+[0-9A-Z]{4}\b|\b[0-9a-f]{6,}\b")
"""Codes and hashes, which are no words."""
SAID_IN = ("title", "alt", "aria-label", "placeholder", "data-words", "data-label")
WORD = re.compile(r"[A-Za-z]{2,}(?:[ ,.'’-]+[A-Za-z]{2,})*")


def turned(words, letters=TURNED):
    """The words in the language. letters: each letter of the source -> one of the language."""
    between = KEPT.split(words)
    kept = [*KEPT.findall(words), ""]
    return "".join(a.translate(letters) + b for a, b in zip(between, kept, strict=True))


def fill(path, letters):
    """Fills a catalogue as a person does who has a PO editor and any words."""
    with path.open("rb") as file:
        catalog = read_po(file)
    for entry in catalog:
        if isinstance(entry.id, tuple):
            number = catalog.num_plurals
            entry.string = tuple(turned(entry.id[min(n, 1)], letters) for n in range(number))
        elif entry.id:
            entry.string = turned(entry.id, letters)
    with path.open("wb") as file:
        write_po(file, catalog)


def write_interface(home):
    """The interface's catalogue, with the plural forms of the language."""
    folder = home / "translations" / LANGUAGE / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalog = Catalog(locale=LANGUAGE)
    with (ROOT / "translations/ro/LC_MESSAGES/messages.po").open("rb") as file:
        for entry in read_po(file, locale="ro"):
            if entry.id:
                ids = entry.id if isinstance(entry.id, tuple) else (entry.id,)
                words = tuple(turned(each) for each in ids)
                catalog.add(entry.id, words if len(words) > 1 else words[0])
    with (folder / "messages.po").open("wb") as file:
        write_po(file, catalog)


def write_wording(home, name):
    """The catalogues of a questionnaire, its plan, its code books and the shared lists."""
    plan = load_plan_definition(name)
    lists = (load_code_list(each) for each in sorted(project_shelf().code_list_names()))
    catalogues = {
        name: texts_of(load_definition(name)),
        study_root(name): load_study(name, "en").wording.texts.items(),
        texts_root(name): plan_texts(plan) if plan else (),
        code_books_root(name): code_book_texts(name, load_code_books(name)),
        LISTS: (text for each in lists for text in code_list_texts(each)),
    }
    for catalogue, texts in catalogues.items():
        source = dict(texts)
        known = {path: Translation(words, turned(words)) for path, words in source.items()}
        path = home / "translations" / LANGUAGE / "LC_MESSAGES" / f"{catalogue}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(catalogue_text(LANGUAGE, source, Catalogue(known)), encoding="utf-8")


def copy_questionnaire(home, name):
    """A questionnaire of the product in English and in the language, without its report.

    Its numbers for people in danger are as if somebody had called them today.
    """
    shutil.copytree(ROOT / "questionnaires/code_lists", home / "questionnaires/code_lists")
    folder = home / "questionnaires" / name
    ignored = shutil.ignore_patterns("report", "tests")
    shutil.copytree(ROOT / "questionnaires" / name, folder, ignore=ignored)
    for path in (folder / "questionnaire.yaml", *folder.glob("profiles/*.yaml")):
        text = path.read_text(encoding="utf-8").replace("[en, ro, nb]", f"[en, {LANGUAGE}]")
        text = re.sub("^language: (ro|nb)$", f"language: {LANGUAGE}", text, flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")
    study = folder / "study.yaml"
    checked = f"help:\n  checked: {datetime.now(UTC).date()}\n"
    study.write_text(study.read_text("utf-8").replace("help:\n", checked), "utf-8")


class _Said(HTMLParser):
    """What a page says to who reads it in its language, in attributes too."""

    def __init__(self, language):
        super().__init__()
        self.said, self._open, self._language = [], [], language

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        other = a.get("lang", self._language) != self._language
        self._open.append((tag, other or tag in SILENT))
        if not self.is_silent:
            self.said += [a[name] for name in SAID_IN if a.get(name)]

    def handle_endtag(self, tag):
        while self._open and any(name == tag for name, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data):
        if not self.is_silent:
            self.said.append(data)

    @property
    def is_silent(self):
        return any(silent for _, silent in self._open)


def said_on(html, language=LANGUAGE):
    """What a page says in its language."""
    page = _Said(language)
    page.feed(html)
    return "\n".join(page.said)


def plain_words(html, known=frozenset(), language=LANGUAGE):
    """Words of a page in plain letters that are not among the known ones."""
    return plain_in(said_on(html, language), known)


def plain_in(text, known=frozenset()):
    """The same of a text without marks."""
    text = re.sub(r"\{\w+\}|https?://\S+|[\w.-]+@[\w.-]+|\b\w*_\w+\b", " ", text)
    found = (each for words in WORD.findall(text) for each in re.split(r"[ ,.'’-]+", words))
    return sorted({each for each in found if each not in known and len(each) > 1})
