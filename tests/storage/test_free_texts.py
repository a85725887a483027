"""Texts lie apart from their responses, nothing leads back, and they go where a response goes."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from surveyapp.fieldwork.detaching import WRITTEN
from surveyapp.fieldwork.envelope import WorkspaceKeys, text_tag
from surveyapp.storage.answers_tables import free_text, response, text_coding
from surveyapp.storage.database import ANSWERS, reading, writing
from surveyapp.storage.free_texts import unname_small_groups
from surveyapp.storage.pool import forget_senders, take_back, waves_to_mix
from surveyapp.storage.responses import answers_of
from surveyapp.storage.waves import WaveState, move_wave
from tests.storage.free_texts import QUESTION, attached, store_texts
from tests.storage.submissions import open_all, send_one, store_many, submission

WORDS = "Ana runs the only shelter in Cluj."
ANSWERS_WITH_WORDS = {
    "country": "RO",
    QUESTION: WORDS,
    f"{QUESTION}__flag": ("name",),
    "funding_sources__other": "A lottery.",
    "vic_total__why_sum": "We count twice.",
}

WRITTEN_AT = (QUESTION, "funding_sources__other", "vic_total__why_sum")


def rows(table=free_text):
    with reading(ANSWERS) as connection:
        return connection.execute(select(table).order_by(*table.primary_key)).all()


def sent(new_open_wave, n=1):
    """The keys of those who sent words; all are opened."""
    new_open_wave()
    keys = [WorkspaceKeys.fresh() for _ in range(n)]
    for each in keys:
        send_one(submission(answers=ANSWERS_WITH_WORDS), each)
    open_all()
    return keys


def test_a_response_keeps_only_that_something_was_written(new_open_wave):
    sent(new_open_wave)
    (text,) = answers_of("spring")
    assert json.loads(text) == {
        "country": "RO",
        **dict.fromkeys(WRITTEN_AT, WRITTEN),
    }
    assert {row.words: (row.cell, row.country, row.kinds, row.state) for row in rows()} == {
        WORDS: (QUESTION, "RO", "name", "unreviewed"),
        "A lottery.": ("funding_sources__other", "RO", "", "unreviewed"),
        "We count twice.": ("vic_total__why_sum", "RO", "", "unreviewed"),
    }


def test_nothing_in_a_text_is_in_its_response(new_open_wave):
    """Beside the wave and the group no value is in both, not even in part."""
    sent(new_open_wave)
    shared = {"spring", "RO", None, ""}
    texts = {value for row in rows() for value in row} - shared
    responses = {value for row in rows(response) for value in row} - shared
    binary = [value for value in (*texts, *responses) if isinstance(value, bytes)]
    assert len(binary) == len(set(binary)) == 8
    assert not texts & responses


def test_texts_lie_in_the_order_of_their_own_ids(new_open_wave):
    sent(new_open_wave, 12)
    of_text = [row.words for row in rows()]
    assert of_text != sorted(of_text)
    assert len({row.id for row in rows()}) == 36


@pytest.mark.parametrize("is_of_before", [False, True], ids=["", "sent before there were tags"])
def test_who_withdraws_takes_the_texts_and_their_themes_and_no_others(new_open_wave, is_of_before):
    new_open_wave()
    mine, other = (WorkspaceKeys.fresh() for _ in range(2))
    for keys in (mine, other):
        made = submission(answers=ANSWERS_WITH_WORDS, withdraw_tag=keys.withdraw_tag)
        store_many([made if is_of_before else replace(made, text_secret=keys.text_secret)])
    with writing(ANSWERS) as connection:
        for row in rows():
            coded = {"text": row.id, "seat": "first", "themes": ""}
            connection.execute(text_coding.insert().values(coded))
    with writing(ANSWERS) as connection:
        assert take_back(connection, mine)
    secret = other.withdraw_tag if is_of_before else other.text_secret
    assert {row.withdraw_tag for row in rows()} == {text_tag(secret, each) for each in WRITTEN_AT}
    assert [row.text for row in rows(text_coding)] == [row.id for row in rows()]


def test_a_tag_cannot_be_made_from_what_the_databases_hold(new_open_wave):
    (keys,) = sent(new_open_wave)
    (kept,) = rows(response)
    tags = {row.withdraw_tag for row in rows()}
    assert text_tag(keys.text_secret, QUESTION) in tags
    assert text_tag(kept.withdraw_tag, QUESTION) not in tags
    assert keys.text_secret not in {value for row in (kept, *rows()) for value in row}


def test_after_the_freeze_nothing_leads_from_a_draft_to_a_text(new_open_wave):
    sent(new_open_wave)
    for state in (WaveState.CLOSED, WaveState.FROZEN):
        move_wave("spring", state)
    assert waves_to_mix() == ("spring",)
    forget_senders("spring")
    assert {row.withdraw_tag for row in rows()} == {None}
    assert waves_to_mix() == ()


def test_texts_of_too_few_lose_their_group_and_others_keep_it(new_open_wave):
    new_open_wave(is_synthetic=True)
    for country, n in (("RO", 6), ("NO", 5)):
        store_texts(*[f"{country} {each}" for each in range(n)], country=country)
    unname_small_groups("spring", 5)
    assert {row.country for row in rows()} == {"RO", "NO"}
    unname_small_groups("spring", 6)
    assert {row.country for row in rows()} == {None}


def test_an_attached_text_knows_its_response(new_open_wave):
    new_open_wave()
    store_many([submission(answers=ANSWERS_WITH_WORDS)], attached())
    (kept,) = rows(response)
    assert {row.cell: row.attached_to for row in rows()} == {
        QUESTION: kept.id,
        "funding_sources__other": None,
        "vic_total__why_sum": None,
    }
