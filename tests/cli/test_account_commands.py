"""Accounts on the terminal, as a shell sees them: made, listed, shut, and signed out."""

import json
import re
import shutil
from datetime import UTC, datetime

import click
import pytest
from click.testing import CliRunner

from surveyapp.cli.accounts import COMMANDS
from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.second_factor import TypedCode
from surveyapp.storage.staff import add_staff
from surveyapp.storage.staff_session import SecondFactorWrong, sign_in, staff_of

MAIN = click.Group("surveyapp", {command.name: command for command in COMMANDS})
DONE, REFUSED, COULD_NOT_RUN = 0, 1, 2
NOW, PASSWORD = datetime(2014, 9, 15, 12, tzinfo=UTC), "four quiet words here"
OTHER = "another four quiet words"


def run(command, typed=""):
    """Runs a command given as words, or as one line."""
    words = command.split() if isinstance(command, str) else command
    return CliRunner().invoke(MAIN, list(words), input=typed)


@pytest.fixture
def made(tmp_path, monkeypatch):
    """The instance that the commands work on."""
    made = create_instance(tmp_path / "study")
    upgrade(made)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(made.path))
    return made


@pytest.fixture(scope="module")
def staffed(tmp_path_factory):
    """(database with two accounts that are signed in, name -> token); only to be copied."""
    made = create_instance(tmp_path_factory.mktemp("staffed") / "study")
    upgrade(made)
    with connected(made):
        for name, role in (("maria", StaffRole.COORDINATOR), ("ola", StaffRole.ANALYST)):
            add_staff(name, [role], PASSWORD)
        tokens = {name: sign_in(name, PASSWORD, datetime.now(UTC)) for name in ("maria", "ola")}
    return made.path / "contacts.db", tokens


@pytest.fixture
def people(made, staffed):
    """The two accounts in the instance, signed in: name -> token."""
    database, tokens = staffed
    shutil.copy(database, made.path)
    return tokens


def are_signed_in(made, people):
    with connected(made):
        return [name for name, token in people.items() if staff_of(token, datetime.now(UTC))]


def listed():
    return {each["name"]: each for each in json.loads(run("staff list --format json").stdout)}


@pytest.mark.parametrize(
    ("command", "exit_code", "words"),
    [
        ("staff add andrei --role king", COULD_NOT_RUN, "king"),
        (["staff", "add", " andrei", "--role", "admin", "--generate"], REFUSED, "1 to 80"),
        ("staff add andrei --role admin", REFUSED, "at least 12"),
        ("staff password maria", REFUSED, "at least 12"),
        ("staff password andrei --generate", REFUSED, "no account"),
        ("staff deactivate andrei", REFUSED, "no account"),
        ("staff activate andrei", REFUSED, "no account"),
        ("staff role andrei admin", REFUSED, "no account"),
        ("staff second-factor andrei", REFUSED, "no account"),
        ("staff second-factor maria --remove", REFUSED, "no second factor"),
        ("staff sessions end andrei", REFUSED, "no account"),
        ("staff sessions end", COULD_NOT_RUN, "--all"),
        ("staff sessions end maria --all", COULD_NOT_RUN, "--all"),
    ],
)
def test_a_refusal_says_why_and_changes_nothing(made, people, command, exit_code, words):
    result = run(command, typed="short\nshort\n")
    assert (result.exit_code, result.exception.__class__) == (exit_code, SystemExit)
    assert words in result.stderr
    assert are_signed_in(made, people) == ["maria", "ola"]


def test_accounts_are_listed_by_name(made, people):
    assert run("staff list").stdout.splitlines() == [
        "maria  coordinator  may sign in  second factor: no  sessions: 1",
        "ola  analyst  may sign in  second factor: no  sessions: 1",
    ]
    assert listed()["ola"] == {
        "name": "ola",
        "roles": ["analyst"],
        "active": True,
        "second_factor": False,
        "sessions": 1,
    }


def test_an_instance_without_accounts_says_so(made):
    assert run("staff list").stdout == "There is no account yet.\n"


