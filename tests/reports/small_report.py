"""A small study from its files to its report: a home of its own, an instance, a wave."""

import shutil
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import create_instance, load_instance
from surveyapp.reports.document.report import annexes_of, report_of
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.responses import Submission
from surveyapp.storage.waves import Wave, WaveState, move_wave, new_wave, wave
from surveyapp.study.published_study import published_study_of
from surveyapp.study.report_source import material_of, provenance_of
from tests.storage.submissions import store_many

NAME, WAVE = "reported", "spring"
FOLDER = Path(__file__).parent / "reported"


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A home with its answers, made once; tests work on copies."""
    path = tmp_path_factory.mktemp("reported")
    make_home(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(path)
        make_instance(path)
    return path


@pytest.fixture
def home(made, tmp_path, monkeypatch):
    """A project's directory of one's own; the study's answers lie in it as well."""
    path = Path(shutil.copytree(made, tmp_path / "home", symlinks=True))
    monkeypatch.chdir(path)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(path / "instance"))
    return path


@pytest.fixture
def home_of_few(tmp_path, monkeypatch):
    """A home in which only four institutions of one country were asked what they offer."""
    path = tmp_path / "few"
    path.mkdir()
    make_home(path)
    monkeypatch.chdir(path)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(path / "instance"))
    make_instance(path, n_keeping=4)
    return path


def make_home(path):
    """A project's directory with this one questionnaire."""
    folder = path / "questionnaires" / NAME
    shutil.copytree(FOLDER, folder)
    return folder


def make_instance(path, *, is_synthetic=True, n_keeping=6):
    """An open wave with the answers of 12 and 10 institutions. n_keeping: of the 12."""
    instance = create_instance(path / "instance")
    upgrade(instance)
    with connected(instance):
        new_wave(_wave(is_synthetic=is_synthetic))
        move_wave(WAVE, WaveState.OPEN)
        send("RO", n_keeping, is_synthetic=is_synthetic, keeps="yes", helps=("bed",), places=4)
        send("RO", 12 - n_keeping, is_synthetic=is_synthetic, keeps="no", places=8)
        send("NO", 10, is_synthetic=is_synthetic, keeps="yes", helps=("food", "bed"), places=5)
    return instance


def send(country, n, *, is_synthetic=True, **answers):
    """The same answers of several institutions."""
    form = load_release(NAME)
    sent = {"country": country, "sector": "public", **answers}
    store_many(
        Submission(
            questionnaire=NAME,
            version_hash=form.version_hash,
            wave=WAVE,
            country=country,
            split_code=None,
            mode="web",
            answers=sent,
            is_synthetic=is_synthetic,
            withdraw_tag=None,
        )
        for _ in range(n)
    )


def answer_more(home, country, n, **answers):
    """Further answers come in."""
    with connected(load_instance(home / "instance")):
        send(country, n, **answers)


@contextmanager
def opened(home):
    """(study, wave) of the home's instance."""
    instance = load_instance(home / "instance")
    with connected(instance):
        found = wave(WAVE)
        yield published_study_of(instance, found), found


def small_material(home, language="en", **provenance):
    with opened(home) as (study, found):
        return material_of(study, language, provenance_of(found, None, **provenance))


def small_report(home, language="en"):
    return report_of(small_material(home, language))


def small_annexes(home, language="en"):
    return annexes_of(small_material(home, language))


def _wave(*, is_synthetic):
    form = load_release(NAME)
    return Wave(
        name=WAVE,
        questionnaire=NAME,
        version=form.version,
        version_hash=form.version_hash,
        edition="full",
        parameters={},
        opens=date(2014, 9, 1),
        closes=date(2014, 12, 31),
        state=WaveState.DRAFT,
        is_synthetic=is_synthetic,
    )
