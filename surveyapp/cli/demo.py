"""Demo: the synthetic study that everybody may try; a second run keeps what was answered."""

import secrets
from collections.abc import Iterator
from datetime import date

from rich.progress import track

from surveyapp.fieldwork.draft import stratum
from surveyapp.formats.questionnaire_folder import load_release
from surveyapp.formats.recipe_file import load_recipe
from surveyapp.instance import Instance, write_demo
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.simulation import Recipe, simulate
from surveyapp.questions.cell import Answers
from surveyapp.storage.database import connected
from surveyapp.storage.drafts import create_workspace
from surveyapp.storage.responses import Submission, store_many
from surveyapp.storage.staff import Role, add_staff
from surveyapp.storage.waves import Wave, WaveState, list_waves, move_wave, new_wave

QUESTIONNAIRE, WAVE, COORDINATOR = "service_provision", "demo", "coordinator"
OPENS = date(2014, 9, 1)


def fill_demo(instance: Instance, *, show_progress: bool) -> None:
    """Makes the demo wave with its answers, a code and a sign-in, unless they are there."""
    with connected(instance):
        if any(wave.name == WAVE for wave in list_waves()):
            return
        release = load_release(QUESTIONNAIRE)
        recipe = load_recipe(QUESTIONNAIRE) or Recipe()
        new_wave(_wave(release, recipe))
        move_wave(WAVE, WaveState.OPEN)
        made = _submissions(release, recipe)
        store_many(track(made, "Inventing answers", recipe.size) if show_progress else made)
        password = secrets.token_urlsafe(12)
        add_staff(COORDINATOR, Role.COORDINATOR, password)
        code = create_workspace(WAVE, instance.pepper)
    write_demo(instance.path, {"code": code, "staff": COORDINATOR, "password": password})


def _wave(release: Questionnaire, recipe: Recipe) -> Wave:
    return Wave(
        name=WAVE,
        questionnaire=release.name,
        version=release.version,
        version_hash=release.version_hash,
        edition=release.editions[0],
        parameters=recipe.parameters,
        opens=OPENS,
        closes=None,
        state=WaveState.DRAFT,
        is_synthetic=True,
    )


def _submissions(release: Questionnaire, recipe: Recipe) -> Iterator[Submission]:
    for answers in simulate(release, recipe.size, recipe.seed, recipe):
        yield _submission(release, answers)


def _submission(release: Questionnaire, answers: Answers) -> Submission:
    country, klass = stratum(Flow(release, answers))
    return Submission(
        questionnaire=release.name,
        version_hash=release.version_hash,
        wave=WAVE,
        country=country,
        klass=klass,
        mode="web",
        answers=answers,
        is_synthetic=True,
        withdraw_tag=None,
    )