def test_an_account_that_is_shut_is_signed_out_and_stays_out_until_it_is_opened(made, people):
    assert run("staff deactivate maria").exit_code == DONE
    assert are_signed_in(made, people) == ["ola"]
    assert (listed()["maria"]["active"], listed()["maria"]["sessions"]) == (False, 0)
    with connected(made):
        assert sign_in("maria", PASSWORD, NOW) is None
    assert run("staff activate maria").exit_code == DONE
    assert are_signed_in(made, people) == ["ola"]
    with connected(made):
        assert sign_in("maria", PASSWORD, NOW)


def test_a_new_password_replaces_the_old_one_and_signs_out(made, people):
    result = run("staff password maria", typed=f"{OTHER}\n{OTHER}\n")
    assert result.exit_code == DONE
    assert OTHER not in result.output
    assert are_signed_in(made, people) == ["ola"]
    with connected(made):
        assert sign_in("maria", PASSWORD, NOW) is None
        assert sign_in("maria", OTHER, NOW)


def test_a_new_password_can_be_made_and_is_printed_once(made, people):
    password = run("staff password maria --generate").stdout.split()[-1]
    with connected(made):
        assert sign_in("maria", password, NOW)


@pytest.mark.parametrize(
    ("command", "left"), [("maria", ["ola"]), ("ola", ["maria"]), ("--all", [])]
)
def test_sessions_are_ended_of_one_or_of_all(made, people, command, left):
    result = run(f"staff sessions end {command}")
    assert result.stdout == f"Sessions ended: {2 - len(left)}.\n"
    assert are_signed_in(made, people) == left
    with connected(made):
        assert sign_in("maria", PASSWORD, NOW)


def test_an_account_signs_in_with_the_password_that_was_typed_unseen(made):
    result = run("staff add maria --role coordinator", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == DONE
    assert PASSWORD not in result.output
    with connected(made):
        assert staff_of(sign_in("maria", PASSWORD, NOW), NOW).roles == (StaffRole.COORDINATOR,)


def test_a_generated_password_is_printed_and_signs_in(made):
    result = run("staff add maria --role analyst --generate")
    password = result.stdout.split()[-1]
    with connected(made):
        assert staff_of(sign_in("maria", password, NOW), NOW).roles == (StaffRole.ANALYST,)


def test_two_passwords_that_differ_are_asked_for_again(made):
    typed = f"{PASSWORD}\nsomething else here\n{PASSWORD}\n{PASSWORD}\n"
    assert run("staff add maria --role admin", typed=typed).exit_code == DONE


def test_an_account_is_made_once(made):
    run("staff add maria --role admin --generate")
    result = run("staff add maria --role admin --generate")
    assert result.exit_code == REFUSED
    assert "already an account" in result.stderr
    assert "Password" not in result.stdout


def test_another_role_signs_out(made, people):
    assert run("staff role maria analyst").exit_code == DONE
    assert listed()["maria"]["roles"] == ["analyst"]
    assert are_signed_in(made, people) == ["ola"]


def test_a_second_factor_is_printed_once_and_asked_for_until_it_is_removed(made, people):
    printed = run("staff second-factor maria").stdout
    secret = re.search(r"^Secret: (\S+)$", printed, re.MULTILINE)[1]
    codes = printed.splitlines()[-8:]
    assert f"otpauth://totp/127.0.0.1:maria?digits=6&secret={secret}" in printed
    assert listed()["maria"]["second_factor"]
    assert are_signed_in(made, people) == ["ola"]
    with connected(made):
        with pytest.raises(SecondFactorWrong):
            sign_in("maria", PASSWORD, NOW)
        assert sign_in("maria", PASSWORD, NOW, TypedCode(codes[0], made.pepper))
    assert run("staff second-factor maria --remove").exit_code == DONE
    assert not listed()["maria"]["second_factor"]
    with connected(made):
        assert sign_in("maria", PASSWORD, NOW)
