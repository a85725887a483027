"""Envelopes: what is sealed opens with its key at its place, and with nothing else."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.fieldwork.envelope import (
    PADDED_SIZES,
    CodeKeys,
    EnvelopeRefused,
    WorkspaceKeys,
    open_sealed,
    seal,
)
from surveyapp.fieldwork.padding import PACKED_SIZES

GOLDEN = Path(__file__).parent / "golden"
KEY, PLACE = bytes(range(32)), b"place"
PEPPER = b"\x07" * 32
OVERHEAD = 1 + 24 + 16


def refusal(key, sealed, place=PLACE):
    with pytest.raises(EnvelopeRefused) as refused:
        open_sealed(key, sealed, place)
    return str(refused.value)


@given(st.binary(max_size=20_000), st.binary(max_size=50))
def test_what_is_sealed_opens(plain, place):
    assert open_sealed(KEY, seal(KEY, plain, place), place) == plain


@given(st.binary(max_size=20_000), st.binary(max_size=50))
def test_what_is_packed_opens_and_tells_no_length(plain, place):
    sealed = seal(KEY, plain, place, is_packed=True)
    assert open_sealed(KEY, sealed, place) == plain
    assert len(sealed) == PACKED_SIZES[0] + OVERHEAD


def test_what_is_packed_is_bound_to_being_so():
    assert (
        refusal(KEY, b"\x01" + seal(KEY, b"text", PLACE, is_packed=True)[1:]) == "cannot be opened"
    )


def test_another_key_opens_nothing():
    assert refusal(bytes(32), seal(KEY, b"text", PLACE)) == "cannot be opened"


def test_another_place_opens_nothing():
    assert refusal(KEY, seal(KEY, b"text", PLACE), b"elsewhere") == "cannot be opened"


@given(st.integers(1, PADDED_SIZES[0] + OVERHEAD - 1), st.integers(1, 255))
def test_one_changed_byte_is_noticed(place, change):
    sealed = bytearray(seal(KEY, b"text", PLACE))
    sealed[place] ^= change
    assert refusal(KEY, bytes(sealed)) == "cannot be opened"


@pytest.mark.parametrize("length", [0, 1, 24, 40])
def test_a_torn_envelope_is_refused(length):
    assert refusal(KEY, seal(KEY, b"text", PLACE)[:length])


def test_an_unknown_format_is_refused():
    assert refusal(KEY, b"\x63" + seal(KEY, b"text", PLACE)[1:]) == "unknown format"


@given(st.integers(0, 100_000))
def test_the_length_tells_one_of_four_sizes(length):
    assert len(seal(KEY, bytes(length), PLACE)) - OVERHEAD in PADDED_SIZES


def test_a_text_beyond_the_largest_size_is_refused():
    with pytest.raises(EnvelopeRefused, match="too long"):
        seal(KEY, bytes(PADDED_SIZES[-1]), PLACE)


def test_equal_texts_look_different():
    assert len({seal(KEY, b"text", PLACE) for _ in range(200)}) == 200


def test_an_envelope_of_format_1_still_opens():
    kept = json.loads((GOLDEN / "envelope-format-1.json").read_text(encoding="utf-8"))
    sealed, key = bytes.fromhex(kept["sealed"]), bytes.fromhex(kept["key"])
    assert open_sealed(key, sealed, kept["associated"].encode()).decode() == kept["plain"]


def test_keys_of_format_1_stay_as_they_were():
    kept = json.loads((GOLDEN / "keys-format-1.json").read_text(encoding="utf-8"))
    code = CodeKeys.of(kept["secret"], bytes.fromhex(kept["pepper"]))
    keys = WorkspaceKeys(bytes.fromhex(kept["master"]))
    derived = {
        "locator": code.locator,
        "kek": code.kek,
        "workspace_id": keys.workspace_id,
        "pool_id": keys.pool_id,
        "withdraw_tag": keys.withdraw_tag,
        "section_key": keys.section_key("services"),
        "section_key_epoch_1": keys.section_key("services", epoch=1),
        "row_id": keys.row_id("services"),
    }
    assert {name: value.hex() for name, value in derived.items()} == kept["derived"]


def test_the_pepper_changes_every_key_of_a_code():
    here, there = CodeKeys.of("0" * 18, PEPPER), CodeKeys.of("0" * 18, bytes(32))
    assert here.locator != there.locator
    assert here.kek != there.kek


def test_each_use_of_a_master_key_has_a_key_of_its_own():
    keys = WorkspaceKeys.fresh()
    derived = [keys.section_key("a"), keys.section_key("b"), keys.section_key("a", epoch=1)]
    derived += [keys.row_id("a"), keys.row_id("b"), keys.workspace_id, keys.pool_id]
    derived += [keys.withdraw_tag, keys.master]
    assert len({value[:16] for value in derived}) == len(derived)


def test_a_printed_key_shows_nothing():
    keys = WorkspaceKeys.fresh()
    assert keys.master.hex() not in repr(keys)
    assert "kek" not in repr(CodeKeys.of("0" * 18, PEPPER))
