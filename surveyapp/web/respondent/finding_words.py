"""Finding words: what a check found, with its numbers and its place, as a person reads it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from flask_babel import gettext as _

from surveyapp.questionnaire.checks import CheckFailure
from surveyapp.questionnaire.flow import Flow, country_of
from surveyapp.questionnaire.picking import CAME_LATER, TOO_MANY
from surveyapp.questions.number_text import show_number
from surveyapp.web.respondent.form_words import FormWords


def finding_words(words: FormWords, flow: Flow, finding: CheckFailure) -> str:
    """The check's question with its numbers, and the row or column it concerns."""
    country = country_of(flow)
    wording = words.wording_for(country)
    numbers = {
        name: _("(no number)") if number is None else _show(number, wording.language)
        for name, number in finding.values
    }
    has_words = wording.has(finding.check.text_path)
    own = wording.text(finding.check.text_path, country, numbers) if has_words else None
    text = own or _built_in(finding, numbers)
    place = _place(words, finding, country)
    return f"{place}: {text}" if place else text


def _built_in(finding: CheckFailure, numbers: Mapping[str, str]) -> str:
    """What is said where the questionnaire has no words for it."""
    told = {
        TOO_MANY: _(
            "At most %(most)s can be named here, but %(named)s are. Please empty some lines."
        ),
        CAME_LATER: _("More can be chosen here than when this was answered. Please save it again."),
    }.get(finding.check.name, _("Please check this answer."))
    return str(told % numbers)


def reason_words(words: FormWords, flow: Flow, found: Sequence[CheckFailure]) -> str:
    """What to do about a check that stops the sending until somebody writes why."""
    where = _where(words, flow, found)
    return str(_("Write why in %(where)s, then you can send.", where=where))


def mend_words(words: FormWords, flow: Flow, found: Sequence[CheckFailure]) -> str:
    """What to do about a check that stops the sending until the answer is another one."""
    where = _where(words, flow, found)
    return str(_("Correct the answer in %(where)s, then you can send.", where=where))


def _where(words: FormWords, flow: Flow, found: Sequence[CheckFailure]) -> str:
    """The question's number, and the rows or columns of one check, such as "C12 (2013; 2014)"."""
    country = country_of(flow)
    number = words.question(found[0].check.question, country).number
    places = "; ".join(place for each in found if (place := _place(words, each, country)))
    return f"{number} ({places})" if places else number


def _show(number: Decimal | int, language: str) -> str:
    return show_number(number, language)


def _place(words: FormWords, finding: CheckFailure, country: str | None) -> str:
    question = words.question(finding.check.question, country)
    labels = [label.text for label in question.rows if label.value == finding.row]
    labels += [label.text for label in question.columns if label.value == finding.column]
    return ", ".join(labels)
