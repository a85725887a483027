"""Selection: the columns that a plan names, by their questions or by patterns."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from surveyapp.analysis.plan_file.definition import (
    ComparisonDefinition,
    IndexDefinition,
    PlanDefinition,
)
from surveyapp.analysis.tabulation_plan import is_compared
from surveyapp.questions.column import Column

ANY = "*"


class Columns(dict[str, Column]):
    """Name -> column, in the order of the form; nothing is added later."""

    @cached_property
    def by_question(self) -> Mapping[str, tuple[str, ...]]:
        """Question -> names of its columns."""
        found: dict[str, list[str]] = {}
        for name, column in self.items():
            found.setdefault(column.question, []).append(name)
        return {question: tuple(names) for question, names in found.items()}


def comparable(columns: Iterable[Column]) -> Columns:
    """Those that have a measure."""
    return Columns({column.name: column for column in columns if is_compared(column)})


def matching(pattern: str, columns: Mapping[str, Column]) -> tuple[str, ...]:
    """Names of the columns that a pattern means; `*` stands for one part between dots."""
    if ANY not in pattern:
        return (pattern,) if pattern in columns else ()
    wanted = pattern.split(".")
    return tuple(name for name in columns if _fits(name.split("."), wanted))


def _fits(parts: list[str], wanted: list[str]) -> bool:
    return len(parts) == len(wanted) and all(
        want in (part, ANY) for part, want in zip(parts, wanted, strict=True)
    )


def chosen(each: ComparisonDefinition, columns: Columns) -> tuple[str, ...]:
    """Names of the columns that a comparison shows, in its order, each once."""
    of_questions = (name for question in each.questions for name in _of_question(question, columns))
    matched = (name for pattern in each.columns for name in matching(pattern, columns))
    return tuple(dict.fromkeys((*of_questions, *matched)))


def crossed(each: ComparisonDefinition, columns: Columns) -> tuple[str, ...]:
    """The column of the second question of a cross-table; none otherwise."""
    return _of_question(each.cross, columns) if each.cross else ()


def items_of(index: IndexDefinition, columns: Columns) -> tuple[str, ...]:
    """Names of the columns that an index is made of."""
    patterns = (part if isinstance(part, str) else part.item for part in index.items)
    return tuple(name for pattern in patterns for name in matching(pattern, columns))


def _of_question(question: str, columns: Columns) -> tuple[str, ...]:
    return columns.by_question.get(question, ())


def merges_of(plan: PlanDefinition, columns: Columns) -> dict[str, str | None]:
    """Column -> the merge under which it is published, for all that a plan publishes.

    The second question of a cross-table has the merge that it has elsewhere; published nowhere
    else, it has that of the first question when both have the same list.
    """
    found: dict[str, str | None] = {}
    for each in plan.comparisons():
        found = {**dict.fromkeys(chosen(each, columns), each.merge), **found}
    for each in plan.comparisons():
        merge = plan.merges.get(each.merge or "")
        for name in crossed(each, columns):
            fits = merge is not None and list_of(columns[name]) == merge.list
            found.setdefault(name, each.merge if fits else None)
    return found


def list_of(column: Column) -> str | None:
    """The shared code list of its codes; None when they are written in the question."""
    root, name, *_ = column.text_paths[0][1].split(".") if column.text_paths else ("", "")
    return name if root == "code_lists" else None
