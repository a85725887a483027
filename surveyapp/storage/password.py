"""Password: kept as argon2id only, and never one of those that are tried first."""

import secrets
from base64 import b64encode
from pathlib import Path
from threading import Lock

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

# OpenSSL has one small pool of threads for the lanes of all hashes of a process, and frees none
# before a hash is whole: two at once wait for each other for ever. One also takes 64 MiB.
_ALONE = Lock()
_KIBIBYTES, _ITERATIONS, _LANES = 64 * 1024, 3, 4
_SALT_BYTES, _HASH_BYTES = 16, 32

# The long ones of the lists that are tried first, and their likes in the languages of the study.
_COMMON = frozenset(
    Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").split()
)
_FEWEST_SIGNS = 5
_GENERATED_BYTES = 15


def generated_password() -> str:
    """A random one of twenty signs, to be shown once."""
    return secrets.token_urlsafe(_GENERATED_BYTES)


def is_common(password: str) -> bool:
    """Whether it is among the first tries, or repeats a few signs only."""
    plain = password.casefold()
    return plain in _COMMON or len(set(plain)) < _FEWEST_SIGNS


def hashed(password: str) -> str:
    """argon2id with its parameters and a fresh salt, in the usual notation of such hashes."""
    once = Argon2id(
        salt=secrets.token_bytes(_SALT_BYTES),
        length=_HASH_BYTES,
        iterations=_ITERATIONS,
        lanes=_LANES,
        memory_cost=_KIBIBYTES,
    )
    with _ALONE:
        return once.derive_phc_encoded(password.encode())


def is_right(password: str, kept: str) -> bool:
    """Whether this password was kept as this hash, which says with which parameters it was made."""
    try:
        with _ALONE:
            Argon2id.verify_phc_encoded(password.encode(), kept)
    except InvalidKey:
        return False
    return True


def _random_text(n_bytes: int) -> str:
    """Random bytes as such a hash writes them."""
    return b64encode(secrets.token_bytes(n_bytes)).decode().rstrip("=")


NOBODY = (
    f"$argon2id$v=19$m={_KIBIBYTES},t={_ITERATIONS},p={_LANES}"
    f"${_random_text(_SALT_BYTES)}${_random_text(_HASH_BYTES)}"
)
"""Checked when there is no such account, so that both answers take the same time.

The hash of no known password; drawn and not computed, for it is made whenever a command starts.
"""
