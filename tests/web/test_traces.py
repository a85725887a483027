"""Nothing that leads to a caller is left anywhere: files, logs, memory (T12, T13)."""

import hashlib
import logging
import re

import pytest

from surveyapp.fieldwork.codes import CodeKind, new_code
from surveyapp.web import create_app
from surveyapp.web.access import public
from surveyapp.web.amounts import MOST_BYTES
from surveyapp.web.limits import limiter
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.web.people import PASSWORD

ADDRESS, FORWARDED = "203.0.113.77", "198.51.100.23"
AGENT = "MarkedBrowser/77"
TYPED = "typed-in-confidence"
ANSWERS = {"country": ["RO"], "sector": ["ngo"], "mandate": ["social"], "keeps_statistics": ["no"]}


@pytest.fixture(scope="module")
def failing_app(instance):
    app = create_app(instance)
    app.add_url_rule("/fails/<word>", "fails", public(_fail), methods=["GET", "POST"])
    return app


def _fail(word):
    raise LookupError(f"a value that must not be logged: {word}")


@pytest.fixture
def traced(failing_app, caplog, capfd):
    """A browser at the marked address that did everything, and what was logged meanwhile."""
    caplog.set_level(logging.DEBUG)
    browser = PlainBrowser(failing_app)
    browser.client.environ_base.update(
        REMOTE_ADDR=ADDRESS,
        HTTP_USER_AGENT=AGENT,
        HTTP_X_FORWARDED_FOR=FORWARDED,
        HTTP_REFERER="http://localhost/from-a-marked-page",
    )
    codes = visit_everything(browser)
    written = capfd.readouterr()
    return f"{caplog.text}\n{written.out}\n{written.err}", codes


def visit_everything(browser):
    """A whole visit with every kind of mistake; returns the codes that were used."""
    start(browser, "service_provision", "en")
    code = browser.page.by_id["access-code"]
    for page, answers in (
        ("country_and_sector", {"country": ["RO"], "sector": ["ngo"]}),
        ("proposals", {"rec_national": [TYPED]}),
        ("assisted_sex_age", {"vic_assisted_sexage.year_1.women": [TYPED]}),
    ):
        browser.go(f"/answer/page/{page}")
        browser.send(answers, form="answer-form")
    unknown = new_code(CodeKind.WORKSPACE)
    for wrong in (unknown, TYPED):
        browser.go("/answer/code").send({"code": [wrong]})
    for password in (TYPED, PASSWORD):
        browser.go("/staff/sign-in?next=/coordinate/")
        browser.send({"name": ["coordinator"], "password": [password]})
    client = browser.client
    statuses = [
        client.get(f"/no/such/{TYPED}").status_code,
        client.delete(f"/?q={TYPED}").status_code,
        client.post("/answer/code", data={"code": "x" * (MOST_BYTES + 1)}).status_code,
        client.get("/", headers={"Host": f"{TYPED}.example"}).status_code,
        client.post(f"/fails/{TYPED}?q={TYPED}", data={"text": TYPED}).status_code,
    ]
    assert statuses == [404, 405, 413, 400, 500]
    return code, unknown


def forms_of(address):
    """An address as it might be kept: as text, as its network, packed, or hashed without a key."""
    packed = bytes(int(part) for part in address.split("."))
    network = address.rsplit(".", 1)[0]
    hashes = [
        kind(value).hexdigest().encode()
        for kind in (hashlib.md5, hashlib.sha1, hashlib.sha256)
        for value in (address.encode(), packed, f"{network}.0/24".encode(), f"{network}.0".encode())
    ]
    raw = [bytes.fromhex(text.decode()) for text in hashes]
    return [network.encode(), *hashes, *raw, packed]


def test_nothing_on_the_disk_names_the_caller_or_what_was_typed(instance, traced):
    files = [path for path in instance.path.rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") for path in files)
    marks = [AGENT.encode(), TYPED.encode(), b"from-a-marked-page"]
    marks += forms_of(ADDRESS) + forms_of(FORWARDED)
    for path in files:
        held = path.read_bytes()
        assert (path.name, [mark for mark in marks if mark in held]) == (path.name, [])


def test_no_log_names_the_caller_the_address_or_what_was_typed(traced):
    logged, codes = traced
    assert "LookupError in fails" in logged
    for mark in ("203.0.113", "198.51.100", AGENT, TYPED, "from-a-marked-page", PASSWORD, *codes):
        assert mark not in logged, mark


def test_a_failure_is_logged_with_its_kind_and_place_only(traced):
    logged, _codes = traced
    (line,) = [line for line in logged.splitlines() if "LookupError" in line]
    assert re.search(r"LookupError in fails at test_traces\.py:\d+ < ", line)


def test_the_limiter_holds_no_address(traced):
    held = b"".join(kind._table._memory[:] for kind in limiter.kinds)
    assert any(held)
    assert [mark for mark in forms_of(ADDRESS) if mark in held] == []
    assert b"coordinator" not in held


def test_no_code_is_kept_where_a_thief_of_the_disk_would_find_it(instance, traced):
    _logged, codes = traced
    for path in instance.path.rglob("*.db*"):
        held = path.read_bytes()
        for code in codes:
            plain = code.replace("-", "")
            assert code.encode() not in held
            assert plain.encode() not in held
            assert hashlib.sha256(plain.encode()).digest() not in held
            assert hashlib.sha256(plain[1:-1].encode()).digest() not in held


def test_no_code_stands_in_an_address_after_it_was_entered(app, respondent):
    code = respondent.page.by_id["access-code"]
    other = PlainBrowser(app).go("/answer/code").send({"code": [code]})
    assert code not in other.address
    assert [link for link in other.page.links if code[:9] in link] == []
