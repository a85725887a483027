"""The floor: what a good engineer would write by hand for the made-up pages, and nothing more.

The same addresses, fields, condition, review and sending as surveyapp, in English, for anybody who
comes: no languages, encryption, codes, versions of a draft, reasons for no answer, or checks beside
those of a type. ``python -m benchmarks.bare WAY FOLDER PORT`` runs it in surveyapp's own server,
which is imported without the rest of surveyapp's package.
"""

import os
import secrets
import sys
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from types import ModuleType

from flask import Flask, abort, redirect, render_template, session, url_for
from flask import request as asked_for
from werkzeug.wrappers import Response

from benchmarks.asked import Answers, asked_on, hidden_on
from benchmarks.bare_form import WAYS, Forms
from benchmarks.bare_storage import BareStorage, DraftMissing
from benchmarks.made_up import PAGES

LOCAL, THREADS, PROCESSES = "127.0.0.1", 8, len(os.sched_getaffinity(0))
"""As ``surveyapp serve`` has them if nothing else is said."""
Page = str | Response | tuple[str, int]


def create_app(folder: Path, forms: Forms, pages: int = PAGES) -> Flask:
    """The application; who answers is known by a draft in the signed cookie."""
    app = Flask(__name__)
    app.secret_key = secrets.token_hex()
    app.jinja_env.globals["n_pages"] = pages
    app.register_error_handler(DraftMissing, lambda _missing: ("Nothing to answer here.", 404))
    visits = BareVisits(BareStorage(folder / "bare.db"), forms, pages)
    app.add_url_rule("/respond/bench/", "start", visits.start)
    app.add_url_rule("/respond/bench/begin", "begin", visits.begin, methods=["POST"])
    app.add_url_rule("/answer/", "contents", visits.contents)
    ways = ["GET", "POST"]
    app.add_url_rule("/answer/page/page<int:number>", "page", visits.page, methods=ways)
    app.add_url_rule("/answer/review", "review", visits.review)
    app.add_url_rule("/answer/send", "send", visits.send, methods=["POST"])
    app.add_url_rule("/answer/receipt", "receipt", visits.receipt)
    return app


def _genuine(view: Callable[["BareVisits"], Page]) -> Callable[["BareVisits"], Page]:
    """A form that was not shown by us is refused."""

    @wraps(view)
    def checked(visits: "BareVisits") -> Page:
        if not visits.forms.is_genuine():
            abort(400)
        return view(visits)

    return checked


class BareVisits:
    """The pages of a visit."""

    def __init__(self, storage: BareStorage, forms: Forms, pages: int) -> None:
        self.storage, self.forms, self.pages = storage, forms, pages
        self.labels = [{a.name: a.label for a in asked_on(n)} for n in range(pages)]

    def start(self) -> Page:
        """What this is."""
        return render_template("start.html", token=self.forms.token())

    @_genuine
    def begin(self) -> Page:
        """Makes a draft."""
        session["draft"] = self.storage.begin()
        return redirect(url_for("contents"))

    def contents(self) -> Page:
        """All pages."""
        return render_template("contents.html", saved=self.storage.pages(_draft()))

    def page(self, number: int) -> Page:
        """One page, read or saved."""
        if number >= self.pages:
            abort(404)
        draft = _draft()
        known = self.storage.pages_around(draft, number)
        hidden = hidden_on(number, known.get(number - 1, {}))
        if asked_for.method == "GET":
            shown = self.forms.shown(number, hidden, known.get(number, {}))
            return self._rendered(number, shown)
        shown, answers = self.forms.posted(number, hidden)
        if answers is None:
            return self._rendered(number, shown), 400
        self.storage.save(draft, number, answers)
        is_last = number + 1 == self.pages
        return redirect(url_for("review") if is_last else url_for("page", number=number + 1))

    def _rendered(self, number: int, shown: object) -> str:
        token = self.forms.token()
        return render_template(self.forms.template, number=number, shown=shown, token=token)

    def review(self) -> Page:
        """All answers, and the button that sends them."""
        answers: Answers = {}
        for each in self.storage.pages(_draft()).values():
            answers |= each
        token = self.forms.token()
        return render_template("review.html", labels=self.labels, answers=answers, token=token)

    @_genuine
    def send(self) -> Page:
        """Makes a response of the draft."""
        session["receipt"] = self.storage.send(_draft())
        session.pop("draft")
        return redirect(url_for("receipt"))

    def receipt(self) -> Page:
        """What was sent has this receipt."""
        return render_template("receipt.html", receipt=session["receipt"])


def _draft() -> str:
    if "draft" not in session:
        abort(404)
    return str(session["draft"])


def main(way: str, folder: str, port: str) -> None:
    """Serves one way until it is stopped."""
    alone = ModuleType("surveyapp.web")
    alone.__path__ = [str(Path(__file__).parent.parent / "surveyapp" / "web")]
    sys.modules[alone.__name__] = alone
    server = import_module("surveyapp.web.server")
    app = create_app(Path(folder), WAYS[way](PAGES))
    layout = server.ServerLayout(PROCESSES, THREADS)
    server.Server(app, (LOCAL, int(port)), layout, {}).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
