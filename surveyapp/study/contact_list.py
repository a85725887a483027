"""Contact list: the institutions of a file as a wave can ask them, and one that is corrected."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from surveyapp.fieldwork.contact import Contact
from surveyapp.formats.sheet.contact_list import (
    ADDRESS,
    ADDRESSEE,
    EMAIL,
    LANGUAGE,
    ContactList,
    Sampled,
    problem_of,
    read_contacts,
)
from surveyapp.formats.sheet.sheet_reading import read_sheet
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.text import tidy, tidy_line
from surveyapp.storage.contacts import correct_contact
from surveyapp.storage.waves import Wave

CORRECTED = (ADDRESSEE, EMAIL, ADDRESS, LANGUAGE)
"""What of a contact is corrected by hand; whose stratum or name is wrong is listed anew."""


class ContactRefused(ValueError):
    """A contact cannot be corrected so; `problems`: column -> stable code of what is wrong."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


def sampled_of(form: Questionnaire) -> Sampled:
    """What the columns of a list may hold."""
    split = form.questions[form.split_by].question.choices if form.split_by else ()
    countries = tuple(code.code for code in form.compare_codes)
    return Sampled(form.languages, countries, tuple(code.code for code in split))


def read_list(content: bytes, file_name: str, form: Questionnaire) -> ContactList:
    """The contacts of a file with all its problems. Raises SheetRefused."""
    return read_contacts(read_sheet(content, file_name), sampled_of(form))


def correct(
    wave: Wave, kept: Contact, typed: Mapping[str, str], form: Questionnaire, seen: str
) -> Contact:
    """Keeps what somebody typed of one contact, and returns it.

    typed: each of `CORRECTED` -> what stands there, "" for nothing; seen: mark of the contact as
    the page showed it. Raises ContactRefused, SampleRefused: changed-meanwhile.
    """
    problems = dict(_problems(typed, sampled_of(form)))
    if problems:
        raise ContactRefused(problems)
    language = typed[LANGUAGE]
    corrected = replace(
        kept,
        addressee=" ".join(tidy_line(typed[ADDRESSEE], language).split()) or None,
        email=typed[EMAIL].strip() or None,
        postal_address=tidy(typed[ADDRESS], language) or None,
        language=language,
    )
    correct_contact(wave.name, corrected, seen)
    return corrected


def _problems(typed: Mapping[str, str], sampled: Sampled) -> Iterator[tuple[str, str]]:
    for column in CORRECTED:
        code = problem_of(column, typed[column].strip(), sampled)
        if code:
            yield column, code
