"""Job outcomes: what a job did, in the reader's language."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.web.desk.place_words import place_words

Values = Mapping[str, Any]
_REMARKS: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "left-out": lambda of: _(
        "Left out (%(language)s, %(place)s), for a number in it may not be shown or was not asked"
        " for: “%(words)s”. Write the sentence without that number.",
        **of,
    ),
    "stale": lambda of: _(
        "To be read again (%(language)s, %(place)s), for its numbers changed: “%(words)s”. If it"
        " still holds, accept the numbers: surveyapp report --accept",
        **of,
    ),
    "no-evidence": lambda of: _(
        "The recommendation %(place)s names no evidence. Name the tables that it rests on.", **of
    ),
    "unknown-evidence": lambda of: _(
        "The recommendation %(place)s rests on %(words)s, which does not exist.", **of
    ),
}


def _report(values: Values) -> Iterator[str]:
    yield from _documents(values)
    n_alike = values["n_alike"]
    if n_alike:
        yield ngettext(
            "In %(num)d group all, or nearly all, gave one answer: readers learn what each said."
            " The comparison lists it. Look at it before anything is published.",
            "In %(num)d groups all, or nearly all, gave one answer: readers learn what each said."
            " The comparison lists them. Look at them before anything is published.",
            n_alike,
        )
    seen = set[tuple[str, str, str]]()
    for each in values["remarks"]:
        is_of_text = each["kind"] in ("left-out", "stale")
        mark = each["kind"], each["place"], each["language"] if is_of_text else each["words"]
        if mark not in seen:
            seen.add(mark)
            yield _REMARKS[each["kind"]]({**each, "place": place_words(each["place"])})


def _documents(values: Values) -> Iterator[str]:
    n = values["n_documents"]
    yield ngettext("%(num)d document was written.", "%(num)d documents were written.", n)


def _rows(values: Values) -> Iterator[str]:
    yield ngettext(
        "%(num)d response, in random order.",
        "%(num)d responses, in random order.",
        values["n_rows"],
    )
    yield _(
        "The files are confidential: whoever reads a row may recognise the institution. Keep them"
        " where only analysts can read them, and send them by no e-mail."
    )


def _open_data(values: Values) -> Iterator[str]:
    yield _(
        "%(rows)s of %(before)s responses may be published, in groups of %(smallest)s or more.",
        rows=values["n_rows"],
        before=values["n_before"],
        smallest=values["smallest"],
    )
    yield _("The file holds data, codebook, licence and how the rows were made safe.")


def _mixed(values: Values) -> Iterator[str]:
    n = values["n_mixed"]
    yield ngettext("%(num)d response was opened.", "%(num)d responses were opened.", n)
    if not n:
        yield _(
            "Responses are opened where five or more of a group wait. What waits elsewhere stays"
            " sealed until more of its group are sent."
        )
    yield from _traces(values)


def _traces(values: Values) -> Iterator[str]:
    if not values["is_rewritten"]:
        yield _(
            "The database was in use, or there is no room: it keeps traces of what was there"
            " before. Mix once more when less is going on."
        )


def _sealed(values: Values) -> Iterator[str]:
    """How many responses stay sealed for good; of few not even whether there are any."""
    yield _("The wave is final. Nothing can be sent, changed or withdrawn any more.")
    n = values["n_sealed"]
    if n is None:
        yield _("Fewer than %(k)s responses stay sealed for good, perhaps none.", k=values["k"])
    else:
        yield ngettext(
            "%(num)d response stays sealed for good, for too few of its group were sent.",
            "%(num)d responses stay sealed for good, for too few of their groups were sent.",
            n,
        )
    yield from _traces(values)


def _frozen(values: Values) -> Iterator[str]:
    yield from _sealed(values)
    yield ngettext(
        "%(num)d column is published. Its figures stay as they are from now on.",
        "%(num)d columns are published. Their figures stay as they are from now on.",
        values["n_columns"],
    )


def _frozen_alone(values: Values) -> Iterator[str]:
    yield from _sealed(values)
    yield _("Nothing is published of it: its questionnaire names no question to compare by.")


def _frozen_unpublished(values: Values) -> Iterator[str]:
    yield from _sealed(values)
    yield _(
        "What is published could not be computed yet. It is tried again when somebody opens the"
        " comparison, which says what is wrong."
    )


def _letters(values: Values) -> Iterator[str]:
    n, n_codes = values["n_letters"], values["n_codes"]
    yield ngettext("%(num)d letter was written.", "%(num)d letters were written.", n)
    if values["has_codes"]:
        yield ngettext(
            "%(num)d has a code. Whoever holds it can answer for the institution.",
            "%(num)d have a code. Whoever holds one can answer for the institution.",
            n_codes,
        )
    if values["has_codes"] and n_codes < n:
        yield _("The others have none: it was used already, or was never made.")


def _mails(values: Values) -> Iterator[str]:
    yield ngettext("%(num)d mail was sent.", "%(num)d mails were sent.", values["n_sent"])
    if n := values["n_refused"]:
        yield ngettext(
            "%(num)d was refused by a server. The page of mails says whose.",
            "%(num)d were refused by a server. The page of mails says whose.",
            n,
        )
    if n := values["n_later"]:
        yield ngettext("%(num)d waits to be tried again.", "%(num)d wait to be tried again.", n)
    if n := values["n_not_due"]:
        yield ngettext(
            "%(num)d was not due any more and was left out.",
            "%(num)d were not due any more and were left out.",
            n,
        )


def _mails_stopped(values: Values) -> Iterator[str]:
    yield _(
        "The mail server could not be used any more. What was not sent waits in the outbox: press"
        " again later, or tell the people who run the server."
    )
    yield from _mails(values)


OUTCOMES: Mapping[str, Callable[[Values], Iterator[str]]] = {
    "report": _report,
    "codebook": _documents,
    "rows": _rows,
    "open-data": _open_data,
    "mixed": _mixed,
    "frozen": _frozen,
    "frozen-alone": _frozen_alone,
    "frozen-unpublished": _frozen_unpublished,
    "letters": _letters,
    "mails": _mails,
    "mails-stopped": _mails_stopped,
}
"""Code of an outcome -> its sentences."""
