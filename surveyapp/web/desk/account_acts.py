"""Acts on one account: what each button does to it, said before it is pressed."""

from collections.abc import Iterator
from dataclasses import dataclass
from shlex import quote

from flask import url_for
from flask_babel import gettext as _

from surveyapp.storage.account import Account
from surveyapp.web.desk.act import Act


@dataclass(frozen=True, slots=True)
class AccountAct:
    """An act and the address that it is sent to."""

    act: Act
    address: str


def acts_on(account: Account) -> dict[str, AccountAct]:
    """Name of the route -> what can be done to this account now."""
    return {
        name: AccountAct(act, url_for(f"account_changes.{name}", name=account.name))
        for name, act in _acts(account)
    }


def _acts(account: Account) -> Iterator[tuple[str, Act]]:
    yield "roles", _roles(account.name)
    yield "password", _password(account.name)
    if account.has_second_factor:
        yield "factor", _factor(account.name)
    if account.is_active:
        yield "sessions", _sessions(account.name)
        yield "shut", _shut(account.name)
    else:
        yield "opened", _opened(account.name)


def _roles(name: str) -> Act:
    return Act(
        _("Change the roles"),
        _("Gives the account the roles that are ticked, and signs it out everywhere."),
        _("Can be changed again at any time; what was seen meanwhile stays seen."),
        f"surveyapp staff role {quote(name)} ROLE",
    )


def _password(name: str) -> Act:
    return Act(
        _("Give a new password"),
        _("Makes a password that is shown to you once, and signs the account out everywhere."),
        _("Cannot be undone: the old password is dead."),
        f"surveyapp staff password {quote(name)} --generate",
    )


def _factor(name: str) -> Act:
    return Act(
        _("Forget the second factor"),
        _(
            "For somebody who lost the app and the recovery codes. Whoever has the password sets up"
            " a new one when signing in: make sure that you speak to the right person, and give a"
            " new password as well."
        ),
        _("Cannot be undone."),
        f"surveyapp staff second-factor {quote(name)} --remove",
    )


def _sessions(name: str) -> Act:
    return Act(
        _("End the sessions"),
        _("Signs the account out everywhere; its holder may sign in again."),
        _("Cannot be undone; what was typed and not sent is lost."),
        f"surveyapp staff sessions end {quote(name)}",
    )


def _shut(name: str) -> Act:
    return Act(
        _("Shut the account"),
        _("Signs it out everywhere at once and lets nobody in. What it did stays."),
        _("Can be undone: it can be opened again, with the password it had."),
        f"surveyapp staff deactivate {quote(name)}",
    )


def _opened(name: str) -> Act:
    return Act(
        _("Open the account"),
        _("Lets its holder sign in again, with the password and roles it had."),
        _("Can be undone: it can be shut again."),
        f"surveyapp staff activate {quote(name)}",
    )
