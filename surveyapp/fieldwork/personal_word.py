"""Personal words: e-mail, addresses, file numbers and names, told by the words around them.

Patterns read the shadow of a text: no diacritics, one kind of space and dash. The words of all
languages stand side by side, because an answer may be in any of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from surveyapp.fieldwork.personal_kind import PersonalKind
from surveyapp.fieldwork.phrase import NEVER, SLOTS, phrase_pattern, words_pattern
from surveyapp.fieldwork.screening_rules import Role, ScreeningRules
from surveyapp.fieldwork.telephone import TelephoneRule
from surveyapp.fieldwork.whole_date import DateRule, date_patterns

Lists = Mapping[str, str]
"""Role -> the pattern of all its words; of none where no language has any."""
ROLES: tuple[Role, ...] = get_args(Role)
AS_WRITTEN = frozenset({PersonalKind.ADDRESS, PersonalKind.PLATE})
"""Kinds in whose phrases large letters are large; in the others they may be either."""

_LINKS = (r"\bhttps?://\w", r"\bwww\.\w")
_DEGREES = r"\b[0-9]{1,2}° ?[0-9]{1,2} ?['\u2032\u2019]"
_PLAIN_EMAIL = r"[\w.+-]{1,64} ?@ ?[\w-]+(?:\.[\w-]+)+"
_INITIALS = r"(?-i:\b[A-Z]\. ?[A-Z]\.,? |\b[A-Z]\.?, )"


def word_lists(rules: Sequence[ScreeningRules]) -> Lists:
    """The words of all rules together. Raises PhraseRefused."""
    return {
        role: "|".join(words_pattern(each) for found in rules for each in found.words.get(role, ()))
        or NEVER
        for role in ROLES
    }


def slots_of(lists: Lists) -> dict[str, str]:
    """What stands in phrases for a list: one of its words; behind a word for numbers its point."""
    slots = {role: rf"(?i:(?:{words})\b)" for role, words in lists.items()}
    return slots | {"number": rf"{slots['number']}\.?:? ?"}


def word_patterns(
    rules: Sequence[ScreeningRules], lists: Lists
) -> dict[PersonalKind, re.Pattern[str]]:
    """The pattern of every kind that is told by words. Raises PhraseRefused."""
    common = {
        PersonalKind.EMAIL: (_PLAIN_EMAIL, _spelled_email(lists)),
        PersonalKind.LINK: _LINKS,
        PersonalKind.COORDINATES: (_DEGREES, _degrees(rules)),
        PersonalKind.DOCUMENT: (rf"\b(?:{lists['document']})\b[^0-9]{{0,20}}[0-9]{{5,9}}",),
        PersonalKind.NAME: tuple(_names(lists)),
    }
    kinds = (*common, PersonalKind.ADDRESS, PersonalKind.FILE_NUMBER, PersonalKind.PLATE)
    slots = slots_of(lists)
    return {
        kind: _any_of(kind, (*common.get(kind, ()), *_phrases(kind, rules, slots)))
        for kind in kinds
    }


def telephone_rule(rules: Sequence[ScreeningRules], lists: Lists) -> TelephoneRule:
    """How telephones are told."""
    countries = tuple(each.phones for each in rules if each.phones)
    beside = re.compile(rf"\b(?:{lists['phone']})\b[^0-9]{{0,25}}$", re.IGNORECASE)
    return TelephoneRule(countries, beside)


def date_rule(rules: Sequence[ScreeningRules], lists: Lists) -> DateRule:
    """How dates are told. Raises PhraseRefused."""
    named = [[words_pattern(month) for month in each.months] for each in rules if each.months]
    patterns = date_patterns(tuple(zip(*named, strict=True)), *_beside_months(lists))
    law = re.compile(rf"\b(?:{lists['law']})\b[^;!?]{{0,45}}$", re.IGNORECASE)
    return DateRule(patterns, law)


def _beside_months(lists: Lists) -> tuple[str, str]:
    return lists["day_ending"], lists["before_month"]


def _any_of(kind: PersonalKind, patterns: Sequence[str]) -> re.Pattern[str]:
    flags = re.NOFLAG if kind in AS_WRITTEN else re.IGNORECASE
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or NEVER, flags)


def _phrases(
    kind: PersonalKind, rules: Sequence[ScreeningRules], slots: Mapping[str, str]
) -> Iterator[str]:
    key = kind.value.replace("-", "_")
    for each in rules:
        for phrase in getattr(each.phrases, key, ()):
            yield phrase_pattern(phrase, slots)


def _names(lists: Lists) -> Iterator[str]:
    """What holds for a name in every language: who it is, an age, or a title stands beside it."""
    name, person = SLOTS["name"], lists["person"]
    yield rf"\b(?:{person}),? (?:\w+ ){{0,2}}(?:{lists['born']})\b"
    yield rf"\b(?:{person}),? (?:\w+ )?(?:{lists['called']}) {name}"
    before, after = lists["age_before"], lists["age_after"]
    years = rf"(?:\(?[0-9]{{1,2}}\)?|(?:{before}) [0-9]{{1,2}}) ?(?:{after})\b"
    yield rf"{_INITIALS}{years}"
    yield rf"(?-i:\b(?:{lists['title']})) {name}"


def _spelled_email(lists: Lists) -> str:
    """An address with its signs in words, such as (at)."""
    at, dot = (rf"[(\[](?:{lists[role]})[)\]]" for role in ("at", "dot"))
    return rf"[\w.+-]{{1,64}} ?{at} ?[\w-]+ ?(?:\.|{dot}) ?[\w-]+"


def _degrees(rules: Sequence[ScreeningRules]) -> str:
    """Decimal degrees within the countries of the rules; other decimals are figures."""
    places = [each.coordinates for each in rules if each.coordinates]
    latitude = _whole(each.latitude for each in places)
    longitude = _whole(each.longitude for each in places)
    return rf"(?<!\w){latitude}\.[0-9]{{4,8}} ?°? ?N?[,; ] ?{longitude}\.[0-9]{{4,8}}"


def _whole(ranges: Iterator[tuple[int, ...]]) -> str:
    degrees = {n for first, last in ranges for n in range(first, last + 1)}
    return f"(?:{'|'.join(map(str, sorted(degrees))) or NEVER})"
