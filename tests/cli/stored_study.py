"""An instance with one open wave, and what is stored in it."""

from datetime import date

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.responses import Submission
from surveyapp.storage.waves import Wave, WaveState, move_wave, new_wave

NAME = "service_provision"


def instance_with_wave(path, *, is_synthetic):
    """An instance with the open wave `spring`."""
    instance = create_instance(path, is_demo=is_synthetic)
    upgrade(instance)
    form = load_release(NAME)
    made = Wave(
        name="spring",
        questionnaire=NAME,
        version=form.version,
        version_hash=form.version_hash,
        edition="core",
        parameters={},
        opens=date(2014, 9, 1),
        closes=None,
        state=WaveState.DRAFT,
        is_synthetic=is_synthetic,
    )
    with connected(instance):
        new_wave(made)
        move_wave("spring", WaveState.OPEN)
    return instance


def submitted(answers, *, is_synthetic):
    """Answers as they are stored in the wave."""
    return Submission(
        questionnaire=NAME,
        version_hash=load_release(NAME).version_hash,
        wave="spring",
        country=answers.get("country"),
        split_code=None,
        mode="web",
        answers=answers,
        is_synthetic=is_synthetic,
        withdraw_tag=None,
    )
