"""A colleague's code opens its sections and nothing else, and nothing once it was taken back."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select

from surveyapp.fieldwork.codes import read_code
from surveyapp.fieldwork.envelope import CodeKeys, EnvelopeRefused, WorkspaceKeys
from surveyapp.storage.answers_tables import draft_section, grant
from surveyapp.storage.database import ANSWERS, connected, reading
from surveyapp.storage.drafts import (
    INDEX,
    SENT,
    DraftConflict,
    DraftSent,
    SectionDraft,
    draft_state,
    load_section,
    save_sections,
)
from surveyapp.storage.hand_overs import APPROVAL, HAND_OVERS, Offer, hand_over, listed, take_back
from surveyapp.storage.handed_over import HandOverKind, HandOverTerms, TakenBack
from surveyapp.storage.sending import Sending, send
from surveyapp.storage.workspaces import Workspace, open_grant, open_workspace
from tests.storage.submissions import STUDY_KEY, submission

TODAY, WAVE, SCHEMA, PEPPER = date(2014, 9, 15), "spring", "service_provision", b"p" * 32
LENT = {"answers": {"country": "RO"}}


@pytest.fixture
def draft(new_open_wave):
    """A draft in whose two sections something was saved."""
    new_open_wave(WAVE)
    made = Workspace(WorkspaceKeys.fresh(), WAVE)
    save(made, {"figures": "theirs", "views": "ours"})
    return made


def save(opened, bodies, version=0):
    drafts = {s: SectionDraft(version, {"words": words}) for s, words in bodies.items()}
    return save_sections(opened, drafts, TODAY)


def terms(name="first", sections=("figures",), kind=HandOverKind.ANSWER):
    return HandOverTerms(name, kind, sections, "Please by Friday", date(2014, 9, 19))


def give(draft, **changes):
    return hand_over(draft, Offer(terms(**changes), LENT, {}), PEPPER, TODAY)


def made_of(draft):
    return listed(load_section(draft.keys, HAND_OVERS, SCHEMA))


def words_of(opened, section):
    held = load_section(opened.keys, section, SCHEMA)
    return held.body["words"] if held else None


def test_a_code_opens_its_sections_and_says_what_is_asked(draft):
    opened = open_workspace(give(draft).code, PEPPER)
    assert (opened.wave, opened.terms) == (WAVE, terms())
    assert words_of(opened, "figures") == "theirs"
    assert load_section(opened.keys, opened.terms.lent, SCHEMA).body == LENT


@pytest.mark.parametrize("section", ["views", "_hand_overs", SENT, APPROVAL])
def test_no_other_section_can_even_be_looked_for(draft, section):
    opened = open_workspace(give(draft).code, PEPPER)
    with pytest.raises(EnvelopeRefused):
        load_section(opened.keys, section, SCHEMA)
    with pytest.raises(EnvelopeRefused):
        save(opened, {section: "mine"})


def test_what_is_lent_cannot_be_changed(draft):
    opened = open_workspace(give(draft).code, PEPPER)
    with pytest.raises(EnvelopeRefused):
        save(opened, {opened.terms.lent: "mine"}, version=1)


def test_colleagues_and_the_main_code_write_over_what_they_saw_alone(draft):
    opened = open_workspace(give(draft).code, PEPPER)
    save(opened, {"figures": "from the colleague"}, version=1)
    assert words_of(draft, "figures") == "from the colleague"
    with pytest.raises(DraftConflict):
        save(draft, {"figures": "from before"}, version=1)


def test_one_name_makes_one_code(draft):
    assert give(draft).code == give(draft).code
    assert len(made_of(draft)) == 1


def test_what_is_lent_is_made_of_what_is_stored(draft):
    with pytest.raises(DraftConflict):
        hand_over(draft, Offer(terms(), LENT, {"figures": 2}), PEPPER, TODAY)
    assert made_of(draft) == ()


def test_a_code_that_was_taken_back_says_so_and_opens_nothing(draft):
    code = give(draft).code
    opened = open_workspace(code, PEPPER)
    assert take_back(draft, "first", PEPPER, TODAY)
    for again in (lambda: open_workspace(code, PEPPER), lambda: open_grant(opened.opened_by)):
        with pytest.raises(TakenBack):
            again()
    assert made_of(draft) == ()
    assert not take_back(draft, "first", PEPPER, TODAY)


def test_its_keys_open_nothing_that_is_there_afterwards_and_write_nothing(draft):
    opened = open_workspace(give(draft).code, PEPPER)
    take_back(draft, "first", PEPPER, TODAY)
    for section in ("figures", INDEX):
        with pytest.raises(DraftConflict):
            load_section(opened.keys, section, SCHEMA)
    assert load_section(opened.keys, opened.terms.lent, SCHEMA) is None
    with pytest.raises(DraftConflict):
        save(opened, {"figures": "late"}, version=1)
    assert words_of(draft, "figures") == "theirs"


def test_a_section_that_was_empty_has_a_new_key_as_well(draft):
    opened = open_workspace(give(draft, sections=("empty",)).code, PEPPER)
    take_back(draft, "first", PEPPER, TODAY)
    with pytest.raises(DraftConflict):
        save(opened, {"empty": "late"})
    save(draft, {"other": "x"})
    held = load_section(draft.keys, "empty", SCHEMA)
    assert (held.body, held.epoch) == ({}, 1)


def test_other_codes_go_on(draft):
    first, second = give(draft), give(draft, name="second")
    before = open_workspace(second.code, PEPPER)
    take_back(draft, "first", PEPPER, TODAY)
    with pytest.raises(DraftConflict):
        draft_state(before)
    after = open_grant(before.opened_by)
    assert words_of(after, "figures") == "theirs"
    assert not draft_state(after).is_sent
    with pytest.raises(TakenBack):
        open_workspace(first.code, PEPPER)
    save_sections(after, {"figures": SectionDraft(2, {"words": "still"}, epoch=1)}, TODAY)
    assert words_of(draft, "figures") == "still"


def test_whether_it_was_sent_is_read_from_the_index(draft):
    opened = open_workspace(give(draft).code, PEPPER)
    assert not draft_state(opened).is_sent
    sent = submission(withdraw_tag=draft.keys.withdraw_tag, wave=WAVE)
    send(draft, Sending(sent, STUDY_KEY.public, {}, SectionDraft(0, {})), TODAY)
    assert draft_state(opened).is_sent
    with pytest.raises(DraftSent):
        save(opened, {"figures": "late"}, version=1)
    assert take_back(draft, "first", PEPPER, TODAY)
    assert draft_state(draft).is_sent


def test_a_grant_holds_no_key_but_those_of_its_sections(draft):
    made = give(draft)
    held = open_workspace(made.code, PEPPER)
    known = {held.keys.workspace_id, held.keys.form_key}
    for each in held.keys.sections.values():
        known |= {each.row_id, each.key}
    keys = draft.keys
    secret = {keys.master, keys.pool_id, keys.withdraw_tag, keys.form_key}
    secret |= {keys.section_key(name) for name in ("views", SENT, "_hand_overs")}
    assert not known & secret


def test_a_grant_that_was_taken_back_looks_like_any_other(draft):
    give(draft)
    code = give(draft, name="second").code
    take_back(draft, "first", PEPPER, TODAY)
    with reading(ANSWERS) as connection:
        blobs = connection.execute(select(grant.c.blob)).scalars().all()
    assert len({len(blob) for blob in blobs}) == 1
    assert read_code(code).secret.encode() not in b"".join(blobs)


def test_an_approver_reads_everything_and_writes_what_he_says_alone(draft):
    code = give(draft, sections=("figures", "views"), kind=HandOverKind.APPROVE).code
    opened = open_workspace(code, PEPPER)
    assert words_of(opened, "views") == "ours"
    for section in ("figures", "views", INDEX):
        with pytest.raises(EnvelopeRefused):
            save(opened, {section: "mine"}, version=1)
    save(opened, {APPROVAL: "approved"})
    assert words_of(draft, APPROVAL) == "approved"


def test_another_pepper_opens_nothing(draft):
    code = give(draft).code
    assert open_workspace(code, b"q" * 32) is None
    other = CodeKeys.of(read_code(code).secret, b"q" * 32)
    assert other.locator != CodeKeys.of(read_code(code).secret, PEPPER).locator


def test_the_rows_say_how_often_their_keys_were_replaced(draft):
    for name in ("first", "second"):
        give(draft, name=name)
        take_back(draft, name, PEPPER, TODAY)
    row = draft_section.c.row_id == draft.keys.row_id("figures")
    with reading(ANSWERS) as connection:
        found = connection.execute(select(draft_section).where(row)).one()
    assert (found.version, found.epoch) == (3, 2)


def test_whoever_saves_while_the_code_is_taken_back_is_stored_or_told(draft, instance):
    """Nothing that was called saved is lost, and nothing is there that was refused."""
    opened = open_workspace(give(draft).code, PEPPER)
    begin = threading.Barrier(2)

    def colleague():
        saved = 1
        with connected(instance):
            begin.wait()
            while True:
                try:
                    saved = save(opened, {"figures": f"number {saved}"}, saved)["figures"]
                except DraftConflict:
                    return saved

    def owner():
        with connected(instance):
            begin.wait()
            return take_back(draft, "first", PEPPER, TODAY)

    with ThreadPoolExecutor(2) as pool:
        last, is_taken = (each.result() for each in [pool.submit(colleague), pool.submit(owner)])
    assert is_taken
    expected = f"number {last - 1}" if last > 1 else "theirs"
    assert words_of(draft, "figures") == expected
