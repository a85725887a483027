"""Proxies: who called, where a declared proxy stands before the server.

``X-Forwarded-For`` is what anybody may write. It is believed only as far as declared proxies wrote
it: read from its end, as long as the one that added an entry is declared.
"""

import ipaddress
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class BehindProxies:
    """Gives the application the address of the caller, and hides who stands in between."""

    def __init__(self, app: "WSGIApplication", trusted: Iterable[str]) -> None:
        self._app = app
        self._trusted = tuple(ipaddress.ip_network(each, strict=False) for each in trusted)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """One request."""
        forwarded = environ.pop("HTTP_X_FORWARDED_FOR", "")
        peer = str(environ.get("REMOTE_ADDR", ""))
        environ["REMOTE_ADDR"] = caller(peer, str(forwarded), self._trusted)
        return self._app(environ, start_response)


def caller(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """Address of the caller: the last that no declared proxy has; the socket's when in doubt."""
    entries = [entry.strip() for entry in forwarded.split(",")]
    while entries and _is_trusted(peer, trusted):
        address = _address(entries.pop())
        if address is None:
            break
        peer = str(address)
    return peer


def _is_trusted(peer: str, trusted: Sequence[Network]) -> bool:
    address = _address(peer)
    return address is not None and any(address in network for network in trusted)


def _address(text: str) -> Address | None:
    try:
        found = ipaddress.ip_address(text.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found
