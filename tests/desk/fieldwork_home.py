"""A study of helplines that is run in the browser: its home, its people, and lists of contacts."""

import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.instance import create_instance, load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.staff import add_staff
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.cli.round_home import done
from tests.formats.sheet.workbooks import workbook
from tests.journeys.plain_client import PlainBrowser
from tests.web.people import PASSWORD, sign_in_fields

STUDY, WAVE = "helplines", "spring"
ONE = re.compile(rf"/desk/{WAVE}/institutions/[0-9a-f]{{32}}/")
PEOPLE = {"maria": StaffRole.COORDINATOR, "kari": StaffRole.COORDINATOR, "typist": StaffRole.KEY_IN}
FILES = Path(__file__).parents[1] / "journeys" / STUDY
HEADS = ("institution", "addressee", "email", "language", "country", "class")
LINES = tuple(
    (
        f"Zinnober {place:02}",
        f"Office {place:02}",
        f"i{place:02}@example.org",
        ("en", "ro", "nb")[place % 3],
        "NO" if place % 4 == 3 else "RO",
        "public" if place % 2 else "private",
    )
    for place in range(12)
)
"""A list with nothing unusual."""


@pytest.fixture(scope="session")
def made_home(tmp_path_factory):
    """The study's files with an instance of one open wave and two coordinators; to be copied."""
    path = tmp_path_factory.mktemp("fieldwork") / "home"
    shutil.copytree(FILES, path)
    with pytest.MonkeyPatch.context() as patch:
        enter(path, patch)
        made = create_instance(path / "instance")
        upgrade(made)
        done("wave", "new", WAVE, "--questionnaire", STUDY, "--closes", "2030-06-12")
        done("wave", "open", WAVE)
        with connected(made):
            for name, role in PEOPLE.items():
                add_staff(name, [role], PASSWORD)
    return path


@pytest.fixture
def home(made_home, tmp_path, monkeypatch):
    """Such an instance of the test's own."""
    path = shutil.copytree(made_home, tmp_path / "home")
    enter(path, monkeypatch)
    return load_instance(path / "instance")


@pytest.fixture
def app(home):
    """Its application."""
    limiter.reset()
    return create_app(home)


@pytest.fixture
def desk(home, app):
    """A browser in which a coordinator is signed in."""
    return desk_of(home, app, "maria")


@pytest.fixture
def other(home, app):
    """Another coordinator's."""
    return desk_of(home, app, "kari")


def enter(path, patch):
    """Makes it the home of all commands."""
    patch.chdir(path)
    patch.setenv("SURVEYAPP_INSTANCE", str(path / "instance"))


def desk_of(instance, app, name):
    """A browser in which somebody is signed in."""
    browser = PlainBrowser(app).go("/staff/sign-in?lang=en")
    browser.send(sign_in_fields(instance, name))
    assert browser.client.get_cookie("surveyapp") is not None, browser.page.html
    return browser


def at(browser, number):
    """The page of an institution of the list."""
    browser.go(f"/desk/{WAVE}/institutions/?q=Zinnober+{number:02}")
    return browser.go(next(filter(ONE.fullmatch, browser.page.links)))


def form_to(browser, end):
    """The only form whose action ends so."""
    (found,) = (each for each in browser.page.forms if each.action.endswith(end))
    return found


def post(browser, end, changes=None):
    """Presses the button of the form whose action ends so."""
    found = form_to(browser, end)
    values = {**found.initial(), **(changes or {})}
    return browser._arrive(browser.client.post(found.action, data=values, follow_redirects=True))


def upload(browser, lines=LINES, name="list.xlsx", mode="tracked", heads=HEADS):
    """Chooses a file on the page of lists and looks at it. lines: rows, or bytes of a file."""
    content = lines if isinstance(lines, bytes) else workbook([heads, *lines])
    browser.go(f"/desk/{WAVE}/institutions/list?lang=en")
    changes = {"list-file": (content, name)}
    return send_file(browser, "/list", changes | ({"list-mode": [mode]} if mode else {}))


def send_file(browser, end, changes):
    """The same with files: (bytes, name) under the name of a field, or several of them."""
    found = form_to(browser, end)
    files = {n: v for n, v in changes.items() if not isinstance(v[0], str)}
    sent = {**found.initial(), **{n: v for n, v in changes.items() if n not in files}}
    for name, value in files.items():
        several = value if isinstance(value, list) else [value]
        sent[name] = [(BytesIO(content), called) for content, called in several]
    answer = browser.client.post(
        found.action, data=sent, follow_redirects=True, content_type="multipart/form-data"
    )
    return browser._arrive(answer)


def keep(browser, lines=LINES, mode="tracked"):
    """A list from its file to the kept institutions."""
    upload(browser, lines, mode=mode)
    assert browser.status == 200, browser.page.html
    return post(browser, "/keep")
