"""Headers: what every response says to browsers and caches (anonymity.md 3.10)."""

from flask import Flask, Response, request

from surveyapp.web.compression import compressed

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # Flask-WTF refuses https posts without a Referer, so `same-origin` and not `no-referrer`.
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
ONE_YEAR = 365 * 24 * 3600


def said_always(*, is_https: bool) -> dict[str, str]:
    """Headers of an answer that nobody may keep; also of one that the application never sees."""
    transport = {"Strict-Transport-Security": f"max-age={ONE_YEAR}"} if is_https else {}
    return {**HEADERS, "Cache-Control": "no-store", **transport}


def add_headers(app: Flask) -> None:
    """Every response of this application gets the headers; only static files may be kept."""

    @app.after_request
    def _with_headers(response: Response) -> Response:
        response.headers.update(said_always(is_https=app.config["SESSION_COOKIE_SECURE"]))
        is_kept = request.endpoint == "static" and response.status_code < 400
        if is_kept:
            response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}"
        if not is_kept:
            response.vary.add("Cookie")
        return compressed(request, response)
