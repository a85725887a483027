"""Invitations: one a contact, exchanged once, and kept without their codes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from surveyapp.fieldwork.codes import CodeKind, CodeRefused, read_code
from surveyapp.fieldwork.contact import Disposition, Stratum
from surveyapp.fieldwork.invitation import (
    InvitationStatus,
    code_in_exchange,
    invitation_code,
)
from surveyapp.storage.contacts import SampleRefused, contacts_of, dispose, keep_contacts
from surveyapp.storage.database import CONTACTS, connected
from surveyapp.storage.invitations import (
    decline,
    draw,
    exchange,
    invitation_of,
    invitations_of,
    make_invitations,
    mark_answered,
    mark_invited,
    replace_invitation,
)
from tests.storage.contacts import POOL, TRACKED, invite, listed
from tests.storage.submissions import when_it_is_free


def test_every_contact_gets_one_invitation_and_no_second(database):
    invite(database, "A", "B")
    assert make_invitations("spring", database.pepper) == 0
    found = invite(database, "C")
    assert len({each.contact_id for each in found}) == len(found) == 3


def test_a_contact_that_moves_to_another_stratum_keeps_its_invitation(database):
    before = invite(database, "A", country="RO")
    assert invite(database, "A", country="NO") == before


def test_who_will_not_answer_gets_none(database):
    keep_contacts("spring", [listed("A"), listed("B")], TRACKED)
    dispose("spring", ["A"], Disposition.NOT_ELIGIBLE)
    assert make_invitations("spring", database.pepper) == 1


def test_without_contacts_there_is_nobody_to_invite(database):
    with pytest.raises(SampleRefused, match="no-contacts"):
        make_invitations("spring", database.pepper)


def test_a_code_is_the_same_whenever_it_is_made_and_another_with_another_pepper(database):
    (found,) = invite(database, "A")
    code = found.code(database.pepper)
    assert code == found.code(database.pepper) != found.code(b"\0" * 32)
    assert read_code(code).kind is CodeKind.INVITATION


def test_codes_use_every_symbol_about_as_often():
    codes = [invitation_code(bytes([n % 256, n // 256]), b"p" * 32).secret for n in range(2_000)]
    counts = [sum(code.count(symbol) for code in codes) for symbol in set("".join(codes))]
    assert len(counts) == 32
    assert min(counts) > 0.8 * 2_000 * 18 / 32


def test_no_code_stands_in_the_database(database, stored_bytes):
    (found,) = invite(database, "A")
    code = read_code(found.code(database.pepper))
    held = stored_bytes(CONTACTS)
    assert code.secret.encode() not in held
    assert code.written.encode() not in held


def test_a_code_leads_to_its_invitation_and_no_other_code_does(database):
    first, second = invite(database, "A", "B")
    assert invitation_of(first.code(database.pepper), database.pepper) == first
    assert invitation_of(second.code(database.pepper).lower(), database.pepper) == second
    stranger = invitation_code(b"x" * 16, database.pepper).written
    assert invitation_of(stranger, database.pepper) is None
    with pytest.raises(CodeRefused):
        invitation_of("nonsense", database.pepper)


def test_a_code_of_another_kind_opens_no_invitation(database):
    (found,) = invite(database, "A")
    code = read_code(found.code(database.pepper))
    as_draft = replace(code, kind=CodeKind.WORKSPACE)
    assert invitation_of(as_draft.written, database.pepper) is None


def test_an_invitation_is_exchanged_once(database):
    (found,) = invite(database, "A")
    assert exchange(found)
    assert not exchange(found)
    assert invitations_of("spring")[0].status is InvitationStatus.OPENED


def test_of_twenty_at_once_one_wins(database):
    (found,) = invite(database, "A")

    def try_it(_n):
        with connected(database):
            return when_it_is_free(exchange, found)

    with ThreadPoolExecutor(20) as pool:
        won = list(pool.map(try_it, range(20)))
    assert won.count(True) == 1


def test_only_what_was_opened_is_marked_as_answered(database):
    opened, unopened = invite(database, "A", "B")
    exchange(opened)
    mark_answered([opened.invitation_id, unopened.invitation_id])
    states = {each.invitation_id: each.status for each in invitations_of("spring")}
    assert states[opened.invitation_id] is InvitationStatus.ANSWERED
    assert states[unopened.invitation_id] is InvitationStatus.NEW


def test_who_declines_is_known_and_may_think_again(database):
    (found,) = invite(database, "A")
    decline(found)
    assert contacts_of("spring")[0].disposition is Disposition.REFUSED
    assert exchange(found)
    assert contacts_of("spring")[0].disposition is None


def test_nobody_declines_with_an_invitation_that_was_opened_meanwhile(database):
    (found,) = invite(database, "A")
    assert exchange(found)
    assert not decline(found)
    assert contacts_of("spring")[0].disposition is None


def test_a_lost_code_is_replaced_and_the_old_one_opens_nothing(database):
    (lost,) = invite(database, "A")
    exchange(lost)
    fresh = replace_invitation(lost.contact_id, database.pepper)
    assert fresh.code(database.pepper) != lost.code(database.pepper)
    assert not exchange(lost)
    assert exchange(fresh)
    assert invitations_of("spring")[0].invitation_id == fresh.invitation_id


def test_who_has_answered_gets_no_second_code(database):
    (found,) = invite(database, "A")
    exchange(found)
    mark_answered([found.invitation_id])
    with pytest.raises(LookupError):
        replace_invitation(found.contact_id, database.pepper)


def test_a_pool_knows_no_contact_and_gives_each_code_once(database):
    lines = [listed("A"), listed("B"), listed("C", "NO")]
    keep_contacts("spring", lines, POOL)
    make_invitations("spring", database.pepper)
    pool = invitations_of("spring")
    assert [each.contact_id for each in pool] == [None] * 3
    drawn = [draw("spring", Stratum("RO", None)) for _ in range(3)]
    assert drawn[2] is None
    assert drawn[0].invitation_id != drawn[1].invitation_id
    assert draw("spring", Stratum("NO", None)) is not None


def test_in_a_pool_nobody_knows_who_declines(database):
    found, _other = invite(database, "A", "B", mode=POOL)
    assert not decline(found)
    assert exchange(found)
    assert not [each for each in contacts_of("spring") if each.disposition]


def test_what_was_given_out_is_known_as_invited(database):
    (found,) = invite(database, "A")
    mark_invited([found.invitation_id])
    assert invitations_of("spring")[0].status is InvitationStatus.INVITED
    assert exchange(found)


def test_an_access_code_hangs_on_the_invitation_the_page_and_the_pepper():
    of, page, pepper = b"i" * 16, b"w" * 16, b"p" * 32
    made = code_in_exchange(of, page, pepper)
    assert (made, made.kind) == (code_in_exchange(of, page, pepper), CodeKind.WORKSPACE)
    others = [(b"j" * 16, page, pepper), (of, b"x" * 16, pepper), (of, page, b"q" * 32)]
    secrets = {code_in_exchange(*each).secret for each in others}
    assert len(secrets | {made.secret, invitation_code(of, pepper).secret}) == 5
