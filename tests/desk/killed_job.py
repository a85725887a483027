"""A process that works on jobs and is killed: ``python -m tests.desk.killed_job INSTANCE N|kept``.

It kills itself (SIGKILL) instead of its commit number N, or once the files lie where they belong
and nothing says yet that they do.
"""

import os
import signal
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from surveyapp.instance import load_instance
from surveyapp.storage.database import connected
from surveyapp.study.work import working


def kill(*_arguments):
    os.kill(os.getpid(), signal.SIGKILL)


def main():
    path, stop = sys.argv[1:]
    instance, numbers = load_instance(Path(path)), count(1)
    with connected(instance):
        if stop == "kept":
            _kill_after_keeping()
        else:
            event.listen(Engine, "commit", lambda each: _kill_at(each, numbers, int(stop)))
        working.work_off(instance, "killed", lambda: datetime.now(UTC))


def _kill_at(connection, numbers, stop):
    if connection.get_execution_options().get("writes") and next(numbers) == stop:
        kill()


def _kill_after_keeping():
    real = working.keep_folder

    def keep(*arguments):
        real(*arguments)
        kill()

    working.keep_folder = keep


if __name__ == "__main__":
    main()
