"""A machine without a browser skips with a reason; CI fails instead."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

BROWSER_TEST = """
import pytest

@pytest.mark.browser
def test_a_page():
    pass
"""


@pytest.fixture
def run_browser_test(tmp_path):
    """Runs one browser test where no browser is on the path; (exit code, output)."""
    shutil.copy(ROOT / "tests/conftest.py", tmp_path)
    (tmp_path / "test_page.py").write_text(BROWSER_TEST)

    def run(ci):
        command = [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", str(tmp_path)]
        environment = {**os.environ, "PATH": "", "CI": ci}
        result = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        return result.returncode, result.stdout

    return run


def test_a_browser_test_without_browser_is_skipped_with_the_reason(run_browser_test):
    exit_code, output = run_browser_test(ci="")
    assert exit_code == 0
    assert "Chromium is not installed; run scripts/install-system-packages.sh" in output


def test_a_browser_test_without_browser_fails_in_ci(run_browser_test):
    exit_code, output = run_browser_test(ci="true")
    assert exit_code == 1
    assert "CI must not skip this" in output
