"""Waves that take answers and have none yet: a home with one small questionnaire."""

import shutil

from surveyapp.fieldwork.envelope import WorkspaceKeys
from surveyapp.instance import create_instance, load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.drafts import SectionDraft
from surveyapp.storage.invitations import exchange
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.sending import Sending, send
from surveyapp.storage.study_keys import KeyPurpose, public_key_of
from surveyapp.storage.waves import WaveState, move_wave, new_wave
from surveyapp.storage.workspaces import Workspace
from tests.reports.small_report import NAME, WAVE, make_home
from tests.storage.conftest import wave as usual_wave
from tests.storage.contacts import invite
from tests.storage.submissions import TODAY, submission


def make_empty_home(path):
    """A project and an instance whose one wave is open; the working folder must be `path`."""
    make_home(path)
    instance = create_instance(path / "instance")
    upgrade(instance)
    with connected(instance):
        new_wave(usual_wave(WAVE, questionnaire=NAME))
        public_key_of(instance, WAVE)
        move_wave(WAVE, WaveState.OPEN)


def copy_of(made, folder):
    """An instance of its own, as it was made."""
    return load_instance(shutil.copytree(made / "instance", folder / "instance"))


def sent_to(instance, country="RO", sector="public", invitation=None, split_code=None, **answers):
    """Sends answers of an institution from an empty draft; the draft.

    invitation: id of the one that was exchanged for it.
    """
    draft = Workspace(WorkspaceKeys.fresh(), WAVE, invitation)
    made = submission(
        questionnaire=NAME,
        country=country,
        split_code=split_code,
        answers={"country": country, "sector": sector, **answers},
        withdraw_tag=draft.keys.withdraw_tag,
    )
    keys = [public_key_of(instance, WAVE, each) for each in (KeyPurpose.STUDY, KeyPurpose.FLAG)]
    assert send(draft, Sending(made, keys[0], {}, SectionDraft(0, {}), keys[1]), TODAY)
    return draft


def invited_to(instance, n):
    """Ids of invitations of as many institutions of which each has opened its own."""
    asked = invite(instance, *(f"Institution {each}" for each in range(n)), wave=WAVE)
    assert all(map(exchange, asked))
    return [each.invitation_id for each in asked]
