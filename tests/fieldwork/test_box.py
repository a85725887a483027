"""Boxes: the public half seals, only the private half opens, and lengths say nothing."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.fieldwork.box import BoxKey, BoxRefused, open_box, seal_box
from surveyapp.fieldwork.padding import PACKED_SIZES

KEY = BoxKey.fresh()
OVERHEAD = 1 + 32 + 16


@given(st.binary(max_size=20_000))
def test_what_is_sealed_opens(plain):
    assert open_box(KEY, seal_box(KEY.public, plain)) == plain


def test_the_public_half_opens_nothing():
    box = seal_box(KEY.public, b"text")
    for other in (BoxKey.fresh(), BoxKey(KEY.public)):
        with pytest.raises(BoxRefused):
            open_box(other, box)


@pytest.mark.parametrize("damage", [b"", b"\x01", b"\x02" + bytes(100), bytes(100)])
def test_what_is_no_box_is_refused(damage):
    with pytest.raises(BoxRefused):
        open_box(KEY, damage)


def test_a_changed_box_is_refused():
    box = bytearray(seal_box(KEY.public, b"text"))
    box[-1] ^= 1
    with pytest.raises(BoxRefused):
        open_box(KEY, bytes(box))


def test_boxes_of_long_and_short_answers_have_one_length():
    texts = [b"", b"a", b"words " * 50_000, random.Random(1).randbytes(60_000)]
    assert {len(seal_box(KEY.public, each)) for each in texts} == {PACKED_SIZES[0] + OVERHEAD}


def test_the_same_text_is_never_sealed_alike():
    assert len({seal_box(KEY.public, b"text") for _ in range(20)}) == 20


def test_what_fits_into_no_box_is_refused():
    with pytest.raises(BoxRefused, match="too long"):
        seal_box(KEY.public, random.Random(1).randbytes(PACKED_SIZES[-1]))
