"""Demo: a synthetic study that everybody may try; a second run keeps what was answered."""

import secrets
from collections.abc import Iterator
from datetime import UTC, date, datetime

from surveyapp.cli.progress import watched
from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.fieldwork.submission import stratum
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.formats.source.recipe_file import load_recipe
from surveyapp.instance import SHOWN_OF_DEMO, Instance, write_demo
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.simulation import Recipe, simulate
from surveyapp.questions.cell import Answers
from surveyapp.storage.database import connected
from surveyapp.storage.responses import Submission, response_count, store_many
from surveyapp.storage.staff import StaffRefused, add_staff, change_password, change_roles
from surveyapp.storage.waves import Wave, WaveState, list_waves, new_wave, wave
from surveyapp.storage.workspaces import create_workspace
from surveyapp.study.opening import checked_copy, open_wave
from surveyapp.study.study_figures import figures_of

QUESTIONNAIRE, WAVE, COORDINATOR = "service_provision", "demo", "coordinator"
OPENS = date(2014, 9, 1)
PASSWORD_BYTES = 12
LONGEST_NAME = 40


def fill_demo(instance: Instance, name: str = QUESTIONNAIRE, *, show_progress: bool) -> str:
    """Makes a wave with invented answers, a code and a sign-in; the name of the wave.

    name: of the questionnaire, the flagship if not said. Whatever is there stays, so that a run
    that was cut short is made good by the next one. Once the files of another questionnaire say
    something else, it has a further wave. Raises QuestionnaireMissing, QuestionnaireRefused,
    CannotAnswer.
    """
    with connected(instance):
        chosen = WAVE if name == QUESTIONNAIRE else _wave_for(instance, name)
        is_new = not response_count(chosen)
        if is_new:
            _fill_wave(instance, name, chosen, show_progress=show_progress)
        if is_new or not instance.demo.keys() >= SHOWN_OF_DEMO:
            write_demo(instance.path, _entrances(instance, chosen))
    return chosen


def _wave_for(instance: Instance, name: str) -> str:
    """The wave that asks what the files say now; the next free name where none does."""
    copied = checked_copy(instance, name)
    waves = list_waves(copied.asked.form.name)
    same = [w.name for w in waves if w.release in (copied.release, None) and not w.is_rehearsal]
    return same[-1] if same else f"{copied.asked.form.name}-{len(waves) + 1}"[-LONGEST_NAME:]


def _fill_wave(instance: Instance, name: str, chosen: str, *, show_progress: bool) -> None:
    recipe = load_recipe(name) or Recipe()
    _make_wave(instance, chosen, load_release(name), recipe)
    study = figures_of(instance, wave(chosen))
    made = _submissions(study.form, chosen, recipe)
    shown = watched(made, "Inventing answers", recipe.size) if show_progress else made
    store_many(shown, study.form)
    study.keep_outputs()


def _make_wave(instance: Instance, chosen: str, release: Questionnaire, recipe: Recipe) -> None:
    """An open wave, unless a run that was cut short made it."""
    states = {each.name: each.state for each in list_waves()}
    if chosen not in states:
        new_wave(_wave(chosen, release, recipe))
    if states.get(chosen, WaveState.DRAFT) is WaveState.DRAFT:
        open_wave(instance, chosen, recipe.parameters)


def _entrances(instance: Instance, chosen: str) -> dict[str, str]:
    """A fresh code, and a sign-in that may do everything, with a password where none is known."""
    code, known = create_workspace(chosen, instance.pepper), instance.demo
    if known.keys() >= SHOWN_OF_DEMO:
        return {**known, "code": code}
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    try:
        add_staff(COORDINATOR, StaffRole, password, is_together=instance.roles_together)
    except StaffRefused:  # made by a run that was cut short; nobody was told its password
        change_roles(COORDINATOR, StaffRole, is_together=instance.roles_together)
        change_password(COORDINATOR, password)
    return {"code": code, "staff": COORDINATOR, "password": password}


def _wave(chosen: str, release: Questionnaire, recipe: Recipe) -> Wave:
    return Wave(
        name=chosen,
        questionnaire=release.name,
        version=release.version,
        version_hash=release.version_hash,
        edition=release.editions[0],
        parameters=recipe.parameters,
        opens=OPENS if chosen == WAVE else datetime.now(UTC).date(),
        closes=None,
        state=WaveState.DRAFT,
        is_synthetic=True,
    )


def _submissions(release: Questionnaire, chosen: str, recipe: Recipe) -> Iterator[Submission]:
    for answers in simulate(release, recipe.size, recipe.seed, recipe):
        yield _submission(release, chosen, answers)


def _submission(release: Questionnaire, chosen: str, answers: Answers) -> Submission:
    country, split_code = stratum(Flow(release, answers))
    return Submission(
        questionnaire=release.name,
        version_hash=release.version_hash,
        wave=chosen,
        country=country,
        split_code=split_code,
        mode="web",
        answers=answers,
        is_synthetic=True,
        withdraw_tag=None,
    )
