"""A machine without a browser or an office skips with a reason; CI fails instead."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

MARKED_TEST = """
import pytest

@pytest.mark.{marker}
def test_what_needs_it():
    pass
"""
NEEDED = pytest.mark.parametrize(
    ("marker", "what"), [("browser", "Chromium"), ("office", "LibreOffice")]
)


@pytest.fixture
def run_marked_test(tmp_path):
    """Runs one marked test where nothing is on the path; (exit code, output)."""
    shutil.copy(ROOT / "tests/conftest.py", tmp_path)

    def run(marker, ci):
        (tmp_path / "test_marked.py").write_text(MARKED_TEST.format(marker=marker))
        command = [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", str(tmp_path)]
        environment = {**os.environ, "PATH": "", "CI": ci}
        result = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        return result.returncode, result.stdout

    return run


@NEEDED
def test_without_what_it_needs_a_test_is_skipped_with_the_reason(run_marked_test, marker, what):
    exit_code, output = run_marked_test(marker, ci="")
    assert exit_code == 0
    assert f"{what} is not installed; run scripts/install-system-packages.sh" in output


@NEEDED
def test_without_what_it_needs_a_test_fails_in_ci(run_marked_test, marker, what):
    exit_code, output = run_marked_test(marker, ci="true")
    assert exit_code == 1
    assert f"CI must not skip this: {what}" in output
