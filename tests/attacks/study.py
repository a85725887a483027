"""Random small studies: countries, strata, routing, options, ranks and numbers, mixed."""

from dataclasses import replace
from random import Random

from surveyapp.analysis.disclosure.gate import protect
from surveyapp.analysis.tabulation.frequencies import count
from surveyapp.analysis.tabulation_plan import OptionSet, TabulationPlan
from surveyapp.questionnaire.universe import Among, Joined
from tests.analysis.study import (
    COLOUR,
    COLUMNS,
    COUNTRY,
    FIRST,
    HELP,
    PEOPLE,
    PLACES,
    RATING,
    RULES,
    SECTOR,
    snapshot,
)

DK = {"missing": "dk"}
RO, NO = (("country", "RO"),), (("country", "NO"),)


def sensitive(*columns):
    return tuple(replace(column, is_sensitive=True) for column in columns)


COLOURS, RATINGS, *HELPS = sensitive(COLOUR, RATING, *HELP)
OPTIONS = {
    "help": OptionSet(tuple(column.name for column in HELP)),
    "first": OptionSet(tuple(column.name for column in FIRST)),
}


MORE = ("RO", "NO", "SE", "HU", "FI")
"""Countries of studies of more than two."""


def study_plan(*columns, split=None, universe=None, options=None):
    """A plan of these columns; the comparing question is counted, so that all are known."""
    return TabulationPlan(
        (COUNTRY, *columns),
        "country",
        COUNTRY.codes,
        split,
        SECTOR.codes if split else (),
        universe=universe or {},
        options=OPTIONS if options is None else options,
        sensitive=frozenset(column.name for column in columns if column.is_sensitive),
    )


def snapshot_for(answers, plan):
    """The answers as they are counted, with the countries of the plan."""
    country = replace(COUNTRY, codes=plan.codes)
    return snapshot(*answers, columns=(country, *COLUMNS[1:]))


def published(answers, plan, rules=RULES):
    return protect(count(snapshot_for(answers, plan), plan), rules)


def column_of(table, name):
    return next(each for each in table.columns if each.column.name == name)


ROUTES = {
    "red or green": (Among("colour", frozenset({"red", "green"})), lambda a: a["colour"] != "blue"),
    "not blue": (
        Among("colour", frozenset({"blue"}), holds=False),
        lambda a: a["colour"] != "blue",
    ),
    "red": (Among("colour", frozenset({"red"})), lambda a: a["colour"] == "red"),
    "bed": (Among("help.bed", frozenset({"1"})), lambda a: "bed" in a["help"]),
    "red or bed": (
        Joined(False, (Among("colour", frozenset({"red"})), Among("help.bed", frozenset({"1"})))),
        lambda a: a["colour"] == "red" or "bed" in a["help"],
    ),
}


def random_study(seed, n_groups=2):
    """Answers, and a plan in which some columns are sensitive and one hangs on another."""
    random = Random(seed)
    chosen = [c if random.random() < 0.5 else sensitive(c)[0] for c in (COLOUR, RATING, PLACES)]
    helps = HELPS if random.random() < 0.5 else HELP
    ranks = FIRST if random.random() < 0.7 else sensitive(*FIRST)
    universe, is_asked = ROUTES[random.choice(list(ROUTES))]
    weights = [random.random() ** 2 + 0.05 for _ in range(3)]
    answers = [
        _answers(random, country, weights, is_asked)
        for country, n in zip(MORE, _sizes(random, n_groups), strict=False)
        for _ in range(n)
    ]
    split = "sector" if random.random() < 0.5 else None
    plan = study_plan(*chosen, PEOPLE, *helps, *ranks, split=split, universe={"rating": universe})
    more = {"columns": (replace(COUNTRY, codes=MORE[:n_groups]), *plan.columns[1:])}
    return answers, replace(plan, codes=MORE[:n_groups], **more)


def _sizes(random, n_groups):
    """One larger and one smaller group, and others of any size; drawn one after the other."""
    sizes = [random.randint(7, 40), random.randint(3, 20)]
    return [*sizes, *(random.randint(0, 30) for _ in range(n_groups - 2))][:n_groups]


def _answers(random, country, weights, is_asked):
    found = {
        "country": country,
        "sector": random.choice(["authority", "authority", "ngo"]),
        "colour": random.choices(COLOUR.codes, weights)[0],
        "help": random.choice([["bed"], ["food"], ["bed", "food"], ["bed"]]),
        "first": random.choice([["bed"], ["food", "law"], ["law", "bed"]]),
        "places": random.choice([0, 3, 12, 18, 40, 60]),
        "people": random.choice([0, 2, 7, {"missing": "lt5"}]),
    }
    if is_asked(found):
        found["rating"] = random.choice([*RATING.codes[:2], RATING.codes[0], DK])
    if random.random() < 0.1:
        found["colour"] = DK if "rating" not in found else found["colour"]
    return found
