"""Account commands: who may sign in to run the study, and how to shut somebody out at once."""

import json
from datetime import UTC, datetime

import click

from surveyapp.cli.logged import note
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, open_instance, stop
from surveyapp.cli.unseen import typed_unseen
from surveyapp.fieldwork.staff_role import StaffRole, are_apart
from surveyapp.storage.account import Account, accounts
from surveyapp.storage.password import generated_password
from surveyapp.storage.second_factor import app_address, new_factor
from surveyapp.storage.staff import (
    activate,
    add_staff,
    change_password,
    change_roles,
    deactivate,
    end_sessions,
    remove_second_factor,
    set_second_factor,
)
from surveyapp.storage.staff_log import StaffAction

ROLE = click.Choice([role.value for role in StaffRole])


@click.group("staff")
def staff_group() -> None:
    """Accounts of the people who run the study.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """


@staff_group.command("add")
@click.argument("name")
@click.option("--role", "roles", required=True, multiple=True, type=ROLE, help="One or several.")
@click.option("--generate", is_flag=True, help="Make a password and print it, this once.")
def add(name: str, roles: tuple[str, ...], generate: bool) -> None:
    """Make an account called NAME; asks twice for its password, unseen.

    Roles that know institutions and roles that see single answers are refused together, unless
    the instance is told otherwise by roles_together in config.toml.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    held = _roles(roles)
    with open_instance() as instance:
        password = _password(generate=generate)
        add_staff(name, held, password, is_together=instance.roles_together)
    note(StaffAction.ACCOUNT_MADE, name)
    _note_together(name, held)
    click.echo(f"Account {name} ({_listed(held)}) made.")
    _show(password, generate=generate)


@staff_group.command("list")
@click.option(
    "--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@only_reads
def list_(layout: str) -> None:
    """Show all accounts: roles, whether each may sign in, second factor, and sessions now.

    Exit codes: 0 done, 2 could not run.
    """
    with open_instance():
        found = accounts(datetime.now(UTC))
    if layout == "json":
        click.echo(json.dumps([_as_json(each) for each in found], indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(map(_line, found)) or "There is no account yet.")


@staff_group.command("deactivate")
@click.argument("name")
def deactivate_(name: str) -> None:
    """Shut the account NAME and sign it out everywhere, at once; what it decided stays.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance():
        deactivate(name)
    note(StaffAction.ACCOUNT_CLOSED, name)
    click.echo(f"Account {name} is shut and signed out everywhere.")


@staff_group.command("activate")
@click.argument("name")
def activate_(name: str) -> None:
    """Open the account NAME again, with the password it had.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance():
        activate(name)
    note(StaffAction.ACCOUNT_OPENED, name)
    click.echo(f"Account {name} may sign in again.")


@staff_group.command("password")
@click.argument("name")
@click.option("--generate", is_flag=True, help="Make a password and print it, this once.")
def password_(name: str, generate: bool) -> None:
    """Change the password of NAME and sign it out everywhere; asks twice, unseen.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance():
        password = _password(generate=generate)
        change_password(name, password)
    note(StaffAction.SIGN_IN_CHANGED, name)
    click.echo(f"The password of {name} is changed; the account is signed out everywhere.")
    _show(password, generate=generate)


@staff_group.command("role")
@click.argument("name")
@click.argument("roles", nargs=-1, required=True, type=ROLE)
def role_(name: str, roles: tuple[str, ...]) -> None:
    """Give the account NAME these ROLES, in place of those it had, and sign it out everywhere.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    held = _roles(roles)
    with open_instance() as instance:
        change_roles(name, held, is_together=instance.roles_together)
    note(StaffAction.ROLE_CHANGED, name)
    _note_together(name, held)
    click.echo(f"Account {name} is {_listed(held)} now and signed out everywhere.")


@staff_group.command("second-factor")
@click.argument("name")
@click.option("--remove", is_flag=True, help="Forget it, where somebody lost app and codes.")
def second_factor_(name: str, remove: bool) -> None:
    """Give the account NAME a new second factor and sign it out everywhere.

    Prints, this once, what an app takes for it and eight recovery codes. A factor that it had
    before is dead, and so are its codes.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    if remove:
        with open_instance():
            remove_second_factor(name)
        note(StaffAction.FACTOR_REMOVED, name)
        click.echo(f"Account {name} has no second factor and is signed out everywhere.")
        return
    with open_instance() as instance:
        made = new_factor()
        set_second_factor(name, made, instance.pepper)
        address = app_address(made.secret, name, instance.base_url)
    note(StaffAction.FACTOR_CHANGED, name)
    click.echo(f"Second factor of {name}, shown this once:\n{address}\nSecret: {made.secret}")
    click.echo("Recovery codes, each good once:\n" + "\n".join(made.codes))


@staff_group.group("sessions")
def sessions_group() -> None:
    """Where accounts are signed in.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """


@sessions_group.command("end")
@click.argument("name", required=False)
@click.option("--all", "everybody", is_flag=True, help="Of all accounts.")
def end(name: str | None, everybody: bool) -> None:
    """Sign the account NAME out everywhere, or everybody with --all; they may sign in again.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    if (name is None) is not everybody:
        stop("Name one account, or give --all.", COULD_NOT_RUN)
    with open_instance():
        n_ended = end_sessions(name)
    note(StaffAction.SESSIONS_ENDED, name or "", n_ended)
    click.echo(f"Sessions ended: {n_ended}.")


def _roles(words: tuple[str, ...]) -> tuple[StaffRole, ...]:
    return tuple(map(StaffRole, words))


def _note_together(name: str, roles: tuple[StaffRole, ...]) -> None:
    if not are_apart(roles):
        note(StaffAction.ROLES_TOGETHER, name)


def _listed(roles: tuple[StaffRole, ...]) -> str:
    return ", ".join(role.value for role in StaffRole if role in roles)


def _password(*, generate: bool) -> str:
    """A fresh one, or the one that is typed twice."""
    if generate:
        return generated_password()
    return typed_unseen("Password", is_repeated=True)


def _show(password: str, *, generate: bool) -> None:
    if generate:
        click.echo(f"Password, shown this once: {password}")


def _as_json(shown: Account) -> dict[str, object]:
    """An account as `staff list --format json` prints it."""
    return {
        "name": shown.name,
        "roles": [role.value for role in shown.roles],
        "active": shown.is_active,
        "second_factor": shown.has_second_factor,
        "sessions": shown.n_sessions,
    }


def _line(shown: Account) -> str:
    state = "may sign in" if shown.is_active else "shut"
    factor = "yes" if shown.has_second_factor else "no"
    return (
        f"{shown.name}  {_listed(shown.roles)}  {state}  second factor: {factor}"
        f"  sessions: {shown.n_sessions}"
    )


COMMANDS = (staff_group,)
