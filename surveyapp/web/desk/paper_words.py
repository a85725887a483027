"""Paper words: why two entries of a paper form are not compared, sent or corrected."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

_REFUSALS: Mapping[str, Callable[[], str]] = {
    "closed": lambda: _("The wave takes no answers."),
    "opened": lambda: _("The invitation of this institution was opened before; nothing was made."),
    "no-such-code": lambda: _("This code opens nothing. Please compare it with the paper."),
    "not-keyed-in": lambda: _("This code is of no paper form."),
    "same-code": lambda: _("Both codes open the same entry. Please type the other person's code."),
    "other-wave": lambda: _("This form belongs to another wave. Choose that wave first."),
    "other-edition": lambda: _(
        "The two entries are of different editions of the questionnaire. One of them must be"
        " typed again in the right edition."
    ),
    "sent": lambda: _("This form was sent before."),
    "not-sent": lambda: _("This form is not sent. Compare its two entries, and send it first."),
    "no-reason": lambda: _("Please write why, in 1 to 500 characters."),
    "no-such-cell": lambda: _("This form is not asked that, or the question has no such answer."),
    "same": lambda: _("That stands there already; nothing was changed."),
    "no-difference": lambda: _("The entries were changed meanwhile. Please look again."),
    "unsettled": lambda: _("Please decide which is right, with the paper at hand."),
    "to-mend": lambda: _(
        "These questions keep the form from being sent. Mend them in the first entry, on its own"
        " pages:"
    ),
    "conflict": lambda: _("Somebody is typing in one of the entries. Please try again later."),
    "old": lambda: _("This page is more than an hour old. Please type the codes again."),
    "no-question": lambda: _("There is no question of this number, such as C4."),
    "not-by-cell": lambda: _(
        "An answer to this question cannot be corrected here. Withdraw the form with its code,"
        " change it there, and send it again."
    ),
}


def keyed_in_words(code: str) -> str:
    """Why, and what to do."""
    return _REFUSALS[code]()
