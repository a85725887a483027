"""The same text, saved again and again, never gives the same bytes, nor uses a nonce twice.

Some thousand times here; ``make test-slow`` a hundred thousand times.
"""

import hashlib
import os
from datetime import date

from nacl.secret import Aead
from sqlalchemy import select

from surveyapp.fieldwork.box import BoxKey, seal_box
from surveyapp.fieldwork.envelope import WorkspaceKeys, seal
from surveyapp.storage.answers_tables import draft_section
from surveyapp.storage.database import ANSWERS, reading
from surveyapp.storage.drafts import SectionDraft, save_sections
from surveyapp.storage.workspaces import Workspace
from tests.storage.conftest import database, instance, migrated, new_draft_wave, new_open_wave

__all__ = ["database", "instance", "migrated", "new_draft_wave", "new_open_wave"]

SAVES = int(os.environ.get("SURVEYAPP_SAVES", "4000"))
TEXT, PLACE = b"the same text", b"the same place"
KEYS, BOX_KEY = WorkspaceKeys.fresh(), BoxKey.fresh()
START = 1  # behind the byte that names the format
SENDER_BYTES = 32  # a box carries a public key of its own, from which its nonce follows


def repeated(sealed, n_bytes):
    """How many beginnings, and how many whole texts, came twice."""
    beginnings, wholes, n = set(), set(), 0
    for each in sealed:
        beginnings.add(each[START : START + n_bytes])
        wholes.add(hashlib.sha256(each[START + n_bytes :]).digest())
        n += 1
    return n - len(beginnings), n - len(wholes)


def test_no_nonce_and_no_ciphertext_of_a_draft_comes_twice():
    key = KEYS.section_key("services")
    sealed = (seal(key, TEXT, PLACE) for _ in range(SAVES))
    assert repeated(sealed, Aead.NONCE_SIZE) == (0, 0)


def test_no_key_and_no_ciphertext_of_a_box_comes_twice():
    sealed = (seal_box(BOX_KEY.public, TEXT) for _ in range(SAVES // 10))
    assert repeated(sealed, SENDER_BYTES) == (0, 0)


def test_what_lies_in_the_database_after_each_save_is_never_alike(new_open_wave):
    new_open_wave("spring")
    draft = Workspace(WorkspaceKeys.fresh(), "spring")

    def saved():
        for version in range(100):
            section = {"services": SectionDraft(version, {"answers": {"vic_total": 12}})}
            save_sections(draft, section, date(2014, 9, 15))
            with reading(ANSWERS) as connection:
                yield connection.execute(select(draft_section.c.blob)).scalar_one()

    assert repeated(saved(), Aead.NONCE_SIZE) == (0, 0)


def test_a_nonce_that_is_used_twice_is_found():
    box, nonce = Aead(KEYS.section_key("services")), bytes(Aead.NONCE_SIZE)
    sealed = [b"\x01" + bytes(box.encrypt(TEXT, PLACE, nonce)) for _ in range(10)]
    assert repeated(sealed, Aead.NONCE_SIZE) == (9, 9)
