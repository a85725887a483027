"""One small questionnaire and builders of situations over it."""

from collections.abc import Callable

import pytest

from surveyapp.questionnaire.expression import Scope, Situation, compile_condition, parse
from surveyapp.questions.cell import Cell
from surveyapp.questions.domain import Domain, Shape

YEARS = ("year_1", "year_2", "year_3")
REASONS = ("dk", "nd", "lt5")
SERVICES = ("shelter", "legal", "psych")

DOMAINS = {
    "sector": Domain(Shape.CODE, ("authority", "ngo", "igo"), reasons=("dk",)),
    "country": Domain(Shape.CODE, ("RO", "NO")),
    "mandate": Domain(Shape.CODES, ("housing", "legal", "none"), reasons=("ref",)),
    "priorities": Domain(Shape.RANKING, ("a", "b", "c")),
    "staff": Domain(Shape.NUMBER, reasons=("nd",)),
    "hours": Domain(Shape.NUMBER),
    "comment": Domain(Shape.TEXT),
    "since": Domain(Shape.DATE),
    "services": Domain(Shape.GRID_CODE, ("direct", "both", "none"), rows=SERVICES, reasons=("dk",)),
    "served": Domain(Shape.GRID_CODES, ("women", "men", "none"), rows=SERVICES),
    "victims": Domain(
        Shape.GRID_NUMBER, rows=YEARS, columns=("women", "men", "total"), reasons=REASONS
    ),
    "forms": Domain(Shape.GRID_NUMBER, rows=("sex", "labour"), columns=YEARS, reasons=REASONS),
    "thanks": Domain(Shape.NOTHING),
}

Situate = Callable[..., Situation]
Holds = Callable[..., bool]


def situate(
    cells: dict[str, Cell] | None = None,
    this: str | None = None,
    cell: str | None = None,
    row: str | None = None,
    column: str | None = None,
    shown: dict[str, tuple[str, ...]] | None = None,
) -> Situation:
    rows = {name: domain.rows for name, domain in DOMAINS.items()} | (shown or {})
    return Situation(
        answers=cells or {},
        domains=DOMAINS,
        shown_rows=rows.__getitem__,
        has_pii=lambda text: "@" in text,
        this=this,
        cell=cell,
        row=row,
        column=column,
    )


@pytest.fixture
def holds() -> Holds:
    """Whether a text holds for cells and a place."""

    def holds(text: str, cells: dict[str, Cell] | None = None, **place: object) -> bool:
        return compile_condition(parse(text)).holds(situate(cells, **place))

    return holds


@pytest.fixture
def situation() -> Situate:
    return situate


@pytest.fixture
def domains() -> dict[str, Domain]:
    return DOMAINS


@pytest.fixture
def scope() -> Callable[..., Scope]:
    def scope(this: str | None = None, **place: object) -> Scope:
        return Scope(DOMAINS, this, **place)

    return scope
