"""Parts: where the processor time of a submission goes, by library and by floor of the product."""

import cProfile
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from werkzeug.test import Client

from benchmarks.client import REDIRECTS, Visitor
from benchmarks.walk import fill, send, start
from surveyapp.instance import load_instance
from surveyapp.web import create_app

N_WARM, N_VISITS = 3, 20
PARTS: Mapping[str, str] = {
    "surveyapp/web/templates": "templates of surveyapp",
    "surveyapp/web": "surveyapp: pages",
    "surveyapp/storage": "surveyapp: storage",
    "surveyapp/fieldwork": "surveyapp: merging, keys, envelopes",
    "surveyapp/questionnaire": "surveyapp: routing and checks",
    "surveyapp/questions": "surveyapp: types of questions",
    "surveyapp/": "surveyapp: the rest",
    "site-packages/sqlalchemy": "SQLAlchemy",
    "site-packages/jinja2": "Jinja and MarkupSafe",
    "site-packages/markupsafe": "Jinja and MarkupSafe",
    "site-packages/wtforms": "WTForms and Flask-WTF",
    "site-packages/flask_wtf": "WTForms and Flask-WTF",
    "site-packages/werkzeug": "Flask and Werkzeug",
    "site-packages/flask": "Flask and Werkzeug",
    "site-packages/": "other libraries",
}
STANDARD, DATABASE = "standard library of Python", "SQLite, with its disk"
VISITOR = ("/werkzeug/test.py", "/flask/testing.py", "/benchmarks/")


class VisitorInside(Visitor):
    """A visitor who asks the application without a server."""

    def __init__(self, client: Client) -> None:
        super().__init__(0)
        self.client = client

    def close(self) -> None:
        """Nothing was opened."""

    def _ask(self, method: str, path: str, body: str | None) -> bytes:
        kind = "application/x-www-form-urlencoded"
        found = self.client.open(path, method=method, data=body, content_type=kind)
        self.path, self.status, self.body = path, found.status_code, found.get_data()
        if self.status in REDIRECTS and self.follows:
            return self._ask("GET", found.headers["Location"], None)
        if self.status >= 400:
            raise RuntimeError(f"{method} {path} gave {self.status}")
        return self.body


def spent_by_part(home: str) -> list[str]:
    """The table: share of each part in the time of its own functions, under a profiler."""
    os.chdir(home)
    app = create_app(load_instance(Path(home) / "instance"))
    for _each in range(N_WARM):
        _visit(app.test_client())
    profile = cProfile.Profile()
    profile.enable()
    for _each in range(N_VISITS):
        _visit(app.test_client())
    profile.disable()
    return list(_table(profile))


def _visit(client: Client) -> None:
    visitor = VisitorInside(client)
    start(visitor)
    fill(visitor)
    send(visitor)


def _table(profile: cProfile.Profile) -> Iterator[str]:
    """What is written in C counts for whoever calls it, but for the database itself."""
    spent, calls = Counter[str](), Counter[str]()
    for entry in profile.getstats():
        if isinstance(entry.code, str) or any(part in entry.code.co_filename for part in VISITOR):
            continue
        part = _part_of(entry.code.co_filename)
        spent[part] += entry.inlinetime
        calls[part] += entry.callcount
        for called in (called for called in entry.calls or () if isinstance(called.code, str)):
            doer = DATABASE if "sqlite3" in called.code else part
            spent[doer] += called.inlinetime
            calls[doer] += called.callcount
    whole = spent.total()
    yield "| part of a submission | share of the time, under a profiler | calls |"
    yield "|---|---|---|"
    for part, seconds in spent.most_common():
        yield f"| {part} | {seconds / whole:.0%} | {calls[part] // N_VISITS:,} |"


def _part_of(file: str) -> str:
    return next((part for place, part in PARTS.items() if place in file), STANDARD)
