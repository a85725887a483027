"""Waves and codes on the terminal, as a shell sees them."""

import json
import re
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from surveyapp.cli.fieldwork import COMMANDS
from surveyapp.cli.refusal import STAFF_WORDS, WAVE_WORDS
from surveyapp.fieldwork.codes import CodeKind, read_code
from surveyapp.instance import create_instance, load_instance
from surveyapp.storage import corrections, rehearsals, responses, staff, waves
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.waves import WaveState
from surveyapp.storage.workspaces import open_workspace
from surveyapp.study import opening, wave_draft

MAIN = click.Group("surveyapp", {command.name: command for command in COMMANDS})
DONE, REFUSED, COULD_NOT_RUN = 0, 1, 2
WAVE = ("wave", "new", "spring", "--questionnaire", "service_provision")


def run(command):
    """Runs a command given as words, or as one line."""
    words = command.split() if isinstance(command, str) else command
    return CliRunner().invoke(MAIN, list(words))


@pytest.fixture
def made(tmp_path, monkeypatch, request):
    """The instance that the commands work on; real unless the test is parametrized."""
    made = create_instance(tmp_path / "study", is_demo=getattr(request, "param", False))
    upgrade(made)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(made.path))
    return made


@pytest.fixture(scope="module")
def opened_once(tmp_path_factory):
    """The directory of an instance with an open wave `spring`; only to be copied."""
    path = tmp_path_factory.mktemp("opened") / "study"
    upgrade(create_instance(path))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SURVEYAPP_INSTANCE", str(path))
        assert run(WAVE).exit_code == run("wave open spring").exit_code == DONE
    return path


def test_a_wave_whose_key_did_not_come_back_is_not_opened_again(opened):
    (opened.keys / "spring.json").unlink()
    assert run("wave close spring").exit_code == COULD_NOT_RUN
    result = run("wave open spring")
    assert result.exit_code == COULD_NOT_RUN
    assert "closed" in run("wave list").stdout
    assert "spring.json is not there. Without it no sealed response" in result.stderr


@pytest.fixture
def opened(opened_once, tmp_path, monkeypatch):
    """Such an instance of its own, that the commands work on."""
    made = load_instance(shutil.copytree(opened_once, tmp_path / "study"))
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(made.path))
    return made


def states():
    return {
        each["name"]: each["state"] for each in json.loads(run("wave list --format json").stdout)
    }


def test_a_wave_lives_from_draft_to_frozen(made):
    steps = ("open", "close", "open", "close", "freeze")
    seen = [run(WAVE).stdout, *(run(f"wave {step} spring").stdout for step in steps)]
    reached = [line.split()[1] for line in seen]
    assert reached == ["draft", "open", "closed", "open", "closed", "frozen"]
    assert states() == {"spring": "frozen"}


def test_a_new_wave_asks_the_first_edition_of_the_questionnaire(made):
    run([*WAVE, "--opens", "2014-09-01", "--closes", "2014-10-31"])
    (listed,) = json.loads(run("wave list --format json").stdout)
    assert len(listed.pop("version_hash")) == 64
    assert listed == {
        "name": "spring",
        "questionnaire": "service_provision",
        "version": "1",
        "edition": "core",
        "parameters": {"year_1": "2012", "year_2": "2013", "year_3": "2014"},
        "opens": "2014-09-01",
        "closes": "2014-10-31",
        "ended": None,
        "release": None,
        "state": "draft",
        "synthetic": False,
        "rehearsal": False,
    }


@pytest.mark.parametrize("made", [True, False], indirect=True, ids=["demo", "real"])
def test_waves_are_synthetic_in_a_demo_instance_and_only_there(made):
    run(WAVE)
    (listed,) = json.loads(run("wave list --format json").stdout)
    assert listed["synthetic"] is made.is_demo
    assert ("SYNTHETIC" in run("wave list").stdout) is made.is_demo


def test_an_instance_without_waves_says_so(made):
    assert run("wave list").stdout == "There is no wave yet.\n"
    assert run("wave list --format json").stdout == "[]\n"


