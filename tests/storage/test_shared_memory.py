"""What the processes of one server know together (T17: limits hold for all of them at once)."""

import multiprocessing
import os
import signal
from threading import Thread

import pytest

from surveyapp.storage.shared_memory import SharedKey, SharedTable
from surveyapp.storage.turns import Turns
from surveyapp.web.failures import Failures
from tests.waiting import LONGEST

AT_ONCE = 0
"""Seconds for which somebody asks again whom the kernel refused."""
FORK = multiprocessing.get_context("fork")


def in_child(work, *arguments):
    """Runs something in a process that was forked from this one."""
    child = FORK.Process(target=work, args=arguments)
    child.start()
    child.join()
    return child.exitcode


def test_processes_count_together():
    counted = Failures("x", 40, 60)
    children = [FORK.Process(target=count_ten, args=(counted,)) for _ in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert counted.begin("a")[1]
    assert not counted.begin("b")[1]


def count_ten(counted):
    for _ in range(10):
        moment, is_too_many = counted.begin("a")
        assert not is_too_many
        counted.end("a", moment, was_wrong=True)


def test_right_tries_at_once_leave_the_wrong_ones_of_others_counted():
    counted, all_begun = Failures("x", 5, 60), FORK.Barrier(8)
    for _ in range(5):
        moment, _is_too_many = counted.begin("a")
        counted.end("a", moment, was_wrong=True)
    children = [FORK.Process(target=try_rightly, args=(counted, all_begun)) for _ in range(8)]
    for child in children:
        child.start()
    for child in children:
        child.join(LONGEST)
    assert [child.exitcode for child in children] == [0] * 8
    assert counted.begin("a")[1]
    assert counted.seconds_left("a") > 0


def try_rightly(counted, all_begun):
    """Ends only when all have begun."""
    moment, _is_too_many = counted.begin("a")
    all_begun.wait(LONGEST)
    counted.end("a", moment, was_wrong=False)
    os._exit(0)


def test_a_try_whose_process_is_killed_counts_and_keeps_no_place_for_good():
    counted, brief = Failures("x", 1, 60), Failures("y", 1, 0)
    for each in (counted, brief):
        assert in_child(die_trying, each) == -signal.SIGKILL
    assert counted.begin("a")[1]
    assert not brief.begin("a")[1]


def die_trying(counted):
    counted.begin("a")
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_is_killed_while_it_counts_stops_nobody():
    table = SharedTable(100, 2)
    assert in_child(die_inside, table) == -signal.SIGKILL
    with table.held():
        table.keep("a", [1.0])
        assert table.moments("a") == [1.0]


def die_inside(table):
    with table.held():
        os.kill(os.getpid(), signal.SIGKILL)


def test_all_processes_have_the_same_key():
    key = SharedKey(3600)
    assert in_child(is_key, key, key.now()) == 0


def is_key(key, wanted):
    os._exit(int(key.now() != wanted))


def test_a_key_that_is_too_old_is_gone():
    key = SharedKey(-1)
    assert key.now() != key.now()


@pytest.mark.parametrize("kept", [[], [1.0], [1.0, 2.0, 3.0]])
def test_a_table_keeps_the_last_moments_of_a_key(kept):
    table = SharedTable(10, 2)
    table.keep("a", [9.0])
    table.keep("a", kept)
    assert table.moments("a") == kept[-2:]
    assert table.moments("b") == []


def test_a_full_table_forgets_what_was_written_first():
    table = SharedTable(4, 1)
    for n in range(1, 9):
        table.keep(str(n), [float(n)])
    assert [n for n in range(1, 9) if table.moments(str(n))] == [5, 6, 7, 8]


def test_no_two_processes_wait_for_each_other_for_ever():
    """The kernel refuses a process that it believes to wait for ever; its threads do not."""
    both = SharedTable(1, 1), SharedTable(1, 1)
    children = [FORK.Process(target=take_in_two_threads, args=(both,)) for _ in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join(LONGEST)
    assert [child.exitcode for child in children] == [0, 0, 0]


def take_in_two_threads(tables):
    """One thread holds one lock while the other waits for the other's."""
    failed = []

    def take(table):
        try:
            for _ in range(200):
                with table.held():
                    os.sched_yield()
        except OSError as error:
            failed.append(error)

    threads = [Thread(target=take, args=(table,)) for table in tables]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os._exit(len(failed))


def test_writers_of_several_processes_take_turns():
    turns, inside = Turns(), SharedTable(1, 1)
    children = [FORK.Process(target=take_turns, args=(turns, inside)) for _ in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join(LONGEST)
    assert [child.exitcode for child in children] == [0, 0, 0]


def take_turns(turns, inside):
    """Nobody else has a turn at that moment."""
    for _ in range(100):
        with turns.taken():
            if inside.moments("writer"):
                os._exit(1)
            inside.keep("writer", [1.0])
            os.sched_yield()
            inside.keep("writer", [])
    os._exit(0)


def test_of_two_processes_that_wait_for_each_other_one_gives_up():
    """Each has what the other wants: it is no mistake of the kernel."""
    first, second, both_have = SharedTable(1, 1), SharedTable(1, 1), FORK.Barrier(2)
    one = FORK.Process(target=take_both, args=(first, second, both_have))
    other = FORK.Process(target=take_both, args=(second, first, both_have))
    for child in (one, other):
        child.start()
    for child in (one, other):
        child.join(LONGEST)
    assert 0 in (one.exitcode, other.exitcode)
    assert {one.exitcode, other.exitcode} <= {0, 1}


def take_both(mine, wanted, both_have):
    with mine.held():
        both_have.wait(LONGEST)
        came = wanted.acquire(timeout=AT_ONCE)
    os._exit(0 if came else 1)
