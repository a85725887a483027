"""Paper difference: what two people read differently, in the words of the questionnaire."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from surveyapp.questionnaire.flow import country_of, question_of
from surveyapp.study.keyed_in import EntryDifference, KeyedEntry
from surveyapp.web.language import current_language
from surveyapp.web.respondent.answer_copy import cell_in_words, place_in_words
from surveyapp.web.respondent.form_words import FormWords, take_form


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One cell. place: row and column, "" without; first, second: what each read, in words."""

    address: str
    number: str
    label: str
    place: str
    first: str
    second: str


def words_of(entry: KeyedEntry) -> FormWords:
    """The words of the edition that was typed, in the language of the page."""
    return take_form(entry.study.wave, entry.form.edition, current_language())


def difference_lines(
    words: FormWords, first: KeyedEntry, second: KeyedEntry, found: Iterable[EntryDifference]
) -> Iterator[DifferenceLine]:
    """Every difference in the order of the form."""
    country = country_of(first.flow)
    for each in found:
        question = words.question(question_of(each.address), country)
        yield DifferenceLine(
            address=each.address,
            number=question.number,
            label=question.label,
            place=place_in_words(words, each.address, country),
            first=cell_in_words(words, first.flow, each.address),
            second=cell_in_words(words, second.flow, each.address),
        )


def questions_in_words(
    words: FormWords, entry: KeyedEntry, names: Iterable[str]
) -> list[tuple[str, str]]:
    """(number, label) of some questions."""
    country = country_of(entry.flow)
    found = (words.question(name, country) for name in names)
    return [(each.number, each.label) for each in found]
