"""Staff sign in with a password, and are out when they should be."""

import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import select

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.instance import load_instance
from surveyapp.storage.contacts_tables import staff as staff_table
from surveyapp.storage.contacts_tables import staff_session
from surveyapp.storage.database import CONTACTS, connected, reading
from surveyapp.storage.password import NOBODY, hashed, is_right
from surveyapp.storage.staff import StaffRefused, add_staff, change_password, deactivate
from surveyapp.storage.staff_session import Staff, sign_in, sign_out, staff_of
from tests.waiting import LONGEST

NOW = datetime(2014, 9, 15, 12, tzinfo=UTC)
PASSWORD = "four quiet words here"
MARIA = Staff("maria", (StaffRole.COORDINATOR,))
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture(scope="module")
def signed_in(migrated, tmp_path_factory):
    """(directory with one account, token of its session that began now); only to be copied."""
    path = shutil.copytree(migrated, tmp_path_factory.mktemp("staff") / "instance")
    with connected(load_instance(path)):
        add_staff("maria", [StaffRole.COORDINATOR], PASSWORD)
        return path, sign_in("maria", PASSWORD, NOW)


@pytest.fixture
def instance(signed_in, tmp_path):
    """An instance of its own with that account."""
    return load_instance(shutil.copytree(signed_in[0], tmp_path / "instance"))


@pytest.fixture
def token(signed_in, database):
    """The token of the account's session."""
    return signed_in[1]


def visits(token, *minutes):
    """Who is seen at each of these minutes after signing in."""
    return [staff_of(token, NOW + minute * MINUTE) for minute in minutes]


def sessions():
    with reading(CONTACTS) as connection:
        return connection.execute(select(staff_session)).all()


def test_whoever_signs_in_is_known_by_the_token(token):
    assert staff_of(token, NOW) == MARIA


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(database):
    assert sign_in("maria", "four other words here", NOW) is None
    assert sign_in("nobody", PASSWORD, NOW) is None
    assert len(sessions()) == 1  # the one that was there


def test_a_token_that_was_never_given_is_nobody(token):
    assert staff_of(token[:-1], NOW) is None
    assert staff_of("", NOW) is None


def test_a_session_ends_after_half_an_hour_without_a_visit(token):
    assert visits(token, 30) == [MARIA]
    assert visits(token, 61) == [None]


def test_a_session_lives_on_with_visits(token):
    assert visits(token, 25, 50, 75) == [MARIA] * 3


def test_a_session_ends_after_eight_hours_in_any_case(token):
    assert visits(token, *range(20, 481, 20)) == [MARIA] * 24
    assert visits(token, 482) == [None]


def test_signing_out_ends_the_session_on_the_server(token):
    assert sign_out(token, NOW) == "maria"
    assert sign_out(token, NOW) is None
    assert staff_of(token, NOW) is None
    assert not sessions()


def test_deactivating_an_account_ends_its_sessions_and_lets_nobody_in(token):
    deactivate("maria")
    assert staff_of(token, NOW) is None
    assert sign_in("maria", PASSWORD, NOW) is None
    assert not sessions()


def test_a_new_password_ends_all_sessions_and_replaces_the_old_one(token):
    change_password("maria", "four fresh words here")
    assert staff_of(token, NOW) is None
    assert sign_in("maria", PASSWORD, NOW) is None
    assert staff_of(sign_in("maria", "four fresh words here", NOW), NOW) == MARIA


@pytest.mark.parametrize("change", [deactivate, lambda name: change_password(name, PASSWORD)])
def test_an_account_that_does_not_exist_cannot_be_changed(database, change):
    with pytest.raises(StaffRefused, match="no-such-account"):
        change("nobody")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elevenchars", "password-too-short"),
        ("x1y2z3" * 22, "password-too-long"),
        ("PassWord1234", "password-too-common"),
        ("parolaparola", "password-too-common"),
        ("abababababab", "password-too-common"),
    ],
)
def test_a_password_that_is_soon_guessed_is_refused(database, password, code):
    with pytest.raises(StaffRefused, match=code):
        add_staff("ola", [StaffRole.ADMIN], password)


def test_a_name_is_given_once(database):
    with pytest.raises(StaffRefused, match="name-taken"):
        add_staff("maria", [StaffRole.ADMIN], PASSWORD)


def test_a_thief_of_the_files_finds_neither_password_nor_token(token, stored_bytes):
    stolen = stored_bytes(CONTACTS)
    assert b"$argon2id$" in stolen
    assert PASSWORD.encode() not in stolen
    assert token.encode() not in stolen


def test_a_password_kept_by_an_earlier_version_still_opens():
    kept = (
        "$argon2id$v=19$m=65536,t=3,p=4$bEZUvntBpyHwgE1qeuDY9g$"
        "gh2Q1acE9LyDKXgmukJ7np8gYnHza4B3SPUD+NpLtnc"
    )
    assert is_right(PASSWORD, kept)
    assert not is_right(PASSWORD + ".", kept)


def test_the_hash_of_nobody_costs_as_much_as_any_other_and_opens_to_nobody():
    told = hashed(PASSWORD)
    assert NOBODY.split("$")[:4] == told.split("$")[:4]
    assert [len(part) for part in NOBODY.split("$")] == [len(part) for part in told.split("$")]
    Argon2id.verify_phc_encoded(PASSWORD.encode(), told)
    with pytest.raises(InvalidKey, match="Keys do not match"):
        Argon2id.verify_phc_encoded(PASSWORD.encode(), NOBODY)


@pytest.mark.parametrize("damaged", ["", "nonsense", "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ"])
def test_a_damaged_hash_opens_to_nobody(damaged):
    assert not is_right(PASSWORD, damaged)


def test_two_accounts_with_the_same_password_look_different(database):
    add_staff("ola", [StaffRole.ANALYST], PASSWORD)
    with reading(CONTACTS) as connection:
        hashes = connection.execute(select(staff_table.c.password_hash)).scalars().all()
    assert len(set(hashes)) == 2


def test_sessions_that_ended_are_not_kept(token):
    sign_in("maria", PASSWORD, NOW + 9 * HOUR)
    assert len(sessions()) == 1


TWO_AT_ONCE = """
from threading import Thread
from surveyapp.storage.password import NOBODY, is_right

both = [Thread(target=is_right, args=("some password", NOBODY), daemon=True) for _ in range(2)]
for each in both:
    each.start()
for each in both:
    each.join()
"""


def test_two_people_who_sign_in_at_once_both_get_an_answer():
    """OpenSSL lets two hashes with lanes wait for each other for ever."""
    subprocess.run([sys.executable, "-c", TWO_AT_ONCE], check=True, timeout=LONGEST)
