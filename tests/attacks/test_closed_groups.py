"""Everything that is printed of random studies, as sums in whole numbers: no closed group is known.

The reader knows the questionnaire, and adds up sizes, counts and reasons of both questions and all
groups. A count of fewer than five institutions must keep two values at least, unless those who
are left of the country, five or more, all gave the answer or none of them did.
"""

from collections import Counter
from itertools import combinations
from random import Random

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from surveyapp.questionnaire.universe import Among
from tests.analysis.study import COLOUR, RATING
from tests.attacks.study import DK, NO, RO, column_of, published, study_plan

NOT_NAMED, SILENT, NOT_ASKED = "?", "dk", None
PARTS = ("authority", "ngo", NOT_NAMED)
ROUTES = {
    ("red",): Among("colour", frozenset({"red"})),
    ("red", "green"): Among("colour", frozenset({"red", "green"})),
    ("red", "green", SILENT): Among("colour", frozenset({"blue"}), holds=False),
}
ANSWERS = [*COLOUR.codes, SILENT]


def random_rows(random, leads_on, n):
    """(class, colour, rating) of institutions of a country."""
    often = [random.random() ** 2 + 0.05 for _ in ANSWERS]
    named = ["authority"] * random.randint(1, 3) + ["ngo"]
    for _ in range(n):
        part = random.choice(named) if random.random() < 0.93 else NOT_NAMED
        colour = random.choices(ANSWERS, often)[0]
        rated = random.choice(["1", "1", "2", SILENT])
        yield part, colour, rated if colour in leads_on else NOT_ASKED


def answers_of(country, rows):
    for part, colour, rating in rows:
        given = {"sector": part, "colour": colour, "rating": rating}
        told = {name: DK if each in (NOT_NAMED, SILENT) else each for name, each in given.items()}
        yield {"country": country, **{name: each for name, each in told.items() if each}}


class Reader:
    """What may be true of one country, by everything that is printed of it."""

    def __init__(self, table, whole, leads_on):
        asked = [(c, r) for c in ANSWERS for r in (*RATING.codes, SILENT) if c in leads_on]
        not_asked = [(c, NOT_ASKED) for c in ANSWERS if c not in leads_on]
        self.kinds = [(part, *each) for part in PARTS for each in (*asked, *not_asked)]
        self.sums, self.totals = [], []
        self.learn(lambda _: True, column_of(table, "country").groups[whole].n_asked)
        for name, place in (("colour", 1), ("rating", 2)):
            for group, found in column_of(table, name).groups.items():
                if group[: len(whole)] == whole:
                    self.learn_group(group, found, place)

    def learn_group(self, group, found, place):
        def told(n, among):
            self.learn(lambda kind: is_in(kind, group) and among(kind[place]), n)

        told(found.n_asked, lambda each: each is not NOT_ASKED)
        told(found.n, lambda each: each not in (NOT_ASKED, SILENT))
        for code, band in found.cells.items():
            told(band and band.exact, lambda each, code=code: each == code)

    def learn(self, among, n):
        if n is not None:
            self.sums.append([float(among(kind)) for kind in self.kinds])
            self.totals.append(float(n))

    def is_known(self, among):
        """Whether a count can have one value alone."""
        counted = np.array([float(among(kind)) for kind in self.kinds])
        fits = LinearConstraint(np.array(self.sums), self.totals, self.totals)
        least, most = (
            milp(sign * counted, constraints=fits, integrality=1, bounds=Bounds(0)).fun * sign
            for sign in (1, -1)
        )
        return round(least) == round(most)


def is_in(kind, group):
    return len(group) == 1 or kind[0] == group[1][1]


def few(rows):
    """Classes, or several together, in which one to four answered."""
    for n in (1, 2):
        for parts in combinations(PARTS, n):
            if 0 < sum(part in parts and c != SILENT for part, c, _ in rows) < 5:
                yield parts


@pytest.mark.parametrize("seed", range(40))
def test_no_count_of_a_closed_group_is_known(seed):
    random = Random(seed)
    leads_on, universe = random.choice(list(ROUTES.items()))
    rows = {"RO": list(random_rows(random, leads_on, random.randint(5, 18)))}
    rows["NO"] = list(random_rows(random, leads_on, random.randint(3, 12)))
    answers = [each for country, found in rows.items() for each in answers_of(country, found)]
    plan = study_plan(COLOUR, RATING, split="sector", universe={"rating": universe})
    table = published(answers, plan)
    for country, whole in (("RO", RO), ("NO", NO)):
        reader = Reader(table, whole, leads_on)
        groups = column_of(table, "colour").groups
        is_open = {p for p in PARTS[:2] if not groups[*whole, ("sector", p)].is_closed}
        left = Counter(c for p, c, _ in rows[country] if p not in is_open and c != SILENT)
        for parts in few(rows[country]):
            for code in COLOUR.codes:
                if 0 < left[code] < left.total():
                    assert not reader.is_known(lambda k, c=code, p=parts: k[0] in p and k[1] == c)