@pytest.mark.parametrize(
    ("command", "exit_code", "words"),
    [
        (WAVE, REFUSED, "already a wave spring"),
        ("wave open spring", REFUSED, "is open"),
        ("wave freeze spring", REFUSED, "can only be closed"),
        ("wave close autumn", REFUSED, "no wave autumn"),
        ("codes create --wave autumn", REFUSED, "no wave autumn"),
        ([*WAVE, "--opens", "2014-09-02", "--closes", "2014-09-01"], REFUSED, "cannot close"),
        ([*WAVE, "--edition", "short"], COULD_NOT_RUN, "core, full"),
        ([*WAVE, "--opens", "soon"], COULD_NOT_RUN, "soon"),
        ("wave new autumn --questionnaire nothing", COULD_NOT_RUN, "nothing"),
        ("wave new Autumn! --questionnaire x", COULD_NOT_RUN, "small letters"),
        ("wave new autumn", COULD_NOT_RUN, "--questionnaire"),
        ("codes create -n 0", COULD_NOT_RUN, "0"),
    ],
)
def test_a_refusal_says_why(opened, command, exit_code, words):
    result = run(command)
    assert (result.exit_code, result.exception.__class__) == (exit_code, SystemExit)
    assert words in result.stderr
    assert states() == {"spring": "open"}


@pytest.mark.parametrize("command", ["wave list", "codes create", WAVE])
def test_a_directory_without_an_instance_could_not_run(tmp_path, monkeypatch, command):
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path))
    result = run(command)
    assert (result.exit_code, result.stdout) == (COULD_NOT_RUN, "")
    assert "surveyapp init" in result.stderr


def test_an_instance_that_was_not_migrated_could_not_run(tmp_path, monkeypatch):
    create_instance(tmp_path / "study")
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path / "study"))
    result = run("wave list")
    assert result.exit_code == COULD_NOT_RUN
    assert "surveyapp init" in result.stderr


def test_codes_are_printed_one_a_line_and_open_drafts_of_the_open_wave(opened):
    codes = run("codes create -n 5").stdout.splitlines()
    assert [read_code(code).kind for code in codes] == [CodeKind.WORKSPACE] * 5
    with connected(opened):
        opens = [open_workspace(code, opened.pepper) for code in codes]
    assert [workspace.wave for workspace in opens] == ["spring"] * 5
    assert len({workspace.keys.master for workspace in opens}) == 5


def test_codes_can_be_made_before_the_wave_opens(made):
    run(WAVE)
    assert run("codes create").exit_code == REFUSED
    assert run("codes create --wave spring").exit_code == DONE


def test_a_closed_wave_gets_no_codes(opened):
    run("wave close spring")
    result = run("codes create --wave spring")
    assert (result.exit_code, result.stdout) == (REFUSED, "")


def test_with_two_open_waves_one_must_be_named(opened):
    run("wave new autumn --questionnaire service_provision")
    run("wave open autumn")
    assert "autumn, spring" in run("codes create").stderr
    code = run("codes create --wave autumn").stdout.strip()
    with connected(opened):
        assert open_workspace(code, opened.pepper).wave == "autumn"


def refusals(module, exception):
    """Codes that the source of a module refuses with."""
    return set(re.findall(rf'{exception}\("([\w-]+)"', Path(module.__file__).read_text("utf-8")))


def test_every_refusal_has_words():
    raising = (waves, responses, corrections, opening, rehearsals, wave_draft)
    of_waves = {code for each in raising for code in refusals(each, "WaveRefused")}
    of_waves |= {f"not-from-{state}" for state in WaveState} | {"unknown-edition"}
    assert of_waves == set(WAVE_WORDS)
    on_the_desk_alone = {"not-first", "old-password-wrong"}
    assert refusals(staff, "StaffRefused") - on_the_desk_alone == set(STAFF_WORDS)


def test_opening_names_what_the_start_page_cannot_say(made):
    run(WAVE)
    told = run("wave open spring")
    assert told.exit_code == DONE
    assert "The start page does not say:" in told.stderr
    for missing in ("sender in", "contact in", "--closes", "privacy in"):
        assert missing in told.stderr, missing


@pytest.mark.parametrize("made", [True], indirect=True)
def test_opening_asks_nothing_of_a_demonstration(made):
    run(WAVE)
    assert run("wave open spring").stderr == ""


def test_opening_is_content_where_everything_is_said(made):
    with (made.path / "config.toml").open("a", encoding="utf-8") as config:
        config.write('sender = "The Office"\ncontact = "Ana Pop"\n')
    run("wave new full --questionnaire gallery/start_page --closes 2026-12-12")
    assert run("wave open full").stderr == ""
