"""Proxies: who called, where a declared proxy stands before the server.

``X-Forwarded-For`` is what anybody may write. It is believed only as far as declared proxies wrote
it: read from its end, as long as the one that added an entry is declared.
"""

import ipaddress
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from flask import Flask, has_request_context, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

IS_HERE = "surveyapp.is_here"
"""What the environment of a request says: whether it surely came from this machine."""

# Any of these was written by something in between.
FORWARDING = (
    *("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA"),
    *("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_PORT"),
)
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class BehindProxies(Flask):
    """An application that knows the caller, whoever stands in between.

    trusted: addresses and networks of the declared proxies.
    """

    trusted: tuple[Network, ...] = ()

    def __init__(self, import_name: str) -> None:
        super().__init__(import_name)
        self._kept_addresses: dict[tuple[object, ...], str] = {}

    def trust(self, proxies: Iterable[str]) -> None:
        """Declares proxies. Raises ValueError for what is neither address nor network."""
        self.trusted = tuple(ipaddress.ip_network(each, strict=False) for each in proxies)

    def wsgi_app(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """One request, with the caller's address in the place of the socket's."""
        environ[IS_HERE] = is_here(environ, self.trusted)
        forwarded = str(environ.pop("HTTP_X_FORWARDED_FOR", ""))
        peer = str(environ.get("REMOTE_ADDR", ""))
        environ["REMOTE_ADDR"] = caller(peer, forwarded, self.trusted)
        return super().wsgi_app(environ, start_response)

    def url_for(self, endpoint: str, **values: Any) -> str:
        """As Flask's; an address that is the same for everybody is built once for each mounting."""
        is_same = endpoint == "static" or not (values or endpoint.startswith("."))
        if not is_same or not has_request_context():
            return super().url_for(endpoint, **values)
        key = str(request.environ.get("SCRIPT_NAME", "")), endpoint, *sorted(values.items())
        if key not in self._kept_addresses:
            self._kept_addresses[key] = super().url_for(endpoint, **values)
        return self._kept_addresses[key]


def is_here(environ: "WSGIEnvironment", trusted: Sequence[Network]) -> bool:
    """Whether the socket is of this machine, and neither a proxy nor anything that forwards."""
    address = _address(str(environ.get("REMOTE_ADDR", "")))
    is_passed_on = any(name in environ for name in FORWARDING)
    is_local = address is not None and address.is_loopback and not is_passed_on
    return is_local and not any(address in network for network in trusted)


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
