"""What commands log: a line of what was done, by whom on the terminal."""

import os
import pwd
from datetime import UTC, datetime

from surveyapp.instance import instance_path, load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.staff_log import StaffAction, write_line


def note(action: StaffAction, about: str = "", how_many: int | None = None) -> None:
    """Writes that the user of this terminal has done it; called once it is done.

    about: a wave, an account or a file; never an institution, a person, an answer or a code.
    """
    with connected(load_instance(instance_path())):
        write_line(datetime.now(UTC).date(), _terminal(), action, about, how_many)


def _terminal() -> str:
    """The system's own word for who calls, not what the environment says."""
    try:
        return f"terminal {pwd.getpwuid(os.getuid()).pw_name}"
    except KeyError:
        return f"terminal {os.getuid()}"
