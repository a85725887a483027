"""`burden` as it is typed, and what it says of the flagship."""

import json

import pytest
from click.testing import CliRunner

from surveyapp.cli.burden import burden_command

FORM_FILE = """\
questionnaire: tiny
version: "1"
title: Tiny
purpose: To be tested.
languages: [en]
minutes: {full: 1}
missing: []
sections:
  - name: only
    label: Only one
    pages:
      - name: one
        questions:
          - name: a
            type: select_one
            label: Do you help?
            choices: [{code: "yes", label: "Yes"}, {code: "no", label: "No"}]
          - name: b
            type: grid_integer
            label: How many people?
            rows: [{code: r, label: Now}]
            columns: [{code: x, label: Women}, {code: y, label: Men}]
            relevant: "${a} = 'yes'"
"""
TABLE = """\
Every question and every row (en), edition full
            questions  words  choices  numbers  texts  pages  minutes
A Only one          2     60        1        2      0      1      0.9
Total               2     60        1        2      0      1      0.9
within the 1 minute that the questionnaire allows

Own words and looking up figures are not timed.
"""
MINUTES = {
    "Romanian child protection that identifies victims": 42.6,
    "Romanian child protection that does not identify victims": 36.0,
    "Norwegian shelter": 34.9,
}
"""Of the core form, counted apart from this program."""


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """The folder of a questionnaire `tiny` in a project of its own."""
    folder = tmp_path / "questionnaires/tiny"
    (folder / "profiles").mkdir(parents=True)
    (folder / "questionnaire.yaml").write_text(FORM_FILE)
    monkeypatch.chdir(tmp_path)
    return folder


def burden(*arguments):
    return CliRunner().invoke(burden_command, arguments)


def profile(folder, name, text):
    (folder / f"profiles/{name}.yaml").write_text(f"profile: {name}\nlanguage: en\n{text}")


def told(*arguments):
    return json.loads(burden(*arguments, "--format", "json").output)["estimates"]


def test_sections_and_total_are_a_table(tiny):
    """2 words of the section, 5 + 6 of the questions, 47 of the page: 0.3 + 0.1 + 0.5 minutes."""
    assert burden("tiny").output == TABLE


def test_a_profile_above_the_limit_ends_with_1(tiny):
    (tiny / "questionnaire.yaml").write_text(
        FORM_FILE.replace("rows: [", "rows: [{code: s, label: Then}, ")
    )
    profile(tiny, "helps", "given: {a: 'yes'}")
    profile(tiny, "rests", "given: {a: 'no'}")
    result = burden("tiny")
    assert result.exit_code == 1
    assert "helps (en), edition full" in result.output
    assert result.output.count("above the 1 minute") == 1
    assert result.output.count("within the 1 minute") == 1


def test_programs_are_told_the_same(tiny):
    profile(tiny, "rests", "given: {a: 'no'}")
    counts = {"questions": 1, "words": 54, "choices": 1, "numbers": 0, "texts": 0, "pages": 1}
    assert told("tiny") == [
        {
            "profile": "rests",
            "language": "en",
            "country": None,
            "edition": "full",
            "allowed_minutes": 1,
            "is_above": False,
            "sections": [{"letter": "A", "section": "only", **counts, "minutes": 0.4}],
            "total": {**counts, "minutes": 0.4},
        }
    ]


def test_a_profile_that_does_not_fit_is_named_with_its_place(tiny):
    profile(tiny, "wrong", "given: {c: 'yes'}")
    result = burden("tiny")
    assert result.exit_code == 1
    assert "profiles/wrong.yaml:3:" in result.output
    assert "unknown-question" in result.output


@pytest.mark.parametrize("option", [("--edition", "core"), ("--lang", "nb")])
def test_an_edition_or_language_that_is_not_there_cannot_be_estimated(tiny, option):
    assert burden("tiny", *option).exit_code == 2


def test_a_questionnaire_that_is_not_there_cannot_be_estimated(tiny):
    assert burden("other").exit_code == 2


def test_the_core_form_of_the_flagship_takes_as_long_as_was_counted_apart():
    found = told("service_provision", "--edition", "core")
    assert {each["profile"] for each in found} == MINUTES.keys()
    for each in found:
        assert each["total"]["minutes"] == pytest.approx(MINUTES[each["profile"]], abs=0.6)


def test_the_words_of_all_profiles_can_be_counted_in_one_language():
    languages = {e["language"] for e in told("service_provision", "--lang", "en")}
    assert languages == {"en"}
