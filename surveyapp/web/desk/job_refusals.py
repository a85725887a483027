"""Job refusals: why a job was not done and what to do about it, in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from surveyapp.questions.language import own_name
from surveyapp.storage.job_leases import STOPPED_TOO_OFTEN
from surveyapp.web.desk.institution_words import sample_code_words
from surveyapp.web.desk.mail_words import mailing_code_words

Values = Mapping[str, Any]
_RELEASE_REASONS: Mapping[str, Callable[[Values], str]] = {
    "file-too-small": lambda of: _("The file has %(n)s responses; open data need %(least)s.", **of),
    "group-too-small": lambda of: _(
        "%(question)s = %(group)s has %(n)s responses; open data need %(least)s. In a smaller"
        " group, whoever took part is as good as known.",
        **of,
    ),
    "too-many-left-out": lambda of: _(
        "By %(columns)s, %(percent)s %% of the responses stand in groups of fewer than %(k)s; at"
        " most %(most)s %% may be left out.",
        **of,
    ),
}


def _nothing_left(_values: Values) -> Iterable[str]:
    return [
        _("It was begun three times and stopped each time before its end; nothing of it is left."),
        _(
            "Please ask the people who run the server to look at its log and its memory, then"
            " press the button again."
        ),
    ]


def _questionnaire(_values: Values) -> Iterable[str]:
    yield _("The files of the questionnaire cannot be used. Mend them, then press again.")


def _too_risky(values: Values) -> Iterable[str]:
    yield _("These answers cannot be opened to everybody:")
    for each in values["reasons"]:
        yield _RELEASE_REASONS[each["code"]](each["values"])
    yield _("What is safe of them stands in the report and in the tables of the comparison.")


REFUSALS: Mapping[str, Callable[[Values], Iterable[str]]] = {
    STOPPED_TOO_OFTEN: _nothing_left,
    "questionnaire": _questionnaire,
    "too-risky": _too_risky,
    "not-frozen": lambda _values: [
        _(
            "The wave is not frozen. Whoever saw figures before and after one response would know"
            " that response. Close and freeze the wave first."
        )
    ],
    "too-alike": lambda values: [
        _(
            "The wave is nearly the same as the frozen wave %(beside)s: whoever subtracts one from"
            " the other would know what the few institutions answered that are in one of them"
            " only. Collect more answers, or say why it harms nobody: surveyapp wave confirm",
            beside=values["beside"],
        )
    ],
    "nothing-to-compare": lambda _values: [
        _("The questionnaire names no question to compare by, so that there is no report.")
    ],
    "answers-refused": lambda _values: [
        _(
            "A stored response does not fit the questionnaire. Please tell the people who run the"
            " server: surveyapp quality says which question it is."
        )
    ],
    "no-words": lambda values: [
        _(
            "The product has no words of its own in the language %(language)s. Choose another"
            " language.",
            language=own_name(values["language"]),
        )
    ],
    "tells-too-much": lambda _values: [
        _(
            "Nothing was written: whoever puts all figures together would learn more than may be"
            " learned. Please ask the people who run the server to look: surveyapp audit"
        )
    ],
    "number-collides": lambda values: [
        _(
            "%(column)s holds a number from -6 to -1, which stands for a reason in SPSS, Stata and"
            " Excel. Choose CSV or Parquet, or let the question take negative numbers.",
            column=values["column"],
        )
    ],
    "key-missing": lambda _values: [
        _(
            "The key of the wave is not on the server, or is damaged. Nothing was opened. Whoever"
            " keeps the key opens with it: surveyapp mix --key FILE"
        )
    ],
    "box-refused": lambda _values: [
        _(
            "What is sealed cannot be opened with the key of the wave. Nothing was opened. Please"
            " tell the people who run the server."
        )
    ],
    "record-damaged": lambda _values: [
        _(
            "The record of what was published of the wave cannot be read. Please tell the people"
            " who run the server: they have to put it back from a backup."
        )
    ],
    "no-room": lambda _values: [
        _(
            "The disk of the server is full or cannot be written to. Nothing of it is left half"
            " done. Please ask the people who run the server to make room, then press again."
        )
    ],
    "locked": lambda _values: [
        _("Another program wrote to the databases for too long. Press again in a minute.")
    ],
    "unreadable": lambda _values: [
        _(
            "A file or a database of the server could not be read. Please tell the people who run"
            " the server; trying again will not mend it."
        )
    ],
    "mailing": lambda values: [mailing_code_words(values["code"])],
    "sample": lambda values: [sample_code_words(values["code"])],
    "wave-no-such-wave": lambda _values: [_("There is no such wave any more.")],
    "wave-not-from-draft": lambda _values: [_("The wave was never open.")],
    "wave-not-from-open": lambda _values: [_("The wave is open. Close it first.")],
    "wave-not-from-closed": lambda _values: [_("The wave is closed.")],
    "wave-not-from-frozen": lambda _values: [
        _("The wave was frozen already, by somebody else or on the command line.")
    ],
    "wave-no-copy": lambda _values: [
        _(
            "The wave has no copy of its questionnaire. Please ask the people who run the server"
            " to call: surveyapp init"
        )
    ],
}
"""Code of a refusal -> what is said of it."""
