"""Passwords that nobody types: standard input is closed, or at its end."""

import subprocess

import pytest

from surveyapp.instance import create_instance
from surveyapp.storage.migrations import upgrade
from tests.waiting import LONGEST
from tests.web.running import command

COULD_NOT_RUN = 2
ASKING = (
    "staff add maria --role coordinator",
    "staff password maria",
    "settings set mail_password -",
)


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """Calls a command with an end of standard input, and no terminal to ask on instead."""
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path / "study"))
    upgrade(create_instance(tmp_path / "study"))

    def called(words, standard_input):
        script = f'exec "$0" {words} {standard_input}'
        return subprocess.run(
            ["/bin/sh", "-c", script, command()],
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
            start_new_session=True,
        )

    return called


@pytest.mark.parametrize("standard_input", ["<&-", "</dev/null"])
@pytest.mark.parametrize("words", ASKING)
def test_what_nobody_types_is_said_in_words(asked, words, standard_input):
    found = asked(words, standard_input)
    assert found.returncode == COULD_NOT_RUN
    assert "nothing was typed" in found.stderr
    for unwanted in ("Traceback", "GetPassWarning", "Aborted"):
        assert unwanted not in found.stderr
