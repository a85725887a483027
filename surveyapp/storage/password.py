"""Password: kept as argon2id only, and never one of those that are tried first."""

import secrets
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

# Each check takes 64 MiB; many at once must not exhaust the machine.
_AT_ONCE = BoundedSemaphore(2)
_hasher = PasswordHasher()

# The long ones of the lists that are tried first, and their likes in the languages of the study.
_COMMON = frozenset(
    Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").split()
)
_FEWEST_SIGNS = 5


def is_common(password: str) -> bool:
    """Whether it is among the first tries, or repeats a few signs only."""
    plain = password.casefold()
    return plain in _COMMON or len(set(plain)) < _FEWEST_SIGNS


def hashed(password: str) -> str:
    """argon2id with its parameters and a fresh salt."""
    with _AT_ONCE:
        return _hasher.hash(password)


def is_right(password: str, kept: str) -> bool:
    """Whether this password was kept as this hash."""
    try:
        with _AT_ONCE:
            return _hasher.verify(kept, password)
    except VerifyMismatchError:
        return False


NOBODY = hashed(secrets.token_hex(16))
"""Checked when there is no such account, so that both answers take the same time."""
