"""What keeps a condition from holding is said as small as it can be."""

import pytest

from surveyapp.questionnaire.expression import false_parts, parse
from surveyapp.questionnaire.expression.types.claim import claim_of

AUTHORITY, ROMANIA = "${sector} = 'authority'", "${country} = 'RO'"
CELLS = {"sector": "ngo", "country": "RO", "mandate": ("housing",), "staff": 3}


def claims(*texts):
    return [claim_of(parse(text).root) for text in texts]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (ROMANIA, []),
        (AUTHORITY, [AUTHORITY]),
        (f"{AUTHORITY} and {ROMANIA}", [AUTHORITY]),
        (f"{AUTHORITY} and {ROMANIA} and ${{staff}} > 5", [AUTHORITY, "${staff} > 5"]),
        (f"{AUTHORITY} or ${{staff}} > 5", [f"{AUTHORITY} or ${{staff}} > 5"]),
        (f"{AUTHORITY} or {ROMANIA}", []),
        (f"{ROMANIA} and ({AUTHORITY} or ${{staff}} > 5)", [f"{AUTHORITY} or ${{staff}} > 5"]),
        (f"not({ROMANIA})", ["${country} != 'RO'"]),
        (f"not({ROMANIA} or {AUTHORITY})", ["${country} != 'RO'"]),
        (f"not({ROMANIA} and ${{staff}} = 3)", [f"not({ROMANIA} and ${{staff}} = 3)"]),
        ("selected(${mandate}, 'legal')", ["selected(${mandate}, 'legal')"]),
        ("${hours} > 5", []),  # open, which counts as satisfied
    ],
)
def test_only_what_is_false_is_named(text, missing, situation):
    found = false_parts(parse(text), situation(CELLS))
    assert [claim_of(part.root) for part in found] == claims(*missing)
