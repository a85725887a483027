"""List preview: what keeping a list would do, in words, before anything of it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveyapp.fieldwork.contact import Contact
from surveyapp.questions.language import own_name
from surveyapp.storage.contacts import contacts_of, list_changes
from surveyapp.storage.waves import Wave
from surveyapp.study.contact_list import sampled_of
from surveyapp.web.desk.institution_words import class_name, column_words, country_name
from surveyapp.web.respondent.form_words import FormWords

MOST_SHOWN = 100
COLUMNS = ("institution", "addressee", "email", "address", "language", "country", "class")


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of an institution that is kept. before, after: "" for nothing."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ListPreview:
    """What would come of it. new: cells of each, as `COLUMNS`; changed: name -> what changes.

    n_others: institutions that are kept and stand not in the file; mark: see `ListChanges`.
    """

    heads: tuple[str, ...]
    new: tuple[tuple[str, ...], ...]
    changed: tuple[tuple[str, tuple[CellChange, ...]], ...]
    n_new: int
    n_changed: int
    n_same: int
    n_others: int
    n_without_email: int
    mark: str


def preview_of(wave: Wave, listed: tuple[Contact, ...], words: FormWords) -> ListPreview:
    """What keeping these contacts would do now; of long lists the beginning is shown."""
    changes = list_changes(wave.name, listed)
    n_known = len(changes.changed) + changes.n_same
    return ListPreview(
        heads=tuple(map(column_words, COLUMNS)),
        new=tuple(_cells(each, words) for each in changes.new[:MOST_SHOWN]),
        changed=tuple(
            (kept.institution, tuple(_differences(kept, each, words)))
            for kept, each in changes.changed[:MOST_SHOWN]
        ),
        n_new=len(changes.new),
        n_changed=len(changes.changed),
        n_same=changes.n_same,
        n_others=len(contacts_of(wave.name)) - n_known,
        n_without_email=sum(not each.email for each in listed),
        mark=changes.mark,
    )


def code_lines(words: FormWords) -> list[tuple[str, str, str]]:
    """(column, code, meaning) of every code that a list takes, languages by their own names."""
    sampled = sampled_of(words.form)
    return [
        *(("language", code, own_name(code)) for code in sampled.languages),
        *(("country", code, country_name(words, code)) for code in sampled.countries),
        *(("class", code, class_name(words, code)) for code in sampled.classes),
    ]


def _cells(each: Contact, words: FormWords) -> tuple[str, ...]:
    return (
        each.institution,
        each.addressee or "",
        each.email or "",
        each.postal_address or "",
        own_name(each.language),
        country_name(words, each.stratum.country),
        class_name(words, each.stratum.split_code),
    )


def _differences(kept: Contact, listed: Contact, words: FormWords) -> Iterator[CellChange]:
    pairs = zip(COLUMNS, _cells(kept, words), _cells(listed, words), strict=True)
    for column, before, after in pairs:
        if before != after:
            yield CellChange(column_words(column), before, after)
