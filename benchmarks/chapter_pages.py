"""Chapter pages: server time of the coordinator's pages of the demo, its snapshot known."""

import re
import statistics
import time
from pathlib import Path

from flask.testing import FlaskClient

from surveyapp.cli.demo import QUESTIONNAIRE, WAVE, fill_demo
from surveyapp.formats.source.analysis_file import load_publication
from surveyapp.instance import Instance, create_instance
from surveyapp.storage.migrations import upgrade
from surveyapp.web import create_app

SIGN_IN = "/staff/sign-in"
TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')


def chapter_milliseconds(folder: Path, n_requests: int) -> dict[str, float]:
    """Chapter -> median milliseconds of a request, from the second on."""
    instance = create_instance(folder, is_demo=True)
    upgrade(instance)
    fill_demo(instance, show_progress=False)
    client = create_app(instance, {"TESTING": True}).test_client()
    sign_in(client, instance)
    plan = load_publication(QUESTIONNAIRE)
    assert plan is not None
    return {each.name: _median(client, each.name, n_requests) for each in plan.chapters}


def sign_in(client: FlaskClient, instance: Instance) -> None:
    """As the demo's coordinator."""
    found = TOKEN.search(client.get(SIGN_IN).data)
    assert found
    given = {"name": instance.demo["staff"], "password": instance.demo["password"]}
    client.post(SIGN_IN, data={"csrf_token": found[1].decode(), **given})


def _median(client: FlaskClient, chapter: str, n_requests: int) -> float:
    times = []
    for _ in range(n_requests + 1):
        began = time.perf_counter()
        page = client.get(f"/coordinate/{WAVE}/{chapter}/")
        times.append((time.perf_counter() - began) * 1000)
        assert page.status_code == 200, page.status
    return statistics.median(times[1:])
