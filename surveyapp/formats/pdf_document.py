"""PDF document: a page as a tagged document (PDF/UA-1) that fetches nothing from outside."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

_BUNDLED = Path(__file__).parent.parent / "web" / "static"
_FONTS = Path(__file__).parent.parent / "reports" / "fonts"

NO_DRAWINGS: Mapping[str, str] = {}
SVG = {"Content-Type": "image/svg+xml"}
# What a machine believes of a name's ending differs; a style sheet of no kind is left out silently.
KINDS = {
    ".css": {"Content-Type": "text/css"},
    ".ttf": {"Content-Type": "font/ttf"},
    ".svg": SVG,
}


class OutsideRefused(ValueError):
    """A document asked for something that is not part of this package."""


class BundledOnly(URLFetcher):
    """Gives styles and fonts of this package and the drawings made for it, nothing else."""

    def __init__(self, drawings: Mapping[str, str]) -> None:
        super().__init__()
        self._drawings = drawings

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """What is behind ``bundled:/name`` or ``drawn:/name``. Raises OutsideRefused."""
        parts = urlsplit(url)
        name = Path(unquote(parts.path)).name
        if parts.scheme == "drawn" and name in self._drawings:
            return URLFetcherResponse(url, self._drawings[name].encode(), SVG)
        found = next((f / name for f in (_BUNDLED, _FONTS) if (f / name).is_file()), None)
        if parts.scheme != "bundled" or found is None:
            raise OutsideRefused(url)
        return URLFetcherResponse(url, found.read_bytes(), KINDS.get(found.suffix))


def to_pdf(html: str, drawings: Mapping[str, str] = NO_DRAWINGS) -> bytes:
    """The document as PDF/UA-1; drawings: name -> SVG, shown by ``<img src="drawn:/name">``.

    Raises OutsideRefused when it refers to anything outside.
    """
    document = HTML(string=html, base_url="bundled:/", url_fetcher=BundledOnly(drawings))
    written: bytes = document.write_pdf(
        pdf_variant="pdf/ua-1", font_config=FontConfiguration(), pdf_identifier=b"surveyapp"
    )
    return written
