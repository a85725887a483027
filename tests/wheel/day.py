"""A researcher's day: commands of the installed wheel, one after the other, in a folder."""

import os
import re
import shlex
import signal
import subprocess
from contextlib import contextmanager

from tests.journeys.plain_client import PlainBrowser
from tests.waiting import LONGEST, wait_until
from tests.web.running import free_port, listens
from tests.wheel.http_app import HttpApp

OF_ANOTHER_STUDY = re.compile(
    r"Romania|Norway|Norwegian|Română|Norsk|Bokmål|\bNGOs?\b|traffick|victim|transnational"
    r"|two countries|second country|the other country|service_provision",
    re.IGNORECASE,
)
"""What a study of something else, in other countries and languages, says nowhere."""


class Day:
    """Calls the command in a folder, with nothing of ours in the environment."""

    def __init__(self, command, folder):
        self.command, self.folder = command, folder
        path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
        self.environment = {"PATH": path, "LANG": "C.UTF-8", "HOME": str(folder)}

    def run(self, line, expected=0):
        """What `surveyapp` prints when it is called with these arguments."""
        return self.shell(f"surveyapp {line}", expected)

    def shell(self, line, expected=0):
        """What any command prints; `cd` moves into a folder for all later ones."""
        first, *rest = shlex.split(line)
        if first == "cd":
            self.folder /= rest[0]
            return ""
        done = subprocess.run(
            [first, *rest],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == expected, (line, done.stdout, done.stderr)
        return done.stdout

    @contextmanager
    def running(self, line):
        """A browser without scripts on the pages that a command serves until the end."""
        port = free_port()
        with (self.folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [self.command, *line.split(), "--port", str(port)],
                env=self.environment,
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        try:
            wait_until(lambda: process.poll() is not None or listens(port), line)
            assert process.poll() is None, (self.folder / "log").read_text(encoding="utf-8")
            yield PlainBrowser(HttpApp(port))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=LONGEST)
