"""A rehearsal is a wave apart: what is sent there is never opened, counted or published."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from surveyapp.fieldwork.occasion import occasion_of
from surveyapp.storage.answers_tables import (
    draft_section,
    grant,
    rehearsal_part,
    response,
    sealed_flag,
    sealed_response,
    wave_key,
)
from surveyapp.storage.contacts import contacts_of
from surveyapp.storage.contacts_tables import contact, invitation, mail, sample
from surveyapp.storage.database import ANSWERS, CONTACTS, connected, reading
from surveyapp.storage.drafts import SectionDraft, save_sections
from surveyapp.storage.hand_overs import HandOverKind, HandOverTerms, Offer, hand_over
from surveyapp.storage.invitations import exchange
from surveyapp.storage.jobs import JobKind, jobs_of, put_job
from surveyapp.storage.made_files import made_folder
from surveyapp.storage.outbox import queue_mails
from surveyapp.storage.pool import n_waiting, waves_to_mix
from surveyapp.storage.rehearsals import end_rehearsal, was_rehearsed
from surveyapp.storage.responses import store_many
from surveyapp.storage.sending import Sending, send
from surveyapp.storage.study_keys import KeyPurpose, key_path, public_key_of
from surveyapp.storage.waves import (
    WaveRefused,
    WaveState,
    latest_wave,
    move_wave,
    open_waves,
    wave,
    waves_begun,
)
from surveyapp.storage.workspaces import create_of, open_workspace
from surveyapp.study.freezing import freeze_wave
from surveyapp.study.mixing import mix
from surveyapp.study.opening import open_wave
from surveyapp.study.publication import responses_of
from surveyapp.study.study_figures import figures_of
from surveyapp.study.wave_closing import close_wave
from surveyapp.study.wave_draft import WaveRequest, make_draft
from surveyapp.study.work.working import work_off
from tests.cli.round_home import run
from tests.storage.contacts import invite
from tests.storage.submissions import submission

NAME, REAL, TEST = "helplines", "spring", "trial"
DAY = date(2014, 9, 2)
BANNER = "Rehearsal: these answers are thrown away"
WORD = "zebra-crossing-in-the-answer"


@pytest.fixture
def databases(instance):
    """The databases in use, with a real wave and a rehearsal that are open."""
    with connected(instance):
        for name, is_rehearsal in ((REAL, False), (TEST, True)):
            make_draft(instance, WaveRequest(name, NAME, is_rehearsal=is_rehearsal))
            open_wave(instance, name)
        yield instance


def answer_all(instance, name, n=6):
    """Institutions are invited, open their drafts, hand a section over, and send; their codes."""
    asked = invite(instance, *(f"{name} {each}" for each in range(n)), wave=name)
    return [_sent(instance, name, each) for each in asked]


def _sent(instance, name, invited):
    codes = []

    def begin():
        codes.append(create_of(name, instance.pepper, invited.invitation_id))

    assert exchange(invited, begin)
    draft = open_workspace(codes[0], instance.pepper)
    save_sections(draft, {"help": SectionDraft(0, {"answers": {"wishes": WORD}})}, DAY)
    terms = HandOverTerms("a", HandOverKind.ANSWER, ("help",), "", None)
    hand_over(draft, Offer(terms, {}, {}), instance.pepper, DAY)
    made = submission(
        questionnaire=NAME,
        wave=name,
        country="RO",
        answers={"country": "RO", "sector": "public", "wishes": WORD},
        withdraw_tag=draft.keys.withdraw_tag,
    )
    keys = [public_key_of(instance, name, each) for each in (KeyPurpose.STUDY, KeyPurpose.FLAG)]
    assert send(draft, Sending(made, keys[0], {}, SectionDraft(0, {}), keys[1]), DAY)
    return codes[0]


def count(bind, *tables):
    with reading(bind) as connection:
        found = (
            connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables
        )
        return list(found)


def refused(code, call, *arguments):
    with pytest.raises(WaveRefused) as caught:
        call(*arguments)
    assert caught.value.code == code


def test_nothing_opens_counts_or_publishes_a_rehearsal(databases):
    answer_all(databases, TEST)
    refused("rehearsal", mix, databases, TEST)
    closed, mixing = close_wave(databases, TEST)
    assert (closed.state, mixing) == (WaveState.CLOSED, None)
    refused("rehearsal", freeze_wave, databases, TEST)
    refused("rehearsal", move_wave, TEST, WaveState.FROZEN)
    study = figures_of(databases, wave(TEST))
    for shown in (lambda: responses_of(study), lambda: study.outputs, lambda: study.snapshot):
        refused("rehearsal", shown)
    assert count(ANSWERS, response) == [0]
    assert n_waiting(TEST) == 6
    assert study.plan.population == study.instrument.plan.population


def test_a_rehearsal_takes_no_imported_answers_either(databases):
    made = submission(questionnaire=NAME, wave=TEST, answers={"country": "RO"})
    form = figures_of(databases, wave(TEST)).form
    refused("rehearsal", store_many, [made], form)


def test_a_rehearsal_is_no_round_of_its_questionnaire(databases):
    assert waves_to_mix() == (REAL,)
    assert [each.name for each in open_waves(NAME)] == [REAL]
    assert [each.name for each in waves_begun()] == [REAL]
    assert latest_wave(NAME).name == REAL
    assert was_rehearsed(wave(REAL))


def test_ending_throws_away_all_of_the_rehearsal_and_nothing_of_the_real_wave(databases):
    codes = answer_all(databases, TEST)
    kept = answer_all(databases, REAL)
    for name in (TEST, REAL):
        queue_mails(name, occasion_of("invitation"), [c.contact_id for c in contacts_of(name)])
    tables = (grant, draft_section, sealed_response, sealed_flag, wave_key)
    of_contacts = (sample, contact, invitation, mail)
    answers, contacts = count(ANSWERS, *tables), count(CONTACTS, *of_contacts)
    assert end_rehearsal(databases, TEST, DAY)
    assert count(ANSWERS, *tables) == [n // 2 for n in answers]
    assert count(CONTACTS, *of_contacts) == [n // 2 for n in contacts]
    assert count(ANSWERS, rehearsal_part) == [0]
    assert not key_path(databases, TEST).exists()
    assert [open_workspace(code, databases.pepper) for code in codes] == [None] * 6
    assert all(open_workspace(code, databases.pepper) for code in kept)
    assert wave(TEST).state is WaveState.ENDED
    assert mix(databases, REAL).n_mixed == 6


def test_no_byte_of_a_rehearsal_is_left_in_the_files(databases):
    (code, *_others) = answer_all(databases, TEST)
    draft = open_workspace(code, databases.pepper)
    marks = [draft.keys.row_id("help"), draft.keys.pool_id, f"{TEST} 3".encode()]
    assert [mark in files(databases) for mark in marks] == [True] * 3
    end_rehearsal(databases, TEST, DAY)
    assert [mark in files(databases) for mark in marks] == [False] * 3


def test_letters_of_a_rehearsal_go_with_it_and_those_of_the_real_wave_stay(databases):
    wanted = {"layout": "docx", "codes": "yes"}
    for name in (TEST, REAL):
        invite(databases, f"{name} 1", wave=name)
        put_job(JobKind.LETTERS, name, wanted, "account maria", DAY)
    work_off(databases, "worker", lambda: datetime(2014, 9, 2, tzinfo=UTC))
    (gone,), (kept,) = jobs_of(TEST), jobs_of(REAL)
    assert gone.files
    assert kept.files
    put_job(JobKind.MAIL, TEST, {"link": ""}, "account maria", DAY)
    end_rehearsal(databases, TEST, DAY)
    assert jobs_of(TEST) == ()
    assert [each.name for each in made_folder(databases).iterdir()] == [kept.job_id]


def files(instance):
    return b"".join(path.read_bytes() for path in sorted(instance.path.glob("*.db*")))


def test_an_ending_that_was_stopped_is_repeated_to_its_end(databases, monkeypatch):
    answer_all(databases, TEST)
    with monkeypatch.context() as patch:
        patch.setattr("surveyapp.storage.rehearsals._forget_contacts", _dies)
        with pytest.raises(KeyboardInterrupt):
            end_rehearsal(databases, TEST, DAY)
    end_rehearsal(databases, TEST, DAY)
    assert count(CONTACTS, sample, contact, invitation) == [0, 0, 0]
    refused("not-from-ended", end_rehearsal, databases, TEST, DAY)


def _dies(_name):
    raise KeyboardInterrupt


def test_a_real_wave_cannot_be_ended(databases):
    answer_all(databases, REAL)
    refused("no-rehearsal", end_rehearsal, databases, REAL, DAY)
    assert n_waiting(REAL) == 6


def test_a_rehearsal_is_never_written_into_any_file(databases, tmp_path):
    answer_all(databases, TEST)
    move_wave(TEST, WaveState.CLOSED)
    written = (
        ("report", NAME, "--wave", TEST, "--internal", "-o", tmp_path / "report.html"),
        ("export", NAME, "--wave", TEST, "-o", tmp_path / "rows.csv"),
        ("compare", NAME, "--wave", TEST),
        ("quality", NAME, "--wave", TEST),
        ("audit", NAME, "--wave", TEST),
        ("open-data", NAME, "--wave", TEST, "-o", tmp_path / "open"),
        ("mix", TEST),
        ("wave", "freeze", TEST),
    )
    for command in written:
        found = run(*command)
        assert found.exit_code, command
        assert WORD not in found.output
    assert list(tmp_path.glob("report*")) + list(tmp_path.glob("rows*")) == []
    assert not databases.snapshots.exists() or not [*databases.snapshots.glob("*")]


def test_the_command_ends_a_rehearsal_once(instance):
    made = run("wave", "new", TEST, "--questionnaire", NAME, "--rehearsal")
    assert "REHEARSAL" in made.stdout
    assert run("wave", "open", TEST).exit_code == 0
    assert run("wave", "end", TEST).exit_code == 0
    again = run("wave", "end", TEST)
    assert (again.exit_code, "nothing of it is left" in again.stderr) == (1, True)


def test_respondents_and_staff_are_told_on_every_page(coordinator, instance, app):
    with connected(instance):
        made = make_draft(instance, WaveRequest(TEST, NAME, is_rehearsal=True))
        open_wave(instance, made.name)
    assert "thrown away" in coordinator.go(f"/desk/{TEST}/").page.html
    coordinator.go(f"/desk/{TEST}/trial").send()
    code = coordinator.page.html.split('access-code">')[1].split("<")[0]
    coordinator.go("/answer/code").send({"code": [code]})
    assert BANNER in coordinator.page.html
    inside = {link for link in coordinator.page.links if link.startswith("/answer/")}
    inside -= {"/answer/code"}  # knows no draft
    pages = sorted({*inside, "/answer/review", "/answer/hand-over", f"/respond/{NAME}/{TEST}/"})
    assert [page for page in pages if BANNER not in coordinator.go(page).page.html] == []
    assert "Help for people who need it" not in coordinator.go("/").page.html
    assert coordinator.go(f"/respond/{NAME}/").status == 404


def test_no_page_of_answers_is_shown_of_a_rehearsal(as_role, instance):
    with connected(instance):
        make_draft(instance, WaveRequest(TEST, NAME, is_rehearsal=True))
        open_wave(instance, TEST)
        answer_all(instance, TEST)
    pages = {
        "reviewer": ("/coordinate/trial/texts/", "/coordinate/trial/"),
        "coder": ("/coordinate/trial/coding/",),
    }
    for role, addresses in pages.items():
        browser = as_role(role)
        assert [browser.go(address).status for address in addresses] == [404] * len(addresses)
    coordinator = as_role("coordinator")
    html = coordinator.go("/desk/trial/").page.html
    assert "Answered" not in html
    assert "How many answers were sent is told of no rehearsal" in html
