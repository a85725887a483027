"""Screening lint: what is wrong in a file of screening rules before any text is read by them."""

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib import import_module

import stdnum

from surveyapp.fieldwork.national_number import national_number_rule, stdnum_validate
from surveyapp.fieldwork.personal_kind import PersonalKind
from surveyapp.fieldwork.personal_word import ROLES, slots_of
from surveyapp.fieldwork.phrase import NEVER, PhraseRefused, phrase_pattern, words_pattern
from surveyapp.fieldwork.screening_rules import (
    CoordinatesDefinition,
    NumberDefinition,
    PhonesDefinition,
    PhraseDefinition,
    ScreeningRules,
)
from surveyapp.fieldwork.shadow import Shadow
from surveyapp.questionnaire.lint.finding import Finding, KeyPath

SCREENING_RULES: Mapping[str, str] = {
    "unknown-screening": "a study names screening rules that are nowhere",
    "unknown-module": "stdnum has no such module that checks a number",
    "number-unfit": "what is said of a national number does not go together",
    "example-not-found": "a national number is not found by its own rule",
    "phrase-ill-formed": "a phrase of the screening cannot be read",
}
SHORTEST, LONGEST = 6, 25
"""Digits of a national number."""
MONTHS, PAIR = 12, 2
_BOUNDS = {"latitude": 90, "longitude": 180}


def lint_screening(rules: ScreeningRules) -> tuple[Finding, ...]:
    """All findings in one file."""
    return tuple(_of_file(rules))


def _of_file(rules: ScreeningRules) -> Iterator[Finding]:
    yield from _kinds(rules.numbers)
    for n, number in enumerate(rules.numbers):
        found = tuple(_of_number(number, ("numbers", n)))
        yield from found or _examples(number, ("numbers", n))
    yield from _phones(rules.phones) if rules.phones else ()
    yield from _coordinates(rules.coordinates) if rules.coordinates else ()
    for role, words in rules.words.items():
        yield from _unreadable(("words", role), words, words_pattern)
    yield from _months(rules.months or ())
    slots = slots_of(dict.fromkeys(ROLES, NEVER))
    for key in PhraseDefinition.model_fields:
        phrases = getattr(rules.phrases, key)
        yield from _unreadable(("phrases", key), phrases, lambda each: phrase_pattern(each, slots))


def _kinds(numbers: tuple[NumberDefinition, ...]) -> Iterator[Finding]:
    known = {kind.value for kind in PersonalKind}
    for n, number in enumerate(numbers):
        path: KeyPath = ("numbers", n, "kind")
        if number.kind in known:
            words = f"{number.kind} is found by the product itself"
            yield Finding(path, "reserved-name", words, "choose another name")
        if number.kind in {each.kind for each in numbers[:n]}:
            words, mend = f"{number.kind} stands twice", "give each number a name of its own"
            yield Finding(path, "name-used-twice", words, mend)


def _of_number(number: NumberDefinition, path: KeyPath) -> Iterator[Finding]:
    if number.stdnum and stdnum_validate(number.stdnum) is None:
        near = get_close_matches(number.stdnum, _modules(), n=3, cutoff=0.5)
        mend = f"did you mean {' or '.join(near)}?" if near else "take one of python-stdnum's"
        words = f"stdnum has no module {number.stdnum} that checks a number"
        yield Finding((*path, "stdnum"), "unknown-module", words, mend)
    for key in ("digits", "written"):
        lengths = number.digits if key == "digits" else map(len, number.written)
        for n, length in enumerate(lengths):
            if not SHORTEST <= length <= 2 * LONGEST:
                words = f"a number of {length} signs is none of a person"
                mend = f"write {SHORTEST} to {LONGEST}"
                yield Finding((*path, key, n), "out-of-range", words, mend)
    for key, words, mend in _unfit(number):
        yield Finding((*path, key), "number-unfit", words, mend, at_key=True)
    yield from _unreadable((*path, "context"), number.context, phrase_pattern)


