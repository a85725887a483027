"""The wording of an open round is corrected by a command; whatever changes meaning is refused."""

import json

import pytest

from surveyapp.instance import load_instance
from tests.cli.round_home import (
    BOOK,
    CATALOGUE,
    NAME,
    PLAN,
    QUESTIONNAIRE,
    SCALE,
    done,
    edit,
    make_home,
    open_wave,
    run,
    send,
)

REFUSED, COULD_NOT_RUN = 1, 2
RATING = '- {name: rating, type: select_one, label: "How good is it?", choices: scale}'
REASON = "a typing error in the question on quality"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The project's directory, with an open round."""
    make_home(tmp_path, monkeypatch)
    open_wave()
    return tmp_path


def shown():
    return json.loads(done("wave", "show", "spring", "--format", "json"))


def reword(home, words="How good is that?"):
    """The same question in other words, in both languages."""
    edit(home, QUESTIONNAIRE, "How good is it?", words)
    edit(home, CATALOGUE, 'msgid "How good is it?"', f'msgid "{words}"')


def test_a_correction_of_wording_is_taken_and_recorded(home):
    before = shown()
    reword(home)
    told = done("wave", "correct", "spring", "--because", REASON)
    after = shown()
    assert "planned.rating.label (en)" in told
    (kept,) = after["corrections"]
    assert (kept["from_release"], kept["to_release"]) == (before["release"], after["release"])
    assert (kept["place"], kept["reason"]) == (1, REASON)
    assert before["version_hash"] != after["version_hash"]


def test_a_translation_alone_is_corrected(home):
    edit(home, CATALOGUE, 'msgstr "', 'msgstr "Altfel: ')
    assert "planned.title (ro)" in done("wave", "correct", "spring")


def test_a_correction_is_shown_to_people_and_in_the_report(home):
    send(load_instance(home / "instance"))
    reword(home)
    done("wave", "correct", "spring", "--because", REASON)
    assert f"{REASON}\n" in done("wave", "show", "spring")
    done("report", NAME, "-o", home / "report.html")
    report = (home / "report.html").read_text(encoding="utf-8")
    assert f": {REASON}" in report
    assert "How good is that?" in report


def test_answers_from_before_and_after_a_correction_are_counted_together(home):
    instance = load_instance(home / "instance")
    send(instance, n=6)
    reword(home)
    done("wave", "correct", "spring")
    send(instance, n=6)
    done("export", NAME, "-o", home / "data.csv")
    assert len((home / "data.csv").read_text(encoding="utf-8").splitlines()) == 1 + 24


def test_corrections_follow_each_other_and_may_go_back(home):
    first = shown()["release"]
    reword(home)
    done("wave", "correct", "spring")
    edit(home, QUESTIONNAIRE, "How good is that?", "How good is it?")
    edit(home, CATALOGUE, 'msgid "How good is that?"', 'msgid "How good is it?"')
    done("wave", "correct", "spring")
    assert [each["place"] for each in shown()["corrections"]] == [1, 2]
    assert shown()["release"] == first


MEANINGS = [
    (SCALE, "codes:", "codes:\n  - {code: none, label: None}", "code_lists/scale.yaml: codes.none"),
    (
        QUESTIONNAIRE,
        "{code: there, label: There}",
        "{code: over, label: There}",
        "rows.over is new",
    ),
    (QUESTIONNAIRE, "name: spare", "name: extra", "extra is new"),
    (QUESTIONNAIRE, RATING, RATING[:-1] + ", relevant: \"${kind} = 'public'\"}", "rating.relevant"),
    (QUESTIONNAIRE, RATING, RATING[:-1] + ", required: true}", "rating.required was false"),
    (QUESTIONNAIRE, RATING, RATING[:-1] + ", sensitive: true}", "rating.sensitive was false"),
    (QUESTIONNAIRE, 'year: "2014"', 'year: "2015"', "parameters.year was 2014, and is 2015"),
    (QUESTIONNAIRE, "A spare number,", 'A spare number, constraint: ". > 0",', "spare.constraint"),
    (PLAN, "k: 5", "k: 6", "analysis.yaml: rules.k was 5, and is 6"),
    (PLAN, "      - name: lack", "      - name: lacking", "comparisons.lacking is new"),
    (BOOK, "code: money", "code: cash", "code_books/comment.yaml: themes.cash is new"),
]


@pytest.mark.parametrize(("file", "before", "after", "told"), MEANINGS)
def test_what_changes_meaning_is_refused_and_named(home, file, before, after, told):
    edit(home, file, before, after)
    release = shown()["release"]
    found = run("wave", "correct", "spring")
    assert found.exit_code == REFUSED
    assert told in found.stderr
    assert (shown()["release"], shown()["corrections"]) == (release, [])


def test_a_plan_that_is_gone_is_refused(home):
    (home / PLAN).unlink()
    found = run("wave", "correct", "spring")
    assert (found.exit_code, "analysis.yaml is gone" in found.stderr) == (REFUSED, True)


def test_what_check_refuses_corrects_nothing(home):
    edit(home, QUESTIONNAIRE, "How good is it?", "How good is that?")
    found = run("wave", "correct", "spring")
    assert found.exit_code == REFUSED
    assert "translation-stale" in found.stderr


def test_files_that_say_the_same_correct_nothing(home):
    found = run("wave", "correct", "spring")
    assert (found.exit_code, "nothing was corrected" in found.stderr) == (REFUSED, True)


@pytest.mark.parametrize("steps", [("close",), ("close", "freeze")])
def test_only_an_open_round_is_corrected(home, steps):
    for step in steps:
        done("wave", step, "spring")
    reword(home)
    found = run("wave", "correct", "spring")
    assert (found.exit_code, "is not open" in found.stderr) == (REFUSED, True)


@pytest.mark.parametrize("reason", ["a" * 501, "two\nlines"])
def test_a_reason_is_one_short_line(home, reason):
    assert run("wave", "correct", "spring", "--because", reason).exit_code == COULD_NOT_RUN
