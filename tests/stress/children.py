"""Children: forked processes that tell what they do through a pipe, and may be killed on the way.

The parent has no database open: a connection does not survive a fork.
"""

import multiprocessing
import signal
import sqlite3
from multiprocessing.connection import wait

from tests.stress.ledger import Ledger

FORK = multiprocessing.get_context("fork")


class ToldLedger(Ledger):
    """Tells every attempt before it is made, and what came of it, so that a kill loses nothing."""

    def __init__(self, tell):
        super().__init__()
        self._tell = tell

    def begin(self, *parts):
        made = super().begin(*parts)
        self._tell(("begin", made))
        return made

    def end(self, attempt, fate):
        super().end(attempt, fate)
        self._tell(("end", attempt.number, fate))


class Child:
    """One process at work. job: takes `tell` and its own arguments."""

    def __init__(self, job, *arguments):
        self._pipe, far = FORK.Pipe(duplex=False)
        self._process = FORK.Process(target=_work, args=(job, far.send, arguments))
        self._process.start()
        far.close()
        self.said = []

    def wait_for(self, word):
        """Reads until this is said, or until the end."""
        while self._read() and self.said[-1][0] != word:
            pass

    def kill(self):
        """SIGKILL; nothing when it has ended."""
        self._process.kill()

    def finish(self):
        """Everything that it said; whether it was killed. Raises RuntimeError when it failed."""
        while self._read():
            pass
        self._process.join()
        if self._process.exitcode not in (0, -signal.SIGKILL):
            raise RuntimeError(f"a process ended with {self._process.exitcode}")
        return self._process.exitcode == -signal.SIGKILL

    def told(self, word):
        """What was said under a word."""
        return [rest for first, *rest in self.said if first == word]

    def _read(self):
        """One more word; False at the end, also in the middle of one."""
        try:
            self.said.append(self._pipe.recv())
        except (EOFError, OSError):
            return False
        return True


def heard(children):
    """(child, word) in the order in which they say it, until the last one has ended."""
    by_pipe = {child._pipe: child for child in children}
    while by_pipe:
        for pipe in wait(list(by_pipe)):
            if by_pipe[pipe]._read():
                yield by_pipe[pipe], by_pipe[pipe].said[-1][0]
            else:
                del by_pipe[pipe]


def in_child(job, *arguments):
    """What a job returns, worked out in a process of its own."""
    child = Child(_tell_result, job, *arguments)
    child.finish()
    return child.told("result")[0][0]


def attempts_of(child):
    """The attempts that a child told of, each with what it knew of it."""
    made = {attempt.number: attempt for (attempt,) in child.told("begin")}
    for number, fate in child.told("end"):
        made[number].fate = fate
    return list(made.values())


def damage(paths):
    """What SQLite finds wrong with its files."""
    found = []
    for path in paths:
        connection = sqlite3.connect(path)
        rows = [row for (row,) in connection.execute("PRAGMA integrity_check")]
        connection.close()
        found += [] if rows == ["ok"] else [f"{path.name}: {row}" for row in rows]
    return found


def _work(job, tell, arguments):
    job(tell, *arguments)


def _tell_result(tell, job, *arguments):
    tell(("result", job(*arguments)))
