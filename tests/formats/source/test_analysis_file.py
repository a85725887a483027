"""The plan of what is published is found beside its questionnaire, and read again when changed."""

import shutil

import pytest

from surveyapp.formats.check.checked_files import NothingToCheck
from surveyapp.formats.check.questionnaire_check import check
from surveyapp.formats.source import kept_file
from surveyapp.formats.source.analysis_file import load_publication
from surveyapp.formats.source.questionnaire_folder import (
    QuestionnaireRefused,
    load_release,
    load_wording,
)
from tests.formats.broken import break_in
from tests.formats.broken_plan import FORM, PLAN, PLAN_CASES, PLANNED

EDITS = dict(PLAN_CASES)


@pytest.fixture
def planned(tmp_path, monkeypatch):
    """A project with the sound plan; files are looked at again on every call."""
    home = shutil.copytree(PLANNED, tmp_path / "home")
    monkeypatch.chdir(home)
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 0.0)
    return home


def codes_in(path):
    return [problem.code for problem in check([path]).problems]


def test_a_plan_is_found_by_the_name_of_its_questionnaire(planned):
    names = [each.name for each in load_publication("planned").comparisons()]
    assert names[:2] == ["index", "rating"]


def test_a_questionnaire_may_have_no_plan(planned):
    (planned / PLAN).unlink()
    assert load_publication("planned") is None


def test_a_plan_is_made_again_when_its_file_changes(planned):
    assert load_publication("planned").rules.k == 5
    break_in(planned, (PLAN, "rules: {k: 5}", "rules: {k: 11}"))
    assert load_publication("planned").rules.k == 11


def test_a_plan_is_no_part_of_the_version_of_its_questionnaire(planned):
    before = load_release("planned").version_hash
    break_in(planned, (PLAN, 'version: "1"', 'version: "2"'))
    assert load_publication("planned").version == "2"
    assert load_release("planned").version_hash == before


def test_a_plan_with_an_error_is_refused_with_its_place(planned):
    break_in(planned, EDITS["unknown-question"])
    with pytest.raises(QuestionnaireRefused) as refused:
        load_publication("planned")
    (problem,) = [p for p in refused.value.problems if p.code == "unknown-question"]
    assert (problem.file, problem.line) == (PLAN, 45)
    assert problem.mend == "did you mean lack?"


BOOK = """\
code_book: comment
label: What else
themes: [{code: law, label: Law, description: Speaks of laws.}]
"""
THEMES = "      - {name: comment, questions: [comment], base: {question: rating, without: [low]}}\n"


@pytest.mark.parametrize(("asked", "is_refused"), [("", True), (", attached: true", False)])
def test_themes_of_texts_that_lie_apart_have_no_base(planned, asked, is_refused):
    books = planned / PLAN.replace("analysis.yaml", "code_books")
    books.mkdir()
    (books / "comment.yaml").write_text(BOOK, encoding="utf-8")
    break_in(planned, (PLAN, "      - name: lack\n", f"{THEMES}      - name: lack\n"))
    break_in(planned, (FORM, 'label: "What else?"', f'label: "What else?"{asked}'))
    assert ("key-unfit" in codes_in(planned / FORM)) is is_refused


def test_a_plan_with_a_warning_is_used(planned):
    break_in(planned, EDITS["unused-in-plan"])
    assert load_publication("planned") is not None


def test_the_words_of_a_plan_are_found_in_every_language(planned):
    path = "planned_analysis.chapters.first.label"
    assert load_wording("planned", "en").text(path) == "First"
    assert load_wording("planned", "ro").text(path) == "Prima parte"


def test_a_plan_that_is_named_is_checked_with_its_questionnaire(planned):
    break_in(planned, EDITS["two-merges"])
    assert codes_in(planned / PLAN) == ["two-merges"]


def test_a_plan_without_a_questionnaire_cannot_be_checked(planned):
    (planned / FORM).unlink()
    with pytest.raises(NothingToCheck):
        check([planned / PLAN])


def test_the_names_of_a_plan_are_followed_only_when_the_questionnaire_is_sound(planned):
    break_in(planned, EDITS["unknown-question"])
    break_in(planned, (FORM, "choices: means", "choices: mean"))
    assert set(codes_in(planned / PLAN)) == {"unknown-list"}


def test_figures_that_are_not_comparable_are_refused_with_the_reason_of_their_flag(planned):
    break_in(planned, EDITS["not-comparable"])
    (problem,) = check([planned / PLAN]).problems
    assert "The countries count differently." in problem.message


@pytest.mark.parametrize("show", ["measures", "ratio"])
def test_a_flagged_question_is_never_shown_as_a_difference(planned, show):
    break_in(planned, (PLAN, "show: totals", f"show: {show}"))
    assert codes_in(planned / PLAN) == ["not-comparable"]


def test_a_ratio_is_refused_without_any_flag(planned):
    break_in(planned, (PLAN, "questions: [lack]", "questions: [lack]\n        show: ratio"))
    assert codes_in(planned / PLAN) == ["not-comparable"]


def test_the_name_of_the_other_country_is_no_title(planned):
    break_in(planned, (FORM, "the other country", "{other_country}"))
    assert "title-needed" in codes_in(planned / PLAN)


@pytest.mark.parametrize(
    ("sound", "broken", "code"),
    [
        ("codes: [below, high]", "codes: [below, low]", "unknown-code"),
        ("codes: [below, high]", "codes: []", "missing-key"),
        ("zero_if: {rating: [low]}", "zero_if: {rating: [lo]}", "unknown-code"),
        ("zero_if: {rating: [low]}", "zero_if: {ratng: [low]}", "unknown-column"),
        ("mirror: {RO: About Norway", "mirror: {SE: About Norway", "unknown-country"),
        ("cross: wish", "cross: comment", "cross-unfit"),
        ("cross: wish", "cross: rating", "cross-unfit"),
        ("cross: wish", "cross: wsh", "unknown-question"),
        (
            "columns: [places.*.n]\n        show: totals",
            "columns: [places.here.n]\n        show: composition",
            "show-unfit",
        ),
        ("questions: [partner]", "questions: [partner, wish]", "show-unfit"),
        ("        index: good\n", "", "missing-key"),
        ("questions: [places]", "questions: [place]", "unknown-question"),
        ("  spare: A", "  spar: A", "unknown-question"),
        ("  good:\n", "  rating:\n", "name-used-twice"),
        ("population:\n  RO:", "population:\n  SE:", "unknown-country"),
        (
            "    points:\n",
            "    points:\n      - {year: 2014, value: 9, source: Press, seen: 2026-11-24}\n",
            "name-used-twice",
        ),
    ],
)
def test_what_leads_nowhere_or_does_not_fit_is_found(planned, sound, broken, code):
    break_in(planned, (PLAN, sound, broken))
    assert code in codes_in(planned / PLAN)
