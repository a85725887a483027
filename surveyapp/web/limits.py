"""Limits: failed codes and sign-ins are counted, never successes; addresses are never kept.

A network is known only by a keyed hash whose key lives in memory and changes every hour, so what
the limiter holds leads to nobody. Only failures count: a whole ministry may sit behind one address.
"""

import hashlib
import hmac
import ipaddress
import secrets
import time

from flask import Flask, request
from flask_limiter import Limiter
from limits import parse

WRONG_CODES = parse("10 per 10 minutes")
WRONG_SIGN_INS = parse("5 per 15 minutes")
KEY_SECONDS = 3600


class NetworkHash:
    """Names a network for at most an hour without keeping its address."""

    def __init__(self) -> None:
        self._key, self._born = secrets.token_bytes(32), time.monotonic()

    def __call__(self) -> str:
        """Hash of the caller's /24 (IPv4) or /48 (IPv6)."""
        if time.monotonic() - self._born > KEY_SECONDS:
            self._key, self._born = secrets.token_bytes(32), time.monotonic()
        address = ipaddress.ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104  # a stand-in for a missing peer, nothing is bound
        size = 24 if address.version == 4 else 48
        network = str(ipaddress.ip_network(f"{address}/{size}", strict=False))
        return hmac.new(self._key, network.encode(), hashlib.sha256).hexdigest()[:16]


network_hash = NetworkHash()
limiter = Limiter(network_hash, storage_uri="memory://", default_limits=[])


def add_limits(app: Flask) -> None:
    """Installs the limiter in an application."""
    limiter.init_app(app)


def too_many_wrong_codes() -> bool:
    """Whether this network typed too many codes that open nothing."""
    return not limiter.limiter.test(WRONG_CODES, "codes", network_hash())


def code_was_wrong() -> None:
    """Counts one code that opens nothing."""
    limiter.limiter.hit(WRONG_CODES, "codes", network_hash())


def too_many_wrong_sign_ins(name: str) -> bool:
    """Whether this account or this network failed too often."""
    return not all(
        limiter.limiter.test(WRONG_SIGN_INS, "staff", key) for key in _sign_in_keys(name)
    )


def sign_in_was_wrong(name: str) -> None:
    """Counts one failed sign-in, for the account and for the network."""
    for key in _sign_in_keys(name):
        limiter.limiter.hit(WRONG_SIGN_INS, "staff", key)


def _sign_in_keys(name: str) -> tuple[str, str]:
    return network_hash(), hashlib.sha256(name.encode()).hexdigest()[:16]
