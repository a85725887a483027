"""Batches: institutions that open invitations, send and withdraw while others mix, and may die.

Every step is some processes at once. Half of the runs kill some of them by SIGKILL, before or after
a commit or at any moment; in the others they race alone. After every step everything is looked at.
"""

import os
import random
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from surveyapp.study.mixing import mix
from tests.journeys.sending import stop_at
from tests.storage.submissions import when_it_is_free
from tests.stress.batch_faults import ANSWERED, Deeds, exchange_faults, faults_of, quiet_faults
from tests.stress.browser import Browser, in_process
from tests.stress.children import Child, heard, in_child
from tests.stress.invited import N_DRAFTS, Invited, exchanged, make_invited
from tests.stress.pauses import pause
from tests.stress.site import QUESTIONNAIRE
from tests.stress.trail import Trail

STEPS, MOST_AT_ONCE, MOST_TRIES = 6, 5, 500
LATEST_SECONDS = 0.3
LIVES = {"send": 0.6, "withdraw": 0.5, "mix": 0.2, "exchange": 0.4}
"""How often each deed is left alone where processes are killed."""
N_COMMITS = {"send": 1, "withdraw": 1, "mix": 3, "exchange": 2}
"""Commits of each deed: opening what waits, keeping who answered and removing flags are three."""


@dataclass
class Tally:
    """What all runs met. ends: deed and where it was killed -> how often."""

    ends: Counter = field(default_factory=Counter)
    done: Counter = field(default_factory=Counter)
    states: Counter = field(default_factory=Counter)
    guesses: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)

    def line(self, runs):
        """One line of summary."""
        done = ", ".join(f"{n} {what}" for what, n in sorted(self.done.items()))
        killed = ", ".join(f"{n} {what}" for what, n in sorted(self.ends.items()))
        states = ", ".join(f"{n} {what}" for what, n in sorted(self.states.items()))
        linked = ", ".join(f"{g.n_hits} of {g.n} by {name}" for name, g in self.guesses.items())
        return (
            f"batches: {runs} runs; acknowledged: {done}; killed: {killed or 'nobody'}; found"
            f" between commits: {states or 'nothing'}; guessed right: {linked or 'nothing'};"
            f" {len(self.faults)} faults"
        )


def batch(runs, seed):
    """Runs them; (one line of summary, what was wrong)."""
    tally, chance = Tally(), random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path, *invited = in_child(make_invited, Path(folder) / "made")
        site = Invited(path, Path(folder) / "instance", *invited)
        for number in range(runs):
            site.restore()
            copies = Path(folder) / f"copies{number}"
            found = _Run(site, copies, chance, tally, kills=number % 2 == 0).faults()
            tally.faults += [f"run {number}: {each}" for each in found]
            shutil.rmtree(copies)
    tally.faults += [fault for name, g in tally.guesses.items() for fault in g.faults(name)]
    return tally.line(runs), tally.faults


class _Start:
    """What all processes of a step wait for, that they begin together.

    The end of a pipe: whoever is killed while waiting for a lock would keep it.
    """

    def __init__(self):
        self._read, self._write = os.pipe()

    def together(self, tell, stop):
        """In a child: waits until all are ready. stop: where it is killed then, see `stop_at`."""
        os.close(self._write)
        stop_at(stop)
        tell(("ready",))
        os.read(self._read, 1)

    def now(self):
        """In the parent: they begin."""
        os.close(self._write)
        os.close(self._read)


