"""Form mark: says of a form which draft it belongs to, and nothing to anybody else.

A fresh nonce and its HMAC under a key of the draft. Whoever has not opened the draft cannot make
one, so it also keeps other sites from posting in a respondent's name.
"""

import hashlib
import hmac
import secrets

from surveyapp.fieldwork.envelope import DraftKeys

NONCE_BYTES, DIGEST_BYTES = 8, 16


def form_mark(keys: DraftKeys) -> str:
    """A mark for one form; different each time, so that a compressed page tells nothing of it."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return (nonce + _digest(keys, nonce)).hex()


def is_mark_of(keys: DraftKeys, text: str) -> bool:
    """Whether a form belongs to this draft."""
    try:
        mark = bytes.fromhex(text)
    except ValueError:
        return False
    nonce, digest = mark[:NONCE_BYTES], mark[NONCE_BYTES:]
    return len(nonce) == NONCE_BYTES and hmac.compare_digest(digest, _digest(keys, nonce))


def _digest(keys: DraftKeys, nonce: bytes) -> bytes:
    return hmac.new(keys.form_key, nonce, hashlib.sha256).digest()[:DIGEST_BYTES]
