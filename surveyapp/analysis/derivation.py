"""Derivation: what is made of answers before they are counted: merges, pools, bases, indices."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from surveyapp.questions.column import Column, Level


@dataclass(frozen=True, slots=True)
class Merge:
    """Codes of one list taken together before anything is counted.

    into: new code -> codes it takes, in the order of the scale; text_paths: new code -> label.
    """

    name: str
    into: Mapping[str, tuple[str, ...]]
    text_paths: Mapping[str, str]

    def recodes(self) -> dict[str, str]:
        """Code -> the code it is taken together under."""
        return {code: new for new, codes in self.into.items() for code in codes}


@dataclass(frozen=True, slots=True)
class Pool:
    """Rows of a question as one column: a family in which every institution counts once.

    column: what is published in their place, after the merge; sensitive when a row is. rows: names
    of the columns that it takes, in the order of the form. recodes: code of a row -> code of the
    column. preference: codes of the column; of those that an institution's rows have, the first
    one here counts. Empty for numbers, which are summed.
    """

    column: Column
    rows: tuple[str, ...]
    recodes: Mapping[str, str]
    preference: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Base:
    """Who counts: institutions whose answer to `question` is not among `without`."""

    question: str
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One answer of an index. zero_if: another column and codes that make this item count 0."""

    column: str
    zero_if: tuple[str, frozenset[str]] | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """Mean score (0 to 100) of the items that were answered; None below `minimum` of them.

    The scores stand in the code lists; `low` and `high` are the paths of what 0 and 100 mean.
    """

    name: str
    items: tuple[Item, ...]
    minimum: int
    text_path: str
    low_path: str
    high_path: str

    def needs(self) -> set[str]:
        """Names of the columns that it is made of."""
        others = {item.zero_if[0] for item in self.items if item.zero_if}
        return {item.column for item in self.items} | others


def index_column(index: Index, sensitive: Collection[str] = ()) -> Column:
    """The column under which an index is counted: 0 to 100, without a natural zero.

    sensitive: names of sensitive columns; an index that holds one of them is sensitive itself.
    """
    is_sensitive = not index.needs().isdisjoint(sensitive)
    return Column(index.name, index.name, index.name, Level.INTERVAL, is_sensitive=is_sensitive)
