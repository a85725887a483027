"""Instance: one installation's directory with its configuration, secrets and databases.

``SURVEYAPP_INSTANCE`` names the directory; without it, ``instance/`` in the project serves.
"""

import json
import os
import secrets
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from surveyapp.by_language import ByLanguage, written_by_language
from surveyapp.mail_settings import MailSettings, MailSettingsRefused, mail_settings
from surveyapp.plain_file import text_in
from surveyapp.project import project_home
from surveyapp.settings.lost_part import missing_words
from surveyapp.settings.settings_file import DESK, SettingsFile, settings_file
from surveyapp.settings.site_address import address_problem, first_no_network
from surveyapp.settings.typed import mail_of

CONFIG, SECRETS, DEMO = "config.toml", "secrets.toml", "demo.toml"
SHOWN_OF_DEMO = frozenset({"code", "staff", "password"})
LOCAL_ADDRESS = "http://127.0.0.1:8000"
DATABASES = ("contacts.db", "answers.db")
LEFT_BY_DATABASES = frozenset(f"{name}-{end}" for name in DATABASES for end in ("wal", "shm"))
PARTS = frozenset({CONFIG, SECRETS, *DATABASES})
MADE_BY_USE = frozenset(
    {DEMO, DESK, "questionnaires", "snapshots", "publications", "records", "keys", "made"}
)
MADE_LATER = MADE_BY_USE | LEFT_BY_DATABASES
_MACHINE = ("base_url", "demo", "trusted_proxies", "contacts_url", "answers_url")
SETTINGS = (*_MACHINE, "sender", "contact", "mail", "roles_together")
PEPPER_BYTES = 32
ONLY_OWNER = stat.S_IRUSR | stat.S_IWUSR


class InstanceMissing(LookupError):
    """There is no instance in this directory."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no instance in {path}. Make one with: surveyapp init")


class InstanceUnsafe(ValueError):
    """The settings are damaged, or would put somebody at risk."""


@dataclass(frozen=True, slots=True)
class Instance:
    """Everything an installation is told from outside.

    pepper: 32 bytes, in no database; cookie_keys: newest first; trusted_proxies: addresses or
    networks of proxies whose X-Forwarded-For is believed; written_sender, written_contact,
    written_mail: what the operator wrote, over which stands what the desk says; roles_together:
    whether one account may know institutions and see single answers; in a demonstration, whose
    answers are invented, it may.
    """

    path: Path
    is_demo: bool
    base_url: str
    contacts_url: str
    answers_url: str
    pepper: bytes = field(repr=False)
    cookie_keys: tuple[str, ...] = field(repr=False)
    trusted_proxies: tuple[str, ...] = ()
    written_sender: ByLanguage = field(default_factory=dict)
    written_contact: ByLanguage = field(default_factory=dict)
    written_mail: MailSettings | None = None
    roles_together: bool = False

    @property
    def is_https(self) -> bool:
        """Whether the site is reached by https, which a proxy in front ends."""
        return self.base_url.startswith("https://")

    @property
    def desk(self) -> SettingsFile:
        """What staff set in the browser, as it is now."""
        return settings_file(self.path)

    @property
    def sender(self) -> ByLanguage:
        """Who asks."""
        return self.desk.settings.by_language("sender", self.written_sender)

    @property
    def contact(self) -> ByLanguage:
        """Whom to ask back."""
        return self.desk.settings.by_language("contact", self.written_contact)

    @property
    def mail(self) -> MailSettings | None:
        """The mail server; None where neither the desk nor the operator names one."""
        return mail_of(self.desk.settings) or self.written_mail

    @property
    def demo(self) -> dict[str, str]:
        """What a demonstration shows to everybody; read afresh, for it may just have been made."""
        return _read(self.path / DEMO) if self.is_demo and (self.path / DEMO).exists() else {}

    @property
    def questionnaires(self) -> Path:
        """Where the copies are kept that waves ask, each under the hash of its content."""
        return self.path / "questionnaires"

    @property
    def keys(self) -> Path:
        """Where the private halves of the waves' keys lie, a file each."""
        return self.path / "keys"

    @property
    def snapshots(self) -> Path:
        """Where snapshots for the analysis are kept."""
        return self.path / "snapshots"


def instance_path() -> Path:
    """The instance directory that the environment names, or the project's."""
    return Path(os.environ.get("SURVEYAPP_INSTANCE") or project_home() / "instance").resolve()


def create_instance(path: Path, *, is_demo: bool = False, base_url: str | None = None) -> Instance:
    """Writes configuration, fresh secrets and empty databases; only their owner may read them.

    All of them or none. Raises FileExistsError when a part is there, InstanceUnsafe for an address
    without https, OSError when the folder cannot be written to.
    """
    address = base_url or LOCAL_ADDRESS
    check_address(address, path / CONFIG)
    if parts_of(path):
        raise FileExistsError(path)
    path.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
    path.chmod(stat.S_IRWXU)
    try:
        _write(path / CONFIG, {"demo": is_demo, "base_url": address})
        keys = [Fernet.generate_key().decode()]
        _write(path / SECRETS, {"pepper": secrets.token_hex(PEPPER_BYTES), "cookie_keys": keys})
        for name in DATABASES:
            (path / name).touch(mode=ONLY_OWNER, exist_ok=False)
    except OSError:
        unmake_instance(path)
        raise
    return load_instance(path)


