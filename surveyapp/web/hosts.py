"""Hosts: the names this site answers to, and where its forms may be posted from."""

from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, request
from werkzeug.exceptions import SecurityError

from surveyapp.instance import Instance
from surveyapp.settings.site_address import LOOPBACK

CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})


def add_hosts(app: Flask, instance: Instance) -> None:
    """Only the site's own name is answered to, and only its own pages may post."""
    own = urlsplit(instance.base_url)
    is_local = own.hostname in LOOPBACK
    # Werkzeug matches names and IPv4 addresses only, so `[::1]` is not answered to.
    app.config["TRUSTED_HOSTS"] = sorted(LOOPBACK) if is_local else [str(own.hostname)]
    app.register_error_handler(SecurityError, _foreign_name)

    @app.before_request
    def _check_origin() -> None:
        if not request.headers.get("Host"):
            raise SecurityError("a request names no site")
        if request.method not in CHANGES_NOTHING and not _is_own_page(request, own.netloc):
            abort(400)


def is_surely_own_page(asked: Request) -> bool:
    """Whether the browser itself says that a page of ours has posted."""
    site, origin = asked.headers.get("Sec-Fetch-Site"), asked.headers.get("Origin")
    if site is not None:
        return site == "same-origin"
    return origin is not None and urlsplit(origin).netloc == asked.host


def _is_own_page(asked: Request, own_netloc: str) -> bool:
    """Whether the posting page is ours; a plain client that does not say is believed."""
    site = asked.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = asked.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc in (asked.host, own_netloc)


def _foreign_name(_error: SecurityError) -> Response:
    """A few plain words: no link can be built for a name that is not ours."""
    return Response("This site does not answer to that name.\n", 400, mimetype="text/plain")
