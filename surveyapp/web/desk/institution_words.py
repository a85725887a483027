"""Institution words: how far institutions are, why one will not answer, and what is refused."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from surveyapp.fieldwork.contact import Disposition
from surveyapp.formats.sheet.contact_list import ContactProblem
from surveyapp.storage.contacts import SampleRefused
from surveyapp.study.institutions import Institution, Reach
from surveyapp.web.respondent.form_words import FormWords

MOST_LETTERS = 80
Words = Callable[[], str]
_REACH: Mapping[Reach, Words] = {
    Reach.UNINVITED: lambda: _("no invitation yet"),
    Reach.NEW: lambda: _("invitation made, not sent"),
    Reach.INVITED: lambda: _("invited"),
    Reach.OPENED: lambda: _("opened"),
    Reach.ANSWERED: lambda: _("answered, as of the last mixing"),
    Reach.WILL_NOT: lambda: _("will not answer"),
    Reach.UNKNOWN: lambda: _("asked; nobody knows how far"),
}
_DISPOSITIONS: Mapping[Disposition, Words] = {
    Disposition.REFUSED: lambda: _("takes no part"),
    Disposition.UNDELIVERABLE: lambda: _("cannot be reached: the address is wrong"),
    Disposition.UNABLE: lambda: _("cannot answer, for another reason"),
    Disposition.NOT_ELIGIBLE: lambda: _("does not belong to those who are asked"),
}
_COLUMNS: Mapping[str, Words] = {
    "institution": lambda: _("Institution"),
    "addressee": lambda: _("Addressee"),
    "email": lambda: _("E-mail"),
    "address": lambda: _("Postal address"),
    "language": lambda: _("Language"),
    "country": lambda: _("Country"),
    "class": lambda: _("Class"),
}
_PROBLEMS: Mapping[str, Words] = {
    "unknown-column": lambda: _("There is no such column. Rename it, or take it out."),
    "column-twice": lambda: _("This column stands there twice. Keep one of the two."),
    "no-column": lambda: _("This column is missing. Add it."),
    "empty": lambda: _("Nothing stands here. Fill it in."),
    "no-such-code": lambda: _("This is none of the codes."),
    "too-long": lambda: _("This is too long. Shorten it."),
    "no-address": lambda: _("This is not an e-mail address. Write one such as post@example.org."),
    "line-end": lambda: _("This has a line end or a sign that cannot be printed. Type it anew."),
    "twice": lambda: _("This institution stands in the list twice. Keep one row."),
}
_SAMPLE: Mapping[str, Words] = {
    "no-contacts": lambda: _("This wave has no list of institutions yet. Upload one first."),
    "other-mode": lambda: _(
        "The institutions of this wave are kept in the other way, which stays as it is."
    ),
    "frozen": lambda: _("This wave is frozen; whom it asked stays as it is."),
    "changed-meanwhile": lambda: _(
        "Somebody else changed this meanwhile. Look at what stands here now, and decide again."
    ),
    "no-codes-in-pool": lambda: _(
        "In this wave nobody knows whose code is whose, so a letter cannot have one. Print the"
        " codes apart."
    ),
}


def reach_words(reach: Reach) -> str:
    """How far, in words."""
    return _REACH[reach]()


def how_far(each: Institution) -> str:
    """How far one institution is, and why where it will not answer."""
    disposition = each.contact.disposition
    if each.reach is Reach.WILL_NOT and disposition is not None:
        return disposition_words(disposition)
    return reach_words(each.reach)


def disposition_words(disposition: Disposition) -> str:
    """Why one will not answer."""
    return _DISPOSITIONS[disposition]()


def column_words(column: str) -> str:
    """What a column of a list is called on pages."""
    return _COLUMNS[column]() if column in _COLUMNS else column


def problem_words(code: str) -> str:
    """What is wrong with a cell, and how to mend it."""
    return _PROBLEMS[code]()


def problem_line(problem: ContactProblem) -> str:
    """The same with what stands there, and what may."""
    said = [problem_words(problem.code)]
    if problem.value:
        said.insert(0, f"“{_shown(problem.value)}”.")
    if problem.allowed:
        said.append(_("It may be: %(codes)s.", codes=", ".join(problem.allowed)))
    return " ".join(said)


def sample_words(refused: SampleRefused) -> str:
    """Why something cannot be done with the institutions of a wave."""
    return sample_code_words(refused.code)


def sample_code_words(code: str) -> str:
    """The same by its code."""
    return _SAMPLE[code]()


def class_name(words: FormWords, code: str | None) -> str:
    """Name of a class of the questionnaire; "" where there is none."""
    split = words.form.split_by
    choices = words.form.questions[split].question.choices if split else ()
    paths = {choice.code: choice.text_path for choice in choices}
    return words.wording.text(paths[code]) if code in paths else code or ""


def country_name(words: FormWords, code: str | None) -> str:
    """Name of a compared group; "" where there is none."""
    paths = {choice.code: choice.text_path for choice in words.form.compare_codes}
    return words.wording.text(paths[code]) if code in paths else code or ""


def _shown(value: str) -> str:
    """The beginning of a cell, without signs that a page would not show."""
    cut = value if len(value) <= MOST_LETTERS else f"{value[:MOST_LETTERS]}…"
    return "".join(sign if sign.isprintable() else "·" for sign in cut)