def unmake_instance(path: Path) -> None:
    """Removes what `create_instance` made, as if it had not been called."""
    for name in PARTS | LEFT_BY_DATABASES:
        (path / name).unlink(missing_ok=True)


def parts_of(path: Path) -> frozenset[str]:
    """Names of the parts of an instance that lie in a directory. Raises OSError."""
    there = path.iterdir() if path.exists() else ()
    return frozenset(each.name for each in there) & (PARTS | MADE_LATER)


def load_instance(path: Path) -> Instance:
    """The instance of a directory. Raises InstanceMissing, InstanceUnsafe, OSError."""
    found = parts_of(path) if path.is_dir() else frozenset()
    if not found:
        raise InstanceMissing(path)
    for name in (CONFIG, SECRETS):
        if name not in found:
            raise InstanceUnsafe(missing_words(path, name))
    _check_mode(path / SECRETS)
    return _instance(path, _read(path / CONFIG), _secrets(path / SECRETS))


def _instance(
    path: Path, config: Mapping[str, Any], kept: tuple[bytes, tuple[str, ...]]
) -> Instance:
    """Checks the type of every setting; a string is no truth value and a number no address."""
    _check_names(path / CONFIG, config)
    setting = partial(_setting, path / CONFIG, config)
    base_url = setting("base_url", LOCAL_ADDRESS, str)
    check_address(base_url, path / CONFIG)
    proxies = setting("trusted_proxies", [], list)
    _check_proxies(proxies, path / CONFIG)
    return Instance(
        path=path,
        is_demo=setting("demo", False, bool),
        base_url=base_url,
        contacts_url=setting("contacts_url", f"sqlite:///{path / 'contacts.db'}", str),
        answers_url=setting("answers_url", f"sqlite:///{path / 'answers.db'}", str),
        pepper=kept[0],
        cookie_keys=kept[1],
        trusted_proxies=tuple(proxies),
        written_sender=_by_language(path / CONFIG, config, "sender"),
        written_contact=_by_language(path / CONFIG, config, "contact"),
        written_mail=_mail(path, config),
        roles_together=setting("roles_together", setting("demo", False, bool), bool),
    )


def _check_names(path: Path, config: Mapping[str, Any]) -> None:
    """A setting that is misspelt would be as if it were not there."""
    for name in sorted(config.keys() - set(SETTINGS)):
        raise InstanceUnsafe(
            f"{path} has a setting {name!r} that does nothing. There are: {', '.join(SETTINGS)}."
        )


def _setting(path: Path, config: Mapping[str, Any], name: str, usual: Any, kind: type) -> Any:
    value = config.get(name, usual)
    if not isinstance(value, kind):
        wanted = {str: "text in quotes", bool: "true or false", list: "a list in brackets"}[kind]
        raise InstanceUnsafe(f"{name} in {path} must be {wanted}, not {value!r}. Mend it there.")
    return value


def _by_language(path: Path, config: Mapping[str, Any], name: str) -> ByLanguage:
    written = config.get(name, {})
    words = written_by_language(written)
    if words is None:
        raise InstanceUnsafe(
            f"{name} in {path} must be text in quotes, or a table with one text a language such as"
            f' {{en = "…", nb = "…"}}, not {written!r}. Mend it there.'
        )
    return words


def _mail(path: Path, config: Mapping[str, Any]) -> MailSettings | None:
    try:
        return mail_settings(config, _read(path / SECRETS), path / CONFIG)
    except MailSettingsRefused as refused:
        raise InstanceUnsafe(str(refused)) from refused


def _check_proxies(proxies: list[object], path: Path) -> None:
    wrong = first_no_network(proxies)
    if wrong is not None:
        raise InstanceUnsafe(
            f"trusted_proxies in {path} must hold addresses such as 127.0.0.1 or networks such"
            f" as 10.0.0.0/24, not {wrong!r}."
        )


def write_demo(path: Path, entries: Mapping[str, str]) -> None:
    """Keeps what a demonstration shows; only its owner may read the file."""
    (path / DEMO).unlink(missing_ok=True)
    _write(path / DEMO, entries)


def _secrets(path: Path) -> tuple[bytes, tuple[str, ...]]:
    """(pepper, cookie keys); both must be there and whole."""
    held = _read(path)
    try:
        pepper, cookie_keys = bytes.fromhex(held["pepper"]), held["cookie_keys"]
        if not isinstance(cookie_keys, list) or not cookie_keys or len(pepper) != PEPPER_BYTES:
            raise ValueError("too short or too few")
        for key in cookie_keys:
            Fernet(key)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise InstanceUnsafe(
            f"{path} is damaged. Put it back from a backup; without it no draft can be opened."
        ) from problem
    return pepper, tuple(cookie_keys)


def _check_mode(path: Path) -> None:
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise InstanceUnsafe(f"{path} can be read by others. Mend it with: chmod 600 {path}")


def check_address(base_url: str, place: Path) -> None:
    """Raises InstanceUnsafe, see `address_problem`."""
    problem = address_problem(base_url)
    if problem is not None:
        raise InstanceUnsafe(f"base_url in {place} {problem}")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text_in(path))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise InstanceUnsafe(
            f"{path} cannot be read as TOML ({problem}). Mend it, or put it back from a backup."
        ) from problem


def _write(path: Path, entries: Mapping[str, object]) -> None:
    """A new file of TOML; JSON's strings, lists and truth values are TOML's."""
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in entries.items()
    ]
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OWNER)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(lines)
