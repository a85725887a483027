"""Every rule finds what it is for, and is explained."""

import re

import pytest

from surveyapp.formats.questionnaire_check import RULES, check
from surveyapp.questionnaire.expression import ErrorCode
from tests.architecture.source import ROOT
from tests.formats.broken import CASES, break_in

RULES_PAGE = ROOT / "docs/researcher/rules.md"
WARNINGS = ("double-space", "translation-obsolete", "unused-term", "unused-warning")


def codes_found(root):
    return {problem.code for problem in check([root / "questionnaires"]).problems}


def headings():
    return re.findall(r"^### (\S+)$", RULES_PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_sound_questionnaire_breaks_no_rule(sound):
    assert codes_found(sound) == set()


@pytest.mark.parametrize(("code", "edit"), CASES, ids=[code for code, _ in CASES])
def test_a_rule_finds_what_it_is_for(code, edit, sound):
    break_in(sound, edit)
    assert code in codes_found(sound)


@pytest.mark.parametrize("code", WARNINGS)
def test_a_warning_leaves_a_questionnaire_usable(code, sound):
    break_in(sound, dict(CASES)[code])
    assert check([sound / "questionnaires"]).is_clean


def test_an_error_makes_a_questionnaire_unusable(sound):
    break_in(sound, dict(CASES)["unknown-term"])
    assert not check([sound / "questionnaires"]).is_clean


def test_there_is_a_broken_questionnaire_for_every_rule():
    assert {code for code, _ in CASES} == set(RULES)


def test_every_rule_has_a_heading_in_the_documentation():
    assert sorted(headings()) == sorted(RULES)


def test_every_problem_of_an_expression_is_a_rule():
    assert {code.value for code in ErrorCode} <= set(RULES)
