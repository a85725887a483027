"""Session: one sealed cookie; the server keeps nothing about a respondent's visit.

The cookie is encrypted, so the keys of a draft that travel in it cannot be read from it. It ends
with the browser, or after an hour without a request.
"""

import json
import time
from base64 import urlsafe_b64decode
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SessionInterface, SessionMixin

IDLE_SECONDS = 60 * 60
RENEW_AFTER_SECONDS = 5 * 60
SURE_SECONDS = IDLE_SECONDS - RENEW_AFTER_SECONDS
"""How long a session lasts at least after any answer, whether its cookie was sealed anew or not."""


class SealedSession(SecureCookieSession):
    """What the cookie holds.

    age_out: it must be sealed again to stay alive; had_token: it came with a token for forms.
    """

    age_out: bool = False
    had_token: bool = False


class SealedSessionInterface(SessionInterface):
    """Reads and writes the sealed cookie."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._seal = MultiFernet([Fernet(key) for key in keys])

    def open_session(self, app: Flask, request: Request) -> SealedSession:
        """The session of the cookie; an empty one when it is missing, old or not ours."""
        token = request.cookies.get(self.get_cookie_name(app), "")
        try:
            content = json.loads(self._seal.decrypt(token.encode(), ttl=IDLE_SECONDS))
            session = SealedSession(content)
            session.age_out = time.time() - _sealed_at(token) > RENEW_AFTER_SECONDS
            session.had_token = "csrf_token" in content
        except (InvalidToken, ValueError):
            session = SealedSession()
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Seals the session into the cookie when it changed or grows old.

        Files are the same for everybody and kept by caches: they carry no cookie and do not vary
        by one, or a browser would ask for them again whenever the cookie is sealed anew.
        """
        if request.endpoint == "static":
            return
        name, path = self.get_cookie_name(app), "/"
        secure = self.get_cookie_secure(app)
        response.vary.add("Cookie")
        if not session:
            if session.modified:
                response.delete_cookie(name, path=path, secure=secure, httponly=True)
            return
        if session.modified or getattr(session, "age_out", False):
            sealed = self._seal.encrypt(json.dumps(dict(session)).encode()).decode()
            response.set_cookie(
                name, sealed, path=path, secure=secure, httponly=True, samesite="Lax"
            )


def _sealed_at(token: str) -> int:
    """When a cookie that was opened was sealed, in seconds.

    After a byte of version come eight of time, see the specification of Fernet; asking the library
    would open the cookie once more.
    """
    return int.from_bytes(urlsafe_b64decode(token[:12])[1:9])
