"""First token: with it the first account is made from elsewhere; the terminal prints it once."""

import hashlib
import hmac
import secrets

from flask import Flask

HASH_KEPT = "surveyapp_first_account"


def first_path(app: Flask) -> str:
    """The path of the page with a fresh token, of which this process keeps the hash alone."""
    token = secrets.token_urlsafe(32)
    app.extensions[HASH_KEPT] = _hash(token)
    return f"/staff/first?token={token}"


def is_first_token(app: Flask, token: str) -> bool:
    """Whether it is the token of the last path."""
    kept: bytes = app.extensions.get(HASH_KEPT, b"")
    return hmac.compare_digest(kept, _hash(token))


def share_first_token(known: Flask, other: Flask) -> None:
    """Another application of the same server takes the token as well."""
    if HASH_KEPT in known.extensions:
        other.extensions[HASH_KEPT] = known.extensions[HASH_KEPT]


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
