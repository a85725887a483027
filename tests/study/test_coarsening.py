"""At the freeze a row of a scarce class no longer says where it is; what is published stays."""

import json
from dataclasses import replace

import pytest

from surveyapp.analysis.outputs_json import published_to_json
from surveyapp.fieldwork.coarsening import scarce
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import create_instance
from surveyapp.storage.coarsening import coarsen_rows
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.responses import answers_of
from surveyapp.storage.waves import WaveState, latest_wave, move_wave
from surveyapp.study.freezing import freeze_wave
from surveyapp.study.study_figures import figures_of
from tests.filled_demo import copy_of_demo
from tests.journeys.conftest import open_wave
from tests.storage.submissions import store_many, submission

NAME, K = "service_provision", 5
SHELTER, LEGAL = "ngo_shelter", "ngo_legal"


def test_a_class_is_scarce_within_its_group():
    strata = dict(enumerate([("RO", "a")] * 5 + [("RO", "b")] * 4 + [("NO", "a")] * 4))
    assert scarce(strata, K) == frozenset(range(5, 13))
    assert scarce({1: (None, None)}, K) == {1}


@pytest.fixture
def closed(tmp_path):
    """A closed wave in which five Romanian shelters answered, and four legal NGOs."""
    made = create_instance(tmp_path / "instance")
    upgrade(made)
    open_wave(made, NAME, is_synthetic=False)
    with connected(made):
        store_many(
            submission(
                wave=NAME,
                split_code=kind,
                answers={"country": "RO", "inst_class_ngo": kind, "region_ro": f"RO1{n % 2 + 1}"},
            )
            for kind, number in ((SHELTER, 5), (LEGAL, 4))
            for n in range(number)
        )
        move_wave(NAME, WaveState.CLOSED)
        yield made


def rows():
    return [json.loads(text) for text in answers_of(NAME)]


def test_the_region_leaves_the_rows_of_scarce_classes_alone(closed):
    assert all("region_ro" in row for row in rows())
    freeze_wave(closed, NAME)
    assert {(row["inst_class_ngo"], "region_ro" in row) for row in rows()} == {
        (SHELTER, True),
        (LEGAL, False),
    }
    assert len(rows()) == 9
    held = b"".join(path.read_bytes() for path in sorted(closed.path.glob("answers.db*")))
    assert held.count(b'"region_ro":"RO1') == 5


def test_coarsening_again_changes_nothing(closed):
    form = load_release(NAME)
    assert coarsen_rows(NAME, form, K) == 4
    once = rows()
    assert coarsen_rows(NAME, form, K) == 0
    assert rows() == once


def test_what_is_published_of_the_demo_stays_byte_for_byte(tmp_path_factory, tmp_path):
    """Regions are gone from rows that had them, and no figure notices."""
    demo = copy_of_demo(tmp_path_factory, tmp_path / "demo")
    with connected(demo):
        found = latest_wave(NAME)
        before = published(figures_of(demo, found))
        n_regions = regions(found.name)
        move_wave(found.name, WaveState.CLOSED)
        frozen, _mixing = freeze_wave(demo, found.name)
        assert 0 < regions(found.name) < n_regions
        assert published(figures_of(demo, frozen)) == before


def published(study):
    """Everything that is published, but the hash of the answers and whether they are final."""
    made = study.outputs
    whole, split = (replace(each, snapshot="") for each in (made.whole, made.split))
    return published_to_json(made, made.publication, ()), whole, split


def regions(name):
    return sum(b'"region_' in text for text in answers_of(name))
