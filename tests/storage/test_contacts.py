"""Contacts: a list is kept whole or not, and says nothing of answers."""

import pytest

from surveyapp.fieldwork.contact import Disposition, Stratum
from surveyapp.storage.contacts import (
    SampleRefused,
    contacts_of,
    dispose,
    invitation_mode_of,
    keep_contacts,
)
from tests.storage.contacts import POOL, TRACKED, listed


def test_a_list_is_kept_and_read_by_name(database):
    lines = [listed("B", addressee="Ana", email="b@example.org"), listed("A", "NO", "ngo")]
    kept = keep_contacts("spring", lines, TRACKED)
    assert (len(kept.new), len(kept.changed), kept.n_same) == (2, 0, 0)
    found = contacts_of("spring")
    assert [each.institution for each in found] == ["A", "B"]
    assert found[0].stratum == Stratum("NO", "ngo")
    assert found[1].email == "b@example.org"
    assert len({each.contact_id for each in found}) == 2


def test_the_same_list_again_changes_what_differs_and_nothing_else(database):
    keep_contacts("spring", [listed("A"), listed("B")], TRACKED)
    before = {each.institution: each.contact_id for each in contacts_of("spring")}
    dispose("spring", ["A"], Disposition.REFUSED)
    lines = [listed("A"), listed("B", email="b@example.org"), listed("C")]
    kept = keep_contacts("spring", lines, TRACKED)
    assert (len(kept.new), len(kept.changed), kept.n_same) == (1, 1, 1)
    after = {each.institution: each for each in contacts_of("spring")}
    assert {name: after[name].contact_id for name in before} == before
    assert after["A"].disposition is Disposition.REFUSED
    assert after["B"].email == "b@example.org"


def test_contacts_of_one_wave_are_not_those_of_another(database):
    keep_contacts("spring", [listed("A")], TRACKED)
    keep_contacts("autumn", [listed("A")], POOL)
    assert len(contacts_of("spring")) == len(contacts_of("autumn")) == 1
    assert (invitation_mode_of("spring"), invitation_mode_of("autumn")) == (TRACKED, POOL)
    assert invitation_mode_of("winter") is None


def test_the_mode_of_a_wave_stays(database):
    keep_contacts("spring", [listed("A")], POOL)
    with pytest.raises(SampleRefused, match="other-mode"):
        keep_contacts("spring", [listed("B")], TRACKED)
    assert [each.institution for each in contacts_of("spring")] == ["A"]
