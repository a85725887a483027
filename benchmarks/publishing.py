"""Publishing: what the demo costs: its publication, first page after a start, audit, reports."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from benchmarks.chapter_pages import sign_in
from surveyapp.analysis.attack.audit import audit
from surveyapp.analysis.finalisation import finalise
from surveyapp.analysis.outputs_json import published_to_json
from surveyapp.cli.demo import WAVE
from surveyapp.formats.source.instrument import Instrument, instrument_of
from surveyapp.instance import Instance, load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.publications import published_of
from surveyapp.storage.snapshots import snapshot_of_wave
from surveyapp.storage.waves import wave
from surveyapp.web import create_app
from surveyapp.web.coordinator.outputs import prepare_latest


@dataclass(frozen=True, slots=True)
class Publishing:
    """Wall and processor seconds of what a new process computes, all threads together."""

    seconds: float
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class ReportCost:
    """Of a program from its start to its end, its imports among it.

    Wall and processor seconds, all threads together; peak megabytes.
    """

    seconds: float
    cpu_seconds: float
    megabytes: float


def _asked(instance: Instance) -> Instrument:
    found = wave(WAVE)
    return instrument_of(instance, found.questionnaire, found.release)


def publishing_seconds(folder: Path) -> Publishing:
    """From the demo's snapshot to its publication as it is kept, its questionnaire read before."""
    instance = load_instance(folder)
    with connected(instance):
        asked = _asked(instance)
        form, plan, themes = asked.form, asked.plan, asked.themes
        snapshot = snapshot_of_wave(instance, wave(WAVE), form, asked.books)
    pa.scalar(0)  # with its first value it loads pandas, which is installed for development alone
    began, cpu_began = time.perf_counter(), time.process_time()
    made = finalise(snapshot, form, plan, themes=themes)
    published_to_json(made, plan, snapshot.fields())
    return Publishing(time.perf_counter() - began, time.process_time() - cpu_began)


def first_page_milliseconds(folder: Path) -> float:
    """The round's first page in a process that has started as `surveyapp serve` does."""
    instance = load_instance(folder)
    app = create_app(instance, {"TESTING": True})
    prepare_latest(app)
    client = app.test_client()
    sign_in(client, instance)
    began = time.perf_counter()
    page = client.get(f"/coordinate/{WAVE}/")
    assert page.status_code == 200, page.status
    return (time.perf_counter() - began) * 1000


def audit_seconds(folder: Path) -> float:
    """The attack on everything that the demo publishes."""
    instance = load_instance(folder)
    with connected(instance):
        asked = _asked(instance)
        made = published_of(instance, wave(WAVE), asked.form, asked.plan, asked.books)
    began = time.perf_counter()
    assert audit(made.table, [cross for _name, cross in made.crosses]).is_sound
    return time.perf_counter() - began


def report_cost(folder: Path, layout: str) -> ReportCost:
    """The main report in English, of a publication that is kept. layout: of `REPORT_WRITERS`."""
    command = [sys.executable, "-m", "benchmarks.reporting", str(folder), WAVE, layout]
    paths = os.pathsep.join(path or "." for path in sys.path)
    env = {**os.environ, "PYTHONPATH": paths}
    began = time.perf_counter()
    printed = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout
    seconds = time.perf_counter() - began
    cpu_seconds, megabytes = map(float, printed.split())
    return ReportCost(seconds, cpu_seconds, megabytes)
