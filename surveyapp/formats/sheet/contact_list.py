"""Contact list: the institutions of a sample from the rows of a workbook or a text.

The first row names the columns; every other row is an institution. All problems are told at once,
each with its cell.
"""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveyapp.fieldwork.contact import Contact, Stratum, name_key
from surveyapp.fieldwork.mail_address import MailRefused, head_words, mail_address
from surveyapp.formats.sheet.sheet import Sheet, SheetRefused, place
from surveyapp.questions.text import tidy, tidy_line

INSTITUTION, ADDRESSEE, EMAIL = "institution", "addressee", "email"
ADDRESS, LANGUAGE, COUNTRY, CLASS = "address", "language", "country", "class"
COLUMNS = (INSTITUTION, ADDRESSEE, EMAIL, ADDRESS, LANGUAGE, COUNTRY, CLASS)
TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Signs that turn the direction of what stands beside them; a name shows another one with them."""
LONGEST = {INSTITUTION: 200, ADDRESSEE: 200, EMAIL: 254, ADDRESS: 1_000}


@dataclass(frozen=True, slots=True)
class Sampled:
    """What the columns of a list may hold, as the questionnaire asks it.

    languages: of the questionnaire; countries, classes: codes of the groups that are compared and
    of the split, none where it has none.
    """

    languages: Sequence[str]
    countries: Sequence[str]
    classes: Sequence[str]

    @property
    def needed(self) -> tuple[str, ...]:
        """Columns that no list lacks."""
        countries = (COUNTRY,) if self.countries else ()
        return INSTITUTION, LANGUAGE, *countries, *((CLASS,) if self.classes else ())

    @property
    def choices(self) -> Mapping[str, Sequence[str]]:
        """Columns that hold one of some codes."""
        return {LANGUAGE: self.languages, COUNTRY: self.countries, CLASS: self.classes}


@dataclass(frozen=True, slots=True)
class ContactProblem:
    """What is wrong with one cell; `code` says what.

    place: such as ``B7``; value: what stands there; allowed: what may stand there instead, () where
    that is no list.
    """

    place: str
    code: str
    value: str
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactList:
    """What was read. problems: () where every row is a contact."""

    contacts: tuple[Contact, ...]
    problems: tuple[ContactProblem, ...]


def read_contacts(sheet: Sheet, sampled: Sampled) -> ContactList:
    """The contacts of a sheet and all its problems. Raises SheetRefused: empty, for heads alone."""
    heads = [str(cell).strip().lower() for cell in sheet.rows[0]]
    problems = list(_problems_of_heads(heads, sampled))
    if problems:
        return ContactList((), tuple(problems))
    rows = [_Row(n, heads, sheet) for n in range(1, len(sheet.rows))]
    rows = [row for row in rows if any(row.text(name) for name in heads)]
    if not rows:
        raise SheetRefused("empty")
    problems = [problem for row in rows for problem in _problems_of(row, sampled)]
    problems += _twice(rows)
    return ContactList(() if problems else tuple(map(_contact, rows)), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Row:
    """number: of the row in the sheet, counted from 0."""

    number: int
    heads: Sequence[str]
    sheet: Sheet

    def text(self, name: str) -> str:
        """What stands in a column; "" where there is no such column."""
        if name not in self.heads:
            return ""
        return str(self.sheet.at(self.number, self.heads.index(name))).strip()

    def name(self, column: str) -> str:
        """A name on one line, in the letters of the language that is written in, spaces once."""
        return " ".join(tidy_line(self.text(column), self.text(LANGUAGE)).split())

    def place(self, name: str) -> str:
        return place(self.number, self.heads.index(name))

    def problem(self, name: str, code: str, allowed: Collection[str] = ()) -> ContactProblem:
        return ContactProblem(self.place(name), code, self.text(name), tuple(allowed))


def _problems_of_heads(heads: Sequence[str], sampled: Sampled) -> Iterator[ContactProblem]:
    counts = Counter(heads)
    for n, head in enumerate(heads):
        if head not in COLUMNS:
            yield ContactProblem(place(0, n), "unknown-column", head, COLUMNS)
        elif counts[head] > 1 and heads.index(head) != n:
            yield ContactProblem(place(0, n), "column-twice", head)
    for name in sampled.needed:
        if name not in heads:
            yield ContactProblem(place(0, len(heads)), "no-column", name)


def problem_of(column: str, text: str, sampled: Sampled) -> str | None:
    """Stable code of what is wrong with what stands in a column; None where nothing is."""
    allowed = sampled.choices.get(column)
    if not text:
        return "empty" if column in sampled.needed else None
    if allowed is not None:
        return None if text in allowed else "no-such-code"
    return _why_no_words(column, text)


def _problems_of(row: _Row, sampled: Sampled) -> Iterator[ContactProblem]:
    for name in row.heads:
        if code := problem_of(name, row.text(name), sampled):
            yield row.problem(name, code, sampled.choices.get(name, ()))


def _why_no_words(name: str, text: str) -> str | None:
    if len(text) > LONGEST[name]:
        return "too-long"
    try:
        if name == EMAIL:
            mail_address(text)
        elif name != ADDRESS:
            head_words(text)
            if any(unicodedata.bidirectional(sign) in TURNS for sign in text):
                return "line-end"
    except MailRefused:
        return "no-address" if name == EMAIL else "line-end"
    return None


def _twice(rows: Sequence[_Row]) -> Iterator[ContactProblem]:
    seen: set[str] = set()
    for row in rows:
        name = name_key(row.name(INSTITUTION))
        if name and name in seen:
            yield row.problem(INSTITUTION, "twice")
        seen.add(name)


def _contact(row: _Row) -> Contact:
    return Contact(
        institution=row.name(INSTITUTION),
        language=row.text(LANGUAGE),
        stratum=Stratum(row.text(COUNTRY) or None, row.text(CLASS) or None),
        addressee=row.name(ADDRESSEE) or None,
        email=row.text(EMAIL) or None,
        postal_address=tidy(row.text(ADDRESS), row.text(LANGUAGE)) or None,
    )
