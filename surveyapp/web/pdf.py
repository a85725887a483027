"""PDF: made a few at a time, for each needs a processor of its own."""

from collections.abc import Mapping
from threading import BoundedSemaphore
from typing import Any

from werkzeug.exceptions import ServiceUnavailable

from surveyapp.formats.report import pdf_document

AT_ONCE, MOST_WAITING = 2, 1
WAIT_SECONDS, COME_AGAIN_SECONDS = 5.0, 10


class Places:
    """Places for work that needs much time and memory; few wait for one, the others come again."""

    def __init__(self, at_once: int, most_waiting: int) -> None:
        self._at_once, self._inside = (
            BoundedSemaphore(at_once),
            BoundedSemaphore(at_once + most_waiting),
        )

    def __enter__(self) -> None:
        """Raises ServiceUnavailable with the time to come again."""
        if not self._inside.acquire(blocking=False):
            raise ServiceUnavailable(retry_after=COME_AGAIN_SECONDS)
        if not self._at_once.acquire(timeout=WAIT_SECONDS):
            self._inside.release()
            raise ServiceUnavailable(retry_after=COME_AGAIN_SECONDS)

    def __exit__(self, *_error: object) -> None:
        """Gives the place back."""
        self._at_once.release()
        self._inside.release()


places = Places(AT_ONCE, MOST_WAITING)


def to_pdf(template: str, content: Mapping[str, Any]) -> bytes:
    """The content as PDF/UA-1. Raises ServiceUnavailable when too many ask."""
    with places:
        return pdf_document.to_pdf(template, content)
