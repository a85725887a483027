"""Batch faults: what must hold of what is sent, mixed and withdrawn, whoever died on the way.

Nothing acknowledged is lost; nothing stands twice; texts go where their response goes; no flag is
raised for what waits, and none is lost for what was mixed; an invitation gives one code.
"""

from dataclasses import dataclass, field

from surveyapp.fieldwork.invitation import InvitationStatus
from surveyapp.storage.sending import answers_sent
from surveyapp.storage.workspaces import open_workspace
from tests.stress.browser import Browser, in_process
from tests.stress.invited import FIGURE, TEXT_PAGE, WORDS, exchanged
from tests.stress.site import QUESTIONNAIRE

K = 5
ANSWERED, OPENED = InvitationStatus.ANSWERED, InvitationStatus.OPENED
SPENT_PERHAPS = ("any", "after-2")
"""Where an exchange may be killed so that its invitation is spent: its second commit spends it."""


@dataclass
class Deeds:
    """What was begun in a step, and what of it was acknowledged. Institutions by their place.

    sending: in the order of their receipts, then those that got none; opened: (code of an
    invitation, access code that it gave); n_killed: exchanges that were killed; in_doubt: codes of
    invitations that may have been spent by them, and gave nobody a code.
    """

    sending: list = field(default_factory=list)
    withdrawing: list = field(default_factory=list)
    sent: set = field(default_factory=set)
    withdrawn: set = field(default_factory=set)
    opened: list = field(default_factory=list)
    n_killed: int = 0
    in_doubt: set = field(default_factory=set)
    is_mixing: bool = False
    faults: list = field(default_factory=list)

    def note(self, what, whose, child, killed_at):
        """What one process did and said. killed_at: where it was stopped, None at its end."""
        self.faults += [words for (words,) in child.told("fault")]
        self.opened += [(whose, given) for (given,) in child.told("opened")]
        self.is_mixing = self.is_mixing or what == "mix"
        if what == "send":
            self.sending += [whose] if whose not in self.sending else []
            self.sent |= {whose for _ in child.told("sent")}
        elif what == "withdraw":
            self.withdrawing += [whose] if whose not in self.withdrawing else []
            self.withdrawn |= {whose for _ in child.told("withdrawn")}
        elif what == "exchange" and killed_at:
            self.n_killed += 1
            self.in_doubt |= {whose} if killed_at in SPENT_PERHAPS else set()


def faults_of(before, after, deeds, ever_mixed):
    """What is wrong after a step. ever_mixed: who was mixed, or may have been, before it."""
    found = list(after.damage)
    for n, (was, stored) in enumerate(zip(before.stored, after.stored, strict=True)):
        wrong = _sending_faults(n, was, stored, deeds) + _place_faults(stored)
        wrong += _flag_faults(stored, may_be_answered=n in ever_mixed or n in deeds.withdrawing)
        found += [f"institution {n} {each}: {was} {stored}" for each in wrong]
    return found + _batch_faults(before, after, deeds) + _grant_faults(before, after, deeds)


def _sending_faults(n, was, stored, deeds):
    """What was acknowledged is there; what nobody asked for has not happened."""
    found = []
    if n in deeds.sent and not stored.is_sent:
        found.append("had a receipt and is not sent")
    if was.is_sent and n not in deeds.withdrawing and not stored.is_sent:
        found.append("was sent and is lost")
    if n in deeds.withdrawn and stored.is_sent:
        found.append("was withdrawn and is still there")
    if not was.is_sent and n not in deeds.sending and stored.is_sent:
        found.append("was sent by nobody")
    return found


def _place_faults(stored):
    """It is in one place, and its text lies apart only when it was mixed."""
    found = []
    if stored.n_waiting + stored.n_mixed > 1:
        found.append("is there twice")
    if stored.n_texts != stored.n_mixed:
        found.append("has texts without a response, or a response without them")
    return found


