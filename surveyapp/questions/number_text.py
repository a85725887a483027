"""Numbers as people of each language type and read them.

The same text "1.041" is one thousand and forty-one in Romanian and one point zero four one in
English, so a number is read by the language of the page and echoed back. Only plain ASCII digits
count: no exponent, no NaN, no Infinity, no digits of other scripts.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_decimal

LONGEST_NUMBER = 40
_SPACES = re.compile("[\u0020\u00a0\u2007\u2009\u202f]+")
_BABEL_LOCALES = {"en": "en_GB", "ro": "ro", "nb": "nb"}


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a language groups thousands (beside spaces, which all take) and marks decimals."""

    group: str
    decimal: str


STYLES = {
    "en": NumberStyle(group=",", decimal="."),
    "ro": NumberStyle(group=".", decimal=","),
    "nb": NumberStyle(group=".", decimal=","),
}


def read_number(text: str, language: str) -> Decimal | None:
    """The number that a reader of this language means; None when it is not one.

    Groups must be groups of three: "1,041" is 1041 in English, "1,04" is refused there.
    """
    style = STYLES.get(language, STYLES["en"])
    plain = _SPACES.sub(" ", text.strip()).replace("\u2212", "-")
    group = f"[ {re.escape(style.group)}]"
    shape = rf"-?(?:[0-9]+|[0-9]{{1,3}}(?:{group}[0-9]{{3}})+)(?:{re.escape(style.decimal)}[0-9]+)?"
    if len(plain) > LONGEST_NUMBER or not re.fullmatch(shape, plain):
        return None
    digits = plain.replace(" ", "").replace(style.group, "")
    return Decimal(digits.replace(style.decimal, "."))


def show_number(number: Decimal | int, language: str) -> str:
    """The number as this language writes it; `read_number` reads it back."""
    return str(
        format_decimal(
            number,
            format="#,##0.##########",
            locale=_BABEL_LOCALES.get(language, "en_GB"),
            decimal_quantization=False,
        )
    )
