"""Whatever is refused comes with words that show what was read."""

import ast
import inspect
import string
from importlib import import_module

import pytest
from flask import Flask
from flask_babel import Babel

from surveyapp.questions.base import Refusal
from surveyapp.web.words import refusal_words
from tests.questions.make import codes, question

MODULES = ("base", "choice", "date", "grid", "number", "rank", "text")


@pytest.fixture
def say():
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield refusal_words


def read(kind, posted, **more):
    """The one refusal of a posted form."""
    (refusal,) = question(kind, **more).read(posted, "en", ("r1",)).refusals
    return refusal


REFUSED = [
    (read("integer", {"q": ["1.000"]}), ["“1.000”", "1,000", "write 1000", "write 1"]),
    (read("integer", {"q": ["1.041"]}), ["“1.041”", "1,041", "write 1041"]),
    (read("integer", {"q": ["1.5"]}), ["“1.5”"]),
    (read("grid_integer", {"q.r1.x": ["5,0"]}), ["“5,0”", "mean 5"]),
    (read("integer", {"q": ["12o"]}), ["“12o”", "“o”", "0 to 9"]),
    (read("integer", {"q": ["１０４１"]}), ["“１０４１”", "“１”", "0 to 9"]),
    (read("integer", {"q": ["1 04"]}), ["“1 04”"]),
    (read("integer", {"q": ["9" * 5000]}), ["1,000,000,000,000"]),
    (read("decimal", {"q": ["0." + "123" * 9]}), ["“0.123123123", "15"]),
    (read("date", {"q.day": ["31"], "q.month": ["2"], "q.year": ["2014"]}), ["“31 2 2014”"]),
    (read("text", {"q": ["x" * 12_345]}), ["12,345", "10,000"]),
    (read("select_one", {"q__other": ["x" * 201]}, other="c"), ["201", "200"]),
    (read("select_one", {"q": ["a"], "q__other": ["x"]}, other="c"), ["“other”"]),
    (read("select_one", {"q": ["zzz"]}), ["“zzz”"]),
    (read("select_multiple", {"q": ["a", "b"]}, max_choices=1), ["at most 1"]),
    (read("select_multiple", {"q": ["a", "b"]}, exclusive=("a",)), ["excludes"]),
    (read("rank", {"q.2": ["a"]}), ["Place 1"]),
    (read("rank", {"q.1": ["a"], "q.2": ["a"]}, choices=codes("a", "b")), ["another place"]),
    (read("text", {"q__missing": ["zzz"]}), ["“zzz”"]),
    (read("text", {"q__missing": ["dk", "na"]}), ["one reason"]),
]


@pytest.mark.parametrize(
    ("refusal", "parts"), REFUSED, ids=lambda given: getattr(given, "code", "")
)
def test_a_refusal_shows_what_was_read_and_how_to_mend_it(say, refusal, parts):
    words = say(refusal)
    assert [part for part in parts if part not in words] == []
    assert "““" not in words
    assert "%(" not in words


def test_every_refusal_of_a_type_has_words(say):
    found = {code for module in MODULES for code in refusal_codes(module)}
    assert len(found) > 10
    for code in found:
        assert say(Refusal("q", code)).strip(string.whitespace)


def refusal_codes(module):
    """Codes that stand as the second argument of Refusal(), or are returned as a doubt."""
    source = inspect.getsource(import_module(f"surveyapp.questions.{module}"))
    for node in ast.walk(ast.parse(source)):
        is_refusal = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal"
        if is_refusal and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
            yield node.args[1].value
