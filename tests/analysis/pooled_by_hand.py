"""Invented answers to the gallery's questionnaire of pooled rows, and its families by hand.

The families are made here from the answers as they are stored, one institution after the other,
with nothing of what the engine uses.
"""

from collections import Counter, defaultdict
from random import Random

from surveyapp.formats.source.analysis_file import load_publication
from surveyapp.formats.source.questionnaire_folder import load_release

NAME = "pooled_rows"
FORM = load_release(NAME)
PUBLICATION = load_publication(NAME)
FAMILIES = {"housing": ("emerg_housing", "shelter", "transition"), "law": ("legal", "lawyer")}
WAITS = ("w0", "w1", "w2", "w3", "w4")
SERVED = ("women", "men", "children", "families")
MONEY = ("state", "local", "eu", "eea", "donor", "private", "own", "none")
REASONS = ("dk", "na", "blank")


def institutions(seed, sizes):
    """Answers of so many institutions of each country."""
    rng = Random(seed)
    return [{"country": c, **_cells(rng)} for c, n in sizes.items() for _ in range(n)]


def _cells(rng):
    made = {}
    for question in ("waiting", "receivers", "money_from", "how_many"):
        for cell in {c.cell for c in FORM.columns if c.question == question}:
            luck = rng.random()
            if luck < 0.2:
                made[cell] = {"missing": rng.choice(REASONS)}
            elif luck < 0.7:
                made[cell] = _answer(rng, question)
    return made


def _answer(rng, question):
    match question:
        case "waiting":
            return rng.choice(WAITS)
        case "money_from":
            return rng.choice(MONEY)
        case "receivers":
            return rng.sample(SERVED, rng.randint(1, 3))
        case _:
            return rng.randint(0, 60)


def counts_by_hand(answers):
    """(pooled column, country) -> value -> institutions."""
    found = defaultdict(Counter)
    for each in answers:
        for name, value in _pooled(each):
            found[name, each["country"]][value] += 1
    return found


def _pooled(each):
    for family, rows in FAMILIES.items():
        yield from _longest(f"waiting.{family}", [each.get(f"waiting.{row}") for row in rows])
    housing = [each.get(f"receivers.{row}") for row in FAMILIES["housing"]]
    yield from _ticked("receivers.housing", housing, SERVED)
    yield from _ticked("money_from.housing", _listed(each, ("shelter", "transition")), MONEY)
    yield from _ticked("money_from.law", _listed(each, FAMILIES["law"]), MONEY)
    yield from _total([each.get(f"how_many.{row}.per_year") for row in ("shelter", "transition")])


def _listed(each, rows):
    cells = [each.get(f"money_from.{row}") for row in rows]
    return [[cell] if isinstance(cell, str) else cell for cell in cells]


def _longest(name, cells):
    given = [cell for cell in cells if isinstance(cell, str)]
    if given:
        yield name, max(given)
    else:
        yield from _reason(name, cells)


def _ticked(name, cells, options):
    given = {option for cell in cells if isinstance(cell, list) for option in cell}
    for option in options:
        if given:
            yield f"{name}.{option}", "1" if option in given else "0"
        else:
            yield from _reason(f"{name}.{option}", cells)


def _total(cells):
    name = "how_many.housing.per_year"
    asked = [cell for cell in cells if cell is not None]
    if asked and all(isinstance(cell, int) for cell in asked):
        yield name, float(sum(asked))
    else:
        yield from _reason(name, cells)


def _reason(name, cells):
    reasons = {cell["missing"] for cell in cells if isinstance(cell, dict)}
    if reasons:
        yield name, reasons.pop() if len(reasons) == 1 else "blank"
