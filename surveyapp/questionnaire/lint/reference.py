"""References: names that must lead somewhere."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from surveyapp.questionnaire.definition import ListSelection
from surveyapp.questionnaire.lint.finding import Finding, KeyPath, Severity
from surveyapp.questionnaire.lint.inspection import (
    LIST_KEYS,
    ONE_ANSWER,
    Inspection,
    PlacedQuestion,
    did_you_mean,
    list_name,
    listed_questions,
    named_questions,
)
from surveyapp.questionnaire.lint.structure import REASONS_LIST, each_unfit
from surveyapp.questions.cell import OTHERS

EMPTY = '""'
"""How a name that is empty is told."""
CALLED: Mapping[str, str] = {"country": "group"}
"""What people are told where a code or a key has an older word."""


def references(inspection: Inspection) -> Iterator[Finding]:
    """Names that lead nowhere."""
    yield from _of_questionnaire(inspection)
    for placed in inspection.questions:
        yield from _lists(inspection, placed)
        yield from _terms(inspection, placed)
        yield from _warnings(inspection, placed)
        yield from _variants(inspection, placed)


def unknown(path: KeyPath, what: str, name: str, known: Iterable[str]) -> Finding:
    """A name that is not among those that there are."""
    near, called = get_close_matches(name, list(known), n=1), CALLED.get(what, what)
    mend = did_you_mean(near[0] if near else None, f"add it, or name another {called}")
    return Finding(path, f"unknown-{what}", f"there is no {called} {name or EMPTY}", mend)


def _of_questionnaire(inspection: Inspection) -> Iterator[Finding]:
    definition = inspection.definition
    for path, name in named_questions(definition):
        if name not in inspection.by_name:
            yield unknown(path, "question", name, inspection.by_name)
        elif inspection.by_name[name].type != "select_one":
            words = f"{path[0]} needs one answer from a list, and {name} takes something else"
            yield Finding(path, "not-one-answer", words, "name a select_one")
    for path, name in listed_questions(definition):
        if name not in inspection.by_name:
            yield unknown(path, "question", name, inspection.by_name)
    yield from _groups(inspection)
    split = inspection.built.get(definition.split_by or "")
    if split and OTHERS in split.codes():
        words = f"the code {OTHERS} of {split.name} is kept for all classes but the first"
        yield Finding(("split_by",), "reserved-code", words, "rename it")
    consent = inspection.built.get(definition.consent or "")
    if consent and definition.consent_given not in consent.codes():
        path = ("consent_given",)
        yield unknown(path, "code", definition.consent_given, consent.codes())


def _groups(inspection: Inspection) -> Iterator[Finding]:
    """Questions that make groups: each another one, and asked of everybody who agreed."""
    definition = inspection.definition
    if definition.split_by and definition.split_by == definition.compare_by:
        words = f"{definition.split_by} is compared already"
        yield Finding(("split_by",), "same-group", words, "name another question, or remove it")
    agreed = f"${{{definition.consent}}} = '{definition.consent_given}'"
    for key in ONE_ANSWER:
        question = inspection.by_name.get(getattr(definition, key) or "")
        if question and question.relevant and not _is_same(question.relevant, agreed):
            words = f"{key} needs {question.name}, which is not asked of everybody"
            mend = "remove its relevant:, or name a question without"
            yield Finding((key,), "routed-group", words, mend, Severity.WARNING)


def _is_same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _lists(inspection: Inspection, placed: PlacedQuestion) -> Iterator[Finding]:
    for key, name in inspection.unknown_lists(placed.question):
        yield unknown((*placed.path, key), "list", name, inspection.list_names)
    for key in LIST_KEYS:
        used = getattr(placed.question, key)
        if list_name(used) == REASONS_LIST:
            words = f"the list {REASONS_LIST} holds reasons without answer, and no answers"
            mend = "offer them under missing:"
            yield Finding((*placed.path, key), "reserved-code", words, mend)
        if isinstance(used, ListSelection) and used.list in inspection.code_lists:
            yield from _selection(inspection, used, (*placed.path, key))


def _selection(inspection: Inspection, used: ListSelection, path: KeyPath) -> Iterator[Finding]:
    known = [code.code for code in inspection.codes_of(used)]
    for key in ("without", "only"):
        for place, code in enumerate(getattr(used, key)):
            if code not in known:
                yield unknown((*path, key, place), "code", code, known)


def _terms(inspection: Inspection, placed: PlacedQuestion) -> Iterator[Finding]:
    for place, term in enumerate(placed.question.terms):
        if term not in inspection.definition.terms:
            yield unknown((*placed.path, "terms", place), "term", term, inspection.definition.terms)


def _warnings(inspection: Inspection, placed: PlacedQuestion) -> Iterator[Finding]:
    shared = inspection.definition.shared_warnings
    for place, use in enumerate(placed.question.warnings):
        path = (*placed.path, "warnings", place)
        if isinstance(use, str) and use not in shared:
            yield unknown(path, "warning", use, shared)
        elif isinstance(use, str):
            yield from each_unfit(placed.question, shared[use].each, path)


def _variants(inspection: Inspection, placed: PlacedQuestion) -> Iterator[Finding]:
    for country in placed.question.variants:
        if country not in inspection.countries:
            yield _country((*placed.path, "variants", country), country, inspection)
    for key in LIST_KEYS:
        used = getattr(placed.question, key)
        for place, code in enumerate(inspection.codes_of(used)):
            for country in code.variants:
                if country not in inspection.countries:
                    path = (*placed.path, key)
                    inside = () if list_name(used) else (place, "variants", country)
                    yield _country((*path, *inside), country, inspection)


def _country(path: KeyPath, country: str, inspection: Inspection) -> Finding:
    words = f"there are other words for {country}, which nobody can choose"
    known = ", ".join(inspection.countries)
    mend = f"use one of {known}" if known else "name the question with the groups: compare_by:"
    return Finding(path, "unknown-country", words, mend, at_key=True)
