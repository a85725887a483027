"""Words: what refusals and findings say to a person, in the reader's language."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from surveyapp.questions.base import Refusal
from surveyapp.storage.waves import Wave, WaveState
from surveyapp.web.language import long_date

_REFUSALS: Mapping[str, Callable[[], str]] = {
    "unknown-code": lambda: _("“%(value)s” is not one of the answers. Please choose again."),
    "unknown-reason": lambda: _("“%(value)s” is not one of the reasons. Please choose again."),
    "stands-alone": lambda: _(
        "One of the options you chose excludes the others. Keep that option, or the others."
    ),
    "too-many": lambda: _("Choose at most %(maximum)s."),
    "one-reason": lambda: _("Choose only one reason."),
    "answer-and-reason": lambda: _(
        "There is an answer and a reason for no answer. Please remove one of them."
    ),
    "not-whole": lambda: _("“%(read)s” is not a whole number. Please write it without decimals."),
    "not-a-number": lambda: _(
        "“%(value)s” is not a number. Please use digits only, for example 1041."
    ),
    "too-large": lambda: _("The number is too large; at most %(maximum)s."),
    "too-long": lambda: _("The text is too long; at most %(maximum)s characters."),
    "not-a-date": lambda: _("This is not a date. Please write day, month and year in digits."),
    "ranked-twice": lambda: _("This was already chosen for another place. Choose each only once."),
    "rank-gap": lambda: _("Place %(place)s is empty. Please fill the places without a gap."),
    "required": lambda: _("Please answer this question; later questions depend on it."),
}


def refusal_words(refusal: Refusal) -> str:
    """What was wrong and how to mend it."""
    return _REFUSALS[refusal.code]() % {**_empty_details(), **refusal.details}


def _empty_details() -> dict[str, str]:
    return dict.fromkeys(("value", "maximum", "read", "place", "code", "length"), "")


def personal_data_words() -> str:
    """What is said when a text seems to name a person; the kinds are not repeated on the page."""
    words: str = _(
        "This text may contain something that points to a person, such as a personal number,"
        " a telephone number, an address or a name. Please remove it, or keep it if it does not."
    )
    return words


def closed_words(wave: Wave) -> str:
    """That a wave takes no answers, and since which day where that is known."""
    if wave.state is WaveState.DRAFT:
        return str(_("This questionnaire is not open yet."))
    ended = getattr(wave, "ended", None)  # set by the rounds branch
    if ended is None:
        return str(_("This questionnaire takes no answers any more."))
    return str(_("This questionnaire takes no answers since %(day)s.", day=long_date(ended)))
