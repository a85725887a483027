"""Instance: one installation's directory with its configuration, secrets and databases.

``SURVEYAPP_INSTANCE`` names the directory; without it, ``instance/`` beside the project serves.
``SURVEYAPP_HOME`` names the project with questionnaires, translations and migrations.
"""

import json
import os
import secrets
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet

CONFIG, SECRETS, DEMO = "config.toml", "secrets.toml", "demo.toml"
LOCAL_ADDRESS = "http://127.0.0.1:8000"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
DATABASES = ("contacts.db", "answers.db")
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

    pepper: 32 bytes, in no database; cookie_keys: newest first; demo: code, staff name and
    password of a demonstration, empty otherwise.
    """

    path: Path
    is_demo: bool
    base_url: str
    contacts_url: str
    answers_url: str
    pepper: bytes = field(repr=False)
    cookie_keys: tuple[str, ...] = field(repr=False)

    @property
    def demo(self) -> dict[str, str]:
        """What a demonstration shows to everybody; read afresh, for it may just have been made."""
        return _read(self.path / DEMO) if self.is_demo and (self.path / DEMO).exists() else {}

    @property
    def questionnaires(self) -> Path:
        """Where the copies are kept that waves ask, each under the hash of its content."""
        return self.path / "questionnaires"

    @property
    def snapshots(self) -> Path:
        """Where snapshots for the analysis are kept."""
        return self.path / "snapshots"


def project_home() -> Path:
    """The directory with questionnaires/, translations/ and migrations/."""
    return Path(os.environ.get("SURVEYAPP_HOME") or Path(__file__).parent.parent).resolve()


def instance_path() -> Path:
    """The instance directory that the environment names."""
    return Path(os.environ.get("SURVEYAPP_INSTANCE") or project_home() / "instance").resolve()


def create_instance(path: Path, *, is_demo: bool = False, base_url: str | None = None) -> Instance:
    """Writes configuration, fresh secrets and empty databases; only their owner may read them.

    Raises FileExistsError when there are some, InstanceUnsafe for an address without https.
    """
    address = base_url or LOCAL_ADDRESS
    _check_address(address, path)
    path.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
    _write(path / CONFIG, {"demo": is_demo, "base_url": address})
    keys = [Fernet.generate_key().decode()]
    _write(path / SECRETS, {"pepper": secrets.token_hex(PEPPER_BYTES), "cookie_keys": keys})
    for name in DATABASES:
        (path / name).touch(mode=ONLY_OWNER)
    return load_instance(path)


def load_instance(path: Path) -> Instance:
    """The instance of a directory. Raises InstanceMissing, InstanceUnsafe."""
    if not (path / CONFIG).exists() or not (path / SECRETS).exists():
        raise InstanceMissing(path)
    _check_mode(path / SECRETS)
    config, (pepper, cookie_keys) = _read(path / CONFIG), _secrets(path / SECRETS)
    base_url = str(config.get("base_url", LOCAL_ADDRESS))
    _check_address(base_url, path)
    return Instance(
        path=path,
        is_demo=bool(config.get("demo", False)),
        base_url=base_url,
        contacts_url=str(config.get("contacts_url", f"sqlite:///{path / 'contacts.db'}")),
        answers_url=str(config.get("answers_url", f"sqlite:///{path / 'answers.db'}")),
        pepper=pepper,
        cookie_keys=cookie_keys,
    )


def write_demo(path: Path, entries: Mapping[str, str]) -> None:
    """Keeps what a demonstration shows; only its owner may read the file."""
    (path / DEMO).unlink(missing_ok=True)
    _write(path / DEMO, entries)


def _secrets(path: Path) -> tuple[bytes, tuple[str, ...]]:
    """(pepper, cookie keys); both must be there and whole."""
    held = _read(path)
    try:
        pepper, cookie_keys = bytes.fromhex(held["pepper"]), tuple(map(str, held["cookie_keys"]))
        for key in cookie_keys:
            Fernet(key)
    except (KeyError, TypeError, ValueError) as problem:
        raise InstanceUnsafe(f"{path} is damaged. Put it back from a backup.") from problem
    if len(pepper) != PEPPER_BYTES or not cookie_keys:
        raise InstanceUnsafe(f"{path} is damaged. Put it back from a backup.")
    return pepper, cookie_keys


def _check_mode(path: Path) -> None:
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise InstanceUnsafe(f"{path} can be read by others. Mend it with: chmod 600 {path}")


def _check_address(base_url: str, path: Path) -> None:
    """Plain http only on this machine: elsewhere cookies and answers could be read on the way."""
    parts = urlsplit(base_url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise InstanceUnsafe(
            f"base_url in {path / CONFIG} must start with https://, not {base_url}"
        )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise InstanceUnsafe(f"{path} cannot be read: {problem}") from problem


def _write(path: Path, entries: Mapping[str, object]) -> None:
    """A new file of TOML; JSON's strings, lists and truth values are TOML's."""
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in entries.items()
    ]
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OWNER)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(lines)
