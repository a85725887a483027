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
"""Made by `make setup`, as the catalogues of the interface are."""


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
                shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))

    def _check_built(self) -> None:
        catalogues = ROOT.glob("translations/*/LC_MESSAGES/messages.po")
        needed = [*(ROOT / each for each in BUILT), *(po.with_suffix(".mo") for po in catalogues)]
        missing = [str(path.relative_to(ROOT)) for path in needed if not path.is_file()]
        if missing:
            raise SetupError(f"{', '.join(missing)} must be built first: make setup")
