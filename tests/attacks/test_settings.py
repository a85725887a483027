"""No setting, option, file or order of commands lowers k, or lets answers be stored unsealed."""

import re

import click
import pytest

from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.command import main
from surveyapp.formats.source.questionnaire_folder import QuestionnaireRefused
from surveyapp.instance import SETTINGS
from surveyapp.storage.waves import WaveState, move_wave, new_wave, wave
from surveyapp.study.mixing import mix
from surveyapp.study.opening import MeaningChanged, TranslationWaiver, correct, open_wave
from surveyapp.study.study import study_of
from tests.architecture.command_pages import every_command
from tests.reports.small_report import NAME, make_home
from tests.storage.conftest import wave as usual_wave
from tests.storage.submissions import TODAY
from tests.study.conftest import empty, made_empty
from tests.study.waves import sent_to

__all__ = ["empty", "made_empty"]

PLAN, RULES = "analysis.yaml", 'version: "1"\n'
UNTRANSLATED = TranslationWaiver(TODAY, "all read English")
WORDS = re.compile(r"\bk\b|anonym|threshold|smallest|batch|seal|mix|raw|linked|identif|disclos")
WEAKER = ["{k: 1}", "{k: 3}", "{k: 4}", "{dominance: 0.9}", "{second_guess: 0.1}"]
# Option -> why it may exist.
ALLOWED = {
    "surveyapp open-data --k": "5 or 11",
    "surveyapp wave freeze --leave-sealed": "opens less, not more",
}


@pytest.fixture
def files(tmp_path, monkeypatch, empty):
    """The project's own copy of the questionnaire; the wave `autumn` is a draft."""
    path = tmp_path / "project"
    path.mkdir()
    folder = make_home(path)
    monkeypatch.chdir(path)
    new_wave(usual_wave("autumn", questionnaire=NAME, edition="full"))
    return folder


def say(folder, rules):
    plan = (folder / PLAN).read_text(encoding="utf-8")
    without = re.sub(r"rules: \{.*\}\n", "", plan)
    (folder / PLAN).write_text(without.replace(RULES, f"{RULES}rules: {rules}\n"), encoding="utf-8")


def options():
    """Every option of every command that could have to do with it."""
    return {
        f"{name} {option}"
        for name, command in every_command(main, "surveyapp")
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if WORDS.search(option.strip("-").replace("-", " "))
    }


def test_no_setting_and_no_option_has_to_do_with_it():
    assert [name for name in SETTINGS if WORDS.search(name)] == []
    assert options() == ALLOWED.keys()


def test_the_option_that_there_is_offers_nothing_below_five():
    command = dict(every_command(main, "surveyapp"))["surveyapp open-data"]
    (offered,) = (each.type.choices for each in command.params if each.name == "k")
    assert min(map(int, offered)) == DisclosureRules().k == 5


@pytest.mark.parametrize("rules", WEAKER)
def test_no_wave_opens_with_rules_that_are_weaker(files, empty, rules):
    say(files, rules)
    with pytest.raises(QuestionnaireRefused, match="rules-too-weak"):
        open_wave(empty, "autumn", waiver=UNTRANSLATED)
    assert wave("autumn").state is WaveState.DRAFT


def test_a_wave_keeps_the_k_that_it_was_opened_with(files, empty):
    """Whatever becomes of the files, by closing, opening again or correcting the wording."""
    say(files, "{k: 11}")
    open_wave(empty, "autumn", waiver=UNTRANSLATED)
    say(files, "{k: 5}")
    with pytest.raises(MeaningChanged, match="k"):
        correct(empty, "autumn", "a typing error", TODAY, UNTRANSLATED)
    move_wave("autumn", WaveState.CLOSED)
    open_wave(empty, "autumn")
    assert study_of(empty, wave("autumn")).plan.rules.k == 11


def test_closing_and_opening_again_opens_nothing_that_is_too_little(empty):
    for _time in range(2):
        for _n in range(2):
            sent_to(empty)
        for state in (WaveState.CLOSED, WaveState.OPEN):
            move_wave("spring", state)
            assert mix(empty, "spring").n_mixed == 0
    sent_to(empty)
    assert mix(empty, "spring").n_mixed == 5
