"""What is made of a file is made once, also by threads that ask at the same moment."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from surveyapp.formats.source.kept_file import kept, state

THREADS = 8


def test_threads_that_ask_at_once_take_what_one_of_them_made():
    made, all_there = [], Barrier(THREADS)

    def make(source):
        made.append(source)
        return object()

    def ask(_place):
        all_there.wait()
        return kept("asked at once", lambda: "source", make)

    with ThreadPoolExecutor(THREADS) as threads:
        found = {*threads.map(ask, range(THREADS))}
    assert (len(found), made) == (1, ["source"])


def test_what_is_made_of_what_is_kept_does_not_wait_for_itself():
    def outer(_source):
        return kept("inner", lambda: 1, lambda n: n + 1)

    assert kept("outer", lambda: 0, outer) == 2


def test_a_file_of_equal_length_that_brings_its_old_time_along_is_another(tmp_path):
    """As `touch -r`, `cp -p` and `rsync -t` leave it."""
    path = tmp_path / "file"
    path.write_text("one", encoding="utf-8")
    before, found = state(path), path.stat()
    path.write_text("two", encoding="utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert state(path) != before
