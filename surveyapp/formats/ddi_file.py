"""DDI file: the codebook as DDI-Codebook 2.5, the format of data archives, in all languages.

Each text stands once a language with its `xml:lang`; elements follow the order of the standard.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from surveyapp.questions.cell import MissingReason
from surveyapp.questions.column import IS_SYNTHETIC, Level
from surveyapp.questions.language import Translate, web_tag
from surveyapp.reports.codebook import QuestionEntry, Variable, variables
from surveyapp.reports.column_words import ColumnWords

NAMESPACE = "ddi:codebook:2_5"
SCHEMA = "https://ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Entries = tuple[QuestionEntry, ...]
Texts = Mapping[str, str]
"""Language -> words."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The codebook in one language."""

    words: ColumnWords
    entries: Entries


def ddi_xml(editions: Sequence[Edition]) -> bytes:
    """The file. editions: one for each language, the source language first."""
    register_namespace("", NAMESPACE)
    register_namespace("xsi", XSI)
    form = editions[0].words.form
    attributes = {
        "version": "2.5",
        "ID": f"{form.name}_{form.version_hash[:12]}",
        LANG: web_tag(editions[0].words.language),
        f"{{{XSI}}}schemaLocation": f"{NAMESPACE} {SCHEMA}",
    }
    root = Element(_tag("codeBook"), attributes)
    _study(root, editions)
    described = _add(root, "dataDscr")
    _mark(described, editions)
    by_edition = [list(variables(iter(edition.entries))) for edition in editions]
    languages = [edition.words.language for edition in editions]
    for pairs in zip(*by_edition, strict=True):
        _variable(described, dict(zip(languages, pairs, strict=True)), editions)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: Element, tag: str, text: str | None = None, /, **attributes: str) -> Element:
    made = SubElement(parent, _tag(tag), attributes)
    made.text = text
    return made


def _in_all(parent: Element, name: str, texts: Texts, **attributes: str) -> None:
    """The element once a language; none for a language without words."""
    for language, text in texts.items():
        if text:
            _add(parent, name, text, **attributes).set(LANG, web_tag(language))


def _study(root: Element, editions: Sequence[Edition]) -> None:
    """Title, version, purpose and unit of the study."""
    first, *others = (edition.words for edition in editions)
    form = first.form
    described = _add(root, "stdyDscr")
    citation = _add(described, "citation")
    titles = _add(citation, "titlStmt")
    _in_all(titles, "titl", {first.language: first.title})
    _in_all(titles, "parTitl", {words.language: words.title for words in others})
    _add(titles, "IDNo", form.name)
    _add(_add(citation, "verStmt"), "version", form.version)
    study = _add(described, "stdyInfo")
    purposes = {
        edition.words.language: edition.words.labels.wording.text_or_none(f"{form.name}.purpose")
        for edition in editions
    }
    _in_all(study, "abstract", {language: text or "" for language, text in purposes.items()})
    _add(_add(study, "sumDscr"), "anlyUnit", form.unit)


def _mark(described: Element, editions: Sequence[Edition]) -> None:
    """The first column of a file: whether the answers are invented."""
    words = {edition.words.language: edition.words for edition in editions}
    made = _element(described, IS_SYNTHETIC, Level.NOMINAL)
    _in_all(made, "labl", {each: found.synthetic_label for each, found in words.items()})
    for place, code in enumerate(("1", "0")):
        labels = {language: found.yes_no()[place] for language, found in words.items()}
        _category(made, code, labels)


def _element(described: Element, name: str, level: Level) -> Element:
    is_number = level in {Level.RATIO, Level.INTERVAL}
    kind = {"intrvl": "contin" if is_number else "discrete", "nature": level.value}
    return _add(described, "var", ID=f"V_{name}", name=name, **kind)


def _variable(
    described: Element,
    found: Mapping[str, tuple[QuestionEntry, Variable]],
    editions: Sequence[Edition],
) -> None:
    entry, variable = found[editions[0].words.language]
    column = variable.column
    made = _element(described, column.name, column.level)
    _in_all(made, "labl", {each: shown.label for each, (_, shown) in found.items()})
    for language, (asked, _) in found.items():
        question = _add(made, "qstn")
        question.set(LANG, web_tag(language))
        _add(question, "qstnLit", asked.words)
        if asked.hint:
            _add(question, "ivuInstr", asked.hint)
    invalid = _add(made, "invalrng")
    for code, _ in entry.missing:
        _add(invalid, "item", VALUE=code)
    words = {edition.words.language: edition.words for edition in editions}
    asked_of = {
        each: _universe(asked, words[each].labels.translate) for each, (asked, _) in found.items()
    }
    _in_all(made, "universe", asked_of)
    for value in variable.values:
        shown = {each: _labels(other)[value.code] for each, (_, other) in found.items()}
        _category(made, value.code, shown)
    for code, _ in entry.missing:
        reason = MissingReason(code)
        reasons = {language: shown.reason(reason) for language, shown in words.items()}
        _category(made, code, reasons, missing="Y")


def _universe(entry: QuestionEntry, translate: Translate) -> str:
    parts = (entry.universe, entry.lines, *entry.about_cells(translate))
    return " ".join(part for part in parts if part)


def _labels(variable: Variable) -> dict[str, str]:
    return {value.code: value.label for value in variable.values}


def _category(parent: Element, code: str, labels: Texts, **attributes: str) -> None:
    made = _add(parent, "catgry", **attributes)
    _add(made, "catValu", code)
    _in_all(made, "labl", labels)
