"""A small version of the batches, and what judges them, which must find every fault.

Nothing here is measured, and nothing ends because time is over.
"""

from dataclasses import replace

import pytest

from surveyapp.fieldwork.invitation import InvitationStatus
from tests.stress.batch_faults import Deeds, faults_of
from tests.stress.batches import batch
from tests.stress.invited import Seen, Stored
from tests.stress.trail import Guesses

OPENED, ANSWERED = InvitationStatus.OPENED, InvitationStatus.ANSWERED
UNSENT = Stored(0, 0, 0, flag=False, status=OPENED)
WAITING = replace(UNSENT, n_waiting=1, flag=True)
MIXED = Stored(0, 1, 1, flag=False, status=ANSWERED)
"""Flags are raised."""
SENDING, WITHDRAWING = Deeds(sending=[0]), Deeds(withdrawing=[0])


def seen(*stored, n_grants=0):
    """Some institutions, and nothing else."""
    sums = sum(each.n_mixed for each in stored), sum(each.n_texts for each in stored)
    return Seen(stored, n_grants, *sums, statuses={}, damage=[])


def faults(was, stored, deeds=None, ever_mixed=()):
    """Of one institution of five, with which nothing else is wrong."""
    others = [was] * 4, [stored] * 4
    every = Deeds(is_mixing=True) if deeds is None else deeds
    return " ".join(faults_of(seen(was, *others[0]), seen(stored, *others[1]), every, ever_mixed))


@pytest.mark.parametrize(
    ("was", "stored"),
    [
        (WAITING, WAITING),
        (WAITING, MIXED),
        (WAITING, replace(MIXED, flag=True, status=OPENED)),
        (WAITING, replace(MIXED, flag=True)),
    ],
    ids=["nothing", "all", "stopped before flags are raised", "stopped before they are removed"],
)
def test_what_a_mixing_may_leave_is_no_fault(was, stored):
    assert faults(was, stored) == ""


@pytest.mark.parametrize(
    ("was", "stored", "words"),
    [
        (WAITING, UNSENT, "is lost"),
        (UNSENT, WAITING, "sent by nobody"),
        (WAITING, replace(MIXED, n_waiting=1), "there twice"),
        (WAITING, replace(MIXED, n_mixed=2), "there twice"),
        (WAITING, replace(MIXED, n_texts=0), "texts without a response"),
        (MIXED, replace(UNSENT, n_texts=1), "texts without a response"),
        (WAITING, replace(WAITING, status=ANSWERED), "was not mixed"),
        (WAITING, replace(WAITING, flag=False), "waits without a flag"),
        (WAITING, replace(MIXED, status=OPENED), "its flag is lost"),
        (UNSENT, replace(UNSENT, flag=True), "nothing is sent"),
    ],
)
def test_every_fault_is_found(was, stored, words):
    assert words in faults(was, stored)


def test_what_was_acknowledged_must_be_so():
    assert "had a receipt" in faults(UNSENT, UNSENT, replace(SENDING, sent={0}))
    assert "still there" in faults(WAITING, WAITING, replace(WITHDRAWING, withdrawn={0}))


def test_a_deed_that_was_killed_may_be_done_or_not():
    for deeds, ends in ((SENDING, (UNSENT, WAITING)), (WITHDRAWING, (WAITING, UNSENT))):
        for end in ends:
            assert faults_of(seen(ends[0]), seen(end), deeds, ()) == []


def test_what_was_mixed_once_and_withdrawn_may_wait_as_answered():
    again = replace(WAITING, status=ANSWERED)
    assert faults(again, again, ever_mixed=range(5)) == ""


def test_fewer_than_five_at_once_are_found():
    (found,) = faults_of(seen(WAITING), seen(MIXED), Deeds(is_mixing=True), ())
    assert found == "1 were mixed at once"


def test_a_code_too_many_is_found_but_where_an_exchange_was_killed():
    before, after = seen(UNSENT), seen(UNSENT, n_grants=1)
    assert faults_of(before, after, Deeds(), ()) == ["1 codes too many"]
    assert faults_of(before, after, Deeds(opened=[("invitation", "code")]), ()) == []
    assert faults_of(before, after, Deeds(n_killed=1), ()) == []


def test_more_hits_than_by_chance_are_a_fault():
    assert Guesses(100, 25).faults("texts") == []
    assert Guesses(100, 60).faults("texts") == ["texts: 60 of 100 were linked"]


@pytest.mark.slow
def test_batches_of_killed_processes_lose_and_link_nothing():
    assert batch(2, seed=1)[1] == []
