"""Short label: labels within the limits of SPSS and Stata, cut where that tells least.

A label is its question and the line (row, column, option) that tells it from the others of the
question. The question is cut first, up to its number; a line is cut only where it alone is too
long, and then in its middle. No two labels become the same by being cut.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveyapp.formats.microdata.short_name import SPSS, STATA, Limits, fitted
from surveyapp.questions.column import Column
from surveyapp.reports.sentence.column_words import ColumnWords

ELLIPSIS = "…"
JOINT = " – "


@dataclass(frozen=True, slots=True)
class LabelParts:
    """number: of the question, "" without one; question: its words after the number."""

    number: str
    question: str
    line: str

    @property
    def whole(self) -> str:
        """The label as it is where there is room."""
        return JOINT.join(part for part in (self._head, self.line) if part)

    @property
    def _head(self) -> str:
        return f"{self.number} {self.question}".strip()

    def within(self, longest: int, limits: Limits) -> str:
        """The label in so many units."""
        if limits.size(self.whole) <= longest:
            return self.whole
        if not self.line:
            return cut(self._head, longest, limits)
        room = longest - limits.size(JOINT + self.line)
        if room >= limits.size(f"{self.number} {ELLIPSIS}"):
            return cut(self._head, room, limits) + JOINT + self.line
        head = f"{self.number}{JOINT}" if self.number else ""
        return head + cut_in_the_middle(self.line, longest - limits.size(head), limits)


def short_labels(words: ColumnWords, columns: tuple[Column, ...], limits: Limits) -> dict[str, str]:
    """Name of the column -> its label in the file."""
    parts = {column.name: _parts(words, column) for column in columns}
    longest = limits.longest_label
    short = {name: each.within(longest, limits) for name, each in parts.items()}
    whole = {name: each.whole for name, each in parts.items()}
    return _told_apart(whole, short, longest, limits)


def short_code_labels(labels: Mapping[str, str], limits: Limits) -> dict[str, str]:
    """Code -> its label in the file. labels: code -> label."""
    longest = limits.longest_code
    whole = {code: _plain(label) for code, label in labels.items()}
    short = {code: cut_in_the_middle(label, longest, limits) for code, label in whole.items()}
    return _told_apart(whole, short, longest, limits)


def shortened(words: ColumnWords, columns: tuple[Column, ...]) -> dict[str, tuple[str, str]]:
    """Every label that is not whole in SPSS or Stata: variable, or ``variable = code`` -> both.

    "" where the label is whole in that program.
    """
    whole = {column.name: _parts(words, column).whole for column in columns}
    found = dict(_cut_ones(whole, *(short_labels(words, columns, each) for each in (SPSS, STATA))))
    for column in columns:
        labels = {code: _plain(label) for code, label in words.codes(column).items()}
        both = (short_code_labels(labels, each) for each in (SPSS, STATA))
        found |= {f"{column.name} = {code}": cut for code, cut in _cut_ones(labels, *both)}
    return found


def cut(text: str, longest: int, limits: Limits) -> str:
    """The text without its end, with an ellipsis, in so many units; as it is where it fits."""
    plain = _plain(text)
    if limits.size(plain) <= longest:
        return plain
    return fitted(plain, longest - limits.size(ELLIPSIS), limits).rstrip() + ELLIPSIS


def cut_in_the_middle(text: str, longest: int, limits: Limits) -> str:
    """The text without its middle, since lines often differ in their first or last words."""
    plain = _plain(text)
    if limits.size(plain) <= longest:
        return plain
    room = longest - limits.size(ELLIPSIS)
    end = fitted(plain[::-1], room // 2, limits)[::-1].lstrip()
    return fitted(plain, room - limits.size(end), limits).rstrip() + ELLIPSIS + end


def _parts(words: ColumnWords, column: Column) -> LabelParts:
    number = words.asked(column).number
    question = words.question(column).removeprefix(number)
    return LabelParts(number, _plain(question), _plain(words.labels.line(column)))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _told_apart(
    whole: Mapping[str, str], short: Mapping[str, str], longest: int, limits: Limits
) -> dict[str, str]:
    """A label that was cut to one that is there already ends in a number."""
    taken = {label for name, label in short.items() if label == whole[name]}
    found: dict[str, str] = {}
    for name, label in short.items():
        found[name], place = label, 1
        while label != whole[name] and found[name] in taken:
            place += 1
            mark = f" ({place})"
            found[name] = fitted(label, longest - limits.size(mark), limits).rstrip() + mark
        taken.add(found[name])
    return found


def _cut_ones(
    whole: Mapping[str, str], spss: Mapping[str, str], stata: Mapping[str, str]
) -> Iterator[tuple[str, tuple[str, str]]]:
    for name, label in whole.items():
        first, second = ("" if each == label else each for each in (spss[name], stata[name]))
        if first or second:
            yield name, (first, second)
