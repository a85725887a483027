"""A study with a wave in every state, jobs in every state, and an account of every role."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from flask import Flask

from surveyapp.analysis.coding.coding import Coding, Themes
from surveyapp.fieldwork.occasion import occasion_of
from surveyapp.fieldwork.review import Review, ReviewState
from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.formats.source.questionnaire_folder import load_code_books, load_release
from surveyapp.instance import Instance, create_instance
from surveyapp.storage.codings import codings_of, keep_coding, take_seat
from surveyapp.storage.database import connected
from surveyapp.storage.inquiries import ask_back
from surveyapp.storage.job_leases import (
    STOPPED_TOO_OFTEN,
    Lease,
    fail,
    take_job,
    tell_progress,
)
from surveyapp.storage.jobs import Job, JobKind, JobOutcome, put_job
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.outbox import MailStatus, mails_of, queue_mails, settle
from surveyapp.storage.outbox import fail as fail_mail
from surveyapp.storage.reviews import keep_review, texts_of
from surveyapp.storage.staff import add_staff
from surveyapp.storage.waves import Wave, WaveState, move_wave
from surveyapp.study.freezing import freeze_wave
from surveyapp.study.institutions import institutions_of
from surveyapp.study.opening import open_wave
from surveyapp.study.wave_draft import WaveRequest, make_draft
from surveyapp.study.work.working import work_off
from surveyapp.web import create_app
from surveyapp.web.clock import today
from tests.desk.fieldwork_home import FILES, STUDY, enter
from tests.storage.contacts import invite
from tests.storage.submissions import store_many, submission
from tests.web.people import PASSWORD

DRAFT, OPEN, TRIAL, CLOSED = "autumn", "spring", "trial", "winter"
FROZEN, UNCODED = "past", "older"
UNCONFIRMED = "newcomer"
WISHES = "Write to ana.popescu@example.org about place {} of {}."
N_READ = {UNCODED: 10, FROZEN: 16}
"""How many texts were read; only where all were, two coders are done."""


@dataclass(frozen=True)
class EveryWave:
    """The study; `parts`: what stands in addresses, such as the id of a job."""

    instance: Instance
    app: Flask
    parts: dict[str, str]


def every_wave(path, patch) -> EveryWave:
    """Makes the study at a path that is not there yet, and makes it the home of all commands."""
    shutil.copytree(FILES, path)
    enter(path, patch)
    made = create_instance(path / "instance")
    upgrade(made)
    with connected(made):
        add_everybody()
        for name, more in _WAVES.items():
            make_draft(made, WaveRequest(name, STUDY, **more))
            if name != DRAFT:
                open_wave(made, name)
        _ask(made)
        _answered(made)
        mark = institutions_of(OPEN)[0].mark
        jobs = _jobs(made)
    return EveryWave(made, create_app(made), {**jobs, "institution": mark})


_WAVES = {
    DRAFT: {},
    CLOSED: {"closes": today() + timedelta(40)},
    UNCODED: {"closes": today() + timedelta(40)},
    FROZEN: {"closes": today() + timedelta(40)},
    TRIAL: {"is_rehearsal": True},
    OPEN: {"opens": today() - timedelta(20), "closes": today() + timedelta(40)},
}


def add_everybody() -> None:
    """An account of each role, named like it, and one more that types no code again."""
    for role in StaffRole:
        add_staff(role.value, [role], PASSWORD)
    add_staff(UNCONFIRMED, [StaffRole.COORDINATOR], PASSWORD)


def _ask(instance: Instance) -> None:
    """Institutions of the open wave: mails that were sent, failed and wait; one was asked back."""
    names = [f"Zinnober {place:02}" for place in range(12)]
    asked = invite(instance, *names, wave=OPEN, email="post@example.org")
    ask_back(asked[0].invitation_id, "Could you look at B2 again?")
    first = occasion_of("invitation")
    queue_mails(OPEN, first, [each.contact_id for each in asked[:6]])
    for each in mails_of(OPEN)[:4]:
        settle(each.mail_id, MailStatus.SENT, "2014-W36")
    fail_mail(mails_of(OPEN)[0], MailStatus.BOUNCED, None)


def _answered(instance: Instance) -> None:
    """A wave that is closed, and one that is frozen, with texts and what coders found in them."""
    form = load_release(STUDY)
    for name in (CLOSED, UNCODED, FROZEN):
        store_many(
            submission(
                questionnaire=STUDY,
                version_hash=form.version_hash,
                wave=name,
                country=country,
                split_code="public",
                answers={
                    "country": country,
                    "sector": "public",
                    "keeps": "yes",
                    "helps": ["bed"],
                    "places": place,
                    "wishes": WISHES.format(place, country),
                },
            )
            for country in ("RO", "NO")
            for place in range(8)
        )
        move_wave(name, WaveState.CLOSED)
    for name in (UNCODED, FROZEN):
        found, _mixing = freeze_wave(instance, name)
        for text in texts_of(found, form)[: N_READ[name]]:
            keep_review(text.text, Review(ReviewState.CLEARED))
    (coding,) = codings_of(found, form, load_code_books(STUDY))
    for name, n in (("ana", 1), ("kari", 2)):
        _code(found, coding, name, frozenset(coding.book.codes[:n]))


def _code(found: Wave, coding: Coding, account: str, themes: Themes) -> None:
    """Finds the same themes in every text."""
    seat = take_seat(found, coding, account)
    seated = replace(coding, coders={**coding.coders, seat: account})
    for text in coding.texts:
        keep_coding(seated, account, text, themes)


def _jobs(instance: Instance) -> dict[str, str]:
    """State -> id of a job of the open wave; what is done made files, and is of the frozen one."""
    done = _job(JobKind.CODEBOOK, FROZEN, {"languages": "en", "formats": "csv html"})
    work_off(instance, "worker", _now)
    failed = _job(JobKind.LETTERS, OPEN, {})
    fail(_taken(), today(), JobOutcome(STOPPED_TOO_OFTEN, {}))
    running = _job(JobKind.MAIL, OPEN, {})
    tell_progress(_taken(), 3, 12)
    waiting = _job(JobKind.MIX, CLOSED, {})
    found = {"done": done, "failed": failed, "running": running, "waiting": waiting}
    return {state: each.job_id for state, each in found.items()}


def _job(kind: JobKind, name: str, wanted: Mapping[str, str]) -> Job:
    return put_job(kind, name, wanted, "account coordinator", today())


def _taken() -> Lease:
    lease = take_job("worker", _now())
    assert lease is not None
    return lease


def _now() -> datetime:
    return datetime.now(UTC)
