"""Letters that stay, cells that only the full edition asks, and sums."""

import json

import pytest

from surveyapp.fieldwork.progress import section_statuses
from surveyapp.fieldwork.submission import final_answers
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.questionnaire.build import build
from surveyapp.questionnaire.checks import findings
from surveyapp.questionnaire.definition import QuestionnaireDefinition
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.lint import lint
from surveyapp.questionnaire.model import CORE
from surveyapp.questionnaire.scenario import n_entries
from surveyapp.questionnaire.simulation import simulate
from surveyapp.questions.cell import BLANK, Missing
from tests.questionnaire.forms import YES_NO, ask

YEARS = [{"code": "y1", "label": "One"}, {"code": "y2", "label": "Two"}]
PEOPLE = [{"code": code, "label": code.title()} for code in ("women", "men", "total")]
EDITIONS = {"core": {"label": "Short"}, "full": {"label": "Long"}}


def definition(*questions, letters=(None,), **more):
    sections = [
        {
            "name": f"s{place}",
            "label": "Section",
            "pages": [
                {"name": f"p{place}", "questions": questions if not place else [note(place)]}
            ],
            **({"letter": letter} if letter else {}),
        }
        for place, letter in enumerate(letters)
    ]
    return QuestionnaireDefinition(
        questionnaire="tiny",
        version="1",
        title="Tiny",
        purpose="A test.",
        sections=sections,
        **more,
    )


def note(place):
    return {"name": f"more{place}", "type": "text", "label": "More"}


def table(**more):
    return ask("table", "grid_integer", rows=YEARS, columns=PEOPLE, **more)


def form(*questions, **more):
    return build(definition(*questions, editions=EDITIONS, **more), {})


def codes(*questions, **more):
    found = lint(definition(*questions, editions=EDITIONS, **more), {})
    return [(finding.code, finding.path) for finding in found]


CELLS = {"cells": ["*.total", "y2.*"]}
PARTLY = form(table(core=CELLS), ask("rest", core=True))
IN_CORE = ("table.y1.total", "table.y2.women", "table.y2.men", "table.y2.total")


def test_a_letter_stays_with_its_section():
    built = build(definition(ask("a"), letters=("C", "A")), {})
    assert [section.letter for section in built.sections] == ["C", "A"]
    assert [asked.number for asked in built.questions.values()] == ["C1", "A1"]


def test_without_letters_the_place_gives_one():
    built = build(definition(ask("a"), letters=(None, None)), {})
    assert [section.letter for section in built.sections] == ["A", "B"]


def test_letters_are_all_or_none_and_no_two_the_same():
    assert codes(ask("a"), letters=("B", None)) == [("letter-missing", ("sections", 1, "name"))]
    assert codes(ask("a"), letters=("B", "B")) == [("letter-used-twice", ("sections", 1, "letter"))]
    assert codes(ask("a"), letters=("B", "A")) == []


def test_a_key_that_is_not_used_changes_no_version():
    plain = build(definition(ask("a")), {})
    assert '"letter"' not in json.dumps(definition(ask("a")).model_dump(mode="json"))
    assert build(definition(ask("a"), letters=("A",)), {}).version_hash != plain.version_hash


def test_the_core_edition_asks_only_its_cells():
    core = PARTLY.in_edition(CORE)
    assert Flow(core, {}).cells("table") == IN_CORE
    assert [c.name for c in core.columns if c.question == "table"] == list(IN_CORE)
    assert len(Flow(PARTLY, {}).cells("table")) == 6
    assert n_entries(Flow(core, {})) == len(IN_CORE) + 1


def test_rows_and_columns_without_a_cell_are_left_out():
    core = form(table(core={"cells": ["y2.total"]})).in_edition(CORE)
    question = core.questions["table"].question
    assert (question.row_codes(), question.column_codes()) == (("y2",), ("total",))
    grid = ask("grid", "grid_select_one", rows=YEARS, choices=YES_NO, core={"cells": ["y1"]})
    core = form(grid).in_edition(CORE)
    assert Flow(core, {}).cells("grid") == ("grid.y1",)


def test_what_is_stored_in_other_cells_is_neither_seen_nor_counted_nor_sent_and_stays():
    stored = {"table.y1.women": 3}
    core, full = Flow(PARTLY.in_edition(CORE), stored), Flow(PARTLY, stored)
    assert "table.y1.women" not in core
    assert section_statuses(core, {})[0].answered == 0
    assert section_statuses(full, {})[0].answered == 1
    assert final_answers(core) == dict.fromkeys((*IN_CORE, "rest"), BLANK)
    assert final_answers(full)["table.y1.women"] == 3


