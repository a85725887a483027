"""Publishing apart: what is published of a large round is computed by a program of its own.

A server that computed it itself would keep everybody else waiting, for Python runs one thread at a
time. The program keeps what it made, see `storage.publications`; the server reads it from there.
"""

import os
import subprocess
import sys
from pathlib import Path

from surveyapp.analysis.outputs import Outputs
from surveyapp.instance import load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.waves import wave
from surveyapp.study.study import Study, study_of

FEW = 100
"""Responses; fewer are published in about the time in which a program starts."""
GIVES_WAY = 10
"""By how much it is less urgent than the pages of others."""


def published_apart(study: Study) -> Outputs:
    """What may be shown, computed apart where it is not kept. Raises as `Study.outputs`.

    Where the other program fails it is computed here, or refused for the same reason.
    """
    kept = study.kept_outputs
    if kept is not None:
        return kept
    if study.snapshot.n_responses > FEW:
        program = [sys.executable, "-m", __name__, str(study.instance.path), study.wave.name]
        subprocess.run(program, check=False, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  # our own program, by our own Python
    return study.outputs


def main(folder: str, wave_name: str) -> None:
    """Publishes one wave of an instance and keeps it."""
    os.nice(GIVES_WAY)
    instance = load_instance(Path(folder))
    with connected(instance):
        study_of(instance, wave(wave_name)).keep_outputs()


if __name__ == "__main__":
    main(*sys.argv[1:])
