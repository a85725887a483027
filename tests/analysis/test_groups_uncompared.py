"""The questions that make the groups are not compared with themselves, unless a plan names them."""

import json
from dataclasses import replace

import pytest

from surveyapp.analysis.dissemination_plan import Chapter, DeclaredComparison, Show, whole_of
from surveyapp.analysis.finalisation import finalise
from surveyapp.analysis.microdata.snapshot import Origin, snapshot_of
from surveyapp.formats.source.questionnaire_folder import load_release

FORM = load_release("service_provision")
ASKED = "svc_provision.shelter"
COLUMNS = tuple(each for each in FORM.columns if each.name in {"country", "sector", ASKED})


def made(plan):
    responses = [
        json.dumps({"country": country, "sector": sector, ASKED: "direct"}).encode()
        for country in ("RO", "NO")
        for sector in ("authority", "ngo")
        for _ in range(8)
    ]
    snapshot = snapshot_of(COLUMNS, responses, Origin(FORM.name, FORM.version, synthetic=True))
    return finalise(snapshot, FORM, plan)


def naming(*questions):
    """A plan that declares these questions."""
    declared = tuple(
        DeclaredComparison(each, "", (each,), (each,), Show.MEASURES, f"{FORM.name}.{each}.label")
        for each in questions
    )
    return replace(whole_of(FORM), chapters=(Chapter("all", "all", declared),))


def compared(outputs, view):
    return {each.column.name for each in outputs.declared(getattr(outputs, view)).columns}


@pytest.mark.parametrize("view", ["whole", "split"])
def test_without_a_plan_neither_is_compared(view):
    assert compared(made(whole_of(FORM)), view) == {ASKED}


def test_the_sizes_of_the_groups_are_counted_all_the_same():
    outputs = made(whole_of(FORM))
    (sizes,) = (each for each in outputs.whole.columns if each.column.name == "country")
    assert [each.n_asked for each in sizes.groups] == [16, 16]


def test_what_the_plan_names_is_compared():
    assert compared(made(naming("sector")), "whole") == {"sector"}
    assert compared(made(naming("country", "sector")), "whole") == {"country", "sector"}