def test_a_check_finds_nothing_where_nothing_is_asked():
    rule = {
        "name": "small", "question": "Is it?", "each": "row",
        "test": "${table.@row.women} + ${table.@row.men} <= ${table.@row.total}",
    }  # fmt: skip
    built = form(table(core=CELLS, warnings=[rule]))
    stored = {"table.y1.women": 9, "table.y1.men": 9, "table.y1.total": 1}
    assert findings(Flow(built, stored), ["table"])
    assert not findings(Flow(built.in_edition(CORE), stored), ["table"])


def test_a_soft_check_that_names_a_cell_out_of_core_is_left_out():
    def rule(name, cell):
        return {"name": name, "question": "Is it?", "test": f"${{table.{cell}}} > 0"}

    rules = [rule("out", "y1.women"), rule("inside", "y1.total")]
    built = form(table(core=CELLS, warnings=rules))
    assert [c.name for c in built.in_edition(CORE).questions["table"].warnings] == ["inside"]
    assert len(built.questions["table"].warnings) == 2


@pytest.mark.parametrize(("cell", "is_wrong"), [("y1.women", True), ("y1.total", False)])
def test_routing_in_core_needs_cells_that_are_in_core(cell, is_wrong):
    after = ask("after", core=True, relevant=f"${{table.{cell}}} > 0")
    found = codes(table(core=CELLS), after)
    assert [code for code, _ in found] == (["core-needs-more"] if is_wrong else [])


def test_a_pattern_that_names_no_cell_is_refused():
    path = ("sections", 0, "pages", 0, "questions", 0, "core")
    grid = ask(
        "grid", "grid_select_one", rows=YEARS, choices=YES_NO, core={"cells": ["y1", "y1.*"]}
    )
    assert codes(grid) == [("unknown-core-cell", (*path, "cells", 1))]
    assert codes(table(core={"cells": ["y2", "y2.*", "*.all"]})) == [
        ("unknown-core-cell", (*path, "cells", 0)),
        ("unknown-core-cell", (*path, "cells", 2)),
    ]
    assert codes(ask("one", core={"cells": ["yes"]})) == [("key-not-allowed", path)]


def test_sums_name_rows_and_columns_that_there_are():
    def sums(**axes):
        return [code for code, _ in codes(table(sums=axes))]

    assert sums(columns={"total": ["women", "men"]}) == []
    assert sums(columns={"all": ["women", "man"]}) == ["unknown-column", "unknown-column"]
    assert sums(rows={"y3": ["y1", "y2"]}) == ["unknown-row"]
    assert sums(columns={"total": ["women", "women"]}) == ["name-used-twice"]
    assert sums(columns={"total": ["men", "women"], "men": ["total"]}) == 2 * ["sum-of-itself"]
    assert sums(columns={"total": []}) == ["empty-list"]
    assert [code for code, _ in codes(ask("a", sums={"rows": {}}))] == ["key-not-allowed"]


def test_a_line_of_which_parts_are_not_asked_has_no_sum():
    summed = form(table(core=CELLS, sums={"columns": {"total": ["women", "men"]}}))
    lines = [f"table.{year}.total" for year in ("y1", "y2")]
    rows = ("y1", "y2")
    assert list(summed.questions["table"].question.lines(rows)) == lines
    core = summed.in_edition(CORE)
    assert list(core.questions["table"].question.lines(rows)) == lines[1:]


@pytest.mark.parametrize("edition", ["core", "full"])
def test_invented_answers_keep_to_the_cells_of_their_edition(edition):
    asked = load_release("core_cells").in_edition(edition)
    for answers in simulate(asked, 20, 1):
        assert answers.keys() == set(Flow(asked, answers).cells("helped")) | set(
            Flow(asked, answers).cells("quality")
        )


def test_invented_totals_are_sums():
    asked = load_release("sums")
    lines = asked.questions["helped"].question.lines(("advice", "shelter", "all"))
    seen = 0
    for answers in simulate(asked, 60, 1):
        for total, parts in lines.items():
            numbers = [answers[part] for part in parts]
            if all(isinstance(number, int) for number in numbers):
                assert answers[total] == sum(numbers)
                seen += 1
            else:
                assert isinstance(answers[total], Missing)
    assert seen > 60
