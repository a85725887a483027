"""Sealed: what a page carries from one request to the next, which nobody else can read or make.

It lies nowhere on the server. Whoever finds the page in a browser's memory finds no name in it.
"""

import json
import zlib
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from surveyapp.web.current_instance import current_instance

SECONDS = 60 * 60
LARGEST = 700 * 1024
"""Signs of a seal, of the 1 MiB that a request may bring."""


class SealTooLarge(ValueError):
    """It is more than a page can carry."""


def seal(use: str, content: object) -> str:
    """use: what it is for, which is asked when it is opened. Raises SealTooLarge."""
    packed = zlib.compress(json.dumps([use, content], ensure_ascii=False).encode(), 9)
    sealed = _keys().encrypt(packed).decode()
    if len(sealed) > LARGEST:
        raise SealTooLarge
    return sealed


def unseal(use: str, sealed: str) -> Any:
    """What was sealed for this use within the last hour; None for everything else."""
    try:
        packed = _keys().decrypt(sealed.encode(), ttl=SECONDS)
    except (InvalidToken, UnicodeEncodeError):
        return None
    written_for, content = json.loads(zlib.decompress(packed))  # made here, so that it is sound
    return content if written_for == use else None


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in current_instance().cookie_keys])
