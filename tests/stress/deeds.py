"""Deeds: what people do at once to one draft, each until it is done or the draft is sent."""

from dataclasses import dataclass, field
from threading import Lock

from tests.stress.ledger import Fate, Press
from tests.stress.pauses import pause
from tests.stress.person import DETAILS, FIGURES, TABLE, TABLE_PAGE, TEXT_PAGE, TEXTS, TOO_LONG
from tests.stress.site import rows_of

SECTION = "recommendations"
MOST_TRIES = 3000
PAUSE_SECONDS = 0.02


class NeverDone(AssertionError):
    """Something that must come to an end did not."""


@dataclass
class Round:
    """What happened to one draft. summaries: rows of each that Send was pressed under.

    pages: details -> the page they stand on; other_code: of a draft that is never sent; patience:
    seconds within which the first one presses Send.
    """

    code: str
    other_code: str
    pages: dict
    patience: float = 0.0
    presses: list = field(default_factory=list)
    summaries: list = field(default_factory=list)
    receipts: set = field(default_factory=set)
    sent_at: int = 0
    late: list = field(default_factory=list)
    _lock: object = field(default_factory=Lock)

    def got_receipt(self, number, tick):
        """Somebody was told that the answers are sent."""
        with self._lock:
            self.receipts.add(number)
            self.sent_at = min(self.sent_at or tick, tick)


def send(person, happening, chance):
    """Presses Send until there is a receipt."""
    pause(chance.uniform(0, happening.patience))
    for _ in range(MOST_TRIES):
        page = person.browser.go("/answer/review")
        if "receipt-number" in page.by_id:
            break
        form = next((f for f in page.forms if f.action.endswith("/answer/send")), None)
        if form is None:
            pause(PAUSE_SECONDS)
            continue
        happening.summaries.append(rows_of(page.html))
        person.browser.post(form.action, form.initial())
    else:
        raise NeverDone(f"{person.visit} could not send: {page.html[:3000]}")
    happening.got_receipt(page.by_id["receipt-number"], person.ledger.tick())


def save(person, happening, chance):
    """Types into pages, sometimes decides what was asked, sometimes leaves it."""
    for _ in range(chance.randint(3, 6)):
        where = chance.choice((TEXT_PAGE, TEXT_PAGE, TABLE_PAGE, *happening.pages.values()))
        form = person.open_page(where)
        if form is None:
            continue
        pause(chance.uniform(0, 0.05))
        fates = _type_some(person, form, chance)
        if Fate.HELD in fates.values() and chance.random() < 0.6:
            again = person.open_page(where)
            if again is not None:
                person.save(again, {})


def refuse_and_mend(person, happening, chance):
    """Types too long a text; nobody can send until it is mended, by this person or another."""
    del happening
    cell = chance.choice(TEXTS)
    form = person.open_page(TEXT_PAGE)
    if form is None:
        return
    person.save(form, {cell: TOO_LONG})
    for _ in range(MOST_TRIES):
        form = person.open_page(TEXT_PAGE)
        if "receipt-number" in person.browser.page.by_id:
            return
        if form is not None:
            refused = [c for c in TEXTS if form.initial()[c] == [TOO_LONG]]
            if not refused:
                return
            person.save(form, {c: person.typist.type(c) for c in refused})
        pause(PAUSE_SECONDS)
    raise NeverDone(f"{person.visit} could not mend")


def change_edition(person, happening, chance):
    """Switches between the two editions."""
    for _ in range(chance.randint(1, 4)):
        form = _form_of_hub(person, "/answer/edition")
        if form is not None:
            wanted = form.values("edition")[0]
            press(person, happening, form, "edition", {"edition": [wanted]}, wanted)


def set_section_aside(person, happening, chance):
    """Sets a section aside and, more often than not, takes it back."""
    for value in (True, False) * chance.randint(1, 2):
        form = _form_of_hub(person, f"/answer/section/{SECTION}/aside")
        if form is None or (not value and chance.random() < 0.3):
            return
        if value:
            page = person.browser.go(form.action)
            form = next((f for f in page.forms if f.action.endswith("/aside")), None)
        if form is None:
            return
        press(
            person, happening, form, "aside", {"form-act": ["confirm" if value else "undo"]}, value
        )


