"""Homes with a small study, answered or not yet."""

import pytest

from surveyapp.storage.database import connected
from tests.reports.small_report import home, made
from tests.study.waves import copy_of, make_empty_home

__all__ = ["home", "made"]


@pytest.fixture(scope="session")
def made_empty(tmp_path_factory):
    """A home whose wave is open and has no answers; tests work on copies of its instance."""
    path = tmp_path_factory.mktemp("empty")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(path)
        make_empty_home(path)
    return path


@pytest.fixture
def empty(made_empty, tmp_path, monkeypatch):
    """An instance of its own with an open wave, its databases in use."""
    monkeypatch.chdir(made_empty)
    found = copy_of(made_empty, tmp_path)
    with connected(found):
        yield found
