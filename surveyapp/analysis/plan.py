"""Plan: which columns are compared, and between whom. The gate publishes nothing outside it."""

from dataclasses import dataclass
from itertools import product

from surveyapp.analysis.result import Group
from surveyapp.questions.column import Column, Level, Role


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns, the question that is compared by, and its split.

    by, codes: a column such as "country", and its values in order. split, split_codes: a second
    one, such as "sector", by which every group can be taken apart; None when there is none.
    Columns of text and companions are never compared and are left out.
    """

    columns: tuple[Column, ...]
    by: str
    codes: tuple[str, ...]
    split: str | None = None
    split_codes: tuple[str, ...] = ()

    @property
    def compared(self) -> tuple[Column, ...]:
        """The columns that have a measure."""
        return tuple(column for column in self.columns if is_compared(column))

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of the widest view."""
        return tuple(((self.by, code),) for code in self.codes)

    @property
    def split_groups(self) -> tuple[Group, ...]:
        """The groups of the finest view; the same as `groups` when there is no split."""
        if self.split is None:
            return self.groups
        pairs = product(self.codes, self.split_codes)
        return tuple(((self.by, code), (self.split, part)) for code, part in pairs)

    def parts(self, group: Group) -> tuple[Group, ...]:
        """The groups of the finest view that make up one group of the widest."""
        return tuple(fine for fine in self.split_groups if fine[: len(group)] == group)


def is_compared(column: Column) -> bool:
    """Whether there is a measure for this column: neither text nor words beside an answer."""
    return column.level is not Level.TEXT and column.role is not Role.COMPANION


def is_number(column: Column) -> bool:
    """Whether its values are numbers; everything else that is compared has codes."""
    return column.level in {Level.INTERVAL, Level.RATIO}
