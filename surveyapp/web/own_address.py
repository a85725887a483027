"""Own address: where somebody may be sent on to, as only a page of this site is."""

from urllib.parse import quote, unquote, urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException


def own_address(wanted: str) -> str | None:
    """The address, where it is the relative one of a page of ours; None otherwise.

    Browsers drop control characters and read a backslash as a slash, so that neither is taken.
    """
    is_plain = wanted.startswith("/") and wanted.isprintable() and "\\" not in wanted
    if not is_plain or wanted.startswith("//"):
        return None
    try:
        path = unquote(wanted.split("?", 1)[0])
        current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return None
    return wanted


def page_of_request() -> str:
    """The page that somebody sees who asks for this: itself, or the one whose form was sent."""
    query = f"?{request.query_string.decode('ascii', 'ignore')}" if request.query_string else ""
    asked = quote(request.path) + query
    came_from = urlsplit(request.referrer or "")
    before = came_from.path if came_from.netloc == request.host else ""
    found = (own_address(each) for each in (asked, before))
    return next((each for each in found if each), url_for("desk.overview"))
