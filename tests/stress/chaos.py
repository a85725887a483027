"""Chaos: a real server that is killed again and again under eight people with several tabs each."""

import os
import random
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from benchmarks.site import free_port
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import DATABASES
from tests.stress.browser import Browser, Unanswered, over_http
from tests.stress.children import damage, in_child
from tests.stress.ledger import ACKNOWLEDGED, Fate, Ledger, lost
from tests.stress.pauses import Stopwatch, pause
from tests.stress.person import TABLE_PAGE, TEXT_PAGE, Person, Typist, in_letters, marks_on
from tests.stress.site import QUESTIONNAIRE, Site, make_ready

ROOT = Path(__file__).parents[2]
SERVE = "from surveyapp.command import main; main()"
PEOPLE, DRAFTS, TABS = 8, 5, 3
BETWEEN_KILLS = (0.5, 3.0)
VICTIMS = ("worker", "worker", "worker", "master", "both")
PAUSE_SECONDS = 0.05


@dataclass(frozen=True)
class Enough:
    """When to stop: after so many kills and acknowledged saves, or so many seconds."""

    kills: int
    saves: int
    seconds: float | None


class Server:
    """``surveyapp serve`` on a port of the loopback, started again whenever it was killed."""

    def __init__(self, folder, processes):
        self.port, self.processes, self.kills = free_port(), processes, 0
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "SURVEYAPP_INSTANCE": str(folder),
        }
        self._log = (folder.parent / "server.log").open("ab")
        self._process = None

    def start(self):
        """Starts it until it answers; an orphan of the one before may still hold the port."""
        while not (self._workers() and self.answers()):
            if self._process is None or self._process.poll() is not None:
                layout = ["--port", str(self.port), "--processes", str(self.processes)]
                command = [sys.executable, "-c", SERVE, "serve", *layout]
                self._process = subprocess.Popen(
                    command, env=self._environment, stdout=self._log, stderr=self._log
                )
            pause(PAUSE_SECONDS)

    def answers(self):
        """Whether a page comes."""
        try:
            return over_http(self.port)("GET", "/answer/code", None, {})[0] == 200
        except Unanswered:
            return False

    def kill(self, victim):
        """SIGKILL to the worker, the master or both."""
        workers = self._workers()
        for pid in workers if victim != "master" else ():
            _kill(pid)
        if victim != "worker":
            self._process.kill()
            self._process.wait()
        self.kills += 1

    def stop(self):
        """Ends both for good."""
        workers = self._workers()
        self._process.kill()
        self._process.wait()
        for pid in workers:
            _kill(pid)
        self._log.close()

    def _workers(self):
        """Children of the master; none before it holds the port."""
        if self._process is None:
            return []
        path = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        try:
            return [int(pid) for pid in path.read_text().split()]
        except FileNotFoundError:
            return []


def chaos(enough, seed, processes=2):
    """Runs a server of some processes until it is enough; (one line of summary, what was wrong)."""
    with tempfile.TemporaryDirectory() as folder:
        codes, instance = in_child(_made, Path(folder))
        form = load_release(QUESTIONNAIRE)
        questions = {name: form.in_edition(name).questions for name in form.editions}
        server = Server(instance, processes)
        server.start()
        try:
            return _chaos(server, codes, instance, questions, enough, random.Random(seed))
        finally:
            server.stop()


def _made(folder):
    """(name -> code of each draft, folder of the instance)."""
    site = Site(folder)
    codes = {f"draft{in_letters(number)}": site.new_code() for number in range(DRAFTS)}
    return codes, site.instance.path


def _chaos(server, codes, instance, questions, enough, chance):
    for code in codes.values():
        make_ready(over_http(server.port), code)
    ledger, over, faults = Ledger(), Event(), []
    typists = {name: Typist(name) for name in codes}
    people = []
    for number in range(PEOPLE):
        name = list(codes)[number % DRAFTS]
        browser = Browser(over_http(server.port))
        person = Person(browser, f"p{number}", name, codes[name], ledger, typists[name], questions)
        people.append(person)
    threads = [
        Thread(target=_work, args=(person, random.Random(chance.random()), over, faults))
        for person in people
    ]
    for thread in threads:
        thread.start()
    watch = Stopwatch()
    try:
        _kill_and_start(server, ledger, enough, watch, chance)
    finally:
        over.set()
        server.start()
        for thread in threads:
            thread.join()
    faults += [fault for person in people for fault in person.browser.forbidden()]
    faults += _missing(server, codes, ledger, people, questions)
    faults += damage([instance / name for name in DATABASES])
    return _line(ledger, server, watch, faults), faults


