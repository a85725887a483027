"""Questionnaire summary: counts that say at a glance what a questionnaire holds."""

from dataclasses import dataclass

from surveyapp.formats.source.questionnaire_folder import (
    load_code_lists,
    load_definition,
    load_release,
    load_translated,
)
from surveyapp.questionnaire.release import lists_used
from surveyapp.questionnaire.texts import texts_by_file


@dataclass(frozen=True, slots=True)
class QuestionnaireSummary:
    """Counts of one questionnaire; languages: the share of its texts that have words, 0 to 1."""

    questionnaire: str
    version: str
    version_hash: str
    sections: int
    pages: int
    questions: int
    core_questions: int
    code_lists: int
    columns: int
    languages: dict[str, float]


def summary(name: str) -> QuestionnaireSummary:
    """The counts. Raises QuestionnaireMissing, QuestionnaireRefused."""
    release = load_release(name)
    return QuestionnaireSummary(
        questionnaire=release.name,
        version=release.version,
        version_hash=release.version_hash,
        sections=len(release.sections),
        pages=len(release.pages),
        questions=len(release.questions),
        core_questions=len(release.core_questions()),
        code_lists=len(lists_used(load_definition(name))),
        columns=len(release.columns),
        languages={language: _share(name, language) for language in release.languages},
    )


def _share(name: str, language: str) -> float:
    """Part of the texts that have words in this language, rounded down: 1 means all."""
    definition = load_definition(name)
    files = tuple(texts_by_file(definition, load_code_lists(name)))
    translated = load_translated(name, language).keys()
    n_texts = sum(len(file.texts) for file in files)
    n_there = sum(
        len(file.texts if file.language == language else file.texts.keys() & translated)
        for file in files
    )
    return n_there * 10_000 // n_texts / 10_000
