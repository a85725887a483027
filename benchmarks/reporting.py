"""Reporting: a program that makes the main report of a wave and says what that has taken.

``python -m benchmarks.reporting FOLDER WAVE LAYOUT``. It loads what a report needs and nothing
else, so that no other measurement is in its time and memory; the publication is one that is kept.
"""

import sys
import time
from pathlib import Path

from benchmarks.measured import peak_megabytes
from surveyapp.instance import load_instance
from surveyapp.reports.document.report import report_of
from surveyapp.storage.database import connected
from surveyapp.storage.waves import wave
from surveyapp.study.published_study import published_study_of
from surveyapp.study.report_files import REPORT_WRITERS
from surveyapp.study.report_source import material_of, provenance_of


def main(folder: str, wave_name: str, layout: str) -> None:
    """Prints processor seconds since the program began, all threads, and peak megabytes."""
    instance = load_instance(Path(folder))
    with connected(instance):
        found = wave(wave_name)
        study = published_study_of(instance, found)
        material = material_of(study, "en", provenance_of(found, None))
        assert REPORT_WRITERS[layout](report_of(material))
    print(time.process_time(), peak_megabytes())


if __name__ == "__main__":
    main(*sys.argv[1:])
