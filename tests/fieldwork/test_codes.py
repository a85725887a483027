"""Access codes: typed as people type, refused before anything is looked up."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from surveyapp.fieldwork.codes import (
    SYMBOLS,
    AccessCode,
    CodeKind,
    CodeRefused,
    check_symbol,
    new_code,
    read_code,
)

KINDS = st.sampled_from(list(CodeKind))
SEEDS = st.integers(min_value=0)


def seeded_code(kind=CodeKind.WORKSPACE, seed=1):
    return new_code(kind, choose=random.Random(seed).choice)


def refusal(text):
    with pytest.raises(CodeRefused) as refused:
        read_code(text)
    return refused.value.code


def test_a_code_is_twenty_symbols_in_groups_of_four():
    assert [len(group) for group in seeded_code().split("-")] == [4, 4, 4, 4, 4]


def test_a_code_begins_with_the_symbol_of_its_kind():
    assert seeded_code(CodeKind.HAND_OVER).startswith("H")


def test_codes_differ():
    assert len({new_code(CodeKind.WORKSPACE) for _ in range(500)}) == 500


@given(KINDS, SEEDS)
def test_a_code_is_read_as_it_was_made(kind, seed):
    code = seeded_code(kind, seed)
    assert read_code(code) == AccessCode(kind, code.replace("-", "")[1:-1])


@given(SEEDS)
def test_case_spaces_and_similar_letters_do_not_matter(seed):
    code = seeded_code(seed=seed)
    typed = code.lower().replace("-", " \u2013\u00a0").replace("0", "o").replace("1", "l")
    assert read_code(f" {typed}\n") == read_code(code)


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200e", "\u202e", "\u2066", "\ufeff", "\0"])
def test_signs_that_nobody_sees_and_copying_brings_along_do_not_matter(sign):
    code = seeded_code()
    assert read_code(sign + code.replace("-", f"{sign}-") + sign) == read_code(code)
    assert refusal(f"{code}{sign}W") == "wrong-length"


def test_full_width_symbols_are_read():
    code = seeded_code()
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    assert read_code(wide) == read_code(code)


@given(SEEDS, st.integers(0, 18), st.sampled_from(SYMBOLS))
def test_a_wrong_symbol_is_noticed(seed, place, symbol):
    plain = seeded_code(seed=seed).replace("-", "")
    assume({plain[place], symbol} != {"0", "Z"} and plain[place] != symbol)
    wanted = "check-symbol" if place or symbol in set(CodeKind) else "kind"
    assert refusal(plain[:place] + symbol + plain[place + 1 :]) == wanted


@given(SEEDS, st.integers(0, 17))
def test_two_symbols_in_the_wrong_order_are_noticed(seed, place):
    plain = seeded_code(seed=seed).replace("-", "")
    first, second = plain[place : place + 2]
    assume({first, second} != {"0", "Z"} and first != second)
    wanted = "check-symbol" if place or second in set(CodeKind) else "kind"
    assert refusal(plain[:place] + second + first + plain[place + 2 :]) == wanted


@pytest.mark.parametrize("typed", ["", "W", "WWWW-WWWW", "W" * 21])
def test_a_code_of_another_length_is_refused(typed):
    assert refusal(typed) == "wrong-length"


@pytest.mark.parametrize("sign", ["U", "!", "ă", "١", "\ufffd", "😀"])
def test_a_sign_that_no_code_has_is_refused(sign):
    assert refusal("W" + sign + "0" * 18) == "not-a-symbol"


def test_a_kind_that_does_not_exist_is_refused():
    body = "A" + "0" * 18
    assert refusal(body + check_symbol(body)) == "kind"


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        code = read_code(text)
    except CodeRefused:
        return
    assert len(code.secret) == 18


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("WK7F-9M2X-AB", [(3, "AB")]),
        ("WK7F 9M2 KK7F 9M2XX KK7", [(2, "9M2"), (4, "9M2XX"), (5, "KK7")]),
        ("WK7F-9M2X", []),
        ("WK7F9M2XAB", []),
        ("w000-00u0-0000-0000-0#00", [(2, "00U0"), (5, "0#00")]),
        ("W00000U0 0000 0000-0000", [(2, "00U0")]),
        ("A000-0000-0000-0000-0000", [(1, "A000")]),
        ("W000-0000-0000-0000-000X", []),
    ],
)
def test_the_groups_that_are_surely_wrong_are_named(typed, groups):
    with pytest.raises(CodeRefused) as refused:
        read_code(typed)
    assert [(each.place, each.symbols) for each in refused.value.groups] == groups


@given(st.text(max_size=60))
def test_a_group_that_is_called_wrong_was_typed(text):
    try:
        read_code(text)
    except CodeRefused as refused:
        for group in refused.groups:
            assert group.symbols
            assert 1 <= group.place <= 20
