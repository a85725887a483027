"""A mixing that is killed: ``python -m tests.study.killed_mixing INSTANCE before|after``.

It kills its own process (SIGKILL) before or after the one commit that opens what waits.
"""

import os
import signal
import sys
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from surveyapp.instance import load_instance
from surveyapp.storage.database import connected
from surveyapp.study import mixing
from tests.reports.small_report import WAVE


def kill(*_arguments):
    os.kill(os.getpid(), signal.SIGKILL)


def main():
    path, stop = sys.argv[1:]
    instance = load_instance(Path(path))
    if stop == "after":
        mixing.rewrite = kill
    with connected(instance):
        if stop == "before":
            event.listen(Engine, "commit", _kill_a_writer)
        mixing.mix(instance, WAVE)


def _kill_a_writer(connection):
    if connection.get_execution_options().get("writes"):
        kill()


if __name__ == "__main__":
    main()
