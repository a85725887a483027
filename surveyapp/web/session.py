"""Session: one sealed cookie; the server keeps nothing about a respondent's visit.

The cookie is encrypted, so the keys of a draft that travel in it cannot be read from it. It ends
with the browser, or after an hour without a request.
"""

import json
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SessionInterface, SessionMixin

from surveyapp.web.clock import now

IDLE_SECONDS = 60 * 60
RENEW_AFTER_SECONDS = 5 * 60


class SealedSession(SecureCookieSession):
    """What the cookie holds.

    age: seconds since it was sealed, 0 for a new one; had_token: it came with a token for forms.
    """

    age: int = 0
    had_token: bool = False

    @property
    def is_renewed(self) -> bool:
        """Whether it is sealed again with this answer, because it changed or grows old."""
        return bool(self.modified or self.age > RENEW_AFTER_SECONDS)

    @property
    def seconds_left(self) -> int:
        """How long it stays alive after this answer without another request."""
        return IDLE_SECONDS - (0 if self.is_renewed else self.age)


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
            sealed_at = self._seal.extract_timestamp(token.encode())
            session.age = max(0, int(now().timestamp()) - sealed_at)
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
        if session.modified or getattr(session, "is_renewed", False):
            sealed = self._seal.encrypt(json.dumps(dict(session)).encode()).decode()
            response.set_cookie(
                name, sealed, path=path, secure=secure, httponly=True, samesite="Lax"
            )
