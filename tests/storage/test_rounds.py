"""A round is not published beside another that is nearly the same, unless somebody says why."""

from datetime import date

import pytest

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.storage.records import record_path
from surveyapp.storage.rounds import (
    RoundTooAlike,
    check_rounds,
    confirm_rounds,
    confirmations_of,
    likenesses,
)
from surveyapp.storage.waves import WaveState, move_wave, wave
from tests.reports.small_report import make_home
from tests.storage.submissions import store_many, submission

NAME, FOLDER, K = "close_protection", "gallery/close_protection", 5
DAY = date(2015, 1, 2)


def rows(wave_name, country, numbers, **changes):
    """One response a number, which is its answer."""
    return [
        submission(
            wave=wave_name,
            questionnaire=NAME,
            country=country,
            split_code=None,
            answers={"country": country, "meetings": number},
            **changes,
        )
        for number in numbers
    ]


@pytest.fixture
def new_round(new_open_wave, database):
    """Keeps a closed or frozen round with the numbers of each country."""

    def make(name, state=WaveState.CLOSED, *, is_synthetic=False, **by_country):
        new_open_wave(name, questionnaire=NAME, is_synthetic=is_synthetic)
        for country, numbers in by_country.items():
            made = rows(name, country, numbers, is_synthetic=is_synthetic)
            store_many(made, load_release(FOLDER))
        for each in (WaveState.CLOSED, state):
            if each is not wave(name).state:
                move_wave(name, each)

    return make


@pytest.fixture
def found(instance):
    """Asks for the rounds that are too much like one."""
    return lambda name="second": list(likenesses(instance, wave(name), load_release(FOLDER), K))


@pytest.fixture
def checked(instance):
    """Asks whether a round may be published."""
    return lambda name="second": check_rounds(instance, wave(name), load_release(FOLDER), K)


@pytest.mark.parametrize("more", [1, 4, -1, -4])
def test_one_to_four_institutions_more_or_fewer_and_equal_rows_are_too_alike(
    new_round, found, checked, more
):
    new_round("first", WaveState.FROZEN, RO=range(20))
    new_round("second", RO=range(20 + more))
    (each,) = found()
    assert (each.beside, each.stratum) == ("first", ("RO", None))
    assert (each.n, each.n_beside, each.equal) == (20 + more, 20, 1.0)
    with pytest.raises(RoundTooAlike):
        checked()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (range(20), range(25)),
        (range(20), range(20)),
        (range(20), range(100, 121)),
        ([0] * 20, [*[0] * 15, *range(1, 7)]),
        (range(1), range(2)),
        (range(4), range(5)),
    ],
    ids=[
        *("five more", "as many", "other rows", "fewer than four fifths equal"),
        *("one and two, of which nothing is shown", "four, of which nothing is shown"),
    ],
)
def test_other_rounds_are_not(new_round, found, checked, first, second):
    new_round("first", WaveState.FROZEN, RO=first)
    new_round("second", RO=second)
    assert found() == []
    checked()


def test_exactly_four_fifths_of_equal_rows_are_too_many(new_round, found):
    new_round("first", WaveState.FROZEN, RO=range(20))
    new_round("second", RO=[*range(16), *range(100, 105)])
    assert [each.equal for each in found()] == [0.8]


def test_every_country_is_looked_at_alone(new_round, found):
    new_round("first", WaveState.FROZEN, RO=range(20), NO=range(12))
    new_round("second", RO=range(100, 140), NO=range(13))
    assert [each.stratum for each in found()] == [("NO", None)]


def test_a_round_that_was_never_frozen_tells_nobody_anything(new_round, found):
    new_round("first", RO=range(20))
    new_round("second", RO=range(21))
    assert found() == []


def test_a_round_before_is_held_to_a_later_one_only_when_that_is_published(
    new_round, instance, found
):
    new_round("second", WaveState.FROZEN, RO=range(20))
    new_round("first", RO=range(21))
    assert found("first") == []
    (instance.path / "records").mkdir()
    record_path(instance, "second").touch()
    assert [each.beside for each in found("first")] == ["second"]


def test_invented_answers_are_no_round_of_real_ones(new_round, found):
    new_round("first", WaveState.FROZEN, is_synthetic=True, RO=range(20))
    new_round("second", RO=range(21))
    assert found() == []


def test_a_confirmation_is_kept_with_its_reason_and_lets_it_pass(new_round, found, checked):
    new_round("first", WaveState.FROZEN, RO=range(20))
    new_round("second", RO=range(21))
    second = wave("second")
    made = confirm_rounds(second, found(), DAY, "they agreed")
    assert [(each.beside, each.day, each.reason) for each in made] == [
        ("first", DAY, "they agreed")
    ]
    assert confirmations_of("second") == made
    checked()
    assert confirm_rounds(second, found(), DAY, "again") == ()


def test_a_class_of_a_group_is_held_against_the_same_class_by_its_answer(
    new_open_wave, database, instance, tmp_path, monkeypatch
):
    """The exact class that stands beside a response is not what tables are split by."""
    make_home(tmp_path)
    monkeypatch.chdir(tmp_path)
    form = load_release("reported")
    for name, n_public in (("first", 6), ("second", 7)):
        new_open_wave(name, questionnaire="reported")
        answers = [("public", 4)] * n_public + [("private", n) for n in range(6 + 5 * n_public)]
        made = [
            submission(
                wave=name,
                questionnaire="reported",
                country="RO",
                split_code="an exact class",
                answers={"country": "RO", "sector": sector, "places": places},
            )
            for sector, places in answers
        ]
        store_many(made, form)
        for state in (WaveState.CLOSED, WaveState.FROZEN):
            move_wave(name, state)
    alike = list(likenesses(instance, wave("second"), form, K))
    assert [each.stratum for each in alike] == [("RO", "public")]
