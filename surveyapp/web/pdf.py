"""PDF: made where the machine can, a few at a time; elsewhere the page itself is printed."""

from collections.abc import Mapping
from threading import BoundedSemaphore
from types import MappingProxyType

from werkzeug.exceptions import ServiceUnavailable

AT_ONCE, MOST_WAITING = 2, 1
WAIT_SECONDS, COME_AGAIN_SECONDS = 5.0, 10
NO_DRAWINGS: Mapping[str, str] = MappingProxyType({})


class PdfUnavailable(RuntimeError):
    """This machine lacks Pango, which lays out the pages of a PDF."""


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

try:
    from surveyapp.formats.pdf_document import to_pdf as _to_pdf
except OSError:  # WeasyPrint loads Pango when it is imported

    def _to_pdf(html: str, drawings: Mapping[str, str] = NO_DRAWINGS) -> bytes:
        """Raises PdfUnavailable."""
        raise PdfUnavailable


def to_pdf(html: str, drawings: Mapping[str, str] = NO_DRAWINGS) -> bytes:
    """The document as PDF/UA-1. Raises PdfUnavailable, ServiceUnavailable when too many ask."""
    with places:
        return _to_pdf(html, drawings)
