"""A small study to export: one question of each kind, and answers to it."""

import json
from random import Random

from surveyapp.analysis.microdata.export_table import export_table
from surveyapp.analysis.microdata.snapshot import Origin, snapshot_of
from surveyapp.formats.interface_words import translate_in
from surveyapp.questionnaire.microdata_scope import exported_columns
from surveyapp.questionnaire.wording import Wording
from surveyapp.questions.cell import answers_to_json
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.column_words import ColumnWords
from tests.questionnaire.forms import ROWS, YES_NO, ask, form

COUNTRY = ask("country", choices=[{"code": code, "label": code} for code in ("RO", "NO")])
FORM = form(
    [
        COUNTRY,
        ask("open", missing=["dk", "nd"]),
        ask("more", relevant="${open} = 'yes'"),
        ask("places", "integer", missing=["nd"], level="interval"),
        ask("budget", "decimal"),
        ask("help", "select_multiple", missing=["dk"]),
        ask("first", "rank", max_choices=2),
        ask("grid", "grid_select_one", rows=ROWS, choices=YES_NO),
        ask("words", "text"),
    ],
    compare_by="country",
)


def words_of(questionnaire, language="en", **texts):
    """Words of a small questionnaire: every path is its own label, unless it is given."""
    paths = {f"{asked.path}.label" for asked in questionnaire.questions.values()}
    for asked in questionnaire.questions.values():
        question = asked.question
        paths |= {c.text_path for c in (*question.choices, *question.rows, *question.columns)}
    paths |= {f"{questionnaire.name}.title", f"{questionnaire.name}.sections.only.label"}
    wording = Wording(language, {path: texts.get(path, path) for path in paths} | texts)
    return ColumnWords(questionnaire, Labels(wording, translate_in(language)))


def table_of(answers, questionnaire=FORM, seed=1, *, is_synthetic=True):
    """The answers as they are exported."""
    texts = [json.dumps(answers_to_json(each)).encode() for each in answers]
    origin = Origin(questionnaire.name, questionnaire.version, is_synthetic)
    snapshot = snapshot_of(questionnaire.columns, texts, origin)
    return export_table(snapshot, exported_columns(questionnaire), Random(seed))
