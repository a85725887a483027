"""The flagship questionnaire with an open wave, invitations, and invented answers to send."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import update

from benchmarks.former import Send
from surveyapp.cli.demo import QUESTIONNAIRE
from surveyapp.fieldwork.contact import Contact, Stratum
from surveyapp.fieldwork.envelope import WorkspaceKeys
from surveyapp.fieldwork.invitation import InvitationMode, InvitationStatus
from surveyapp.fieldwork.submission import stratum
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.formats.source.recipe_file import load_recipe
from surveyapp.instance import Instance, create_instance, load_instance
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.simulation import Recipe, simulate
from surveyapp.questions.cell import Answers
from surveyapp.storage.contacts import keep_contacts
from surveyapp.storage.contacts_tables import invitation
from surveyapp.storage.database import CONTACTS, connected, writing
from surveyapp.storage.drafts import SectionDraft
from surveyapp.storage.invitations import invitations_of, make_invitations
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.responses import Submission
from surveyapp.storage.sending import Sending
from surveyapp.storage.study_keys import KeyPurpose, public_key_of
from surveyapp.storage.waves import Wave, WaveState, new_wave
from surveyapp.storage.workspaces import Workspace
from surveyapp.study.opening import open_wave

WAVE, SEED = "bench", 20_141
TODAY = date(2014, 9, 15)


def make_open(folder: Path, n_invited: int) -> None:
    """An instance with an open wave, and invitations that were opened."""
    instance = create_instance(folder, is_demo=True)
    upgrade(instance)
    form, recipe = load_release(QUESTIONNAIRE), load_recipe(QUESTIONNAIRE) or Recipe()
    with connected(instance):
        new_wave(_wave(form))
        open_wave(instance, WAVE, recipe.parameters)
        invite(instance, n_invited)
        opened = update(invitation).values(status=InvitationStatus.OPENED)
        with writing(CONTACTS) as connection:
            connection.execute(opened)


def invite(instance: Instance, n: int) -> list[str]:
    """Codes of as many invitations to the wave; its databases are in use."""
    listed = [Contact(f"Institution {each}", "en", Stratum(None, None)) for each in range(n)]
    keep_contacts(WAVE, listed, InvitationMode.TRACKED)
    make_invitations(WAVE, instance.pepper)
    return [each.code(instance.pepper) for each in invitations_of(WAVE)]


def submissions(n: int) -> list[Submission]:
    """Invented answers with words, the same in every run."""
    form, recipe = load_release(QUESTIONNAIRE), load_recipe(QUESTIONNAIRE) or Recipe()
    return [_submission(form, answers) for answers in simulate(form, n, SEED, recipe)]


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends in one way, each from an empty draft. keys: public halves, of answers and of flags."""

    send: Send
    keys: tuple[bytes, bytes]
    invitations: Sequence[bytes]

    def all(self, made: Sequence[Submission]) -> None:
        """Each from the draft of an invitation of its own. Raises RuntimeError when not taken."""
        for each, invited in zip(made, self.invitations, strict=False):
            draft = Workspace(WorkspaceKeys.fresh(), WAVE, invited)
            tagged = replace(each, withdraw_tag=draft.keys.withdraw_tag)
            sending = Sending(tagged, self.keys[0], {}, SectionDraft(0, {}), self.keys[1])
            if not self.send(draft, sending, TODAY):
                raise RuntimeError("not sent")


def sender_to(instance: Instance, send: Send) -> Sender:
    """For the wave of an instance whose databases are in use."""
    keys = (public_key_of(instance, WAVE), public_key_of(instance, WAVE, KeyPurpose.FLAG))
    return Sender(send, keys, [each.invitation_id for each in invitations_of(WAVE)])


def fill_waiting(folder: Path, send: Send, n: int) -> None:
    """Makes an instance in which so many answers wait."""
    make_open(folder, n)
    instance = load_instance(folder)
    with connected(instance):
        sender_to(instance, send).all(submissions(n))


def _wave(form: Questionnaire) -> Wave:
    return Wave(
        name=WAVE,
        questionnaire=form.name,
        version=form.version,
        version_hash=form.version_hash,
        edition=form.editions[0],
        parameters={},
        opens=None,
        closes=None,
        state=WaveState.DRAFT,
        is_synthetic=True,
    )


def _submission(form: Questionnaire, answers: Answers) -> Submission:
    country, split_code = stratum(Flow(form, answers))
    return Submission(
        questionnaire=form.name,
        version_hash=form.version_hash,
        wave=WAVE,
        country=country,
        split_code=split_code,
        mode="web",
        answers=answers,
        is_synthetic=True,
        withdraw_tag=None,
    )
