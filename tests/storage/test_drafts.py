"""Only whoever holds the code reads a draft, and nothing that was saved is overwritten unseen."""

import dataclasses
import re
from datetime import date

import pytest
from sqlalchemy import select, update

from surveyapp.fieldwork.codes import CodeKind, CodeRefused, new_code, read_code
from surveyapp.fieldwork.envelope import EnvelopeRefused, WorkspaceKeys
from surveyapp.storage.answers_tables import draft_section, grant
from surveyapp.storage.database import ANSWERS, reading, writing
from surveyapp.storage.drafts import (
    DraftConflict,
    SectionDraft,
    load_section,
    load_sections,
    save_sections,
)
from surveyapp.storage.workspaces import Workspace, create_workspace, open_workspace

TODAY = date(2014, 9, 15)
WAVE, SCHEMA = "drafts", "service_provision"
MARKER = "Marker-Zinnober-4711"
FERNET_TOKEN = b"gAAAAA"
EPOCH_OR_ISO_TIME = re.compile(r"\b1[0-9]{9}\b|\d{4}-\d{2}-\d{2}")
BODY = {"answers": {"vic_total": 12}, "note": MARKER}


@pytest.fixture
def keys(new_open_wave):
    """Keys of a workspace without sections, in a wave that takes answers."""
    new_open_wave(WAVE)
    return WorkspaceKeys.fresh()


def save(keys, section="services", body=BODY, expected=0):
    drafts = {section: SectionDraft(expected, body)}
    return save_sections(Workspace(keys, WAVE), drafts, TODAY)[section]


def change_row(keys, section, **values):
    with writing(ANSWERS) as transaction:
        change = update(draft_section).where(draft_section.c.row_id == keys.row_id(section))
        transaction.execute(change.values(**values))


def row(keys, section):
    query = select(draft_section).where(draft_section.c.row_id == keys.row_id(section))
    with reading(ANSWERS) as transaction:
        return transaction.execute(query).one()


def rows(table):
    with reading(ANSWERS) as transaction:
        return transaction.execute(select(table)).all()


def test_a_code_opens_the_same_workspace_each_time(database):
    code = create_workspace("spring", database.pepper)
    first, again = (open_workspace(text, database.pepper) for text in (code, code.lower()))
    assert first == again
    assert first.wave == "spring"


def test_a_code_that_was_never_given_opens_nothing(database):
    create_workspace("spring", database.pepper)
    assert open_workspace(new_code(CodeKind.WORKSPACE), database.pepper) is None


def test_a_mistyped_code_is_refused_before_anything_is_looked_up(database):
    with pytest.raises(CodeRefused, match="check-symbol"):
        open_workspace("W000-0000-0000-0000-0005", database.pepper)


def test_a_code_opens_nothing_without_the_pepper(database):
    code = create_workspace("spring", database.pepper)
    assert open_workspace(code, bytes(32)) is None


def test_a_damaged_grant_opens_nothing(database):
    code = create_workspace("spring", database.pepper)
    (kept,) = rows(grant)
    with writing(ANSWERS) as transaction:
        transaction.execute(update(grant).values(blob=flipped(kept.blob, 100)))
    assert open_workspace(code, database.pepper) is None


def test_two_grants_cannot_be_swapped(database):
    code = create_workspace("spring", database.pepper)
    create_workspace("autumn", database.pepper)
    blobs = {kept.locator: kept.blob for kept in rows(grant)}
    with writing(ANSWERS) as transaction:
        for locator, other in zip(blobs, reversed(blobs.values()), strict=True):
            transaction.execute(update(grant).where(grant.c.locator == locator).values(blob=other))
    assert open_workspace(code, database.pepper) is None


def test_a_section_is_loaded_as_it_was_saved(keys):
    assert save(keys, body={"text": "ăâîșț æøå", "empty": None}) == 1
    loaded = load_section(keys, "services", SCHEMA)
    assert (loaded.version, loaded.body) == (1, {"text": "ăâîșț æøå", "empty": None})


def test_a_section_that_was_never_saved_is_none(keys):
    assert load_section(keys, "services", SCHEMA) is None


def test_saved_sections_are_loaded_together(keys):
    save(keys, "services")
    save(keys, "victims", {"b": 2})
    loaded = load_sections(keys, ["services", "victims", "staff"], SCHEMA)
    assert {name: section.body for name, section in loaded.items()} == {
        "services": BODY,
        "victims": {"b": 2},
    }


def test_saving_over_the_version_that_was_seen_counts_on(keys):
    save(keys)
    assert save(keys, body={"new": 1}, expected=1) == 2
    assert load_section(keys, "services", SCHEMA).body == {"new": 1}


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_saving_over_another_version_is_a_conflict_and_changes_nothing(keys, expected):
    save(keys)
    save(keys, body={"colleague": 1}, expected=1)
    with pytest.raises(DraftConflict) as caught:
        save(keys, body={"mine": 1}, expected=expected)
    assert caught.value.current == 2
    assert load_section(keys, "services", SCHEMA).body == {"colleague": 1}


