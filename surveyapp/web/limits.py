"""Limits: wrong codes and passwords are slowed down, right ones never refused.

A network is known only by a keyed hash whose key lives in memory and changes every hour, so what is
counted leads to nobody. A whole ministry may sit behind one address: what others typed wrong never
keeps a right code or password out.
"""

import hashlib
import hmac
import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from time import sleep
from typing import Self

from flask import Flask, Response, g, request
from werkzeug.exceptions import ServiceUnavailable

from surveyapp.storage.shared_memory import SharedKey
from surveyapp.web.failures import Failures

WRONG_CODES = Failures("codes", 10, 10 * 60)
WRONG_SIGN_INS = Failures("sign-ins of a network", 5, 15 * 60)
WRONG_FOR_ACCOUNT = Failures("sign-ins of an account", 5, 15 * 60)
# A code of six digits can be guessed by whoever has the password, so that here no code is taken.
WRONG_FACTORS = Failures("second factors of an account", 10, 15 * 60)
KEY_SECONDS = 3600
DELAY_SECONDS, MOST_DELAYED = 1.0, 2
CHECK_SECONDS, MOST_CHECKS, MOST_IN_SLOW_LANE = 5.0, 4, 2
BUSY_SECONDS = 5
REFUSALS = frozenset({400, 403})


class NetworkHash:
    """Names a network for at most an hour without keeping its address."""

    def __init__(self) -> None:
        self._key = SharedKey(KEY_SECONDS)

    def __call__(self) -> str:
        """Hash of the caller's /24 (IPv4) or /48 (IPv6)."""
        return self.of(_network(request.remote_addr or ""))

    def of(self, name: str) -> str:
        """Hash of a name, the same for as long as the key lives."""
        return hmac.new(self._key.now(), name.encode(), hashlib.sha256).hexdigest()[:16]


class Limiter:
    """Everything that is counted and everything that waits."""

    def __init__(self) -> None:
        self.kinds = (WRONG_CODES, WRONG_SIGN_INS, WRONG_FOR_ACCOUNT, WRONG_FACTORS)
        self._delayed = BoundedSemaphore(MOST_DELAYED)
        self._checks = BoundedSemaphore(MOST_CHECKS)
        self._slow_lane, self._lane_queue = (
            BoundedSemaphore(1),
            BoundedSemaphore(MOST_IN_SLOW_LANE),
        )

    def reset(self) -> None:
        """Forgets all failures."""
        for kind in self.kinds:
            kind.reset()

    def delay(self) -> None:
        """Makes a wrong try wait; where enough wait already, it is answered at once."""
        if self._delayed.acquire(blocking=False):
            try:
                sleep(DELAY_SECONDS)
            finally:
                self._delayed.release()

    @contextmanager
    def password_check(self, *, is_slow: bool) -> Iterator[None]:
        """A place for one expensive check. Raises ServiceUnavailable when too many want one.

        is_slow: the network failed too often, so its tries come one after the other and leave
        places for everybody else.
        """
        queue = self._lane_queue if is_slow else self._checks
        with _place(queue, seconds=0):
            if not is_slow:
                yield
                return
            with _place(self._slow_lane, seconds=CHECK_SECONDS):
                yield


network_hash = NetworkHash()
limiter = Limiter()


class Try:
    """One try to get in: under way until it was checked, and a failure once it was wrong."""

    def __init__(self, failures: Failures, key: str) -> None:
        self._failures, self._key = failures, key
        self.is_too_many = self.was_wrong = False
        self._moment = 0.0

    def __enter__(self) -> Self:
        """It begins."""
        self._moment, self.is_too_many = self._failures.begin(self._key)
        return self

    def __exit__(self, *_error: object) -> None:
        """It leaves nothing when it was right, or was never checked to the end."""
        self._failures.end(self._key, self._moment, was_wrong=self.was_wrong)

    @property
    def seconds_left(self) -> int:
        """Until wrong tries are taken again."""
        return max(1, self._failures.seconds_left(self._key))


def try_of_code() -> Try:
    """A code that is about to be looked up."""
    return Try(WRONG_CODES, network_hash())


def try_of_sign_in() -> Try:
    """A password from this network that is about to be checked."""
    return Try(WRONG_SIGN_INS, network_hash())


def try_for_account(name: str) -> Try:
    """A password for this account, from wherever. Many wrong ones delay, and never lock it."""
    return Try(WRONG_FOR_ACCOUNT, network_hash.of(f"account {name}"))


def try_of_second_factor(name: str) -> Try:
    """A code of this account's app, with the right password. Many wrong ones make all refused."""
    return Try(WRONG_FACTORS, network_hash.of(f"second factor {name}"))


def too_many(seconds: int) -> None:
    """This answer becomes 429 and says when to come again."""
    g.come_again = seconds


def add_limits(app: Flask) -> None:
    """Lets answers to too many wrong tries say so to programs as well."""

    @app.after_request
    def _say_when(response: Response) -> Response:
        seconds = g.get("come_again")
        if seconds is not None and response.status_code in REFUSALS:
            response.status_code = 429
            response.headers["Retry-After"] = str(seconds)
        return response


@contextmanager
def _place(places: BoundedSemaphore, seconds: float) -> Iterator[None]:
    is_free = places.acquire(timeout=seconds) if seconds else places.acquire(blocking=False)
    if not is_free:
        raise ServiceUnavailable(retry_after=BUSY_SECONDS)
    try:
        yield
    finally:
        places.release()


def _network(text: str) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    size = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{size}", strict=False))
