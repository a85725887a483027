"""Amounts: how much one request may bring; the server and the application hold to the same."""

import io
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Request, abort, request

MOST_BYTES = 1024 * 1024
"""Of a body: ten long answers in a language whose letters travel as six characters each, and more.

What is refused here is lost to whoever typed it, so no route may promise more or take less.
"""
MOST_FIELDS = 3000
"""Of a form; the fullest page has some hundreds."""
View = TypeVar("View", bound=Callable[..., Any])
_TAKING_FILES: set[Callable[..., Any]] = set()
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"


class InMemory(Request):
    """A request whose files never lie on the disk: they hold answers."""

    def _get_file_stream(self, *_said: object, **_more: object) -> io.BytesIO:
        return io.BytesIO()


def takes_file(view: View) -> View:
    """This route asks for a file; others refuse one."""
    _TAKING_FILES.add(view)
    return view


def add_amounts(app: Flask) -> None:
    """Refuses too many fields and too many bytes before anything is made of them."""
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BYTES
    app.config["MAX_FORM_PARTS"] = MOST_FIELDS
    app.request_class = InMemory

    @app.before_request
    def _check_amount() -> None:
        gathered = request.environ.get("gunicorn.socket")
        if getattr(gathered, "is_too_large", False):
            abort(413)
        if app.view_functions.get(request.endpoint or "") not in _TAKING_FILES and _brings_file():
            abort(400)  # what reads words would fail on one
        is_form = request.mimetype == URLENCODED
        if is_form and request.get_data(parse_form_data=False).count(b"&") >= MOST_FIELDS:
            abort(413)


def _brings_file() -> bool:
    return request.mimetype == MULTIPART and bool(request.files)
