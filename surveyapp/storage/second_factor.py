"""Second factor: codes of an app (RFC 6238), each good once, and recovery codes for a lost app.

The secret is sealed under a key of the pepper, which lies in no database. Recovery codes are kept
as argon2id only; their first signs say which hash they are held against, so that a try costs one
hash whether or not there is such a code.
"""

import hmac
import secrets
from base64 import b32decode, b32encode
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from sqlalchemy import Connection, Delete, Update, delete, insert, select, update

from surveyapp.fieldwork.envelope import EnvelopeRefused, open_sealed, seal
from surveyapp.storage.contacts_tables import recovery_code, second_factor
from surveyapp.storage.database import insert_once
from surveyapp.storage.password import NOBODY, hashed, is_right

STEP_SECONDS, DIGITS = 30, 6
STEPS_AROUND = (0, -1, 1)
RECOVERY_CODES = 8
_SECRET_BYTES, _RECOVERY_BYTES, _LABEL_SIGNS, _GROUP_SIGNS = 20, 10, 4, 4
_RECOVERY_SIGNS = _RECOVERY_BYTES * 8 // 5
_USE = b"surveyapp/v1/second-factor"


@dataclass(frozen=True, slots=True)
class NewFactor:
    """A factor to set up. secret: base32, as apps take it; hashes: of the recovery codes."""

    secret: str = field(repr=False)
    codes: tuple[str, ...] = field(repr=False)
    hashes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class TypedCode:
    """What was typed as second factor. pepper: 32 bytes; is_too_many: no app's code is taken."""

    typed: str = field(default="", repr=False)
    pepper: bytes = field(default=b"", repr=False)
    is_too_many: bool = False

    @property
    def plain(self) -> str:
        """Without spaces and dashes, in capitals."""
        return "".join(self.typed.split()).replace("-", "").upper()


@dataclass(frozen=True, slots=True)
class KeptFactor:
    """What is kept of a factor. recovery_hash: of the code that may have been typed, or None."""

    sealed_secret: bytes = field(repr=False)
    last_step: int
    recovery_hash: str | None = field(repr=False)


NO_CODE = TypedCode()


def new_factor(secret: str | None = None) -> NewFactor:
    """A factor with fresh recovery codes, and a fresh secret unless an app has one already."""
    codes = dict[str, str]()
    while len(codes) < RECOVERY_CODES:
        signs = _base32(_RECOVERY_BYTES)
        codes[signs[:_LABEL_SIGNS]] = signs
    hashes = tuple(map(hashed, codes.values()))
    return NewFactor(secret or fresh_secret(), tuple(map(_in_groups, codes.values())), hashes)


def fresh_secret() -> str:
    """160 random bits in base32."""
    return _base32(_SECRET_BYTES)


def app_address(secret: str, name: str, base_url: str) -> str:
    """The otpauth address that an app takes; base_url: of the site that asks for its codes."""
    return _totp(secret).get_provisioning_uri(name, urlsplit(base_url).hostname)


def step_of(secret: str, typed: TypedCode, now: datetime) -> int | None:
    """The step whose code was typed, one before or after now at most; None when it is none."""
    here = int(now.timestamp()) // STEP_SECONDS
    for step in (here + away for away in STEPS_AROUND):
        code = _totp(secret).generate(max(0, step) * STEP_SECONDS)
        if hmac.compare_digest(code, typed.plain.encode()):
            return step
    return None


def keep_factor(
    connection: Connection, name: str, made: NewFactor, pepper: bytes, last_step: int
) -> bool:
    """Keeps a factor of an account unless it has one; whether it was kept."""
    sealed = seal(_key(pepper), made.secret.encode(), name.encode())
    row = {"staff": name, "sealed_secret": sealed, "last_step": last_step}
    if not insert_once(connection, second_factor, row):
        return False
    return keep_recovery_codes(connection, name, made)


def keep_recovery_codes(connection: Connection, name: str, made: NewFactor) -> bool:
    """Keeps the codes in place of those that an account had; whether it has a second factor."""
    query = select(second_factor.c.staff).where(second_factor.c.staff == name)
    if connection.execute(query).first() is None:
        return False
    connection.execute(delete(recovery_code).where(recovery_code.c.staff == name))
    for code, code_hash in zip(made.codes, made.hashes, strict=True):
        kept = {"staff": name, "label": code[:_LABEL_SIGNS], "code_hash": code_hash}
        connection.execute(insert(recovery_code).values(kept))
    return True


def drop_factor(connection: Connection, name: str) -> bool:
    """Forgets the factor of an account with its recovery codes; whether there was one."""
    connection.execute(delete(recovery_code).where(recovery_code.c.staff == name))
    return bool(
        connection.execute(delete(second_factor).where(second_factor.c.staff == name)).rowcount
    )


def kept_factor(connection: Connection, name: str, typed: TypedCode) -> KeptFactor | None:
    """The factor of an account; None when it has none, or there is no such account."""
    query = (
        select(second_factor.c.sealed_secret, second_factor.c.last_step, recovery_code.c.code_hash)
        .outerjoin(
            recovery_code,
            (recovery_code.c.staff == second_factor.c.staff)
            & (recovery_code.c.label == typed.plain[:_LABEL_SIGNS]),
        )
        .where(second_factor.c.staff == name)
    )
    row = connection.execute(query).first()
    return KeptFactor(*row) if row else None


def spending(
    name: str, kept: KeptFactor | None, typed: TypedCode, now: datetime
) -> Update | Delete | None:
    """What uses the typed code up, where it changes a row; None when the code is wrong.

    It costs the same whether or not there is an account, a factor or a code like it.
    """
    if len(typed.plain) == _RECOVERY_SIGNS:
        known = kept.recovery_hash if kept else None
        is_known = is_right(typed.plain, known or NOBODY)
        return _without(name, typed, known) if is_known and known else None
    secret = _opened(name, kept, typed.pepper) if kept else None
    step = step_of(secret, typed, now) if secret else None
    if kept is None or step is None or step <= kept.last_step or typed.is_too_many:
        return None
    is_same = second_factor.c.sealed_secret == kept.sealed_secret
    return (
        update(second_factor)
        .where(second_factor.c.staff == name, is_same, second_factor.c.last_step < step)
        .values(last_step=step)
    )


def _without(name: str, typed: TypedCode, known: str) -> Delete:
    return delete(recovery_code).where(
        recovery_code.c.staff == name,
        recovery_code.c.label == typed.plain[:_LABEL_SIGNS],
        recovery_code.c.code_hash == known,
    )


def _opened(name: str, kept: KeptFactor, pepper: bytes) -> str | None:
    """The secret; None under another pepper, which opens no draft either."""
    try:
        return open_sealed(_key(pepper), kept.sealed_secret, name.encode()).decode()
    except EnvelopeRefused:
        return None


def _key(pepper: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=_USE).derive(pepper)


def _totp(secret: str) -> TOTP:
    """The codes of a secret as every app makes them."""
    hmac_of = SHA1()  # noqa: S303  # what apps know; collisions break no HMAC
    return TOTP(b32decode(secret), DIGITS, hmac_of, STEP_SECONDS)


def _base32(n_bytes: int) -> str:
    return b32encode(secrets.token_bytes(n_bytes)).decode()


def _in_groups(signs: str) -> str:
    return "-".join(signs[at : at + _GROUP_SIGNS] for at in range(0, len(signs), _GROUP_SIGNS))
