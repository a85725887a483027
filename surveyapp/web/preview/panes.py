"""Panes: the same form in several frames, each in a language that its address fixes."""

from collections.abc import Callable, Iterable
from typing import Any

from surveyapp.formats.source.languages import languages
from surveyapp.web.language import FIXED

IN, OUTER = "in", "/preview/"
Environment = dict[str, Any]
Application = Callable[[Environment, Callable[..., Any]], Iterable[bytes]]


def pane_address(language: str, place: str) -> str:
    """Where a page of the form is shown in one language. place: its address without the first /."""
    return f"/{IN}/{language}/{place}"


class Panes:
    """Serves ``/in/<language>/…`` as the application's pages in that language.

    Its own pages, and no others, may show them in frames.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(
        self, environment: Environment, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """One request."""

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [_framed(*each) for each in headers], *more)

        return self.application(_placed(environment), start)


def _placed(environment: Environment) -> Environment:
    """The language taken from the address, and put where pages look for it."""
    path = str(environment.get("PATH_INFO", ""))
    _root, first, language, *rest = [*path.split("/", 3), "", ""]
    if path == "/":
        return {**environment, "PATH_INFO": OUTER}
    if first != IN or language not in languages().offered:
        return environment
    return {
        **environment,
        "SCRIPT_NAME": f"{environment.get('SCRIPT_NAME', '')}/{IN}/{language}",
        "PATH_INFO": f"/{rest[0]}",
        FIXED: language,
    }


def _framed(name: str, value: str) -> tuple[str, str]:
    if name == "X-Frame-Options":
        return name, "SAMEORIGIN"
    if name == "Content-Security-Policy":
        own = "frame-ancestors 'self'; frame-src 'self'"
        return name, value.replace("frame-ancestors 'none'", own)
    return name, value
