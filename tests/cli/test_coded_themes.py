"""Coded themes are published through the same gate as everything else, once they are complete."""

import json

import pytest
from click.testing import CliRunner

from surveyapp.command import main
from surveyapp.fieldwork.review import Review, ReviewState
from surveyapp.formats.source.questionnaire_folder import load_code_books, load_release
from surveyapp.storage.codings import codings_of, keep_coding, take_seat
from surveyapp.storage.database import connected
from surveyapp.storage.reviews import keep_review, texts_of
from surveyapp.storage.waves import wave
from tests.cli.stored_study import NAME, instance_with_wave, submitted
from tests.storage.submissions import store_many

FORM, QUESTION = load_release(NAME), "rec_national"
COLUMN = f"{QUESTION}__theme.funding"
BOOKS = [book for book in load_code_books(NAME) if book.code_book == QUESTION]


@pytest.fixture
def study(tmp_path, monkeypatch):
    """Twenty institutions of each country that wrote about money, or about nothing in the book."""
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path / "instance"))
    made = instance_with_wave(tmp_path / "instance", is_synthetic=True)
    with connected(made):
        store_many(
            submitted({"country": country, "sector": "ngo", QUESTION: words}, is_synthetic=True)
            for country, n_money in (("RO", 12), ("NO", 6))
            for words in ["Money."] * n_money + ["Thanks."] * (20 - n_money)
        )
    return made


def read_and_code(study, *accounts):
    with connected(study):
        for each in texts_of(wave("spring"), FORM):
            keep_review(each.text, Review(ReviewState.CLEARED))
        for account in accounts:
            take_seat(wave("spring"), coding(), account)
            for text in (seated := coding()).texts:
                found = {"funding"} if text.text.text.words == "Money." else set()
                keep_coding(seated, account, text, frozenset(found))


def coding():
    return codings_of(wave("spring"), FORM, BOOKS)[0]


def compared():
    result = CliRunner().invoke(main, ["compare", NAME, "--question", QUESTION, "--format", "json"])
    assert result.exit_code == 0, result.output
    columns = json.loads(result.output)["columns"]
    return next((each for each in columns if each["column"] == COLUMN), None)


def counts():
    """Country -> (asked, texts with the theme) as published."""
    groups = compared()["groups"]
    return {
        each["group"]["country"]: (each["n_asked"], *(v["count"] for v in each["values"][:1]))
        for each in groups
    }


def test_half_a_coding_gives_no_figure(study):
    read_and_code(study, "ana")
    assert {asked for asked, *_ in counts().values()} <= {0, None}


def test_a_complete_coding_is_compared_as_several_answers_are(study):
    read_and_code(study, "ana", "kari")
    assert counts() == {"RO": (20, 12), "NO": (20, 6)}
    assert compared()["differences"][0]["value"] == pytest.approx(-0.3)
