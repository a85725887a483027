"""Numbers as people of each language type and read them.

The same text "1.041" is one thousand and forty-one in Romanian and one point zero four one in
English, so a number is read by the language of the page and echoed back. Only plain ASCII digits
count: no exponent, no NaN, no Infinity, no digits of other scripts.

A language's marks come from the CLDR. Beside its own, every language takes what is never a decimal
mark anywhere as a group mark: spaces, apostrophes, and the dot or comma that is left over.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from surveyapp.questions.language import locale_of
from surveyapp.questions.typed import plain

PLAIN_DIGITS = "0123456789"
_LATIN = "latn"
LONGEST_NUMBER = 1000
_OFTEN_TYPED = str.maketrans(
    {"\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2018": "'", "\u2019": "'",
     "\u02bc": "'"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a language marks decimals and groups of three.

    decimal: "." or ","; group: the other one of the two; shown_group: what it writes itself.
    """

    decimal: str
    group: str
    shown_group: str

    @property
    def marks(self) -> str:
        """The three signs in this order, for a script that reads numbers as this module does."""
        return self.decimal + self.group + self.shown_group

    @property
    def foreign(self) -> "NumberStyle":
        """The style of those whose dot and comma mean the opposite."""
        return NumberStyle(self.group, self.decimal, self.decimal)


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number as it was written, taken apart."""

    sign: str
    whole: str
    fraction: str

    @property
    def value(self) -> Decimal:
        """What it says; never minus zero."""
        point = f".{self.fraction}" if self.fraction else ""
        return Decimal(self.sign + self.whole + point) or Decimal(0)

    @property
    def if_grouped(self) -> Decimal | None:
        """What it would say if its decimal mark were meant to group; None when it cannot be."""
        could_group = bool(self.fraction) and len(self.fraction) % 3 == 0
        if not could_group or self.whole.startswith("0"):
            return None
        return Decimal(self.sign + self.whole + self.fraction)

    @property
    def is_doubtful(self) -> bool:
        """Nothing but zeros after the mark, as many as in groups: "1.000" in English."""
        return self.if_grouped is not None and not self.fraction.strip("0")


@cache
def number_style(language: str) -> NumberStyle:
    """The marks of a language; those of English where the CLDR does not know it."""
    locale = locale_of(language)
    decimal = get_decimal_symbol(locale, numbering_system=_LATIN)
    group = "," if decimal == "." else "."
    return NumberStyle(decimal, group, get_group_symbol(locale, numbering_system=_LATIN))


def take_apart(text: str, style: NumberStyle) -> WrittenNumber | None:
    """What was typed as this style reads it; None when it is not a number.

    Groups must be groups of three, all marked alike, and begin with another digit than zero:
    "1,041" is 1041 in English; "1,04", "0,125" and "1 234,567" are refused there.
    """
    typed = plain(text).translate(_OFTEN_TYPED)
    if len(typed) > LONGEST_NUMBER:
        return None
    typed = re.sub(" +", " ", typed)
    shape = (
        rf"(-?)([0-9]+|[1-9][0-9]{{0,2}}(?:([ '{re.escape(style.group)}])[0-9]{{3}})"
        rf"(?:\3[0-9]{{3}})*)(?:{re.escape(style.decimal)}([0-9]+))?"
    )
    found = re.fullmatch(shape, typed)
    if found is None:
        return None
    whole = "".join(sign for sign in found[2] if sign in PLAIN_DIGITS)
    return WrittenNumber(found[1], whole, found[4] or "")


def foreign_sign(text: str) -> str | None:
    """The first sign that stands in no number of any style, such as a letter; None without one."""
    typed = plain(text).translate(_OFTEN_TYPED)
    return next((sign for sign in typed if sign not in PLAIN_DIGITS + " .,'-"), None)


def read_number(text: str, language: str) -> Decimal | None:
    """The number that a reader of this language means; None when it is not one."""
    written = take_apart(text, number_style(language))
    return None if written is None else written.value


def show_number(number: Decimal | int, language: str) -> str:
    """The number as this language writes it; `read_number` reads it back."""
    return str(
        format_decimal(
            number,
            format="#,##0.##########",
            locale=locale_of(language),
            decimal_quantization=False,
            numbering_system=_LATIN,
        )
    )
