"""SPSS: a `.sav` by surveyapp's export, beside bare pyreadstat with the same labels and ranges."""

import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pyreadstat

from benchmarks.coded import KNOWN_REASONS, SEED, questionnaire, wording
from surveyapp.analysis.microdata.export_table import export_table
from surveyapp.analysis.microdata.snapshot import read_snapshot
from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.microdata.statistics_file import write_sav
from surveyapp.questionnaire.microdata_scope import exported_columns
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.column_words import ColumnWords

NUMBERS = {reason: -float(place) for place, reason in enumerate(KNOWN_REASONS, start=1)}
RANGES = [{"lo": min(NUMBERS.values()), "hi": max(NUMBERS.values())}]


def sav_seconds(snapshot: Path, n_columns: int, rounds: int) -> tuple[float, float]:
    """Best seconds of (export from the snapshot to the file, pyreadstat given a ready frame)."""
    form = questionnaire(n_columns)
    ours, bare = snapshot.with_suffix(".ours.sav"), snapshot.with_suffix(".bare.sav")
    frame = _ready(snapshot, form)
    times = [
        (_timed(_exported, snapshot, form, ours), _timed(_written_bare, frame, form, bare))
        for _ in range(rounds)
    ]
    _check_same(ours, bare, form)
    return min(each[0] for each in times), min(each[1] for each in times)


def _timed(call: Callable[..., None], *arguments: object) -> float:
    began = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - began


def _exported(snapshot: Path, form: Questionnaire, path: Path) -> None:
    words = ColumnWords(form, Labels(wording(len(form.columns) - 2), translate_in("en")))
    columns = exported_columns(form)
    write_sav(export_table(read_snapshot(snapshot), columns, Random(SEED)), words, path)


def _ready(snapshot: Path, form: Questionnaire) -> pl.DataFrame:
    """The same columns as numbers."""
    answers = pl.read_parquet(snapshot)
    return answers.select(
        pl.col(c.name).cast(pl.String).replace_strict(_numbers(c.codes), return_dtype=pl.Float64)
        for c in form.columns
    )


def _numbers(codes: tuple[str, ...]) -> dict[str, float]:
    return NUMBERS | {code: float(place) for place, code in enumerate(codes, start=1)}


def _written_bare(frame: pl.DataFrame, form: Questionnaire, path: Path) -> None:
    value_labels: dict[str, dict[Any, str]] = {
        c.name: {number: f"Answer {word}" for word, number in _numbers(c.codes).items()}
        for c in form.columns
    }
    pyreadstat.write_sav(
        frame,
        path,
        column_labels={c.name: f"Question {c.name}?" for c in form.columns},
        row_compress=True,
        variable_value_labels=value_labels,
        missing_ranges={c.name: RANGES for c in form.columns},
    )


def _check_same(ours: Path, bare: Path, form: Questionnaire) -> None:
    """Both hold the same numbers, in whatever order of rows."""
    asked = [form.columns[-1].name, form.columns[len(form.columns) // 2].name]
    found = [
        pyreadstat.read_sav(path, usecols=asked, user_missing=True)[0][asked].sum().to_dict()
        for path in (ours, bare)
    ]
    assert found[0] == found[1], found
