"""Instrument change: what differs between two versions of a questionnaire, meaning and words."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveyapp.formats.source.instrument import Instrument
from surveyapp.formats.source.questionnaire_folder import (
    CODE_BOOKS,
    FILE,
    PLAN_FILE,
    load_code_lists,
    load_definition,
    load_plan_definition,
)
from surveyapp.formats.source.shelf import LISTS
from surveyapp.questionnaire.definition import Definition
from surveyapp.questionnaire.meaning import Meaning, differences, meaning_of


@dataclass(frozen=True, slots=True)
class InstrumentChange:
    """meaning: each difference in words; texts: path of every text that reads otherwise now."""

    meaning: tuple[str, ...]
    texts: tuple[str, ...]


def change_between(before: Instrument, after: Instrument) -> InstrumentChange:
    """What changed, plan, code lists, code books and all translations included.

    Raises QuestionnaireRefused for files that cannot be used.
    """
    return InstrumentChange(tuple(_meaning(before, after)), tuple(_texts(before, after)))


def _meaning(before: Instrument, after: Instrument) -> Iterator[str]:
    then, now = dict(_parts(before)), dict(_parts(after))
    for file in dict.fromkeys((*then, *now)):
        if file not in now:
            yield f"{file} is gone"
        elif file not in then:
            yield f"{file} is new"
        else:
            yield from (f"{file}: {each}" for each in differences(then[file], now[file]))


def _parts(asked: Instrument) -> Iterator[tuple[str, Meaning]]:
    """(file, what it means)"""
    return ((file, meaning_of(part)) for file, part in _definitions(asked))


def _definitions(asked: Instrument) -> Iterator[tuple[str, Definition]]:
    definition = load_definition(asked.name, asked.shelf)
    yield FILE, definition
    for name, code_list in load_code_lists(asked.name, asked.shelf).items():
        yield f"{LISTS}/{name}.yaml", code_list
    plan = load_plan_definition(asked.name, asked.shelf)
    if plan is not None:
        yield PLAN_FILE, plan
    for book in asked.books:
        yield f"{CODE_BOOKS}/{book.code_book}.yaml", book


def _texts(before: Instrument, after: Instrument) -> Iterator[str]:
    """Path and language of every text that reads otherwise, each once."""
    for language in after.form.languages:
        then, now = before.wording(language).texts, after.wording(language).texts
        for path in dict.fromkeys((*then, *now)):
            if then.get(path) != now.get(path):
                yield f"{path} ({language})"
