"""Crashes: processes that press Send or save pages, and die by SIGKILL wherever they are."""

import random
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from surveyapp.fieldwork.page_token import mark_of
from surveyapp.instance import DATABASES
from tests.journeys.sending import stop_at
from tests.stress.browser import Browser, in_process
from tests.stress.children import Child, ToldLedger, attempts_of, damage, in_child
from tests.stress.ledger import ACKNOWLEDGED, Fate, lost
from tests.stress.pauses import pause
from tests.stress.person import DETAILS, TABLE_PAGE, TEXT_PAGE, Person, Typist, in_letters
from tests.stress.site import Site, make_ready, rows_of

STOPS = ("before", "after", "any", "any")
LATEST_SECONDS = (0.02, 0.1, 0.4, 1.0)
MOST_TRIES = 500


@dataclass
class Told:
    """What all processes of one draft said before they died."""

    attempts: list = field(default_factory=list)
    summaries: list = field(default_factory=list)
    receipts: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    killed: int = 0


def crash(kills, seed):
    """Goes on until so many processes were killed; (one line of summary, what was wrong)."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        _warm(site)
        return _crash(site, kills, random.Random(seed))


def _crash(site, kills, chance):
    drafts, faults, ends, attempts, killed = {}, [], Counter(), [], 0
    while killed < kills:
        name = f"draft{in_letters(len(drafts))}"
        drafts[name] = code = in_child(_ready, site)
        told = _let_die(site, name, code, chance)
        end, problems = in_child(_check, site, code, told)
        ends[end] += 1
        killed += told.killed
        attempts += told.attempts
        faults += [f"{name}: {problem}" for problem in problems]
    faults += in_child(site.strange_words, drafts)
    fates = Counter(attempt.fate for attempt in attempts)
    acknowledged = sum(fates[fate] for fate in ACKNOWLEDGED)
    line = (
        f"crashes: {killed} processes killed on {len(drafts)} drafts, of which {ends['sent']} were"
        f" sent by then and {ends['open']} could be sent afterwards; {acknowledged} saves"
        f" acknowledged, {fates[Fate.IN_DOUBT]} in doubt, {len(faults)} faults"
    )
    return line, faults


def _ready(site):
    code = site.new_code()
    make_ready(in_process(site.app), code)
    return code


def _let_die(site, name, code, chance):
    """One to four processes on one draft; each is stopped at a commit, or at any moment."""
    jobs = [_send] * chance.choice((1, 1, 2)) + [_save] * chance.choice((0, 1, 2))
    plans = []
    for number, job in enumerate(jobs):
        stop = chance.choice(STOPS)
        at = "never" if stop == "any" else f"{stop}-{1 if job is _send else chance.randint(1, 4)}"
        child = Child(job, site, name, code, number, at, chance.random())
        plans.append((child, stop, chance.uniform(0, chance.choice(LATEST_SECONDS))))
    for child, _, _ in plans:
        child.wait_for("ready")
    _kill_in_time([(delay, child) for child, stop, delay in plans if stop == "any"])
    told = Told()
    for child, _, _ in plans:
        told.killed += child.finish()
        told.attempts += attempts_of(child)
        told.summaries += [rows for (rows,) in child.told("summary")]
        told.receipts += [number for (number,) in child.told("receipt")]
        told.faults += [words for (words,) in child.told("fault")]
    return told


def _kill_in_time(plans):
    waited = 0.0
    for delay, child in sorted(plans, key=lambda plan: plan[0]):
        pause(delay - waited)
        waited = delay
        child.kill()


def _send(tell, site, name, code, number, stop, seed):
    """Presses Send until there is a receipt."""
    del name, number, seed
    browser = Browser(in_process(site.app))
    browser.enter(code)
    page = browser.go("/answer/review")
    stop_at(stop)
    tell(("ready",))
    for _ in range(MOST_TRIES):
        form = next((f for f in page.forms if f.action.endswith("/answer/send")), None)
        if form is not None:
            tell(("summary", rows_of(page.html)))
            browser.post(form.action, form.initial())
        page = browser.go("/answer/review")
        if "receipt-number" in page.by_id:
            tell(("receipt", page.by_id["receipt-number"]))
            break
    else:
        tell(("fault", "could not send"))
    for words in browser.forbidden():
        tell(("fault", words))


def _save(tell, site, name, code, number, stop, seed):
    """Saves pages until the draft is sent, at most a few."""
    chance, questions = random.Random(seed), site.questions(code)
    browser = Browser(in_process(site.app))
    typist = Typist(name, 1 + 1000 * number)
    person = Person(browser, f"{name}-{number}", name, code, ToldLedger(tell), typist, questions)
    person.enter()
    form = person.open_page(TEXT_PAGE)
    stop_at(stop)
    tell(("ready",))
    for _ in range(6):
        if form is not None:
            cells = [cell for cell in person.cells_on(form) if cell not in DETAILS]
            chosen = chance.sample(cells, min(len(cells), 2))
            person.save(form, {cell: typist.type(cell) for cell in chosen})
        form = person.open_page(chance.choice((TEXT_PAGE, TABLE_PAGE)))
    for words in browser.forbidden():
        tell(("fault", words))


def _check(site, code, told):
    """("sent" or "open" as it was left, what is wrong); sends what is open."""
    faults = told.faults + damage([site.instance.path / name for name in DATABASES])
    kept = site.kept(code)
    end = "open" if kept.sent is None else "sent"
    if told.receipts and kept.sent is None:
        faults.append("there is a receipt and no response")
    for cell, attempts in _by_cell(told.attempts).items():
        faults += lost(attempts, "", mark_of([kept.cells.get(cell)], None), kept.beside)
    browser = Browser(in_process(site.app))
    browser.enter(code)
    summaries = told.summaries if kept.sent else [_send_after_all(browser)]
    after = site.kept(code)
    if after.sent is None or after.sent != after.projected:
        faults.append("what was sent is not what the draft holds")
    if after.cells != kept.cells:
        faults.append("sending changed the draft")
    if rows_of(browser.go("/answer/copy").html) not in summaries:
        faults.append("what was sent is not what a summary showed")
    if len({browser.go("/answer/receipt").by_id["receipt-number"], *told.receipts}) != 1:
        faults.append("there are several receipts")
    return end, faults + browser.forbidden()


def _send_after_all(browser):
    """What the summary showed."""
    page = browser.go("/answer/review")
    form = next(f for f in page.forms if f.action.endswith("/answer/send"))
    browser.post(form.action, form.initial())
    return rows_of(page.html)


def _by_cell(attempts):
    cells = {}
    for attempt in attempts:
        cells.setdefault(attempt.cell, []).append(attempt)
    return cells


def _warm(site):
    """Reads the form and the templates before the first fork, and closes the databases again."""
    make_ready(in_process(site.app), site.new_code())
    site.close()
