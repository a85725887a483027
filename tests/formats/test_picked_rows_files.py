"""Picked rows in files and in what is published: a row that was not named is an answer."""

import csv
import io
import json
from collections import Counter
from random import Random

import pytest
from lxml import etree

from surveyapp.analysis.microdata.export_table import export_table
from surveyapp.analysis.microdata.snapshot import Origin, snapshot_of
from surveyapp.analysis.quality.quality_indicator import indicators_of
from surveyapp.analysis.quality.quality_result import IndicatorKind
from surveyapp.analysis.tabulation.frequencies import count
from surveyapp.analysis.tabulation_specification import tabulation_plan_of
from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.microdata.answer_lines import read_answer_lines
from surveyapp.formats.microdata.codebook_csv import codebook_csv
from surveyapp.formats.microdata.data_file import AnswerFileRefused, read_data_file
from surveyapp.formats.microdata.ddi_file import Edition, ddi_xml
from surveyapp.formats.microdata.export_text import write_csv
from surveyapp.formats.microdata.simulated_file import csv_head, csv_writer
from surveyapp.formats.microdata.statistics_file import SPSS, Dictionary
from surveyapp.formats.report.report_html import report_html
from surveyapp.formats.source.analysis_file import load_publication
from surveyapp.formats.source.questionnaire_folder import (
    load_definition,
    load_release,
    load_wording,
)
from surveyapp.questionnaire.microdata_scope import exported_columns
from surveyapp.questionnaire.release import version_hash
from surveyapp.questionnaire.simulation import Recipe, simulate
from surveyapp.questions.cell import NOT_NAMED, Missing, MissingReason, answers_to_json
from surveyapp.questions.column import Level
from surveyapp.reports.codebook.codebook import codebook
from surveyapp.reports.codebook.codebook_document import codebook_document
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.column_words import ColumnWords
from tests.questionnaire.forms import ROWS, YES_NO, ask, form

PROTECTED = "Closely protected. Small numbers appear only as ranges."
NAME = "picked_rows"
FORM = load_release(NAME)
ROW = "svc_hard.legal"


def words(language="en"):
    return ColumnWords(FORM, Labels(load_wording(NAME, language), translate_in(language)))


def answers(country, known, **named):
    """One institution that knows these services and names some of them."""
    rows = {f"svc_hard.{row}": named.get(row, NOT_NAMED) for row in known}
    return {"country": country, "svc_known": tuple(known), **rows}


def texts(*responses):
    return [json.dumps(answers_to_json(each)).encode() for each in responses]


STUDY = [
    *[answers("RO", ["legal", "job"], legal="money")] * 6,
    *[answers("RO", ["legal", "job"], job="status")] * 7,
    *[answers("RO", ["legal", "job"])] * 8,
    *[answers("NO", ["legal"], legal="language")] * 9,
    {"country": "NO", "svc_known": ("legal",), ROW: Missing(MissingReason.DONT_KNOW)},
]


def snapshot():
    return snapshot_of(FORM.columns, texts(*STUDY), Origin(NAME, "1", synthetic=True))


def test_a_row_is_counted_among_everybody_who_answered():
    plan = tabulation_plan_of(FORM, load_publication(NAME))
    table = count(snapshot(), plan)
    column = next(column for column in plan.columns if column.name == ROW)
    assert (column.level, column.codes) == (
        Level.NOMINAL,
        ("means", "rules", "reach", "rest", NOT_NAMED),
    )
    counted = {code: table.of(column, ((plan.by, code),)) for code in ("RO", "NO")}
    assert counted["RO"] == Counter(means=6, not_named=15)
    assert counted["NO"] == Counter(reach=9, dk=1)


