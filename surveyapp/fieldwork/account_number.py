"""Account number: an IBAN of any country, told from other figures by its check digits."""

import re

from stdnum import iban

_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}(?=[ -]?[A-Za-z0-9])")
_LENGTHS = range(15, 35)
_LETTERS_AS_NUMBERS = str.maketrans({chr(ord("A") + n): str(10 + n) for n in range(26)})
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[^A-Za-z0-9]")


def has_account_number(text: str) -> bool:
    """Whether an account number with right check digits stands in the text, spaced or not."""
    for start in _START.finditer(text):
        rest = text[start.start() : start.start() + 2 * _LENGTHS[-1]]
        plain = _NEITHER_LETTER_NOR_DIGIT.sub("", rest).upper()
        if any(_is_iban(plain[:length]) for length in _LENGTHS):
            return True
    return False


def _is_iban(number: str) -> bool:
    """Whether the check digits are right; the quick sum saves asking about every length."""
    digits = (number[4:] + number[:4]).translate(_LETTERS_AS_NUMBERS)
    return int(digits) % 97 == 1 and iban.is_valid(number, check_country=False)