def _flag_faults(stored, *, may_be_answered):
    """may_be_answered: of what was mixed once, and withdrawn then."""
    found = []
    if stored.n_waiting and not (stored.flag or may_be_answered):
        found.append("waits without a flag")
    if stored.status is ANSWERED and not (stored.n_mixed or may_be_answered):
        found.append("has answered, as is told, and was not mixed")
    if stored.n_mixed and not (stored.flag or stored.status is ANSWERED):
        found.append("was mixed and its flag is lost")
    if not stored.is_sent and stored.flag:
        found.append("has a flag and nothing is sent")
    return found


def _batch_faults(before, after, deeds):
    """Those who are mixed at once are enough; one who withdrew since was perhaps among them."""
    pairs = zip(before.stored, after.stored, strict=True)
    n_fresh = sum(stored.n_mixed and not was.n_mixed for was, stored in pairs)
    found = []
    if 0 < n_fresh < K - len(deeds.withdrawing):
        found.append(f"{n_fresh} were mixed at once")
    if n_fresh and not deeds.is_mixing:
        found.append("nobody mixed, and something was mixed")
    if after.n_responses != sum(stored.n_mixed for stored in after.stored):
        found.append("there are responses of nobody")
    if after.n_texts != sum(stored.n_texts for stored in after.stored):
        found.append("there are texts of nobody")
    return found


def _grant_faults(before, after, deeds):
    """Every code that was given leads to a draft; one more only where an exchange was killed."""
    n_more = after.n_grants - before.n_grants - len(deeds.opened)
    return [] if 0 <= n_more <= deeds.n_killed else [f"{n_more} codes too many"]


def quiet_faults(site, seen):
    """What is wrong after a mixing that nobody disturbed."""
    found = []
    content = b"".join(p.read_bytes() for p in sorted(site.instance.path.glob("answers.db*")))
    for each, stored in zip(site.institutions, seen.stored, strict=True):
        if stored.n_mixed and (stored.flag or stored.status is not ANSWERED):
            found.append(f"{each.words} was mixed, and its flag was not raised")
        if not stored.n_mixed and each.words.encode() in content:
            found.append(f"{each.words} can be read")
        found += _draft_faults(site, each, stored, content)
    return found


def _draft_faults(site, institution, stored, content):
    """The copy is what was sent; of what was withdrawn only the draft is left."""
    workspace = open_workspace(institution.code, site.instance.pepper)
    sent = answers_sent(workspace, QUESTIONNAIRE)
    if stored.is_sent:
        said = sent and (sent[WORDS], sent[FIGURE])
        wrong = said != (institution.words, institution.figure)
        return [f"{institution.words} has another copy: {said}"] if wrong else []
    found = [] if sent is None else [f"{institution.words} has a copy and is not sent"]
    if any(each in content for each in (workspace.keys.pool_id, workspace.keys.flag_id)):
        found.append(f"{institution.words} has left something")
    browser = Browser(in_process(site.app))
    browser.enter(institution.code)
    form = browser.go(f"/answer/page/{TEXT_PAGE}").form("answer-form")
    kept = form.initial()[WORDS] == [institution.words]
    return found if kept else [*found, f"{institution.words} is not in its draft"]


def exchange_faults(site, seen, given, in_doubt):
    """given: code of an invitation -> access codes; in_doubt: those that may be spent."""
    found = []
    for invitation_id, code in site.unopened:
        status, codes = seen.statuses[invitation_id], given[code]
        if len(codes) > 1:
            found.append(f"an invitation gave {len(codes)} codes")
        if (status is OPENED) != bool(codes) and not (status is OPENED and code in in_doubt):
            found.append(f"an invitation that is {status} gave {len(codes)} codes")
        if status is not OPENED:
            codes = {exchanged(Browser(in_process(site.app)), code)}
        opened = {open_workspace(each, site.instance.pepper).invitation for each in codes}
        if opened - {invitation_id}:
            found.append("an access code does not know its invitation")
    return found
