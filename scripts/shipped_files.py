"""Shipped files: what stands at the top of a checkout comes into the package of a wheel."""

import shutil
from pathlib import Path

from setuptools.command.build_py import build_py
from setuptools.errors import SetupError

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("questionnaires", "translations", "migrations")
BUILT = tuple(
    f"surveyapp/web/static/dist/{name}"
    for name in ("app.css", "app.js", "preview.css", "preview.js")
)
"""Made by `make setup`."""


class ShippedFiles(build_py):
    """Puts the folders under ``surveyapp/shipped``; `surveyapp.project` finds them there."""

    def run(self) -> None:
        """Builds a whole package or none; an editable one reads the checkout."""
        if not self.editable_mode:
            self._check_built()
        super().run()
        if not self.editable_mode:
            for name in FOLDERS:
                target = Path(self.build_lib, "surveyapp", "shipped", name)
                shutil.rmtree(target, ignore_errors=True)
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(ROOT / name, target, ignore=ignored)

    def _check_built(self) -> None:
        missing = [each for each in BUILT if not (ROOT / each).is_file()]
        if missing:
            raise SetupError(f"{', '.join(missing)} must be built first: make setup")
