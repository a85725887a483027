"""Progress is for whoever watches a terminal; a pipe gets nothing of it."""

import io
import sys

import pytest

from surveyapp.cli.progress import watched


class Terminal(io.StringIO):
    """Text that says it is a terminal."""

    def isatty(self):
        return True


@pytest.mark.parametrize("kind", [io.StringIO, Terminal])
def test_everything_comes_through_whoever_watches(monkeypatch, kind):
    monkeypatch.setattr(sys, "stderr", kind())
    assert list(watched(iter("abc"), "Reading", 3)) == ["a", "b", "c"]


@pytest.mark.parametrize(("kind", "is_told"), [(io.StringIO, False), (Terminal, True)])
def test_only_a_terminal_shows_a_bar(monkeypatch, kind, is_told):
    seen = kind()
    monkeypatch.setattr(sys, "stderr", seen)
    list(watched(range(3), "Reading", 3))
    assert ("Reading" in seen.getvalue()) is is_told
    assert ("100%" in seen.getvalue()) is is_told
