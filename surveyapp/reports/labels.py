"""Labels: the words and number formats a report is written in, given from outside."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.core import Locale
from babel.numbers import format_decimal

from surveyapp.questionnaire.expression import Phrases, phrases_in
from surveyapp.questionnaire.wording import Wording
from surveyapp.questions.cell import NOT_NAMED
from surveyapp.questions.column import Column
from surveyapp.questions.language import Translate, locale_of, long_date, percent_signs

KEPT_NUMBERS = 10_000
KEPT_DECIMALS = 6
"""Beyond them stands only what a computer's fractions leave."""

_CLASS = re.compile(r"(?P<below><)?(?P<low>-?\d+)(?:(?P<more>\+)|-(?P<high>-?\d+))?")


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of one questionnaire in one language, and how that language writes numbers."""

    wording: Wording
    translate: Translate

    @property
    def phrases(self) -> Phrases:
        """What conditions are said with in this language."""
        return phrases_in(self.translate, self.wording.language)

    def line(self, column: Column) -> str:
        """What tells a column from the others of its question; "" when it is the only one."""
        paths = [path for path in (column.line_path, column.column_path) if path]
        return ", ".join(self.wording.text(path) for path in paths)

    def code(self, column: Column, code: str) -> str:
        """Label of an answer code; of the option itself where a column is one option."""
        if column.is_classed:
            return self._class(code, self._year if column.is_year else self._whole)
        path = dict(column.text_paths).get(code)
        if path is None and code == NOT_NAMED:
            return self.translate.gettext("Not named")
        return self.wording.text(path) if path else code

    def _whole(self, digits: str) -> str:
        return self.number(int(digits))

    def _year(self, digits: str) -> str:
        return digits

    def _class(self, code: str, shown: Callable[[str], str]) -> str:
        """A class of numbers, such as ``20–49``; another code as it is."""
        found = _CLASS.fullmatch(code)
        if found is None:
            return code
        low = shown(found["low"])
        if found["below"]:
            return self.translate.gettext("below %(number)s", number=low)
        if found["more"]:
            return self.translate.gettext("%(number)s or more", number=low)
        return low if found["high"] is None else f"{low}–{shown(found['high'])}"

    def number(self, value: float, decimals: int = 0) -> str:
        """A number as this language writes it, with a true minus sign."""
        return _written(value, decimals, locale_of(self.wording.language))

    def figure(self, value: float) -> str:
        """A number with the decimals that its rounding left, and no others."""
        return self.number(value, decimals_of(value))

    def signed(self, value: float) -> str:
        """A difference with its sign, and with the decimals that its rounding left."""
        return ("+" if round(value, KEPT_DECIMALS) > 0 else "") + self.figure(value)

    def date(self, day: date) -> str:
        """A day as this language writes it in a text."""
        return long_date(day, self.wording.language)

    def percent(self, share: float) -> str:
        """A share (0-1) as whole percent, with the sign where the language has it."""
        before, behind = percent_signs(self.wording.language)
        return before + self.number(whole_percent(share)) + behind

    def points(self, difference: float) -> str:
        """A difference of shares (-1 to 1) in percentage points, with its sign."""
        rounded = whole_percent(difference)
        return ("+" if rounded > 0 else "") + self.number(rounded)

    def points_words(self, difference: float, *, is_signed: bool = True) -> str:
        """The same with its unit, such as ``+49 percentage points``."""
        rounded = whole_percent(difference)
        return self.translate.ngettext(
            "%(points)s percentage point",
            "%(points)s percentage points",
            abs(rounded),
            points=self.points(difference) if is_signed else self.number(rounded),
        )


def decimals_of(value: float) -> int:
    """How many decimals its rounding left."""
    _sign, digits, exponent = Decimal(repr(round(value, KEPT_DECIMALS))).normalize().as_tuple()
    return max(0, -int(exponent)) if any(digits) else 0


def ended(title: str) -> str:
    """A title before a sentence: with a full stop where it has no mark of its own."""
    return title if title.endswith((".", "?", "!", "…", ":")) else f"{title}."


def whole_percent(share: float) -> int:
    """A share or a difference (-1 to 1) in whole percent, halves to the even number."""
    return round(round(share * 100, KEPT_DECIMALS))


@lru_cache(KEPT_NUMBERS)
def _written(value: float, decimals: int, locale: Locale) -> str:
    """A page writes some two thousand numbers, most of them small ones that come again."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = str(format_decimal(Decimal(repr(round(value, 10))), format=pattern, locale=locale))
    return text.replace("-", "\u2212")
