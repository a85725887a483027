"""Amounts: how much one request may bring; the server and the application hold to the same."""

from flask import Flask, abort, request

MOST_BYTES = 1024 * 1024
"""Of a body: ten long answers in a language whose letters travel as six characters each, and more.

What is refused here is lost to whoever typed it, so no route may promise more or take less.
"""
MOST_FIELDS = 3000
"""Of a form; the fullest page has some hundreds."""
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"


def add_amounts(app: Flask) -> None:
    """Refuses too many fields and too many bytes before anything is made of them."""
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BYTES
    app.config["MAX_FORM_PARTS"] = MOST_FIELDS

    @app.before_request
    def _check_amount() -> None:
        gathered = request.environ.get("gunicorn.socket")
        if getattr(gathered, "is_too_large", False):
            abort(413)
        if request.mimetype == MULTIPART and request.files:
            abort(400)  # no page asks for a file, and what reads words would fail on one
        is_form = request.mimetype == URLENCODED
        if is_form and request.get_data(parse_form_data=False).count(b"&") >= MOST_FIELDS:
            abort(413)
