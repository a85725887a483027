"""A person with a draft open in a browser, who types and writes down what the server said."""

from itertools import count

from surveyapp.fieldwork.page_token import edition_of, mark_of, read_token
from surveyapp.questions.cell import cell_from_json
from tests.stress.browser import Unsent
from tests.stress.ledger import Fate

TEXT_PAGE, TABLE_PAGE, TABLE = "proposals", "assisted_sex_age", "vic_assisted_sexage"
TEXTS = ("rec_national", "rec_transnational")
DETAILS = ("law_gaps", "good_practice", "rn_learn")
FIGURES = (
    *(f"{TABLE}.year_{year}.{who}" for year in (1, 2, 3) for who in ("women", "men")),
    *(f"{TABLE}.year_{year}.total" for year in (1, 2)),
)
"""The core form asks four of them. No total is added up, since other columns stay empty."""
LAST_PAGES = (f"/answer/page/{TEXT_PAGE}", f"/answer/page/{TABLE_PAGE}")
TOO_LONG = "x" * 2001
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def in_letters(number):
    """A number as a word, so that nothing takes it for a telephone."""
    word = ""
    while True:
        number, rest = divmod(number, len(LETTERS))
        word = LETTERS[rest] + word
        if not number:
            return word


def mark_typed(typed, cell):
    """The mark of the answer that these words, or this number, give."""
    if not typed:
        return ""
    return mark_of([cell_from_json(int(typed) if cell in FIGURES else typed)], None)


class Typist:
    """Words that are typed once only, and bear the name of their draft."""

    def __init__(self, draft, first=1):
        self.draft, self._numbers = draft, count(first)

    def type(self, cell):
        """Something new for a cell."""
        number = next(self._numbers)
        return str(number) if cell in FIGURES else f"Words {in_letters(number)} of {self.draft}."


class Person:
    """questions: edition -> its questions; a visit ends when another code is entered."""

    def __init__(self, browser, name, draft, code, ledger, typist, questions):
        self.browser, self.name, self.draft, self.code = browser, name, draft, code
        self.ledger, self.typist, self.questions = ledger, typist, questions
        self.entered = 0

    @property
    def visit(self):
        """Changes with every entry of a code, as the visit of the server does."""
        return f"{self.name}/{self.entered}"

    def enter(self, code=None):
        """Opens the draft in this browser, or another one."""
        self.entered += 1
        return self.browser.enter(code or self.code)

    def open_page(self, name):
        """The form of a page; None when another page is shown instead."""
        address = f"/answer/page/{name}"
        page = self.browser.go(address)
        if self.browser.address.partition("?")[0] != address:
            return None
        return page.form("answer-form")

    def cells_on(self, form):
        """Cells of ours that can be typed into."""
        shown = self._shown(form)
        return [c for c in (*TEXTS, *DETAILS, *FIGURES) if c in shown]

    def is_asked(self, form, cell):
        """Whether something stands in the field that is not the answer yet."""
        return "-" in self._shown(form)[cell]

    def save(self, form, typed, button="form-continue", value="1"):
        """Posts a page and judges the answer; cell -> fate. Raises Unanswered."""
        fields = {**form.initial(), **_fields(typed), button: [value]}
        attempts = self._note(form, fields, typed, is_yes=button in ("form-continue", "form-later"))
        try:
            reply = self.browser.post(form.action, fields)
        except Unsent:
            for attempt in attempts:
                self.ledger.end(attempt, Fate.TURNED_AWAY)
            raise
        return self.judge(reply, form.action, attempts, button)

    def judge(self, reply, action, attempts, button="form-continue"):
        """What the answer to a page says of each attempt."""
        fate = self._judge(reply, action, button)
        shown = self._shown_again(action) if fate is None else None
        for attempt in attempts:
            self.ledger.end(attempt, fate or _judge_cell(shown, attempt.cell))
        return {attempt.cell: attempt.fate for attempt in attempts}

    def _judge(self, reply, action, button):
        """One word for the whole page; None where it is shown again and says more.

        The list of sections comes after the last page, but also after *later*, and after a page
        that nobody asks for any more.
        """
        if not reply.location:
            return Fate.TURNED_AWAY
        if reply.path == action:
            return None
        goes_on = reply.path.startswith("/answer/page/") or reply.path == "/answer/review"
        is_end = reply.path == "/answer/" and "unasked" not in reply.location
        is_last = button == "form-continue" and action in LAST_PAGES and is_end
        return Fate.TAKEN if goes_on or is_last else Fate.KEPT

    def _shown_again(self, action):
        """The page that is shown again; None when something else came, or nothing."""
        page = self.browser.go(action)
        return page if self.browser.address.partition("?")[0] == action else None

    def _note(self, form, fields, typed, *, is_yes):
        """An attempt for every cell that is typed into, and where the page says yes to a held one.

        Too long a text is refused and never an answer.
        """
        before, initial = self._shown(form), form.initial()
        left = {
            cell: initial[cell][0]
            for cell in before
            if "-" in before[cell] and cell not in typed and is_yes and initial.get(cell, [""])[0]
        }
        return [
            self.ledger.begin(
                self.draft,
                cell,
                self.visit,
                before[cell].partition("-")[0],
                mark_typed(words, cell),
                words,
            )
            for cell, words in {**left, **typed}.items()
            if words != TOO_LONG
        ]

    def _shown(self, form):
        """Cell -> mark of what stood there, as the form says."""
        return marks_on(form, self.questions)


def marks_on(form, questions):
    """Cell -> mark of what stood there on a page, in the edition that it was shown in."""
    token = form.initial().get("form-shown", [""])[0]
    shown = read_token(questions[edition_of(token)], token) if token else {}
    return {a: m for question in shown.values() for a, m in question.marks.items()}


def _fields(typed):
    """What a browser sends: a figure empties the reason beside it."""
    reasons = {f"{cell}__missing": [""] for cell in typed if cell in FIGURES}
    return {**reasons, **{cell: [words] for cell, words in typed.items()}}


def _judge_cell(page, cell):
    if page is None or cell not in page.form("answer-form").names():
        return Fate.KEPT  # perhaps in another edition, which does not ask it
    return Fate.HELD if f"entry-{cell}" in page.by_id else Fate.TAKEN
