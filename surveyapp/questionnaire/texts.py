"""Texts: every word of a questionnaire with its path, in the order of the form.

The paths are the contexts of the translation catalogues, so they must never change for a text
that keeps its meaning.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.questionnaire.definition import (
    CodeDefinition,
    CodeListDefinition,
    Definition,
    ListUse,
    PreparationDefinition,
    QuestionDefinition,
    QuestionnaireDefinition,
    SectionDefinition,
    TextVariant,
)

Text = tuple[str, str]
"""(path, words in the source language)"""


class TextPart(StrEnum):
    """What stands in the path of a text where else the name of a question does."""

    TITLE = "title"
    PURPOSE = "purpose"
    CONTENT_NOTE = "content_note"
    PRIVACY = "privacy"
    PREPARE = "prepare"
    EDITIONS = "editions"
    TERMS = "terms"
    SHARED_WARNINGS = "shared_warnings"
    SECTIONS = "sections"
    PAGES = "pages"


OF_ALL = (TextPart.TITLE, TextPart.PURPOSE, TextPart.CONTENT_NOTE, TextPart.PRIVACY)
"""The texts of the questionnaire as a whole."""


@dataclass(frozen=True, slots=True)
class FileTexts:
    """What one file says. language: in which it is written; texts: path -> words."""

    language: str
    texts: Mapping[str, str]


def texts_of(definition: QuestionnaireDefinition) -> Iterator[Text]:
    """All texts of a questionnaire without its shared code lists."""
    root = definition.questionnaire
    yield from _fields(definition, root, *OF_ALL)
    for name, preparation in definition.prepare.items():
        yield from _preparation_texts(f"{root}.{TextPart.PREPARE}.{name}", preparation)
    for name, edition in definition.editions.items():
        yield from _fields(edition, f"{root}.{TextPart.EDITIONS}.{name}", "label", "note")
    for name, term in definition.terms.items():
        yield from _fields(term, f"{root}.{TextPart.TERMS}.{name}", "label", "definition")
    for name, warning in definition.shared_warnings.items():
        yield from _fields(warning, f"{root}.{TextPart.SHARED_WARNINGS}.{name}", "question")
    for section in definition.sections:
        yield from _section_texts(root, section)


def code_list_texts(code_list: CodeListDefinition) -> Iterator[Text]:
    """All labels of a shared code list."""
    for code in code_list.codes:
        yield from _code_texts(f"code_lists.{code_list.list}.{code.code}", code)


def source_texts(
    definition: QuestionnaireDefinition, code_lists: Mapping[str, CodeListDefinition]
) -> dict[str, str]:
    """Path -> words as they are written, of a questionnaire and the given code lists."""
    files = texts_by_file(definition, code_lists)
    return {path: words for file in files for path, words in file.texts.items()}


def texts_by_file(
    definition: QuestionnaireDefinition, code_lists: Mapping[str, CodeListDefinition]
) -> Iterator[FileTexts]:
    """The questionnaire, then the given code lists, each in its own language."""
    yield FileTexts(definition.source_language, dict(texts_of(definition)))
    for code_list in code_lists.values():
        yield FileTexts(code_list.source_language, dict(code_list_texts(code_list)))


def texts_in(
    language: str, files: Iterable[FileTexts], translated: Mapping[str, str]
) -> dict[str, str]:
    """Path -> words in a language; what has no translation stays as it is written.

    translated: path -> words in this language, of all files.
    """
    texts: dict[str, str] = {}
    for file in files:
        texts.update(file.texts)
        if file.language != language:
            texts.update({path: translated[path] for path in file.texts if path in translated})
    return texts


def _preparation_texts(path: str, preparation: PreparationDefinition) -> Iterator[Text]:
    yield from _fields(preparation, path, "label")
    for name, words in preparation.items.items():
        yield f"{path}.items.{name}", words


def _section_texts(root: str, section: SectionDefinition) -> Iterator[Text]:
    yield from _fields(section, f"{root}.{TextPart.SECTIONS}.{section.name}", "label", "note")
    for page in section.pages:
        yield from _fields(page, f"{root}.{TextPart.PAGES}.{page.name}", "title")
        for question in page.questions:
            yield from _question_texts(f"{root}.{question.name}", question)


def _question_texts(path: str, question: QuestionDefinition) -> Iterator[Text]:
    yield from _fields(question, path, "label", "hint", "guidance")
    yield from _variant_texts(path, question.variants)
    for key in ("choices", "rows", "columns"):
        yield from _inline_texts(f"{path}.{key}", getattr(question, key))
    yield from _fields(question, path, "constraint_message")
    for rule in question.constraints:
        yield f"{path}.constraints.{rule.name}.message", rule.message
    for warning in question.warnings:
        if not isinstance(warning, str):
            yield f"{path}.warnings.{warning.name}.question", warning.question


def _inline_texts(path: str, use: ListUse | None) -> Iterator[Text]:
    if isinstance(use, tuple):
        for code in use:
            yield from _code_texts(f"{path}.{code.code}", code)


def _code_texts(path: str, code: CodeDefinition) -> Iterator[Text]:
    yield path, code.label
    for country, variant in code.variants.items():
        if variant.label:
            yield f"{path}@{country}", variant.label


def _variant_texts(path: str, variants: Mapping[str, TextVariant]) -> Iterator[Text]:
    for country, variant in variants.items():
        for key in ("label", "hint", "guidance"):
            words = getattr(variant, key)
            if words:
                yield f"{path}.{key}@{country}", words


def _fields(part: Definition, path: str, *names: str) -> Iterator[Text]:
    for name in names:
        words = getattr(part, name)
        if words:
            yield f"{path}.{name}", words
