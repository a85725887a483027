"""Demo: the synthetic study that everybody may try; a second run keeps what was answered."""

import secrets
from collections.abc import Iterator
from datetime import date

from surveyapp.cli.opening import open_wave
from surveyapp.cli.progress import watched
from surveyapp.fieldwork.submission import stratum
from surveyapp.formats.instrument import instrument_of
from surveyapp.formats.questionnaire_folder import load_release
from surveyapp.formats.recipe_file import load_recipe
from surveyapp.instance import Instance, write_demo
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.simulation import Recipe, simulate
from surveyapp.questions.cell import Answers
from surveyapp.storage.database import connected
from surveyapp.storage.drafts import create_workspace
from surveyapp.storage.publications import keep_publication
from surveyapp.storage.responses import Submission, response_count, store_many
from surveyapp.storage.staff import Role, StaffRefused, add_staff, change_password
from surveyapp.storage.waves import Wave, WaveState, list_waves, new_wave, wave

QUESTIONNAIRE, WAVE, COORDINATOR = "service_provision", "demo", "coordinator"
OPENS = date(2014, 9, 1)
PASSWORD_BYTES = 12
SHOWN = frozenset({"code", "staff", "password"})


def fill_demo(instance: Instance, *, show_progress: bool) -> None:
    """Makes the demo wave with its answers, a code and a sign-in.

    Whatever is there stays, so that a run that was cut short is made good by the next one.
    """
    with connected(instance):
        if not response_count(WAVE):
            _fill_wave(instance, show_progress=show_progress)
        if not instance.demo.keys() >= SHOWN:
            write_demo(instance.path, _entrances(instance))


def _fill_wave(instance: Instance, *, show_progress: bool) -> None:
    recipe = load_recipe(QUESTIONNAIRE) or Recipe()
    _make_wave(instance, load_release(QUESTIONNAIRE), recipe)
    asked = instrument_of(instance, QUESTIONNAIRE, wave(WAVE).release)
    made = _submissions(asked.form, recipe)
    store_many(watched(made, "Inventing answers", recipe.size) if show_progress else made)
    keep_publication(instance, wave(WAVE), asked.form, asked.plan, asked.books)


def _make_wave(instance: Instance, release: Questionnaire, recipe: Recipe) -> None:
    """An open wave, unless a run that was cut short made it."""
    states = {each.name: each.state for each in list_waves()}
    if WAVE not in states:
        new_wave(_wave(release, recipe))
    if states.get(WAVE, WaveState.DRAFT) is WaveState.DRAFT:
        open_wave(instance, WAVE, recipe.parameters)


def _entrances(instance: Instance) -> dict[str, str]:
    """A fresh code, and the coordinator's sign-in with a fresh password."""
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    try:
        add_staff(COORDINATOR, Role.COORDINATOR, password)
    except StaffRefused:  # made by a run that was cut short; nobody was told its password
        change_password(COORDINATOR, password)
    code = create_workspace(WAVE, instance.pepper)
    return {"code": code, "staff": COORDINATOR, "password": password}


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