def set_table_aside(person, happening, chance):
    """Sets the table aside, also where figures stand in it, and takes that back."""
    for value in (True, False) * chance.randint(1, 2):
        form = person.open_page(TABLE_PAGE)
        if form is None:
            return
        if value:
            page = person.browser.go(f"/answer/table/{TABLE}/aside")
            form = next((f for f in page.forms if f.action.endswith("/aside")), None)
        if form is not None:
            fields = {"form-act": ["confirm"]} if value else {"form-undo": [TABLE]}
            press(person, happening, form, "table", fields, value)


def switch_language(person, happening, chance):
    """Changes the language in the middle of a page, with words typed into it."""
    del happening
    for language in chance.sample(("en", "ro", "nb"), 3):
        form = person.open_page(TEXT_PAGE)
        if form is not None:
            cell = chance.choice(TEXTS)
            person.save(form, {cell: person.typist.type(cell)}, "form-switch", language)


def decline_and_undo(person, happening, chance):
    """Says that the institution does not take part, and that it does after all."""
    form = _form_of_decline(person, happening, "stop")
    if form is None:
        return
    n_before = _n_undone(happening)
    pause(chance.uniform(0, 0.1))
    for _ in range(MOST_TRIES):
        form = _form_of_decline(person, happening, "undo")
        if form is None or _n_undone(happening) > n_before:
            return
    raise NeverDone(f"{person.visit} could not take part again")


def _n_undone(happening):
    return sum(1 for p in happening.presses if p.what == "declined" and not p.value)


def enter_another_code(person, happening, chance):
    """Opens a page, enters the code of another draft beside it, and then saves the page."""
    form = person.open_page(TEXT_PAGE)
    if form is None:
        return
    person.enter(happening.other_code)
    cell = chance.choice(TEXTS)
    fates = person.save(form, {cell: person.typist.type(cell)})
    kept = person.browser.page.form("answer-form")
    if set(fates.values()) != {Fate.TURNED_AWAY}:
        happening.late.append("a page was taken while another draft was open")
        return
    words = kept.initial()[cell][0]
    person.entered += 1
    attempts = person._note(kept, kept.initial(), {cell: words}, is_yes=True)
    reply = person.browser.post(form.action, {**kept.initial(), "form-code": [person.code]})
    person.judge(reply, form.action, attempts)
    person.enter()


def press(person, happening, form, what, fields, value):
    """A button that sets something; written down unless it was refused or asks again."""
    began = person.ledger.tick()
    reply = person.browser.post(form.action, {**form.initial(), **fields})
    ended = person.ledger.tick()
    if reply.location and not reply.location.endswith("changed=1"):
        happening.presses.append(Press(what, value, began, ended, is_certain=True))
        if happening.sent_at and began > happening.sent_at:
            happening.late.append(f"{what} was changed after the receipt")


def _type_some(person, form, chance):
    cells = [c for c in person.cells_on(form) if c not in DETAILS] or person.cells_on(form)
    chosen = chance.sample(cells, min(len(cells), chance.randint(1, 2)))
    button = chance.choice(("form-continue", "form-continue", "form-later"))
    return person.save(form, {c: person.typist.type(c) for c in chosen}, button, "1")


def _form_of_hub(person, action):
    page = person.browser.go("/answer/")
    return next((f for f in page.forms if f.action.endswith(action)), None)


def _form_of_decline(person, happening, act):
    """Presses a button of the page; None when the draft was sent."""
    page = person.browser.go("/answer/decline")
    if "receipt-number" in page.by_id:
        return None
    form = next((f for f in page.forms if f.method == "post" and "form-act" in f.names()), None)
    if form is not None:
        value = act == "stop"
        press(person, happening, form, "declined", {"form-act": [act]}, value)
    return form


DEEDS = {
    send: 5,
    save: 8,
    refuse_and_mend: 1,
    change_edition: 1,
    set_section_aside: 1,
    set_table_aside: 1,
    switch_language: 1,
    decline_and_undo: 1,
    enter_another_code: 1,
}
"""Deed -> its weight in the mixture."""

CELLS = (*TEXTS, *DETAILS, *FIGURES)
