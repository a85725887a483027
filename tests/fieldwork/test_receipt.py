"""The receipt is the same for every try to send a draft, and leads nowhere else."""

import re

from hypothesis import given
from hypothesis import strategies as st

from surveyapp.fieldwork.codes import SYMBOLS
from surveyapp.fieldwork.envelope import WorkspaceKeys
from surveyapp.fieldwork.receipt import receipt_number

MASTERS = st.binary(min_size=32, max_size=32)
KEPT_MASTER, KEPT_RECEIPT = bytes(range(32)), "0RXZ-W6KW"


@given(MASTERS)
def test_a_receipt_has_two_groups_that_can_be_read_aloud(master):
    assert re.fullmatch(f"[{SYMBOLS}]{{4}}-[{SYMBOLS}]{{4}}", receipt_number(WorkspaceKeys(master)))


@given(MASTERS)
def test_a_draft_has_one_receipt_however_often_it_is_sent(master):
    receipts = {receipt_number(WorkspaceKeys(master)) for _ in range(3)}
    assert len(receipts) == 1


def test_receipts_of_different_drafts_differ():
    assert len({receipt_number(WorkspaceKeys.fresh()) for _ in range(500)}) == 500


def test_a_receipt_of_the_first_release_stays_as_it_was():
    assert receipt_number(WorkspaceKeys(KEPT_MASTER)) == KEPT_RECEIPT


@given(MASTERS)
def test_a_receipt_shows_nothing_of_what_is_stored(master):
    keys = WorkspaceKeys(master)
    shown = receipt_number(keys).replace("-", "").lower()
    stored = (keys.withdraw_tag, keys.pool_id, keys.workspace_id, keys.master)
    assert not any(shown in value.hex() for value in stored)
