"""Job watch: while the server runs, a process of its own works on each job that somebody asked for.

A process and no thread: it takes a whole processor for minutes, and may be killed for its memory,
while pages are answered as before. It ends with the server, and its job is taken up again.
"""

import logging
import os
import subprocess
import sys
from contextlib import suppress
from secrets import token_hex
from threading import Event, Thread

from sqlalchemy.exc import DatabaseError

from surveyapp.instance import Instance
from surveyapp.storage.database import connected
from surveyapp.storage.job_leases import give_back, job_is_free
from surveyapp.study.work.upkeep import tidy
from surveyapp.web.clock import now, today

log = logging.getLogger("surveyapp")
LOOKS_AFTER, LONGEST_PAUSE = 1.0, 60.0
"""Seconds between two looks; longer and longer where the process fails again and again."""
HOLDER_BYTES = 16


LONGEST_WORK = 2 * 3600.0
"""Seconds after which a process is taken for one that hangs; its job begins again."""


class JobWatch:
    """Looks for jobs of an instance, and starts a process when there is one."""

    def __init__(self, instance: Instance) -> None:
        self._instance, self._pause = instance, LOOKS_AFTER

    def start(self) -> None:
        """Watches from now on, in a thread that ends with this process."""
        Thread(target=self._watch, name="jobs", daemon=True).start()

    def _watch(self) -> None:
        tidied, never = None, Event()
        with connected(self._instance):
            while not never.wait(self._pause):
                with suppress(DatabaseError, OSError):  # full or busy: at the next look
                    if tidied != today():
                        tidy(self._instance, now)
                        tidied = today()
                    if job_is_free(now()):
                        self._run()

    def _run(self) -> None:
        """Lets one process work off what waits; returns at its end. Raises DatabaseError."""
        holder = token_hex(HOLDER_BYTES)
        command = [sys.executable, "-m", "surveyapp", "jobs", "run", "--holder", holder]
        there = {**os.environ, "SURVEYAPP_INSTANCE": str(self._instance.path)}
        with subprocess.Popen(
            command,
            env=there,
            stdin=subprocess.PIPE,  # it ends when nobody holds the other end any more
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        ) as working:
            ended_with = _ended(working)
        self._pause = min(2 * self._pause, LONGEST_PAUSE) if ended_with else LOOKS_AFTER
        if ended_with:
            log.error("the process that works on jobs ended with %s", ended_with)
            give_back(holder)


def _ended(working: "subprocess.Popen[bytes]") -> int:
    """How the process ended; it is killed where it hangs."""
    try:
        return working.wait(LONGEST_WORK)
    except subprocess.TimeoutExpired:
        working.kill()
        return working.wait()
