"""Publishing: the cost of publishing the demo, of its first page after a start, of its audit."""

import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.chapter_pages import sign_in
from surveyapp.analysis.attack.audit import audit
from surveyapp.analysis.published import publish
from surveyapp.cli.demo import WAVE
from surveyapp.formats.instrument import Instrument, instrument_of
from surveyapp.instance import Instance, load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.publications import published_of
from surveyapp.storage.snapshots import snapshot_of_wave
from surveyapp.storage.waves import wave
from surveyapp.web import create_app
from surveyapp.web.coordinator.study import prepare_latest


@dataclass(frozen=True, slots=True)
class Publishing:
    """Wall and processor seconds of one publication, as a new process computes it."""

    seconds: float
    cpu_seconds: float


def _asked(instance: Instance) -> Instrument:
    found = wave(WAVE)
    return instrument_of(instance, found.questionnaire, found.release)


def publishing_seconds(folder: Path) -> Publishing:
    """Computes the demo's publication from its snapshot, its questionnaire read before."""
    instance = load_instance(folder)
    with connected(instance):
        asked = _asked(instance)
        form, plan, themes = asked.form, asked.plan, asked.themes
        snapshot = snapshot_of_wave(instance, wave(WAVE), form, asked.books)
    began, cpu_began = time.perf_counter(), time.process_time()
    publish(snapshot, form, plan, themes=themes)
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
