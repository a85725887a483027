"""pip of this environment, without a network, and a wheel built with it."""

import os
import subprocess
import sys
from pathlib import Path

TOOLS = Path(sys.prefix) / "build-tools"


def pip(*arguments, cwd):
    """pip of this environment, without a network."""
    return subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(TOOLS)},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def build(source, folder):
    return pip(
        *("wheel", "--no-deps", "--no-index", "--no-build-isolation", "-w", folder, "."), cwd=source
    )