def _unfit(number: NumberDefinition) -> Iterator[tuple[str, str, str]]:
    """(key, what does not go together, how to mend it)"""
    if not (number.digits or number.written or number.written_in_context):
        yield "kind", "nothing says how the number is written", "add digits: or written:"
    if number.digits and not number.stdnum:
        words = "without check digits any row of figures would be such a number"
        yield "digits", words, "add stdnum:, or write every grouping under written:"
    if number.written and not (number.stdnum or number.years):
        words = "nothing tells the number from other figures"
        yield "written", words, "add stdnum: or years:, or take written_in_context: with context:"
    if bool(number.written_in_context) != bool(number.context):
        yield "kind", "context: and written_in_context: belong together", "add the other one"
    if number.years is not None and not _is_span(number.years):
        yield "years", "the years go from nowhere to nowhere", "write [first, last]"
    marks = number.day_marks or number.month_marks or number.undated_from is not None
    if number.birth is None and marks:
        yield "kind", "marks are taken off a date of birth", "say where it stands, birth: DDMMYY"
    if number.birth is not None and not (number.stdnum and set("DMY") <= set(number.birth)):
        words = "a date of birth is only looked at where stdnum finds fault with it alone"
        yield "birth", words, "add stdnum:, and write D, M and Y for its digits"


def _examples(number: NumberDefinition, path: KeyPath) -> Iterator[Finding]:
    rule = national_number_rule(number)
    for n, example in enumerate(number.examples):
        if not rule.finds(Shadow.of(example)):
            words = f"{number.kind} does not find {example}"
            mend = "write a number with right check digits, or mend the rule"
            yield Finding((*path, "examples", n), "example-not-found", words, mend)


def _phones(phones: PhonesDefinition) -> Iterator[Finding]:
    for n, number in enumerate(phones.national):
        path: KeyPath = ("phones", "national", n)
        if (number.digits is None) is (number.written is None):
            words = "a number has either digits or a grouping"
            yield Finding(path, "missing-key", words, "write digits: or written:")
        elif not number.begins:
            words = "nothing tells the number from other figures"
            yield Finding(path, "missing-key", words, 'add begins:, such as ["07#"]')


def _months(months: tuple[str, ...]) -> Iterator[Finding]:
    if len(months) not in (0, MONTHS):
        words = f"there are {len(months)} months"
        yield Finding(("months",), "out-of-range", words, f"name all {MONTHS}, the first one first")
    yield from _unreadable(("months",), months, words_pattern)


def _is_span(numbers: tuple[int, ...]) -> bool:
    return len(numbers) == PAIR and numbers[0] <= numbers[1]


def _coordinates(places: CoordinatesDefinition) -> Iterator[Finding]:
    for key, bound in _BOUNDS.items():
        degrees = getattr(places, key)
        if not _is_span(degrees) or max(map(abs, degrees)) > bound:
            words = f"{key} goes from nowhere to nowhere"
            mend = f"write [from, to], whole degrees between {-bound} and {bound}"
            yield Finding(("coordinates", key), "out-of-range", words, mend)


def _unreadable(
    path: KeyPath, phrases: tuple[str, ...], read: Callable[[str], str]
) -> Iterator[Finding]:
    for n, phrase in enumerate(phrases):
        try:
            read(phrase)
        except PhraseRefused as refused:
            words, mend = f"{phrase!r}: {refused}", "see docs/researcher/screening.md for its signs"
            place = refused.character
            yield Finding((*path, n), "phrase-ill-formed", words, mend, character=place)


@cache
def _modules() -> tuple[str, ...]:
    """Every module of stdnum, as it is written in a file."""
    top = list(pkgutil.iter_modules(stdnum.__path__))
    inside = (
        f"{each.name}.{one.name}"
        for each in top
        if each.ispkg
        for one in pkgutil.iter_modules(import_module(f"stdnum.{each.name}").__path__)
    )
    return (*(each.name for each in top if not each.ispkg), *inside)
