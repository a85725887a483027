"""Nothing that people are shown, in a page, a header or a file, leads to a row of a database."""

import base64
import io
import sqlite3
import zipfile
import zlib
from contextlib import closing, suppress

import pypdf
import pytest
from click.testing import CliRunner
from sqlalchemy import select, table, text

from surveyapp.command import main
from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.storage.database import connected
from surveyapp.storage.staff import add_staff
from surveyapp.storage.waves import WaveState, move_wave
from surveyapp.storage.workspaces import create_workspace
from surveyapp.study.freezing import freeze_wave
from surveyapp.study.mixing import mix
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.journeys.filling import enter
from tests.journeys.plain_client import PlainBrowser
from tests.reports.small_report import NAME, WAVE
from tests.study.conftest import made_empty
from tests.study.waves import copy_of, sent_to

__all__ = ["made_empty"]

PASSWORD = "quiet-harbour-lantern"
ID_BYTES = 16
STARTS = (
    "/",
    "/desk/",
    "/coordinate/",
    f"/coordinate/{WAVE}/",
    "/design/",
    "/answer/",
    "/answer/review",
)
LEAVES = ("leave", "sign-out", "forget")
FORMATS = ("csv", "xlsx", "sav", "dta", "parquet", "json")


@pytest.fixture(scope="module")
def site(made_empty, tmp_path_factory):
    """(instance, its application, code of a draft that was sent, all identifiers that there were).

    Of a frozen wave with texts.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made_empty)
        made = copy_of(made_empty, tmp_path_factory.mktemp("crawled"))
        with connected(made):
            yield filled(made)


def filled(instance):
    for role in StaffRole:
        add_staff(role.value, [role], PASSWORD)
    for country in ("RO", "NO"):
        for n in range(6):
            sent_to(instance, country, keeps="yes", helps__other=f"words {n}", helps=("bed",))
    app = create_app(instance, {"TESTING": True})
    limiter.reset()
    code = create_workspace(WAVE, instance.pepper)
    browser = enter(PlainBrowser(app), code)
    browser.go("/answer/page/first").send({"country": ["RO"]}, form="answer-form")
    browser.go("/answer/review").send()
    assert browser.address == "/answer/receipt"
    mix(instance, WAVE)
    before = identifiers(instance)
    move_wave(WAVE, WaveState.CLOSED)
    freeze_wave(instance, WAVE)
    return instance, app, code, before | identifiers(instance)


def identifiers(instance):
    """Every value of sixteen or thirty-two bytes in the databases: ids, locators, tags, keys."""
    return {
        value
        for name in ("answers", "contacts")
        for value in _values(instance.path / f"{name}.db")
        if isinstance(value, bytes) and len(value) in (ID_BYTES, 2 * ID_BYTES)
    }


def _values(path):
    with closing(sqlite3.connect(path)) as plain:
        named = plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        found = [plain.execute(str(select(text("*")).select_from(table(n)))) for (n,) in named]
        return [value for rows in found for row in rows for value in row]


def forms_of(identifier):
    """An identifier as it might be shown."""
    plain = base64.b64encode(identifier).rstrip(b"=")
    safe = base64.urlsafe_b64encode(identifier).rstrip(b"=")
    shown = identifier.hex().encode()
    return identifier, shown, shown.upper(), plain, safe, base64.b32encode(identifier).rstrip(b"=")


def found_in(content, identifiers):
    """Those identifiers that stand in a content in any form."""
    return [each for each in identifiers if any(form in content for form in forms_of(each))]


def unpacked(content):
    """A content and, of files that are packed, what lies in them."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return content + b"".join(packed.read(name) for name in packed.namelist())
    if content.startswith(b"%PDF"):
        read = pypdf.PdfReader(io.BytesIO(content))
        return content + repr(read.metadata).encode() + _streams(content)
    return content


def _streams(content):
    parts = content.split(b"stream")
    found = []
    for part in parts:
        with suppress(zlib.error):
            found.append(zlib.decompress(part.strip(b"\r\n")))
    return b"".join(found)


def crawled(browser):
    """(address, headers and content) of everything that a link leads to."""
    waiting, seen = list(STARTS), set()
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen or not address.startswith("/") or any(w in address for w in LEAVES):
            continue
        seen.add(address)
        answer = browser.client.get(address)
        headers = [pair for pair in answer.headers if pair[0] != "Set-Cookie"]
        yield address, repr(headers).encode() + unpacked(answer.get_data())
        if answer.mimetype == "text/html" and answer.status_code == 200:
            waiting += browser.go(address).page.links


def visitor(app, who, code):
    """A browser of a role, of who has the code, or of a stranger."""
    limiter.reset()
    if who == "respondent":
        return PlainBrowser(app).go("/answer/code").send({"code": [code]})
    browser = PlainBrowser(app).go("/staff/sign-in")
    return browser.send({"name": [who], "password": [PASSWORD]}) if who != "stranger" else browser


@pytest.mark.parametrize("who", ["stranger", "respondent", *(role.value for role in StaffRole)])
def test_no_page_header_or_file_that_is_linked_shows_an_identifier(site, who):
    _instance, app, code, identifiers = site
    assert len(identifiers) > 40
    pages = dict(crawled(visitor(app, who, code)))
    assert len(pages) > 3
    marked = {a: found_in(content + a.encode(), identifiers) for a, content in pages.items()}
    assert {address for address, found in marked.items() if found} == set()
    secret = code.replace("-", "").encode()
    assert [a for a in pages if code.encode() in a.encode() or secret in a.encode()] == []
    assert who == "respondent" or not [a for a, page in pages.items() if code.encode() in page]


@pytest.mark.parametrize("layout", FORMATS)
def test_no_file_of_answers_holds_an_identifier(site, tmp_path, monkeypatch, layout):
    instance, _app, _code, identifiers = site
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(instance.path))
    path = tmp_path / f"out.{layout}"
    ran = CliRunner().invoke(main, ["export", NAME, "--format", layout, "-o", str(path)])
    assert ran.exit_code == 0, ran.output
    assert found_in(unpacked(path.read_bytes()) + ran.output.encode(), identifiers) == []


def test_no_file_of_words_holds_an_identifier(site, tmp_path, monkeypatch):
    instance, _app, _code, identifiers = site
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(instance.path))
    path = tmp_path / "words.csv"
    ran = CliRunner().invoke(main, ["quotations", NAME, "-o", str(path)])
    assert ran.exit_code == 0, ran.output
    assert found_in(path.read_bytes(), identifiers) == []


@pytest.mark.parametrize("place", range(6))
def test_an_identifier_is_found_in_every_form_also_where_it_is_packed(place):
    identifier = bytes(range(100, 100 + ID_BYTES))
    shown = forms_of(identifier)[place]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("sheet.xml", b"<c>" + shown + b"</c>")
    for content in (b"a page " + shown, packed.getvalue()):
        assert found_in(unpacked(content), {identifier}) == [identifier]
    assert found_in(b"a page", {identifier}) == []
