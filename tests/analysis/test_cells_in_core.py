"""Cells out of core: compared where they were asked, and never counted as anything elsewhere."""

import json

import pytest

from surveyapp.analysis.finalisation import answered_edition, finalise
from surveyapp.analysis.microdata.snapshot import Origin, snapshot_of
from surveyapp.analysis.plan_file import PlanDefinition, publication_of
from surveyapp.fieldwork.submission import final_answers
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.model import CORE, FULL
from surveyapp.questions.cell import answers_to_json
from tests.questionnaire.forms import ask, form

COUNTRIES = [{"code": code, "label": code} for code in ("RO", "NO")]
YEARS = [{"code": code, "label": code} for code in ("y1", "y2")]
PEOPLE = [{"code": code, "label": code} for code in ("women", "total")]
FORM = form(
    [
        ask("country", choices=COUNTRIES, core=True),
        ask(
            "people", "grid_integer", rows=YEARS, columns=PEOPLE, missing=["nd"],
            core={"cells": ["*.total", "y2.*"]},
        ),
    ],
    editions={"core": {"label": "Short"}, "full": {"label": "Long"}},
    compare_by="country",
)  # fmt: skip
WOMEN, TOTAL = "people.y1.women", "people.y1.total"
PLAN = publication_of(
    PlanDefinition.model_validate(
        {
            "analysis": "tiny",
            "version": "1",
            "chapters": [
                {
                    "name": "only",
                    "label": "Only",
                    "comparisons": [
                        {"name": "totals", "title": "T", "columns": ["people.*.total"]},
                        {"name": "women", "title": "W", "columns": [WOMEN], "edition": "full"},
                    ],
                }
            ],
        }
    ),
    FORM,
)


def sent(edition, number):
    """What institutions of both countries send in one edition."""
    answers = {WOMEN: 3, TOTAL: 20, "people.y2.women": 4, "people.y2.total": 30}
    asked = FORM.in_edition(edition)
    for country in ("RO", "NO"):
        flow = Flow(asked, {**answers, "country": country})
        yield from [json.dumps(answers_to_json(final_answers(flow)), sort_keys=True)] * number


def snapshot(core, full):
    texts = [text.encode() for text in (*sent(CORE, core), *sent(FULL, full))]
    return snapshot_of(FORM.columns, texts, Origin("tiny", "1", synthetic=True))


@pytest.mark.parametrize(
    ("core", "full", "edition"), [(12, 0, CORE), (0, 12, FULL), (12, 12, FULL)]
)
def test_the_edition_is_told_by_its_cells(core, full, edition):
    assert answered_edition(snapshot(core, full), FORM) == edition


def test_a_comparison_of_the_full_edition_stands_only_where_its_cells_were_asked():
    def names(core, full):
        published = finalise(snapshot(core, full), FORM, PLAN).publication
        return [declared.name for declared in published.comparisons()]

    assert names(12, 0) == ["totals"]
    assert names(0, 12) == ["totals", "women"]


def test_where_editions_are_mixed_only_those_who_were_asked_count():
    found = finalise(snapshot(12, 8), FORM, PLAN).whole
    by_name = {shown.column.name: shown.groups for shown in found.columns}
    assert [group.n_asked for group in by_name[TOTAL]] == [20, 20]
    assert [group.n_asked for group in by_name[WOMEN]] == [8, 8]
    assert [group.n for group in by_name[WOMEN]] == [8, 8]
