"""A small version of each part of the stress tool, and its ledger, which must find a loss.

Nothing here is measured, and nothing ends because time is over.
"""

import pytest

from tests.stress.chaos import Enough, chaos
from tests.stress.crashes import crash
from tests.stress.ledger import Fate, Ledger, Press, lost, lost_in_a_table, may_stand
from tests.stress.races import race


def saves(*told):
    """Attempts on one cell: (visit, before, after, fate)."""
    ledger = Ledger()
    for visit, before, after, fate in told:
        ledger.end(ledger.begin("draft", "cell", visit, before, after, f"words {after}"), fate)
    return ledger.attempts


CHAIN = (("one", "", "a", Fate.TAKEN), ("two", "a", "b", Fate.TAKEN))


def test_saves_that_follow_each_other_are_no_loss():
    assert lost(saves(*CHAIN), "", "b") == []


def test_two_saves_taken_over_the_same_answer_are_a_loss():
    assert (
        "lost 'words a'"
        in lost(saves(("one", "", "a", Fate.TAKEN), ("two", "", "b", Fate.TAKEN)), "", "b")[0]
    )


def test_an_acknowledged_save_that_is_not_there_is_a_loss():
    assert "lost 'words b'" in lost(saves(*CHAIN), "", "a")[0]


def test_an_answer_that_nobody_wrote_is_found():
    assert "never written" in lost(saves(*CHAIN), "", "c")[0]


@pytest.mark.parametrize("last", ["a", "b"])
def test_a_save_in_doubt_may_be_there_or_not(last):
    assert lost(saves(CHAIN[0], ("two", "a", "b", Fate.IN_DOUBT)), "", last) == []


def test_what_was_turned_away_must_not_be_there():
    assert lost(saves(CHAIN[0], ("two", "a", "b", Fate.TURNED_AWAY)), "", "b")


def test_what_was_held_must_stand_beside_the_answer_until_it_is_decided():
    held = saves(CHAIN[0], ("two", "", "b", Fate.HELD))
    assert lost(held, "", "a", ["words b"]) == []
    assert "lost 'words b'" in lost(held, "", "a")[0]
    decided = saves(CHAIN[0], ("two", "", "b", Fate.HELD), ("two", "a", "b", Fate.TAKEN))
    assert lost(decided, "", "b") == []


def test_undo_explains_two_saves_over_one_answer_in_a_table_and_nothing_else_does():
    twice = saves(CHAIN[0], CHAIN[1], ("three", "a", "c", Fate.TAKEN))
    assert lost_in_a_table(twice, "", "c", "nd", undos=1) == []
    assert lost_in_a_table(twice, "", "c", "nd", undos=0)


def test_the_last_press_holds_and_of_two_at_once_either():
    first, later = Press("edition", "full", 1, 2, True), Press("edition", "core", 3, 5, True)
    assert may_stand([first, later], "core") == {"core"}
    assert may_stand([later, Press("edition", "full", 4, 6, True)], "core") == {"core", "full"}
    assert may_stand([], "core") == {"core"}


@pytest.mark.slow
def test_twenty_people_on_one_draft_lose_nothing():
    assert race(1, seed=1)[1] == []


@pytest.mark.slow
def test_killed_processes_lose_nothing():
    assert crash(3, seed=1)[1] == []


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 2, 4])
def test_a_killed_server_loses_nothing(processes):
    assert chaos(Enough(kills=1, saves=10, seconds=None), 1, processes)[1] == []
