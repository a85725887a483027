"""Mail settings: the server that takes the mails of an instance, from its ``config.toml``."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from surveyapp.fieldwork.mail_address import MailRefused, mail_address

KINDS: Mapping[str, type] = {
    "host": str,
    "port": int,
    "security": str,
    "user": str,
    "from": str,
    "timeout": int,
    "certificates": str,
}
PORTS: Mapping[str, int] = {"starttls": 587, "tls": 465, "none": 25}
"""Security -> the port that is usual for it."""
TIMEOUT_SECONDS, LONGEST_TIMEOUT, HIGHEST_PORT = 30, 600, 65_535
TABLE, IN_SECRETS = "mail", "mail_password"
"""Where settings and password stand in ``config.toml`` and ``secrets.toml``."""
_WANTED = {str: "text in quotes", int: "a whole number"}


class MailSettingsRefused(ValueError):
    """Mails could not be sent with these settings, or others could read them on the way."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """security: starttls, tls or none; user, password: None where the server asks for none.

    sender: the address that mails come from; timeout: seconds in which the server must answer;
    certificates: a file with those that sign the server's, None for those of the machine.
    """

    host: str
    port: int
    security: str
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: int = TIMEOUT_SECONDS
    certificates: Path | None = None


def mail_settings(
    config: Mapping[str, Any], held: Mapping[str, Any], place: Path
) -> MailSettings | None:
    """The settings of the table ``[mail]``; None where there is none.

    config, held: what stands in config.toml and in secrets.toml; place: config.toml, for the words
    of a refusal. Raises MailSettingsRefused.
    """
    if TABLE not in config:
        return None
    table = _table(config[TABLE], place)
    security = table.get("security", "starttls")
    if security not in PORTS:
        raise MailSettingsRefused(
            f"security of [mail] in {place} is starttls, tls, or none on this machine,"
            f" not {security!r}."
        )
    _check_way(table["host"], security, place)
    port = _number(table, "port", PORTS[security], HIGHEST_PORT, place)
    timeout = _number(table, "timeout", TIMEOUT_SECONDS, LONGEST_TIMEOUT, place)
    certificates = table.get("certificates")
    return MailSettings(
        host=table["host"],
        port=port,
        security=security,
        sender=_sender(table["from"], place),
        user=table.get("user"),
        password=_password(table, held.get(IN_SECRETS), place),
        timeout=timeout,
        certificates=place.parent / certificates if certificates else None,
    )


def is_this_machine(host: str) -> bool:
    """Whether a host is the machine itself, so that nothing can be read on the way."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _table(written: object, place: Path) -> Mapping[str, Any]:
    """Checks names and types; a setting that is misspelt would be as if it were not there."""
    if not isinstance(written, dict):
        raise MailSettingsRefused(f"mail in {place} must be a table: [mail]. Mend it there.")
    for name, value in written.items():
        kind = KINDS.get(name)
        if kind is None:
            raise MailSettingsRefused(
                f"{place} has a setting {name!r} in [mail] that does nothing."
                f" There are: {', '.join(KINDS)}."
            )
        if type(value) is not kind:
            raise MailSettingsRefused(
                f"{name} of [mail] in {place} must be {_WANTED[kind]}, not {value!r}. Mend it."
            )
    for name in ("host", "from"):
        if not written.get(name, "").strip():
            raise MailSettingsRefused(f"{name} is missing in [mail] in {place}.")
    return written


def _check_way(host: str, security: str, place: Path) -> None:
    if security == "none" and not is_this_machine(host):
        raise MailSettingsRefused(
            f"security of [mail] in {place} is none, and {host} is another machine: codes and the"
            " password could be read on the way. Write starttls or tls."
        )


def _number(table: Mapping[str, Any], name: str, usual: int, most: int, place: Path) -> int:
    value: int = table.get(name, usual)
    if not 1 <= value <= most:
        raise MailSettingsRefused(f"{name} of [mail] in {place} is from 1 to {most}, not {value}.")
    return value


def _sender(written: str, place: Path) -> str:
    try:
        return mail_address(written).addr_spec
    except MailRefused as refused:
        raise MailSettingsRefused(f"from of [mail] in {place}: {refused}.") from refused


def _password(table: Mapping[str, Any], password: object, place: Path) -> str | None:
    if not isinstance(password, str | None):
        raise MailSettingsRefused(f"{IN_SECRETS} beside {place} must be text in quotes.")
    if bool(password) is not bool(table.get("user")):
        raise MailSettingsRefused(
            f"user of [mail] in {place} and {IN_SECRETS} in secrets.toml belong together."
        )
    if password and not password.isascii():
        raise MailSettingsRefused(f"{IN_SECRETS} beside {place} has letters that no login carries.")
    return password or None
