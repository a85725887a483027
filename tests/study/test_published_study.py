"""What is kept of a study is read by who reports it; what is not kept is computed."""

import subprocess
import sys

import pytest

from surveyapp.instance import load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.waves import wave
from surveyapp.study.published_study import published_study_of
from surveyapp.study.study_figures import figures_of
from tests.reports.small_report import WAVE

LIBRARIES = {"numpy", "scipy", "pyarrow", "duckdb"}
READER = """
import sys
from pathlib import Path
from surveyapp.cli.report import report_command
from surveyapp.instance import load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.waves import wave
from surveyapp.study.published_study import published_study_of

instance = load_instance(Path({path!r}))
with connected(instance):
    study = published_study_of(instance, wave({wave!r}))
    assert study.outputs.whole and study.audit().is_sound
    print(*sys.modules)
"""


@pytest.fixture
def instance(home):
    """An instance of which nothing is kept but its answers."""
    found = load_instance(home / "instance")
    for path in (found.path / "publications").glob("*"):
        path.unlink()
    with connected(found):
        yield found


def loaded_by_a_reader(instance):
    """The libraries of statistics that a program loads which reports the study."""
    program = READER.format(path=str(instance.path), wave=WAVE)
    command = [sys.executable, "-c", program]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return LIBRARIES & set(told.split())


def test_what_is_kept_is_read_without_the_libraries_of_statistics(instance):
    assert loaded_by_a_reader(instance) == LIBRARIES
    assert loaded_by_a_reader(instance) == set()


def test_what_is_read_is_what_was_computed(instance):
    computed = figures_of(instance, wave(WAVE))
    made, found = computed.outputs, computed.audit()
    read = published_study_of(instance, wave(WAVE))
    assert read.outputs.publication == made.publication
    assert read.outputs.whole == made.whole
    assert read.audit() == found
    assert read.outputs is read.outputs
