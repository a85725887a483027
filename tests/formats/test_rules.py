"""Every rule finds what it is for, and is explained."""

import re
import shutil
from dataclasses import replace
from datetime import date

import pytest

from surveyapp.formats.check.questionnaire_check import RULES, check
from surveyapp.questionnaire.expression import ErrorCode
from tests.architecture.source import ROOT
from tests.formats.broken import CASES, QUESTIONNAIRE, SOUND, USED, break_in
from tests.formats.broken_plan import PLAN_CASES, PLANNED
from tests.formats.rules_page import page

TODAY = date(2026, 11, 30)
RULES_PAGE = ROOT / "docs/researcher/rules.md"
WARNINGS = (
    "asked-without-source",
    "date-not-compared",
    "double-space",
    "each-without-place",
    "help-unchecked",
    "ignore-unused",
    "message-missing",
    "most-protected",
    "never-holds",
    "nothing-protected",
    "routed-group",
    "same-label",
    "takes-too-long",
    "translation-obsolete",
    "translation-unreviewed",
    "unused-parameter",
    "unused-term",
    "unused-warning",
)


def problems_in(root):
    return check([root / "questionnaires"], TODAY).problems


def headings():
    return re.findall(r"^### (\S+)$", RULES_PAGE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def found_by_code(tmp_path_factory):
    """Code -> the problems found in the questionnaire that was broken for it."""
    found = {}
    cases = [(SOUND, *case) for case in CASES] + [(PLANNED, *case) for case in PLAN_CASES]
    for whole, code, edit in cases:
        root = shutil.copytree(whole, tmp_path_factory.mktemp("broken") / "sound")
        break_in(root, edit)
        problems = problems_in(root)
        shown = [replace(p, file=p.file.removeprefix(f"{root}/")) for p in problems]
        found.setdefault(code, []).extend(shown)
    return found


def test_the_sound_questionnaire_breaks_no_rule(sound):
    assert problems_in(sound) == ()


def test_the_sound_plan_breaks_no_rule():
    assert problems_in(PLANNED) == ()


@pytest.mark.parametrize("code", RULES)
def test_a_rule_finds_what_it_is_for(code, found_by_code):
    assert code in {problem.code for problem in found_by_code[code]}


@pytest.mark.parametrize("code", RULES)
def test_a_problem_says_how_to_mend_it(code, found_by_code):
    assert all(problem.mend or "; " in problem.message for problem in found_by_code[code])


@pytest.mark.parametrize("code", WARNINGS)
def test_a_warning_leaves_a_questionnaire_usable(code, sound):
    break_in(sound, dict(CASES)[code])
    assert check([sound / "questionnaires"]).is_clean


def test_an_error_makes_a_questionnaire_unusable(sound):
    break_in(sound, dict(CASES)["unknown-term"])
    assert not check([sound / "questionnaires"]).is_clean


def test_there_is_a_broken_questionnaire_for_every_rule():
    assert {code for code, _ in (*CASES, *PLAN_CASES)} == set(RULES)


def test_every_rule_has_a_heading_in_the_documentation():
    assert sorted(headings()) == sorted(RULES)


def test_every_problem_of_an_expression_is_a_rule():
    assert {code.value for code in ErrorCode} <= set(RULES)


@pytest.mark.golden
def test_the_page_of_rules_shows_what_the_check_says(found_by_code, rewrites_golden):
    examples = {
        code: next(problem for problem in problems if problem.code == code)
        for code, problems in found_by_code.items()
    }
    if rewrites_golden:
        RULES_PAGE.write_text(page(examples), encoding="utf-8")
    assert RULES_PAGE.read_text(encoding="utf-8") == page(examples)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("core: 3", "core cannot be 3; write true or false"),
        ("core: [a]", "core cannot be a list; write true or false"),
        ("core: {cell: [a.y]}", "there is no key cell here; did you mean cells?"),
        ("core: {cells: a.y}", "cells must be a list; write [a.y], or lines with -"),
        ("sums: {cols: {a: [b]}}", "there is no key cols here; did you mean columns?"),
        ("sums: {rows: {b: a}}", "b must be a list; write [a], or lines with -"),
    ],
)
def test_cells_in_core_and_sums_of_another_shape_are_named(written, said, sound):
    break_in(sound, (QUESTIONNAIRE, USED, f"{USED}            {written}\n"))
    problems = check([sound / "questionnaires"]).problems
    assert any(str(problem).endswith(said) for problem in problems)