def test_the_export_says_not_named_and_is_read_again(tmp_path):
    table = export_table(snapshot(), exported_columns(FORM), Random(1))
    path = tmp_path / "answers.csv"
    write_csv(table, words(), path)
    cells = Counter(row[ROW] for row in csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    assert cells == {"money": 6, NOT_NAMED: 15, "language": 9, "dk": 1}
    read = read_data_file(path, FORM)
    assert sorted(read.responses()) == sorted(texts(*STUDY))


def test_an_empty_row_beside_named_ones_is_refused_with_a_mend(tmp_path):
    path = tmp_path / "answers.csv"
    head = "country,svc_known.shelter,svc_known.psych,svc_known.legal,svc_known.interp"
    head += ",svc_known.education,svc_known.job,svc_hard.legal,svc_hard.job"
    path.write_text(f"{head}\nRO,0,0,1,0,0,1,money,\nRO,0,0,1,0,0,0,money,\n", encoding="utf-8")
    with pytest.raises(AnswerFileRefused) as refused:
        read_data_file(path, FORM)
    (problem,) = refused.value.problems
    assert (problem.line, problem.code) == (2, "partly-answered")
    assert problem.mend == "write not_named if it was not named"


@pytest.mark.parametrize(
    ("cells", "wrong", "mend"),
    [
        ("money,dk", 9, "write not_named if it was not named"),
        ("dk,not_named", 8, "write not_named if it was not named"),
        ("dk,ref", 9, "write the same reason in every row"),
        ("dk,", 9, "write the same reason in every row"),
        (",dk", 8, "write the same reason in every row"),
    ],
)
def test_a_reason_in_some_rows_alone_is_refused(tmp_path, cells, wrong, mend):
    path = tmp_path / "answers.csv"
    head = "country,svc_known.shelter,svc_known.psych,svc_known.legal,svc_known.interp"
    head += ",svc_known.education,svc_known.job,svc_hard.legal,svc_hard.job"
    whole = "RO,0,0,1,0,0,1,dk,dk\nRO,0,0,1,0,0,1,,\nRO,0,0,1,0,0,1,not_named,not_named"
    path.write_text(f"{head}\n{whole}\nRO,0,0,1,0,0,1,{cells}\n", encoding="utf-8")
    with pytest.raises(AnswerFileRefused) as refused:
        read_data_file(path, FORM)
    (problem,) = refused.value.problems
    assert (problem.line, problem.column, problem.mend) == (5, wrong, mend)


def test_a_line_that_leaves_out_a_row_that_was_shown_is_refused(tmp_path):
    path = tmp_path / "answers.jsonl"
    whole = answers("RO", ["legal", "job"], legal="money")
    gap = {address: cell for address, cell in whole.items() if address != "svc_hard.job"}
    path.write_bytes(b"\n".join(texts(whole, gap)))
    with pytest.raises(AnswerFileRefused) as refused:
        read_answer_lines(path, FORM)
    (problem,) = refused.value.problems
    assert (problem.line, problem.code) == (2, "partly-answered")


def test_invented_answers_name_at_most_three_rows_and_are_read_again(tmp_path):
    respondents = list(simulate(FORM, 40, 5, Recipe()))
    for each in respondents:
        named = [a for a, c in each.items() if a.startswith("svc_hard.") and c != NOT_NAMED]
        assert len([a for a in named if not isinstance(each[a], Missing)]) <= 3
    path = tmp_path / "invented.csv"
    path.write_text(csv_head(FORM) + "".join(map(csv_writer(FORM), respondents)), encoding="utf-8")
    assert len(read_data_file(path, FORM).answers) == 40


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_the_codebook_has_a_label_and_a_number_for_not_named(language):
    entries = tuple(codebook(words(language), load_publication(NAME)))
    rows = {
        row["variable"]: row
        for row in csv.DictReader(io.StringIO(codebook_csv(words(language), entries)))
    }
    label = translate_in(language).gettext("Not named")
    assert f"{NOT_NAMED}={label}" in rows[ROW]["codes"]
    assert f"13={NOT_NAMED}" in rows[ROW]["numbers"]


def test_the_printed_codebook_says_how_many_lines_are_named():
    entries = tuple(codebook(words(), load_publication(NAME)))
    printed = report_html(codebook_document(words(), entries, {}))
    assert "At most 3 lines are named, each with one answer, or none of them" in printed


def test_a_codebook_says_which_questions_stand_in_one_table():
    joined = load_release("joined_tables")
    labels = Labels(load_wording("joined_tables", "en"), translate_in("en"))
    entries = tuple(codebook(ColumnWords(joined, labels), None))
    assert [entry.manner for entry in entries] == [
        (),
        (PROTECTED, "In one table with question A1."),
        (),
        ("In one table with question A3.",),
    ]


def test_ddi_has_a_category_for_not_named_that_is_not_missing():
    root = etree.fromstring(ddi_xml([Edition(words(), tuple(codebook(words(), None)))]))
    (variable,) = root.xpath(f"//*[local-name()='var'][@name='{ROW}']")
    found = {c[0].text: c.get("missing") for c in variable if c.tag.endswith("catgry")}
    assert found[NOT_NAMED] is None
    assert found["dk"] == "Y"


def test_a_statistics_file_labels_not_named():
    table = export_table(snapshot(), exported_columns(FORM), Random(1))
    column = next(column for column in table.columns if column.name == ROW)
    assert Dictionary(table, words(), SPSS).code_labels(column)[13.0] == "Not named"


def test_none_of_these_is_not_taken_for_the_same_answer_in_every_row():
    four = [*ROWS, {"code": "r3", "label": "Three"}, {"code": "r4", "label": "Four"}]
    grid = {"kind": "grid_select_one", "rows": four, "choices": YES_NO}
    found = indicators_of(form([ask("all", **grid), ask("few", **grid, pick_rows=2)]))
    assert [flag.question for flag in found if flag.kind is IndicatorKind.STRAIGHT] == ["all"]


def test_a_questionnaire_without_the_later_keys_keeps_its_hash():
    """The hash of version 1 of an example, before these keys were in the language."""
    assert load_release("rank").version_hash.startswith("78b577f596620ccfcd1d")
    definition = load_definition("joined_tables")
    page = definition.sections[0].pages[0]
    alone = page.questions[1].model_copy(update={"beside": None})
    section = definition.sections[0].model_copy(
        update={"pages": (page.model_copy(update={"questions": (page.questions[0], alone)}),)}
    )
    other = definition.model_copy(update={"sections": (section,)})
    assert version_hash(other, {}) != version_hash(definition, {})
