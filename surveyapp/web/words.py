"""Words: what refusals and findings say to a person, in the reader's language."""

from collections import defaultdict
from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from surveyapp.questions.base import Refusal
from surveyapp.storage.waves import Wave, WaveState
from surveyapp.web.language import long_date

_REFUSALS: Mapping[str, Callable[[], str]] = {
    "unknown-code": lambda: _("“%(value)s” is not one of the answers. Please choose again."),
    "unknown-reason": lambda: _("“%(value)s” is not one of the reasons. Please choose again."),
    "stands-alone": lambda: _(
        "“%(option)s” excludes the other answers. Please keep it alone, or the others without it."
    ),
    "too-many": lambda: _("Choose at most %(maximum)s."),
    "one-reason": lambda: _("Choose only one reason."),
    "answer-and-reason": lambda: _(
        "There is an answer and a reason for no answer. Please remove one of them."
    ),
    "words-beside-choice": lambda: _(
        "You wrote something under “other”, but what you chose excludes it."
        " Please remove the words, or choose “other”."
    ),
    "not-whole": lambda: _("“%(read)s” is not a whole number. Please write it without decimals."),
    "not-whole-grouped": lambda: _(
        "“%(read)s” is not a whole number. If you mean %(grouped)s, please write %(digits)s."
    ),
    "doubtful-zeros": lambda: _(
        "“%(value)s” can be read in two ways. If you mean %(grouped)s, please write %(digits)s;"
        " if you mean %(read)s, please write %(read)s."
    ),
    "other-mark": lambda: _(
        "“%(value)s” is not how this page writes numbers."
        " If you mean %(read)s, please write it like that."
    ),
    "not-digits": lambda: _(
        "“%(value)s” is not a number: “%(sign)s” is none of the digits 0 to 9."
        " Please write nothing but the number, for example 1041."
    ),
    "too-precise": lambda: _("“%(value)s” has too many digits. At most 15 can be kept."),
    "not-a-number": lambda: _(
        "“%(value)s” is not a number. Please write nothing but the number, for example 1041."
    ),
    "too-large": lambda: _("The number is too large; at most %(maximum)s."),
    "too-long": lambda: _(
        "The text has %(length)s characters; at most %(maximum)s can be kept. Please shorten it."
    ),
    "not-a-date": lambda: _(
        "“%(value)s” is not a date. Please write day, month and year in the digits 0 to 9,"
        " for example 7, 5 and 2014."
    ),
    "ranked-twice": lambda: _("This was already chosen for another place. Choose each only once."),
    "answer-without-row": lambda: _(
        "In line %(line)s there is an answer, but not what it is about. Please choose it, or empty"
        " the line."
    ),
    "row-without-answer": lambda: _(
        "Line %(line)s has no answer. Please choose one, or empty the line."
    ),
    "named-twice": lambda: _(
        "The same was already chosen in line %(first)s. Please keep only one of the two lines."
    ),
    "row-not-shown": lambda: _(
        "What is chosen in line %(line)s is no longer asked about. Please choose again, or empty"
        " the line."
    ),
    "none-beside-lines": lambda: _(
        "You chose “None of these”, but there are filled lines. Please keep one or the other."
    ),
    "rank-gap": lambda: _("Place %(place)s is empty. Please fill the places without a gap."),
    "required": lambda: _("Please answer this question; later questions depend on it."),
}


def refusal_words(refusal: Refusal) -> str:
    """What was wrong and how to mend it."""
    return _REFUSALS[refusal.code]() % defaultdict(str, refusal.details)


def required_words() -> str:
    """What is said where a required question has no answer."""
    return str(_("Please answer this question: it is required."))


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
    if wave.ended is None:
        return str(_("This questionnaire takes no answers any more."))
    return str(
        _(
            "This questionnaire takes no answers any more; it ended on %(day)s.",
            day=long_date(wave.ended),
        )
    )
