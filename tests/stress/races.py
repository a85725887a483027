"""Races: twenty people at once on a draft that is ready to be sent, round after round."""

import random
import sys
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import func, select

from surveyapp.fieldwork.page_token import mark_of
from surveyapp.questionnaire.model import FULL
from surveyapp.questions.cell import Missing, MissingReason
from surveyapp.storage.answers_tables import response, sealed_response
from surveyapp.storage.database import ANSWERS, reading
from tests.stress.browser import Browser, in_process
from tests.stress.deeds import CELLS, DEEDS, Round, save, send
from tests.stress.ledger import ACKNOWLEDGED, Fate, Ledger, lost, lost_in_a_table, may_stand
from tests.stress.person import DETAILS, FIGURES, TEXTS, Person, Typist, in_letters
from tests.stress.site import Site, make_ready, rows_of

PEOPLE = 20
SWITCH_SECONDS = 0.0005
PATIENCE_SECONDS = (0.0, 0.5, 2.0)
SET_ASIDE = mark_of([Missing(MissingReason.NOT_RECORDED)], None)


def race(rounds, seed, people=PEOPLE):
    """Runs the rounds; (one line of summary, what was wrong)."""
    kept = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        with tempfile.TemporaryDirectory() as folder:
            site = Site(Path(folder))
            try:
                return _race(site, rounds, random.Random(seed), people)
            finally:
                site.close()
    finally:
        sys.setswitchinterval(kept)


def _race(site, rounds, chance, people):
    ledger, drafts, faults = Ledger(), {}, []
    other = site.new_code()
    make_ready(in_process(site.app), other)
    drafts["draftother"] = other
    pages = {name: site.questions(other)[FULL][name].page for name in DETAILS}
    for number in range(rounds):
        name, code = f"draft{in_letters(number)}", site.new_code()
        drafts[name] = code
        make_ready(in_process(site.app), code)
        happening = Round(code, other, pages, chance.choice(PATIENCE_SECONDS))
        problems = _run(site, name, happening, ledger, chance, people)
        problems += _check(site, name, happening, ledger)
        problems += site.strange_words({name: code, "draftother": other})
        faults += [f"round {number} ({name}): {problem}" for problem in problems]
    faults += site.strange_words(drafts)
    faults += [] if _responses(site) == rounds else ["responses and drafts differ in number"]
    acknowledged, away = ledger.number_of(*ACKNOWLEDGED), ledger.number_of(Fate.TURNED_AWAY)
    held = ledger.number_of(Fate.HELD, Fate.KEPT)
    line = (
        f"races: {rounds} rounds of {people}, {acknowledged} saves acknowledged ({held} of them"
        f" held beside an answer), {away} turned away, {len(faults)} faults"
    )
    return line, faults


def _run(site, name, happening, ledger, chance, people):
    """Everybody at once; what went wrong on the way."""
    chosen = chance.choices(list(DEEDS), list(DEEDS.values()), k=people - 2)
    chosen += [send, save]
    typist, questions = Typist(name), site.questions(happening.code)
    jobs = []
    for number, deed in enumerate(chosen):
        browser = Browser(in_process(site.app))
        visitor = f"{name}-{number}"
        person = Person(browser, visitor, name, happening.code, ledger, typist, questions)
        person.enter()
        jobs.append((deed, person, random.Random(chance.random())))
    with ThreadPoolExecutor(people) as pool:
        running = [pool.submit(deed, who, happening, own) for deed, who, own in jobs]
    faults = [
        "".join(traceback.format_exception(problem))
        for problem in (each.exception() for each in running)
        if problem is not None
    ]
    return faults + [fault for _, who, _ in jobs for fault in who.browser.forbidden()]


def _check(site, name, happening, ledger):
    """What is wrong with a draft after its round."""
    kept = site.kept(happening.code)
    if kept.sent is None:
        return ["was not sent"]
    faults = list(happening.late)
    if len(happening.receipts) != 1:
        faults.append(f"receipts {sorted(happening.receipts)}")
    if kept.sent != kept.projected:
        faults.append("the response is not what the draft holds")
    faults += _check_copy(site, happening, kept)
    faults += _check_saves(kept, happening, ledger.of(name))
    faults += _check_late(happening, ledger, name)
    return faults + _check_presses(kept, happening)


def _check_copy(site, happening, kept):
    """The copy shows the stored response, and a summary under which Send was pressed."""
    browser = Browser(in_process(site.app))
    browser.enter(happening.code)
    html = browser.go("/answer/copy").html
    told = [kept.sent[cell] for cell in (*TEXTS, *DETAILS) if isinstance(kept.sent.get(cell), str)]
    faults = [f"the copy lacks {words!r}" for words in told if words not in html]
    if rows_of(html) not in happening.summaries:
        faults.append("the copy shows what no summary showed")
    return faults


def _check_saves(kept, happening, attempts):
    undos = sum(1 for p in happening.presses if p.what == "table" and not p.value)
    is_looped = any(p.what == "table" for p in happening.presses)
    faults = []
    for cell, tried in attempts.items():
        last = mark_of([kept.cells.get(cell)], None)
        if cell in FIGURES and is_looped:
            faults += lost_in_a_table(tried, "", last, SET_ASIDE, undos)
        else:
            faults += lost(tried, "", last, kept.beside)
    return faults + [f"{c} was asked twice" for c in attempts if c not in CELLS]


def _check_late(happening, ledger, name):
    return [
        f"{a.cell} was called {a.fate.value} after the receipt"
        for a in ledger.attempts
        if a.draft == name and a.number > happening.sent_at and a.fate in ACKNOWLEDGED
    ]


def _check_presses(kept, happening):
    """The last buttons that set something still hold."""
    found = {
        "edition": (kept.index.get("edition"), "core"),
        "aside": (bool(kept.index.get("aside")), False),
        "declined": (bool(kept.index.get("declined")), False),
    }
    faults = []
    for what, (value, first) in found.items():
        allowed = may_stand([p for p in happening.presses if p.what == what], first)
        if value not in allowed:
            faults.append(f"{what} is {value}, though it can only be {allowed}")
    return faults


def _responses(site):
    with site.app.app_context(), reading(ANSWERS) as connection:
        return sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (response, sealed_response)
        )
