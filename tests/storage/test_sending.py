"""Response, receipt and the end of the draft are one transaction."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from surveyapp.fieldwork.envelope import WorkspaceKeys
from surveyapp.storage.database import connected
from surveyapp.storage.drafts import (
    INDEX,
    SENT,
    DraftConflict,
    DraftSent,
    SectionDraft,
    draft_state,
    load_section,
    save_sections,
)
from surveyapp.storage.pool import n_waiting
from surveyapp.storage.responses import answers_of
from surveyapp.storage.sending import Sending, answers_sent, send
from surveyapp.storage.waves import WaveRefused, WaveState, move_wave
from surveyapp.storage.workspaces import Workspace
from tests.storage.submissions import STUDY_KEY, open_all, submission, when_it_is_free

TODAY = date(2014, 9, 15)
N_THREADS = 20


@pytest.fixture
def draft(new_open_wave):
    """A draft with one saved section, in an open wave."""
    new_open_wave()
    made = Workspace(WorkspaceKeys.fresh(), "spring")
    save_sections(made, {"services": SectionDraft(0, {"answers": {"q": "yes"}})}, TODAY)
    return made


def of(draft, **changes):
    return submission(withdraw_tag=draft.keys.withdraw_tag, **changes)


def sent(draft, versions, **changes):
    index = SectionDraft(versions.get(INDEX, 0), {"edition": "core"})
    sending = Sending(of(draft, **changes), STUDY_KEY.public, {INDEX: 0, **versions}, index)
    return send(draft, sending, TODAY)


def copy_of(draft):
    return answers_sent(draft, "service_provision")


def test_a_draft_is_sent_once_and_says_so_from_the_responses(draft):
    assert not draft_state(draft).is_sent
    assert sent(draft, {"services": 1, "victims": 0})
    assert draft_state(draft).is_sent
    assert draft_state(draft).index.body == {"edition": "core", SENT: True}
    assert not sent(draft, {"services": 1, "victims": 0})
    assert n_waiting("spring") == 1


def test_what_was_sent_can_be_read_by_whoever_has_the_draft(draft):
    assert copy_of(draft) is None
    sent(draft, {"services": 1})
    assert copy_of(draft) == of(draft).answers
    open_all()
    assert copy_of(draft) == of(draft).answers
    assert draft_state(draft).is_sent


@pytest.mark.parametrize("seen", [{"services": 0}, {"services": 2}, {"services": 1, "victims": 1}])
def test_a_section_that_was_saved_since_it_was_seen_stops_the_sending(draft, seen):
    with pytest.raises(DraftConflict):
        sent(draft, seen)
    assert not draft_state(draft).is_sent
    assert draft_state(draft).index is None
    assert n_waiting("spring") == 0


def test_nothing_of_a_sent_draft_is_written_any_more(draft):
    sent(draft, {"services": 1})
    for section, version in (("services", 1), ("victims", 0), (INDEX, 1)):
        with pytest.raises(DraftSent):
            save_sections(draft, {section: SectionDraft(version, {"late": 1})}, TODAY)
    assert load_section(draft.keys, "services", "service_provision").version == 1


@pytest.mark.parametrize("state", [WaveState.CLOSED, WaveState.FROZEN])
def test_a_wave_that_ended_takes_neither_saves_nor_sendings(draft, state):
    move_wave("spring", WaveState.CLOSED)
    if state is WaveState.FROZEN:
        move_wave("spring", state)
    with pytest.raises(WaveRefused, match="closed"):
        save_sections(draft, {"services": SectionDraft(1, {})}, TODAY)
    with pytest.raises(WaveRefused, match="closed"):
        sent(draft, {"services": 1})
    assert draft_state(draft).index is None


def test_sections_are_saved_all_together_or_not_at_all(draft):
    with pytest.raises(DraftConflict):
        save_sections(draft, {"a": SectionDraft(0, {}), "services": SectionDraft(0, {})}, TODAY)
    assert load_section(draft.keys, "a", "service_provision") is None


@pytest.mark.slow
def test_twenty_threads_that_save_and_send_leave_one_response_of_what_was_seen(instance, draft):
    """Whoever saved is in the response, or was told that the draft is sent."""

    def act(n):
        with connected(instance):
            return when_it_is_free(_save, draft, n) if n % 2 else when_it_is_free(_send, draft)

    with ThreadPoolExecutor(N_THREADS) as pool:
        list(pool.map(act, range(2 * N_THREADS)))
        done = list(pool.map(act, range(2)))
    assert done[0] == "sent"
    assert n_waiting("spring") == 1
    stored = load_section(draft.keys, "services", "service_provision")
    assert copy_of(draft) == {"saves": stored.version}
    open_all()
    assert [json.loads(text) for text in answers_of("spring")] == [{"saves": stored.version}]


def _save(draft, n):
    """A colleague: reads, changes, saves; again when somebody was quicker."""
    while True:
        kept = load_section(draft.keys, "services", "service_provision")
        try:
            save_sections(draft, {"services": SectionDraft(kept.version, {"n": n})}, TODAY)
        except DraftConflict:
            continue
        except DraftSent:
            return "too late"
        return "saved"


def _send(draft):
    """The summary shows how often was saved, and exactly that is sent."""
    while True:
        version = load_section(draft.keys, "services", "service_provision").version
        try:
            sent(draft, {"services": version}, answers={"saves": version})
        except DraftConflict:
            continue
        return "sent"
