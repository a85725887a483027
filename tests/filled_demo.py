"""The flagship's demo with its invented answers, filled once for all tests of a process."""

import shutil
from functools import cache
from pathlib import Path

from surveyapp.cli.demo import fill_demo
from surveyapp.instance import Instance, create_instance, load_instance
from surveyapp.storage.migrations import upgrade


@cache
def _filled(session: Path) -> Path:
    """The directory of the demo, below that of the session; only to be copied."""
    made = create_instance(session / "filled_demo", is_demo=True)
    upgrade(made)
    fill_demo(made, show_progress=False)
    return made.path


def copy_of_demo(folders, path: Path) -> Instance:
    """A filled demo of one's own at a path that is not there yet. folders: pytest's factory."""
    return load_instance(shutil.copytree(_filled(folders.getbasetemp()), path))
