"""Told: what a page says that a press just before did, or did not do.

The address says it, so that another press forgets it, and the cookie, so that no address that
somebody made up says what never happened.
"""

from urllib.parse import urlencode

from flask import request, session, url_for
from flask_babel import gettext as _

from surveyapp.web.respondent.entrance import after_entry, entered_mark
from surveyapp.web.respondent.visit import Visit

TOLD = "told"
# Buttons of pages on which nothing is typed -> where they are pressed again.
PRESSED_AGAIN = {
    "review.send": "review.overview",
    "withdrawal.withdraw": "withdrawal.withdraw",
    "consent.decline": "consent.decline",
    "hand_over.take_back": "hand_over.take_back",
    "aside.section": "aside.section",
    "aside.table": "aside.table",
    "approval.code": "review.overview",
    "pages.edition": "pages.hub",
    "asked_back.progress": "pages.hub",
}


def tell(address: str, **what: int) -> str:
    """The address of a page that says it, see `told`."""
    session[TOLD] = what
    return f"{address}{'&' if '?' in address else '?'}{urlencode(what)}"


def told(what: str) -> int:
    """What the last press tells the page that is shown now; 0 where it tells nothing."""
    said: int = session.get(TOLD, {}).get(what, 0)
    return said if request.args.get(what, type=int) == said else 0


def forget_told() -> None:
    """Before another press."""
    session.pop(TOLD, None)


def pressed_again_at(visit: Visit) -> str:
    """Where the button is that was pressed after the visit had ended; that page says so."""
    place = PRESSED_AGAIN.get(request.endpoint or "")
    if place is None or visit.handed:
        return after_entry(visit)
    if place == "pages.hub" and visit.receipt:
        place = "review.receipt"
    parts = (request.view_args or {}) if place == request.endpoint else {}
    return tell(url_for(place, **parts, entered=entered_mark()), not_done=1)


def not_done_yet() -> str:
    """What such a button did not do, said before the code is entered."""
    words: dict[str, str] = {
        "review.send": _(
            "This visit has ended, or this browser keeps no cookies. Nothing was sent. Enter your"
            " access code, and send the answers on the page that follows."
        ),
        "withdrawal.withdraw": _(
            "This visit has ended, or this browser keeps no cookies. Nothing was withdrawn. Enter"
            " your access code, and decide on the page that follows."
        ),
        "": _(
            "This visit has ended, or this browser keeps no cookies. What you pressed was not done."
            " Enter your access code, and press it again on the page that follows."
        ),
    }
    return words.get(request.endpoint or "", words[""])


def not_done_words() -> str:
    """The same on the page that follows; "" where nothing is to be said."""
    if not told("not_done"):
        return ""
    words: dict[str, str] = {
        "review.overview": _(
            "Nothing was sent yet, because the visit had ended. Please look at the answers, and"
            " send them here."
        ),
        "withdrawal.withdraw": _(
            "Nothing was withdrawn yet, because the visit had ended. Please decide here."
        ),
        "": _(
            "What you pressed was not done yet, because the visit had ended. Please press it again."
        ),
    }
    return words.get(request.endpoint or "", words[""])
