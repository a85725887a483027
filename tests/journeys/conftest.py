"""A demo instance with its application, on real databases in a fresh directory."""

from datetime import date

import pytest

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.study_keys import public_key_of
from surveyapp.storage.waves import Wave, WaveState, move_wave, new_wave
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sending import make_ready

OPENS = date(2014, 9, 1)


def open_wave(instance, questionnaire, edition=None, *, is_synthetic=True):
    """A wave, synthetic unless said otherwise, that takes answers, named like its questionnaire."""
    release = load_release(questionnaire)
    wave = Wave(
        name=release.name,
        questionnaire=release.name,
        version=release.version,
        version_hash=release.version_hash,
        edition=edition or release.editions[0],
        parameters=release.parameters,
        opens=OPENS,
        closes=None,
        state=WaveState.DRAFT,
        is_synthetic=is_synthetic,
    )
    with connected(instance):
        new_wave(wave)
        public_key_of(instance, wave.name)
        move_wave(wave.name, WaveState.OPEN)


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    """A demo instance without answers."""
    made = create_instance(tmp_path_factory.mktemp("instance") / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, "service_provision")
    return made


@pytest.fixture(scope="module")
def app(instance):
    """Its application."""
    return create_app(instance, {"TESTING": True})


@pytest.fixture
def site(tmp_path):
    """An instance of its own, its application, and the code of a draft that was sent."""
    made = create_instance(tmp_path / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, "service_provision")
    app = create_app(made)
    browser = start(PlainBrowser(app), "service_provision", "en")
    code = browser.page.by_id["access-code"]
    make_ready(browser).send()
    return made, app, code


@pytest.fixture(autouse=True)
def _no_failures_counted(app):
    limiter.reset()


@pytest.fixture
def browser(app):
    """A browser without scripts."""
    return PlainBrowser(app)
