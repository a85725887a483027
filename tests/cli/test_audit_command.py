"""The audit on the terminal, as a shell sees it."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from surveyapp.analysis.disclosure import banded
from surveyapp.analysis.disclosure.figure import Band
from surveyapp.cli.audit import audit_command
from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.records import kept_record
from surveyapp.storage.waves import WaveState, move_wave, new_wave
from surveyapp.study import publication as opened
from tests.attacks.naive import exact
from tests.cli.test_analysis_commands import NAME, submission, wave
from tests.storage.submissions import store_many


def run(*arguments):
    return CliRunner().invoke(audit_command, list(arguments))


@pytest.fixture
def study(tmp_path, monkeypatch):
    """Makes an instance whose open wave holds ten Romanian and ten Norwegian answers."""

    def made(*, is_synthetic=True):
        instance = create_instance(tmp_path / "instance", is_demo=is_synthetic)
        upgrade(instance)
        monkeypatch.setenv("SURVEYAPP_INSTANCE", str(instance.path))
        with connected(instance):
            new_wave(wave(is_synthetic=is_synthetic))
            move_wave("spring", WaveState.OPEN)
            store_many(judging(n, is_synthetic=is_synthetic) for n in range(20))
        return instance

    return made


def judging(number, *, is_synthetic):
    """One that answers a closely protected question, like all others but the first two."""
    given = submission(number, is_synthetic=is_synthetic)
    return replace(given, answers=given.answers | {"change_3y": "3" if number > 1 else "4"})


def referring(number):
    given = submission(number, is_synthetic=True)
    return replace(given, answers=given.answers | {"svc_provision.shelter": "referral"})


def test_a_sound_study_is_exit_code_0_and_says_so(study):
    study()
    result = run(NAME)
    assert result.exit_code == 0, result.output
    assert "Sound: nothing tells too much." in result.output


def test_for_programs_every_range_has_its_ends_and_width(study):
    study()
    found = json.loads(run(NAME, "--format", "json").stdout)
    assert found["is_sound"]
    assert {"least", "most", "width", "needed"} <= set(found["ranges"][0])


def test_groups_that_gave_one_answer_are_listed(study):
    study()
    text, found = run(NAME).stdout, json.loads(run(NAME, "--format", "json").stdout)
    listed = found["group_disclosures"]
    assert listed
    assert {"column", "group", "code", "count", "n"} == set(listed[0])
    assert f"In {len(listed)} groups all, or all but fewer than 5, gave one answer:" in text
    first = listed[0]
    assert f"{first['count']} of {first['n']} answered {first['code']}" in text


def test_the_first_audit_of_a_frozen_round_records_it_and_later_ones_are_held_against_that(study):
    instance = study()
    with connected(instance):
        freeze("spring")
    first = run(NAME)
    assert first.exit_code == 0, first.output
    assert kept_record(instance, "spring").issue.wave == "spring"
    again = run(NAME)
    assert (again.exit_code, again.stdout) == (0, first.stdout)


def test_an_audit_finds_what_was_published_otherwise(study, monkeypatch):
    """By software that printed another count, which ours cannot: it shows what was recorded."""
    with connected(study()):
        freeze("spring")
    run(NAME)
    monkeypatch.setattr(opened, "kept_record", with_another_count)
    result = run(NAME)
    assert result.exit_code == 1
    assert "changed" in result.output


def freeze(name):
    move_wave(name, WaveState.CLOSED)
    move_wave(name, WaveState.FROZEN)


def with_another_count(instance, name):
    """The record of a wave in which one count is larger by one."""
    record = kept_record(instance, name)
    column = record.columns["svc_provision.shelter"]
    group, found = next((g, each) for g, each in column.groups.items() if not each.is_closed)
    code, band = next(iter(found.cells.items()))
    cells = {**found.cells, code: Band(band.low + 1, band.high + 1)}
    groups = {**column.groups, group: replace(found, cells=cells)}
    changed = replace(column, groups=groups)
    return replace(record, columns={**record.columns, column.column.name: changed})


def test_another_round_is_no_later_release_of_the_same_answers(study):
    instance = study()
    with connected(instance):
        freeze("spring")
    assert run(NAME).exit_code == 0
    with connected(instance):
        new_wave(replace(wave(is_synthetic=True), name="autumn"))
        move_wave("autumn", WaveState.OPEN)
        store_many(replace(referring(n), wave="autumn") for n in range(200, 221))
    result = run(NAME, "--wave", "autumn")
    assert result.exit_code == 0, result.output


def test_what_gives_too_much_away_is_exit_code_1(study, monkeypatch):
    study()
    monkeypatch.setattr(banded, "asked", exact)
    result = run(NAME)
    assert result.exit_code == 1
    assert "too-narrow" in result.output


def test_how_much_can_be_read_is_told_chapter_by_chapter(study):
    study()
    text, found = run(NAME).stdout, json.loads(run(NAME, "--format", "json").stdout)
    *chapters, whole = found["extents"]
    assert whole["name"] == ""
    assert [line.split(":")[0] for line in text.splitlines() if " can be read," in line] == [
        *(chapter["name"] for chapter in chapters),
        "All chapters",
    ]
    assert whole["n_values"] + whole["n_ranges"] > 0
    assert whole["n_withheld"] == 0


def test_a_wave_that_is_not_frozen_is_exit_code_2(study):
    study(is_synthetic=False)
    result = run(NAME)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("arguments", [("no_such_questionnaire",), (NAME, "--wave", "autumn")])
def test_what_does_not_exist_is_exit_code_2(study, arguments):
    study()
    assert run(*arguments).exit_code == 2
