"""A sound questionnaire that tests may break."""

import shutil
from pathlib import Path

import pytest

SOUND = Path(__file__).parent / "sound"


@pytest.fixture
def sound(tmp_path):
    """A copy of the sound questionnaire, its code list and its translation."""
    return Path(shutil.copytree(SOUND, tmp_path / "sound"))
