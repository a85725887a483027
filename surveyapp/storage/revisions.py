"""Revisions: which steps of the schema this version knows, as its files say it.

Whoever only looks whether a database is up to date does without Alembic, which takes the steps.
"""

import re
from pathlib import Path

from surveyapp.plain_file import text_in
from surveyapp.project import product_home

_REVISION = re.compile(r'^revision = "(\w+)"$', re.MULTILINE)


def steps_folder(bind: str | None = None) -> Path:
    """Where the steps of one database lie, a file a step; of all if None."""
    folder = product_home() / "migrations"
    return folder / bind if bind else folder


def revisions(bind: str) -> tuple[str, ...]:
    """All revisions that this version knows, newest first; the names of the files are in order."""
    files = sorted(steps_folder(bind).glob("[0-9]*.py"), reverse=True)
    return tuple(found for file in files for found in _REVISION.findall(text_in(file)))
