"""A sound questionnaire that commands may be run on."""

import shutil
from pathlib import Path

import pytest

from tests.formats.broken import SOUND


@pytest.fixture
def sound(tmp_path):
    """A copy of the sound questionnaire, its code list and its translation."""
    return Path(shutil.copytree(SOUND, tmp_path / "sound"))
