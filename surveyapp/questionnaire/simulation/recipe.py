"""Recipe: how invented institutions tend to answer; its keys: docs/researcher/simulation.md."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from surveyapp.questionnaire.definition import Definition, Number, Whole, Words
from surveyapp.questions.cell import Cell, MissingReason

Weight = Annotated[Number, Field(ge=0)]
Probability = Annotated[Number, Field(ge=0, le=1)]
Shares = dict[str, Weight]
Missing = dict[MissingReason, Probability]


class RecipePart(Definition):
    """Common to all parts of a recipe: frozen, and an unknown key is an error."""


class RecipeGroup(RecipePart):
    """Institutions of one kind: answers that are given, and how many there are."""

    given: dict[str, str | tuple[str, ...]] = Field(alias="set")
    count: Whole = Field(ge=1)


class RecipeSpread(RecipePart):
    """The people in the codes `of` are spread over `split`; `in` limits it to one year."""

    of: tuple[str, ...]
    split: Shares
    year: str | None = Field(None, alias="in")


class RecipeLine(RecipePart):
    """One line of numbers: a Poisson mean, or a part of other lines, each person by `share`."""

    poisson: Number | None = Field(None, ge=0, le=100)
    part_of: tuple[str, ...] = ()
    share: Probability = 1.0


class RecipeTable(RecipePart):
    """One year's total spread over rows, and each row over columns."""

    year: str
    rows: Shares
    columns: Shares


class PoissonTotals(RecipePart):
    """A mean drawn once for the institution between two bounds, then a number for each year."""

    poisson: tuple[float, float]


class People(RecipePart):
    """A table of numbers. With `totals` or `totals_of` the tables of one institution agree.

    lt5: probability that a cell of 1 to 4 is answered "Fewer than 5".
    """

    lines: dict[str, RecipeLine] = {}
    totals: PoissonTotals | dict[str, int] | None = None
    totals_of: str | None = None
    parts: tuple[RecipeSpread, ...] = ()
    table: RecipeTable | None = None
    lt5: Probability = 0.0


class Rule(RecipePart):
    """How a question is answered by those whom `when` fits.

    texts: words, one of which an open question is answered with.
    """

    when: dict[str, str | tuple[str, ...]] = {}
    answer: str | tuple[str, ...] | None = None
    texts: tuple[Words, ...] = ()
    shares: Shares = {}
    rows: dict[str, Shares] = {}
    mean: Number | None = None
    sd: Number | None = Field(None, ge=0)
    missing: Missing | None = None
    people: People | None = None

    def wanted(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """(question, the codes of which one must have been answered)."""
        for name, codes in self.when.items():
            yield name, ((codes,) if isinstance(codes, str) else codes)


class Recipe(RecipePart):
    """A whole synthetic study."""

    seed: Whole = 1
    parameters: dict[str, str] = {}
    edition: str = "full"
    groups: tuple[RecipeGroup, ...] = ()
    missing: Missing = {}
    questions: dict[str, tuple[Rule, ...]] = {}

    @property
    def size(self) -> int:
        """How many institutions the groups have in all."""
        return sum(group.count for group in self.groups)

    @property
    def years(self) -> tuple[str, ...]:
        """Codes of the years that tables are about."""
        return tuple(self.parameters)


# Without a recipe every reason occurs, so that every table has some to show.
EVEN = Recipe(missing=dict.fromkeys(MissingReason, 0.02))


def members(recipe: Recipe, n: int) -> list[Mapping[str, Cell]]:
    """What each of n institutions is given; proportions are kept by largest remainders."""
    if not recipe.groups:
        return [{}] * n
    exact = [group.count * n / recipe.size for group in recipe.groups]
    counts = [int(share) for share in exact]
    order = sorted(range(len(exact)), key=lambda g: exact[g] - counts[g], reverse=True)
    for place in order[: n - sum(counts)]:
        counts[place] += 1
    sized = zip(recipe.groups, counts, strict=True)
    return [given for group, count in sized for given in [group.given] * count]
