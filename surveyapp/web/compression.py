"""Compression: styles, scripts and pages leave small, also without a proxy in front.

A page that repeats words of its own address is left as it is: whoever may choose such words and
watch sizes on the line could guess secrets that stand beside them (BREACH). Posted words cannot be
chosen by a stranger, for the session's cookie is `SameSite`.
"""

import gzip
from functools import lru_cache

from flask import Request, Response

COMPRESSED_TYPES = frozenset(
    {"text/html", "text/css", "text/javascript", "application/json", "image/svg+xml"}
)
REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""Their few words are read by nobody."""
SMALLEST = 500
PAGE_LEVEL, KEPT_LEVEL = 4, 9
# Parameters of which a page repeats nothing; any other parameter leaves the page as it is.
HARMLESS_PARAMETERS = frozenset({"lang", "v"})


def compressed(request: Request, response: Response) -> Response:
    """The same response, smaller where the browser takes gzip and it is worth it."""
    if response.status_code in REDIRECTS or response.mimetype not in COMPRESSED_TYPES:
        return response
    if "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    if _is_wanted(request, response):
        is_kept = request.endpoint == "static"
        response.direct_passthrough = False
        body = response.get_data()
        if len(body) >= SMALLEST:
            smaller = _gzipped_once(body) if is_kept else gzip.compress(body, PAGE_LEVEL, mtime=0)
            response.set_data(smaller)
            response.headers["Content-Encoding"] = "gzip"
            _weaken_tag(response)
    return response


def _is_wanted(request: Request, response: Response) -> bool:
    takes_gzip = request.accept_encodings.quality("gzip") > 0
    repeats_nothing = set(request.args) <= HARMLESS_PARAMETERS
    is_whole = response.status_code not in (204, 206, 304)
    return takes_gzip and repeats_nothing and is_whole and request.method != "HEAD"


def _weaken_tag(response: Response) -> None:
    """The tag names the content, no longer its exact bytes."""
    tag, _is_weak = response.get_etag()
    if tag is not None:
        response.set_etag(tag, weak=True)


@lru_cache(maxsize=16)
def _gzipped_once(body: bytes) -> bytes:
    return gzip.compress(body, KEPT_LEVEL, mtime=0)
