"""The demo is filled once; what was answered stays."""

import stat

import pytest

from surveyapp.cli.demo import WAVE, fill_demo
from surveyapp.fieldwork.codes import read_code
from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.drafts import open_workspace
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.responses import response_count
from surveyapp.storage.staff import sign_in
from surveyapp.storage.waves import WaveState, move_wave, wave
from surveyapp.web.clock import now


@pytest.fixture
def demo(tmp_path):
    """A filled demo instance."""
    made = create_instance(tmp_path / "demo", is_demo=True)
    upgrade(made)
    fill_demo(made, show_progress=False)
    return made
