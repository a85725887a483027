"""What commands say where nobody takes what they print."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.waiting import LONGEST
from tests.web.running import command

COULD_NOT_RUN = 2
FULL = Path("/dev/full")
FORM = "service_provision"
PRINTING = (
    ("simulate", FORM, "-n", "3"),
    ("columns", FORM),
    ("schema",),
    ("check",),
    ("burden", FORM),
    ("show", FORM),
    ("scenarios",),
    ("--help",),
)
"""None of them needs an instance."""


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("words", PRINTING, ids=" ".join)
def test_a_full_disk_behind_standard_output_is_one_line_of_words(words):
    with FULL.open("wb") as full:
        found = subprocess.run(
            [command(), *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert found.returncode == COULD_NOT_RUN
    assert found.stderr.splitlines() == [
        "Standard output cannot be written (No space left on device)."
    ]


def test_a_reader_that_went_away_is_told_nothing():
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        found = subprocess.run(
            [command(), "simulate", FORM, "-n", "3"],
            stdout=gone,
            stderr=subprocess.PIPE,
            timeout=LONGEST,
            check=False,
        )
    assert found.stderr == b""
