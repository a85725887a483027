"""Words leave the instance once somebody let them through, with nothing beside them."""

import csv

import pytest
from click.testing import CliRunner

from surveyapp.command import main
from surveyapp.fieldwork.review import Review, ReviewState
from surveyapp.storage.database import connected
from surveyapp.storage.reviews import keep_review, texts_of
from surveyapp.storage.waves import WaveState, move_wave, wave
from surveyapp.study.freezing import freeze_wave
from tests.cli.stored_study import NAME, instance_with_wave, submitted
from tests.storage.free_texts import FORM, QUESTION
from tests.storage.submissions import store_many

FUNDING = "funding_sources__other"
DECISIONS = {
    "let through": Review(ReviewState.CLEARED),
    "=edited": Review(ReviewState.EDITED, "=1+1"),
    "hidden": Review(ReviewState.WITHHELD),
}


def run(*arguments):
    return CliRunner().invoke(main, ["quotations", NAME, *map(str, arguments)])


@pytest.fixture
def study(tmp_path, monkeypatch):
    """Makes a wave in which texts were written; a word at their beginning decides about them."""
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path / "instance"))

    def make(*texts, is_synthetic=True):
        made = instance_with_wave(tmp_path / "instance", is_synthetic=is_synthetic)
        with connected(made):
            store_many(
                submitted({"country": country, cell: words}, is_synthetic=is_synthetic)
                for country, cell, words in texts
            )
        return made

    return make


def decide(instance):
    with connected(instance):
        for each in texts_of(wave("spring"), FORM):
            kept = DECISIONS.get(each.text.words.rstrip("0123456789 "))
            if kept:
                keep_review(each.text, kept)


def test_only_what_was_let_through_is_in_the_file_and_no_formula(study, tmp_path):
    texts = [("RO", QUESTION, words) for words in ("let through", "=edited", "hidden", "unread")]
    decide(study(*texts, ("NO", FUNDING, "let through")))
    result = run("-o", tmp_path / "words.csv")
    assert result.exit_code == 0, result.output
    assert "3 texts of 5" in result.output
    lines = list(csv.reader((tmp_path / "words.csv").read_text(encoding="utf-8").splitlines()))
    assert lines[0] == ["is_synthetic", "cell", "group", "is_edited", "words"]
    assert lines[1] == ["1", FUNDING, "NO", "0", "let through"]
    assert sorted(lines[2:]) == [
        ["1", QUESTION, "RO", "0", "let through"],
        ["1", QUESTION, "RO", "1", "'=1+1"],
    ]


def test_texts_stand_in_another_order_in_every_file(study, tmp_path):
    decide(study(*(("RO", QUESTION, f"let through {n}") for n in range(30))))
    files = [tmp_path / f"{n}.csv" for n in range(2)]
    for path in files:
        assert run("-o", path).exit_code == 0
    first, second = (path.read_text(encoding="utf-8").splitlines() for path in files)
    assert first != second
    assert sorted(first) == sorted(second)
    assert files[0].stat().st_mode & 0o077 == 0


def test_real_words_leave_the_instance_after_the_freeze_and_too_few_name_no_group(study, tmp_path):
    groups = ["RO"] * 6 + ["NO"] * 4
    texts = [(group, QUESTION, f"let through {n}") for n, group in enumerate(groups)]
    more = [(group, FUNDING, f"let through {n}") for n, group in enumerate(("RO", "NO") * 5)]
    made = study(*texts, *more, is_synthetic=False)
    refused = run("-o", tmp_path / "words.csv")
    assert refused.exit_code == 1
    assert not (tmp_path / "words.csv").exists()
    with connected(made):
        move_wave("spring", WaveState.CLOSED)
        freeze_wave(made, "spring")
    decide(made)
    assert run("-o", tmp_path / "words.csv").exit_code == 0
    lines = list(csv.DictReader((tmp_path / "words.csv").read_text(encoding="utf-8").splitlines()))
    assert {line["group"] for line in lines if line["cell"] == QUESTION} == {""}
    assert [line["group"] for line in lines if line["cell"] == FUNDING].count("NO") == 5
