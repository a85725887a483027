"""Site address: where people find the site, and which proxies stand before it."""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def address_problem(base_url: str) -> str | None:
    """What an address must be, None where it is so.

    Plain http only on this machine: elsewhere cookies and answers could be read on the way.
    """
    try:
        parts = urlsplit(base_url)
        is_sound = bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        parts, is_sound = urlsplit(""), False
    if not is_sound or parts.scheme not in ("http", "https"):
        return f"must be an address such as https://survey.example.org, not {base_url}"
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        return f"must start with https://, not {base_url}"
    return None


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server there; no name but ``localhost`` is looked up."""
    if host in LOOPBACK:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def in_address(host: str) -> str:
    """As a host stands in an address: ``[::1]``."""
    return f"[{host}]" if ":" in host else host


def first_no_network(proxies: Iterable[object]) -> object | None:
    """The first of some that is neither an address nor a network; None where all are."""
    for each in proxies:
        try:
            ipaddress.ip_network(str(each), strict=False)
        except ValueError:
            return each
    return None