def test_saving_after_what_was_only_read_was_changed_is_a_conflict_and_changes_nothing(keys):
    save(keys, "institution")
    drafts, seen = {"services": SectionDraft(0, BODY)}, {"institution": 1, "rights": 0}
    save(keys, "institution", expected=1)
    with pytest.raises(DraftConflict) as caught:
        save_sections(Workspace(keys, WAVE), drafts, TODAY, seen)
    assert caught.value.current == 2
    assert load_section(keys, "services", SCHEMA) is None
    save_sections(Workspace(keys, WAVE), drafts, TODAY, {**seen, "institution": 2})


def test_a_version_that_does_not_exist_cannot_be_saved_over(keys):
    with pytest.raises(DraftConflict) as caught:
        save(keys, expected=1)
    assert caught.value.current == 0


def flipped(blob, place):
    changed = bytearray(blob)
    changed[place] ^= 1
    return bytes(changed)


@pytest.mark.parametrize("place", [0, 1, 12, 24, 25, 500, -17, -16, -1])
def test_a_changed_byte_is_refused(keys, place):
    save(keys)
    change_row(keys, "services", blob=flipped(row(keys, "services").blob, place))
    with pytest.raises(EnvelopeRefused):
        load_section(keys, "services", SCHEMA)


def test_a_row_put_into_another_section_is_refused(keys):
    save(keys, "services")
    save(keys, "victims")
    change_row(keys, "victims", blob=row(keys, "services").blob)
    with pytest.raises(EnvelopeRefused):
        load_section(keys, "victims", SCHEMA)


def test_a_row_put_into_another_workspace_is_refused(keys):
    other = WorkspaceKeys.fresh()
    save(keys)
    save(other)
    change_row(other, "services", blob=row(keys, "services").blob)
    with pytest.raises(EnvelopeRefused):
        load_section(other, "services", SCHEMA)


def test_an_earlier_version_put_back_is_refused(keys):
    save(keys)
    earlier = row(keys, "services").blob
    save(keys, expected=1)
    change_row(keys, "services", blob=earlier)
    with pytest.raises(EnvelopeRefused):
        load_section(keys, "services", SCHEMA)


def test_a_version_number_put_back_is_refused(keys):
    save(keys)
    change_row(keys, "services", version=7)
    with pytest.raises(EnvelopeRefused):
        load_section(keys, "services", SCHEMA)


def test_a_section_of_another_questionnaire_is_refused(keys):
    save(keys)
    with pytest.raises(EnvelopeRefused):
        load_section(keys, "services", "service_provision@2")


def test_a_thief_of_the_files_finds_neither_answers_nor_codes(
    database, new_open_wave, stored_bytes
):
    new_open_wave(WAVE)
    code = create_workspace(WAVE, database.pepper)
    keys = open_workspace(code, database.pepper).keys
    save(keys)
    save(keys, expected=1)
    stolen = stored_bytes(ANSWERS)
    secret = read_code(code).secret
    planted = (MARKER, "vic_total", code, code.replace("-", ""), secret, "services")
    assert keys.row_id("services") in stolen  # the bytes that are searched are the right ones
    assert not [word for word in planted if word.encode() in stolen]
    assert keys.master not in stolen
    assert keys.master.hex().encode() not in stolen


def test_no_time_and_no_order_lies_beside_a_draft(keys, stored_bytes):
    save(keys)
    kept = row(keys, "services")
    assert kept.expires_month == "2014-11"
    assert FERNET_TOKEN not in stored_bytes(ANSWERS)
    assert not EPOCH_OR_ISO_TIME.search(" ".join(str(v) for v in kept if not isinstance(v, bytes)))


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2014, 12, 31), "2015-02"),
        (date(2014, 10, 1), "2014-12"),
        (date(2014, 1, 1), "2014-03"),
    ],
)
def test_a_draft_is_kept_two_months(keys, today, month):
    save_sections(Workspace(keys, WAVE), {"services": SectionDraft(0, BODY)}, today)
    assert row(keys, "services").expires_month == month


def test_drafts_of_different_length_take_the_same_room(keys):
    for number, length in enumerate((0, 1, 100, 4000)):
        save(keys, f"section-{number}", {"text": "x" * length})
    assert len({len(kept.blob) for kept in rows(draft_section)}) == 1


def test_two_savings_of_the_same_text_have_nothing_in_common(keys):
    for number in range(50):
        save(keys, f"section-{number}", {})
    starts = {bytes(kept.blob[1:25]) for kept in rows(draft_section)}
    ends = {bytes(kept.blob[-16:]) for kept in rows(draft_section)}
    assert len(starts) == len(ends) == 50


def test_a_workspace_that_is_printed_shows_no_key(database):
    workspace = open_workspace(create_workspace("spring", database.pepper), database.pepper)
    assert workspace.keys.master.hex() not in repr(workspace)
    assert repr(workspace.keys.master) not in repr(workspace)
    assert dataclasses.is_dataclass(workspace)