class _Run:
    """One copy of the instance, some steps, and a quiet end."""

    def __init__(self, site, copies, chance, tally, *, kills):
        self.site, self.chance, self.tally, self.kills = site, chance, tally, kills
        self.before = in_child(_seen, self.site)
        self.ever_mixed, self.in_doubt = set(), set()
        self.given = {code: set() for _id, code in site.unopened}
        truth = {
            "texts": {each.words: n for n, each in enumerate(site.institutions)},
            "rows": {str(each.figure): n for n, each in enumerate(site.institutions)},
        }
        self.trail = Trail(copies, truth)

    def faults(self):
        """What was wrong in any step, and at the end."""
        found = []
        for number in range(STEPS):
            found += [f"step {number}: {each}" for each in self._step(self._chosen(number))]
        found += [f"quiet mixing: {each}" for each in self._step([("mix", None, "never")])]
        return found + in_child(_end, self.site, self.before, self.given, self.in_doubt)

    def _chosen(self, number):
        """Deeds of a step: (what, of whom, where it stops)."""
        unsent = [n for n in range(N_DRAFTS) if not self.before.stored[n].is_sent]
        sent = [n for n in range(N_DRAFTS) if self.before.stored[n].is_sent]
        deeds = [("send", n) for n in self._some(unsent, MOST_AT_ONCE)]
        deeds += [("withdraw", n) for n in self._some(sent, self.chance.choice((0, 1, 2, 3)))]
        deeds += self.chance.sample(deeds, min(len(deeds), self.chance.choice((0, 1))))
        deeds += [("mix", None)] * (self.chance.choice((0, 1, 1, 2)) if number else 0)
        who = self.chance.choice(self.site.unopened)[1]
        deeds += [("exchange", who)] * self.chance.choice((0, 0, 1, 2))
        return [(what, whose, self._stop(what)) for what, whose in deeds]

    def _some(self, of, most):
        return self.chance.sample(of, min(len(of), most))

    def _stop(self, what):
        if not self.kills or self.chance.random() < LIVES[what]:
            return "never"
        if self.chance.random() < 0.3:
            return "any"
        where = self.chance.choice(("before", "after"))
        return f"{where}-{self.chance.randint(1, N_COMMITS[what])}"

    def _step(self, plans):
        """Lets them loose, looks, and judges."""
        deeds = self._let_loose(plans)
        after = in_child(_seen, self.site)
        withdrawn = [n for n in deeds.withdrawing if not after.stored[n].is_sent]
        self.trail.forget(withdrawn)
        sent = [n for n in deeds.sending if after.stored[n].is_sent]
        self.trail.follow(self.site.instance.path, sent, withdrawn, self.tally.guesses)
        found = faults_of(self.before, after, deeds, self.ever_mixed) + deeds.faults
        self._remember(after, deeds)
        return found

    def _remember(self, after, deeds):
        for n, stored in enumerate(after.stored):
            if stored.n_mixed or n in deeds.withdrawing:
                self.ever_mixed.add(n)  # perhaps: it may have been mixed before it was withdrawn
            if stored.n_mixed and stored.flag:
                is_raised = stored.status is ANSWERED
                where = "flags raised and not removed" if is_raised else "mixed, flags not raised"
                self.tally.states[where] += 1
        for code, given in deeds.opened:
            self.given[code].add(given)
        self.in_doubt |= deeds.in_doubt
        self.before = after

    def _let_loose(self, plans):
        """All at once; what they said before they ended."""
        start = _Start()
        children = [
            (
                Child(_DEEDS[what], self.site, whose, partial(start.together, stop=stop)),
                what,
                whose,
                stop,
            )
            for what, whose, stop in plans
        ]
        for child, *_plan in children:
            child.wait_for("ready")
        start.now()
        self._kill_in_time([child for child, _what, _whose, stop in children if stop == "any"])
        whose_is = {child: whose for child, _what, whose, _stop in children}
        order = [whose_is[child] for child, word in heard(whose_is) if word == "sent"]
        deeds = Deeds(sending=list(dict.fromkeys(order)))
        for child, what, whose, stop in children:
            is_killed = child.finish()
            deeds.note(what, whose, child, stop if is_killed else None)
            if is_killed:
                self.tally.ends[f"{what} {stop}"] += 1
            self.tally.done.update(word for word, *_rest in child.said if word in _DONE)
        return deeds

    def _kill_in_time(self, children):
        for child in children:
            pause(self.chance.uniform(0, LATEST_SECONDS / len(children)))
            child.kill()


def _seen(site):
    with site.app.app_context():
        return site.seen()


def _entered(site, whose):
    browser = Browser(in_process(site.app))
    browser.enter(site.institutions[whose].code)
    return browser


def _send(tell, site, whose, begin):
    """Presses Send until there is a receipt."""
    browser = _entered(site, whose)
    page = browser.go("/answer/review")
    begin(tell)
    for _ in range(MOST_TRIES):
        form = next((f for f in page.forms if f.action.endswith("/answer/send")), None)
        if form is not None:
            browser.post(form.action, form.initial())
        page = browser.go("/answer/review")
        if "receipt-number" in page.by_id:
            return tell(("sent",))
    return tell(("fault", "could not send"))


def _withdraw(tell, site, whose, begin):
    """Takes back what was sent, until it is."""
    browser = _entered(site, whose)
    browser.go("/answer/withdraw")
    begin(tell)
    for _ in range(MOST_TRIES):
        if browser.address.partition("?")[0] != "/answer/withdraw":
            return tell(("withdrawn",))  # a colleague was quicker
        form = next((f for f in browser.page.forms if "form-versions" in f.names()), None)
        if form and browser.post(form.action, form.initial()).path == "/answer/":
            return tell(("withdrawn",))
        browser.go("/answer/withdraw")
    return tell(("fault", "could not withdraw"))


def _mix(tell, site, whose, begin):
    """Mixes until the database is free for it."""
    del whose
    with site.app.app_context():
        begin(tell)
        when_it_is_free(mix, site.instance, QUESTIONNAIRE)
        tell(("mixed",))


def _exchange(tell, site, code, begin):
    """Opens an invitation; whoever comes later is told so."""
    browser = Browser(in_process(site.app))
    begin(tell)
    for _ in range(MOST_TRIES):
        given = exchanged(browser, code)
        if given:
            return tell(("opened", given))
        if "was opened before" in browser.page.html:
            return tell(("spent",))
    return tell(("fault", "could not open an invitation"))


_DEEDS = {"send": _send, "withdraw": _withdraw, "mix": _mix, "exchange": _exchange}
_DONE = frozenset({"sent", "withdrawn", "mixed", "opened", "spent"})


def _end(site, seen, given, in_doubt):
    """What is wrong when all is quiet: flags, words in the files, drafts, invitations."""
    with site.app.app_context():
        return quiet_faults(site, seen) + exchange_faults(site, seen, given, in_doubt)
