"""Colleagues leave comments for each other with the sections they hold; nothing of them is sent."""

import io
import re

import pypdf
import pytest
from click.testing import CliRunner

from surveyapp.command import main
from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.responses import answers_of
from surveyapp.storage.waves import WaveState, move_wave
from surveyapp.study.mixing import mix
from surveyapp.web import create_app
from tests.journeys.conftest import open_wave
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sending import make_ready, opened

NAME, HANDED, OTHER = "service_provision", "recommendations", "statistics"
TEXT, SUPPORT = "/answer/page/proposals", "rec_national"
AT = f"/answer/section/{HANDED}/comments"
PLANTED, N = "Zinnober-3357", 5


@pytest.fixture
def site(tmp_path):
    """An instance of its own, its application, and the code of a draft."""
    made = create_instance(tmp_path / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, NAME)
    app = create_app(made)
    browser = start(PlainBrowser(app), NAME, "en")
    return made, app, browser.page.by_id["access-code"]


def text(browser):
    return " ".join(re.sub(r"<[^>]+>", " ", browser.page.html).split())


def colleague_of(app, owner):
    owner.go("/answer/hand-over").send({"hand-section": [HANDED]}, form="")
    return opened(app, owner.page.by_id["hand-over-code"])


def say(browser, words, who=""):
    browser.go(AT)
    return browser.send({"comment-words": [words], "comment-who": [who]}, form="comment-form")


def test_colleagues_read_each_others_comments(site):
    _instance, app, code = site
    owner = opened(app, code)
    say(owner, "Where is the figure from?", "Ana")
    colleague = colleague_of(app, owner)
    assert "1 comment of colleagues" in text(colleague)
    assert "Ana Where is the figure from?" in text(colleague.go(AT))
    say(colleague, "From the register.")
    assert "From the register." in text(owner.go(AT))
    assert "2 comments of colleagues" in text(owner.go("/answer/"))


def test_a_comment_of_another_section_is_not_a_colleagues(site):
    _instance, app, code = site
    owner = opened(app, code)
    colleague = colleague_of(app, owner)
    address = f"/answer/section/{OTHER}/comments"
    owner.go(address).send({"comment-words": [PLANTED]}, form="comment-form")
    assert PLANTED in owner.page.html
    mark = colleague.go(AT).page.form("comment-form").initial()["form-draft"]
    assert colleague.client.get(address).status_code == 404
    sent = {"form-draft": mark, "comment-words": "x"}
    assert colleague.client.post(address, data=sent).status_code == 404
    assert PLANTED not in colleague.go("/answer/").page.html


def test_what_stands_on_a_page_is_saved_before_its_comments_are_read(site):
    _instance, app, code = site
    owner = opened(app, code).go(TEXT)
    owner.send({SUPPORT: ["Typed."]}, ("form-comments", "1"), "answer-form")
    assert owner.address == f"{AT}?page=proposals"
    owner.send({"comment-words": ["Is that so?"]}, form="comment-form")
    assert TEXT in owner.page.links
    assert "Typed." in owner.go(TEXT).page.html
    assert "Save and read 1 comment of colleagues" in text(owner)


def test_sent_twice_it_stands_once_and_two_at_once_both_stand(site):
    _instance, app, code = site
    one, two = (opened(app, code).go(AT) for _ in range(2))
    form = one.page.form("comment-form").initial()
    for _ in range(2):
        one.client.post(AT, data={**form, "comment-words": "Once."})
    two.send({"comment-words": ["Also."]}, form="comment-form")
    one.go(AT)
    assert (one.page.html.count("<p>Once.</p>"), one.page.html.count("<p>Also.</p>")) == (1, 1)


def test_a_comment_is_removed_for_all(site):
    _instance, app, code = site
    owner = opened(app, code)
    colleague = colleague_of(app, owner)
    say(owner, PLANTED)
    say(owner, "Stays.")
    form = next(f for f in colleague.go(AT).page.forms if "form-remove" in f.names())
    name = form.values("form-remove")[0]
    for _ in range(2):
        colleague.client.post(AT, data={**form.initial(), "form-remove": name})
    assert PLANTED not in owner.go(AT).page.html
    assert "Stays." in owner.page.html


def test_an_empty_or_long_one_comes_back_as_typed_and_markup_is_words(site):
    _instance, app, code = site
    owner = opened(app, code)
    assert say(owner, "  ").status == 422
    assert say(owner, "x" * 1001).status == 422
    assert "x" * 1001 in owner.page.html
    assert say(owner, "y", "z" * 81).status == 422
    say(owner, "<script>alert(1)</script>\nnext line", "<b>")
    assert owner.status == 200
    assert "<script>alert" not in owner.page.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>next line" in owner.page.html


def test_a_visit_that_ended_keeps_the_comment(site):
    _instance, app, code = site
    owner = opened(app, code).go(AT)
    owner.client.delete_cookie("surveyapp")
    owner.send({"comment-words": ["Kept."]}, form="comment-form")
    assert owner.status == 403
    owner.send({"form-code": [code]}, form="answer-form")
    assert "Kept." in owner.go(AT).page.html


def test_nothing_of_a_comment_is_in_what_is_sent_copied_or_exported(site, tmp_path, monkeypatch):
    instance, app, code = site
    owner = opened(app, code)
    assert PLANTED in say(owner, PLANTED, PLANTED).page.html
    assert PLANTED not in owner.go("/answer/review").page.html
    for sender in (owner, *(start(PlainBrowser(app), NAME, "en") for _ in range(N - 1))):
        make_ready(sender).send()
    assert PLANTED not in owner.go("/answer/copy").page.html
    pdf = pypdf.PdfReader(io.BytesIO(owner.client.get("/answer/copy.pdf").data))
    assert PLANTED not in "".join(page.extract_text() for page in pdf.pages)
    with connected(instance):
        move_wave(NAME, WaveState.CLOSED)
        mix(instance, NAME)
        responses = list(answers_of(NAME))
    assert len(responses) == N
    assert PLANTED not in "".join(map(str, responses))
    for path in instance.path.rglob("*"):
        assert not (path.is_file() and PLANTED.encode() in path.read_bytes()), path
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(instance.path))
    written = tmp_path / "data.csv"
    result = CliRunner().invoke(main, ["export", NAME, "-o", str(written)])
    assert result.exit_code == 0, result.output
    assert written.read_text(encoding="utf-8").count("\n") > N
    assert PLANTED not in written.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["ro", "nb"])
def test_the_page_speaks_every_language(site, language):
    _instance, app, code = site
    owner = opened(app, code)
    say(owner, "x")
    page = text(owner.go(f"{AT}?lang={language}"))
    for words in ("Comments for", "Whoever has a code", "Remove", "Add the comment"):
        assert words not in page
