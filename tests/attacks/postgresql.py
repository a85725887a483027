"""A PostgreSQL of one's own, for as long as a test needs it: no network, no password, no trace."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

OWNER = "surveyapp"
UNPRIVILEGED = "nobody"
INSTALLED = Path("/usr/lib/postgresql")


def programs():
    """The folder of the newest PostgreSQL's programs; None where there is none."""
    found = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def cluster():
    """A server that listens on a socket in a folder of its own: (address of its database, folder).

    It refuses to run as root, so that it runs as nobody there.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    data, log = folder / "data", folder / "log"
    user = {"user": UNPRIVILEGED, "extra_groups": []} if os.getuid() == 0 else {}
    if user:
        shutil.chown(folder, UNPRIVILEGED)

    def run(name, *arguments):
        command = [programs() / name, "-D", data, *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, **user)

    try:
        run("initdb", "-U", OWNER, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
        settings = f"-k {folder} -c listen_addresses='' -c fsync=off -c log_statement=none"
        run("pg_ctl", "-w", "-l", log, "-o", settings, "start")
        yield f"postgresql+psycopg://{OWNER}@/postgres?host={folder}", folder
    finally:
        with suppress(subprocess.CalledProcessError):
            run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
