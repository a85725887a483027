"""Answers as JSON Lines are read as a CSV file is, or refused with the place of every problem."""

import json

import pytest

from surveyapp.formats.microdata.answer_lines import read_answer_lines
from surveyapp.formats.microdata.data_file import AnswerFileRefused
from surveyapp.formats.microdata.simulated_file import json_writer
from surveyapp.questionnaire.simulation import Recipe, simulate
from surveyapp.questions.cell import answers_to_json
from tests.formats.export_study import FORM
from tests.questionnaire.forms import ask, form


@pytest.fixture
def read(tmp_path):
    def reading(*lines, most=100):
        path = tmp_path / "answers.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_answer_lines(path, FORM, most)

    return reading


@pytest.mark.parametrize(
    "cells",
    [
        {"open": "yes", "places": -3, "budget": 1.5},
        {"help": ["yes"], "first": ["no", "yes"]},
        {"help": []},
        {"open": {"missing": "dk"}, "grid.r1": {"missing": "blank"}},
        {},
    ],
)
def test_cells_are_read(read, cells):
    (response,) = read(json.dumps(cells)).responses()
    assert json.loads(response) == cells


def test_words_are_not_read(read):
    (response,) = read('{"open": "yes", "words": "a name"}').responses()
    assert json.loads(response) == {"open": "yes"}


def test_what_is_simulated_is_read_as_it_was(read):
    made = [dict(each) for each in simulate(FORM, 20, 7, Recipe())]
    found = read(*map(json_writer(FORM), made))
    expected = [{k: v for k, v in answers_to_json(a).items() if k != "words"} for a in made]
    assert found.is_synthetic
    assert [json.loads(text) for text in found.responses()] == expected


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "json-syntax"),
        ("[1]", "not-an-object"),
        ('{"opne": "yes"}', "unknown-cell"),
        ('{"open": "maybe"}', "unknown-code"),
        ('{"open": ["yes"]}', "not-a-cell"),
        ('{"open": true}', "not-a-cell"),
        ('{"open": null}', "not-a-cell"),
        ('{"help": "yes"}', "not-a-cell"),
        ('{"help": ["maybe"]}', "unknown-code"),
        ('{"help": ["yes", "yes"]}', "unknown-code"),
        ('{"first": ["yes", "no", "yes"]}', "unknown-code"),
        ('{"places": 1.5}', "not-whole"),
        ('{"places": 1e300}', "too-large"),
        ('{"places": 99999999999999999999}', "too-large"),
        ('{"places": NaN}', "not-a-number"),
        ('{"open": {"missing": "lost"}}', "not-a-cell"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_line(read, line, code):
    with pytest.raises(AnswerFileRefused) as caught:
        read('{"open": "yes"}', line)
    assert [(p.line, p.code) for p in caught.value.problems] == [(2, code)]


def test_every_problem_is_told_up_to_the_most(read):
    bad = '{"open": "maybe", "more": "maybe"}'
    with pytest.raises(AnswerFileRefused) as caught:
        read(bad, bad, most=3)
    assert len(caught.value.problems) == 3


def test_synthetic_and_real_answers_do_not_mix(read):
    with pytest.raises(AnswerFileRefused, match="synthetic and real"):
        read('{"is_synthetic": true, "open": "yes"}', '{"open": "yes"}')


def test_a_line_that_is_cut_says_nothing_of_who_answered(read):
    with pytest.raises(AnswerFileRefused) as caught:
        read('{"is_synthetic": true, "open": "yes"}', '{"is_synthetic": true, "op')
    assert [(p.line, p.code) for p in caught.value.problems] == [(2, "json-syntax")]


def test_equal_numbers_of_two_kinds_are_told_apart(tmp_path):
    """A code may be a whole number; 1.0 is none, also after 1 was taken."""
    made = form([ask("level", choices=[{"code": "1", "label": "One"}])])
    path = tmp_path / "answers.jsonl"
    path.write_text('{"level": 1}\n{"level": 1.0}\n{"level": "1"}\n')
    with pytest.raises(AnswerFileRefused) as caught:
        read_answer_lines(path, made)
    assert [(p.line, p.code) for p in caught.value.problems] == [(2, "unknown-code")]
