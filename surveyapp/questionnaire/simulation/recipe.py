"""Recipe: how invented institutions tend to answer. Its shape is told in synthetic.yaml."""

from typing import Literal

from pydantic import Field

from surveyapp.questionnaire.definition import Definition

Shares = dict[str, float]
Reason = Literal["dk", "na", "nd", "ref", "lt5", "blank"]
Missing = dict[Reason, float]


class Group(Definition):
    """Institutions of one kind: what they have in common, and how many there are."""

    set: dict[str, str]
    count: int = Field(ge=1)


class Part(Definition):
    """The people in the codes `of` are spread over `split`; `in` limits it to one year."""

    of: tuple[str, ...]
    split: Shares
    year: str | None = Field(None, alias="in")


class Line(Definition):
    """One row of numbers: a Poisson mean, or a part of other rows."""

    poisson: float | None = Field(None, ge=0)
    part_of: tuple[str, ...] = ()
    share: float = Field(1.0, ge=0, le=1)


class CrossTable(Definition):
    """One year's total spread over rows, and each row over columns."""

    year: str
    rows: Shares
    columns: Shares


class PoissonTotals(Definition):
    """A mean drawn once for the institution between two bounds, then a number for each year."""

    poisson: tuple[float, float]


class People(Definition):
    """A table of people whose numbers agree with one another."""

    lines: dict[str, Line] = Field(default_factory=dict)
    totals: PoissonTotals | dict[str, int] | None = None
    totals_of: str | None = None
    times: float = 1.0
    parts: tuple[Part, ...] = ()
    table: CrossTable | None = None
    lt5: float = Field(0.0, ge=0, le=1)


class Rule(Definition):
    """How a question is answered by those whom `when` fits."""

    when: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    answer: str | tuple[str, ...] | None = None
    shares: Shares = Field(default_factory=dict)
    rows: dict[str, Shares] = Field(default_factory=dict)
    mean: float | None = None
    sd: float | None = None
    missing: Missing | None = None
    people: People | None = None


class Recipe(Definition):
    """A whole synthetic study."""

    seed: int = 1
    parameters: dict[str, str] = Field(default_factory=dict)
    edition: str = "full"
    groups: tuple[Group, ...] = ()
    missing: Missing = Field(default_factory=dict)
    questions: dict[str, tuple[Rule, ...]] = Field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many institutions the groups have in all."""
        return sum(group.count for group in self.groups)


def members(recipe: Recipe, n: int) -> list[dict[str, str]]:
    """What each of n institutions is given; proportions are kept by largest remainders."""
    exact = [group.count * n / recipe.size for group in recipe.groups]
    counts = [int(share) for share in exact]
    order = sorted(range(len(exact)), key=lambda g: exact[g] - counts[g], reverse=True)
    for place in order[: n - sum(counts)]:
        counts[place] += 1
    return [
        dict(g.set) for g, count in zip(recipe.groups, counts, strict=True) for _ in range(count)
    ]
