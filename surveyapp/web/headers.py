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


def add_headers(app: Flask) -> None:
    """Every response of this application gets the headers; only static files may be kept."""

    @app.after_request
    def _with_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        is_kept = request.endpoint == "static" and response.status_code < 400
        response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}" if is_kept else "no-store"
        if app.config["SESSION_COOKIE_SECURE"]:
            response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
        if not is_kept:
            response.vary.add("Cookie")
        return compressed(request, response)