def _kill_and_start(server, ledger, enough, watch, chance):
    """Kills after a random while in which its share of the saves was acknowledged.

    A worker that has just been started is slow: without its share hardly anything would be saved.
    """
    share = enough.saves // enough.kills
    while True:
        before = ledger.number_of(*ACKNOWLEDGED)
        pause(chance.uniform(*BETWEEN_KILLS))
        while ledger.number_of(*ACKNOWLEDGED) < before + share and not _is_late(enough, watch):
            server.start()
            pause(PAUSE_SECONDS)
        done = server.kills >= enough.kills and ledger.number_of(*ACKNOWLEDGED) >= enough.saves
        if done or _is_late(enough, watch):
            return
        server.kill(chance.choice(VICTIMS))
        server.start()


def _is_late(enough, watch):
    return enough.seconds is not None and watch.seconds > enough.seconds


def _work(person, chance, over, faults):
    """Types and saves in several tabs; whatever is not answered is tried again."""
    tabs = []
    is_open = False
    while not over.is_set():
        try:
            is_open = is_open or bool(person.enter())
            _act(person, chance, tabs)
        except Unanswered:
            pause(4 * PAUSE_SECONDS)
        except (AssertionError, StopIteration) as problem:
            faults.append(f"{person.visit}: {type(problem).__name__} {problem}")
            tabs.clear()


def _act(person, chance, tabs):
    """Opens one more tab, or types into one of those that are open and saves it."""
    if len(tabs) < TABS:
        form = person.open_page(chance.choice((TEXT_PAGE, TABLE_PAGE)))
        tabs += [(form, {})] if form is not None else []
        return
    place = chance.randrange(len(tabs))
    form, typed = tabs[place]
    if not typed:
        cells = person.cells_on(form)
        chosen = chance.sample(cells, min(len(cells), chance.randint(1, 2)))
        # Words that an old tab confirms once more would be written twice, which no chain can tell.
        chosen += [cell for cell in cells if person.is_asked(form, cell) and cell not in chosen]
        typed.update({cell: person.typist.type(cell) for cell in chosen})
    person.save(form, typed)  # unanswered: the same form is sent again, as a browser does
    del tabs[place]


def _missing(server, codes, ledger, people, questions):
    """Acknowledged saves that the pages do not show, nor a save that came over them."""
    faults = []
    beside = defaultdict(set)
    for person in people:
        for page in (TEXT_PAGE, TABLE_PAGE):
            shown = _fields(person, page)
            beside[person.draft].update(words for values in shown.values() for words in values)
    for name, code in codes.items():
        answers = _answers(server, code, questions)
        for cell, attempts in ledger.of(name).items():
            found = lost(attempts, "", answers[cell], beside[name])
            faults += [f"{name}: {words}" for words in found]
    return faults


def _fields(person, page):
    form = person.open_page(page)
    return form.initial() if form is not None else {}


def _answers(server, code, questions):
    """Cell -> mark of the answer that somebody reads who enters the code afresh."""
    browser = Browser(over_http(server.port))
    browser.enter(code)
    answers = {}
    for page in (TEXT_PAGE, TABLE_PAGE):
        form = browser.go(f"/answer/page/{page}").form("answer-form")
        answers.update(marks_on(form, questions))
    return answers


def _line(ledger, server, watch, faults):
    acknowledged, doubtful = ledger.number_of(*ACKNOWLEDGED), ledger.number_of(Fate.IN_DOUBT)
    return (
        f"chaos: {server.kills} kills in {watch.seconds:.0f} s, {acknowledged} saves acknowledged,"
        f" {doubtful} in doubt, {len(faults)} lost or wrong"
    )


def _kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
