"""Screening: what in a free text may point to a person.

It warns and never blocks, and it never promises completeness: a reviewer reads every free text
before anything is shown. Only kinds are told, never what was found, so that nothing of it can reach
a log. Kinds with check digits are strict, because statistics are full of long numbers.

What belongs to a country or a language stands in files, see `screening_rules`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from surveyapp.fieldwork.account_number import has_account_number
from surveyapp.fieldwork.national_number import NationalNumberRule, national_number_rule
from surveyapp.fieldwork.personal_kind import PersonalKind
from surveyapp.fieldwork.personal_word import date_rule, telephone_rule, word_lists, word_patterns
from surveyapp.fieldwork.screening_rules import ScreeningRules
from surveyapp.fieldwork.shadow import Shadow
from surveyapp.fieldwork.telephone import TelephoneRule
from surveyapp.fieldwork.whole_date import DateRule


@dataclass(frozen=True, slots=True)
class Screening:
    """All rules that apply to a study. patterns: of the kinds that are told by words."""

    numbers: tuple[NationalNumberRule, ...]
    telephones: TelephoneRule
    dates: DateRule
    patterns: Mapping[PersonalKind, re.Pattern[str]]

    def kinds_in(self, text: str) -> tuple[str, ...]:
        """Kinds of personal data that the text seems to contain, each once, in a fixed order."""
        shadow = Shadow.of(text)
        numbers = (rule.kind for rule in self.numbers if rule.finds(shadow))
        others = (kind.value for kind in PersonalKind if self._finder(kind)(shadow.text))
        return tuple(dict.fromkeys((*numbers, *others)))

    def _finder(self, kind: PersonalKind) -> Callable[[str], object]:
        match kind:
            case PersonalKind.IBAN:
                return has_account_number
            case PersonalKind.PHONE:
                return self.telephones.finds
            case PersonalKind.DATE:
                return self.dates.finds
            case _:
                return self.patterns[kind].search


def screening_of(rules: Sequence[ScreeningRules]) -> Screening:
    """What some rules find, together. Raises PhraseRefused, and KeyError for an unknown module."""
    lists = word_lists(rules)
    return Screening(
        tuple(national_number_rule(number) for each in rules for number in each.numbers),
        telephone_rule(rules, lists),
        date_rule(rules, lists),
        word_patterns(rules, lists),
    )
