"""Whoever has a colleague's code, every route and every byte gets its sections alone (T19)."""

import hashlib
import json
import secrets
from itertools import product

import pytest
from sqlalchemy import select
from werkzeug.routing import BuildError

from surveyapp.fieldwork.codes import check_symbol, grouped, read_code
from surveyapp.fieldwork.envelope import CodeKeys, EnvelopeRefused, WorkspaceKeys, open_sealed
from surveyapp.fieldwork.part import needed_elsewhere
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import create_instance
from surveyapp.storage.database import ANSWERS, connected, db, reading
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.waves import WaveState, move_wave
from surveyapp.storage.workspaces import open_workspace
from surveyapp.study.mixing import mix
from surveyapp.web import create_app
from surveyapp.web.access import audience_of
from tests.journeys.conftest import open_wave
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sending import make_ready, opened

NAME, HANDED = "service_provision", "recommendations"
TEXT, SUPPORT = "/answer/page/proposals", "rec_national"
OTHERS, COMMENTS = "/answer/page/country_and_sector", "/answer/page/about_the_form"
BEFORE, AFTER = "Written-before-7241", "Written-afterwards-9035"
TABLES = db.metadatas[ANSWERS].tables
OPENED = {"pages.hub", "pages.later", "pages.page", "aside.section", "aside.table"}
OPENED |= {"comments.section"}
"""Endpoints of a draft that a colleague's code opens at all."""


def site_at(folder):
    made = create_instance(folder / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, NAME)
    app = create_app(made)
    owner = start(PlainBrowser(app), NAME, "en")
    return made, app, owner, owner.page.by_id["access-code"]


def hand_over(owner, *sections):
    owner.go("/answer/hand-over").send({"hand-section": list(sections)}, form="")
    return owner.page.by_id["hand-over-code"]


def hide(owner):
    """Writes something into a section that is not handed over."""
    mark = owner.go(TEXT).page.form("answer-form").initial()["form-draft"]
    owner.client.post("/answer/edition", data={"form-draft": mark, "edition": "full"})
    owner.go(COMMENTS).send({"final_comment": ["Hidden-4417"]}, form="answer-form")
    assert "Hidden-4417" in owner.go(COMMENTS).page.html


def take_back(owner):
    owner.go("/answer/hand-over")
    owner.go(next(link for link in owner.page.links if link.endswith("/take-back")))
    owner.send(form="")


@pytest.fixture
def shared(tmp_path):
    """A draft with answers in several sections, and the code of one of them."""
    made, app, owner, code = site_at(tmp_path)
    make_ready(owner)
    return made, app, owner, code, hand_over(owner, HANDED)


def stored(instance, code):
    """Every section of a draft as the main code reads it, and how often it was saved."""
    with connected(instance):
        keys = open_workspace(code, instance.pepper).keys
    form = load_release(NAME)
    names = [s.name for s in form.sections] + ["_index", "_sent", "_hand_overs", "_approval"]
    found = {}
    for row in rows(instance, "draft_section"):
        for name in names:
            if row["row_id"] == keys.row_id(name):
                found[name] = opened_row(keys, name, row)
    return found


def opened_row(keys, name, row):
    bound = (keys.workspace_id, name.encode(), b"%d" % row["version"], NAME.encode())
    text = open_sealed(keys.section_key(name, row["epoch"]), row["blob"], b"|".join(bound))
    return row["version"], json.loads(text)


def rows(instance, table):
    with connected(instance), reading(ANSWERS) as connection:
        return [row._asdict() for row in connection.execute(select(TABLES[table]))]


def values(rule):
    """Every way to fill the places of an address: the handed section's own, and others'."""
    form = load_release(NAME)
    pages = [page.name for section in form.sections for page in section.pages]
    known = {
        "name": [*pages, "0" * 16],
        "section": [section.name for section in form.sections],
        "question": [*needed_elsewhere(form, [HANDED]), *list(form.questions)[::9]],
        "questionnaire": [NAME],
        "wave_name": [NAME],
    }
    names = sorted(rule.arguments)
    return (
        dict(zip(names, each, strict=True))
        for each in product(*(known.get(n, ["x"]) for n in names))
    )


def respondent_addresses(app):
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if audience_of(app, rule.endpoint).name == "respondent":
                for given in values(rule):
                    try:
                        address = app.url_map.bind("localhost").build(rule.endpoint, given)
                    except BuildError:
                        continue
                    for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                        yield method, address, rule.endpoint, given


def is_handed(given):
    form = load_release(NAME)
    section = form.section(HANDED)
    own = {HANDED, *section.questions(), *(page.name for page in section.pages)}
    return set(given.values()) <= own


def test_every_other_route_of_a_draft_is_shut_whatever_is_sent(shared):
    instance, app, _owner, code, handed = shared
    before = stored(instance, code)
    colleague = opened(app, handed)
    mark = colleague.go(TEXT).page.form("answer-form").initial()["form-draft"]
    planted = {
        **dict.fromkeys(("form-act", "edition", "form-versions"), "erase"),
        "form-draft": mark,
        "sector": "authority",
        "country": "NO",
        "hand-section": "statistics",
    }
    met = set()
    for method, address, endpoint, given in respondent_addresses(app):
        answer = colleague.client.open(
            address, method=method, data=planted if method == "POST" else None
        )
        met.add(endpoint)
        if endpoint == "respondent.stay_here" or (endpoint in OPENED and is_handed(given)):
            continue
        assert answer.status_code in (403, 404), (method, address, answer.status_code)
    assert {"review.send", "withdrawal.withdraw", "hand_over.take_back", "consent.decline"} <= met
    after = stored(instance, code)
    assert {n: v for n, v in after.items() if n not in (HANDED, "_index")} == {
        n: v for n, v in before.items() if n not in (HANDED, "_index")
    }
    assert after["_index"][1].get("declined") is None


def test_a_page_of_its_own_takes_no_fields_of_others(shared):
    instance, app, _owner, code, handed = shared
    before = stored(instance, code)
    colleague = opened(app, handed).go(TEXT)
    shown = colleague.page.form("answer-form").initial()["form-shown"]
    foreign = {"sector": ["authority"], "country": ["NO"], "consent_institution": ["no"]}
    foreign[SUPPORT] = ["Only this."]
    others = opened(app, code).go(OTHERS).page.form("answer-form").initial()
    for tokens in (shown, [*shown, others["form-shown"][0]], others["form-shown"]):
        colleague.go(TEXT)
        colleague.send({**foreign, "form-shown": [" ".join(tokens)]}, form="answer-form")
    after = stored(instance, code)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {HANDED}
    assert after[HANDED][1]["answers"] == {SUPPORT: "Only this."}


@pytest.mark.parametrize("button", ["form-aside", "form-zeros", "form-undo"])
def test_no_button_below_a_table_reaches_what_is_lent(shared, button):
    instance, app, _owner, code, handed = shared
    before = stored(instance, code)
    colleague = opened(app, handed).go(TEXT)
    typed = colleague.page.form("answer-form").initial()
    lent = needed_elsewhere(load_release(NAME), [HANDED])
    for name in (*lent, "country", "vic_assisted_sexage", "svc_provision"):
        answer = colleague.client.post(TEXT, data={**typed, button: name})
        assert answer.status_code == 302, name
    after = stored(instance, code)
    assert {n for n in after if after[n] != before.get(n)} <= {HANDED}


def test_neither_draft_takes_the_others_forms(shared):
    _instance, app, _owner, code, handed = shared
    colleague, owner = opened(app, handed).go(TEXT), opened(app, code).go(TEXT)
    theirs, mine = (b.page.form("answer-form").initial()["form-draft"] for b in (colleague, owner))
    assert colleague.client.post(TEXT, data={"form-draft": mine}).status_code == 409
    assert owner.client.post(TEXT, data={"form-draft": theirs}).status_code == 409
    assert owner.client.post("/answer/send", data={"form-draft": theirs}).status_code == 409


def test_no_page_of_a_colleague_shows_an_answer_of_another_section(shared):
    _instance, app, owner, code, handed = shared
    hide(owner)
    colleague = opened(app, handed)
    for _method, address, endpoint, _given in respondent_addresses(app):
        html = colleague.client.get(address).get_data(as_text=True)
        assert "Hidden-4417" not in html, endpoint
        assert code not in html, endpoint


def keys_of(instance, code):
    """What a thief with a colleague's code, the pepper and the databases gets of its grant."""
    keys = CodeKeys.of(read_code(code).secret, instance.pepper)
    found = [row for row in rows(instance, "code_grant") if row["locator"] == keys.locator]
    return json.loads(open_sealed(keys.kek, found[0]["blob"], b"grant" + keys.locator))


def opened_with(grant, table):
    """Everything in the sections that any key of a grant opens, whichever place it is tried at."""
    texts, workspace = [], bytes.fromhex(grant["workspace"])
    names = [
        *grant["sections"],
        "_sent",
        "_hand_overs",
        *(s.name for s in load_release(NAME).sections),
    ]
    for (_row, key, _epoch, _write), row, name in product(grant["sections"].values(), table, names):
        bound = (workspace, name.encode(), b"%d" % row["version"], NAME.encode())
        try:
            texts.append(open_sealed(bytes.fromhex(key), row["blob"], b"|".join(bound)).decode())
        except EnvelopeRefused:
            continue
    return "\n".join(texts)


def test_a_thief_with_a_code_that_was_taken_back_reads_nothing_that_came_after(tmp_path):
    instance, _app, owner, _code = site_at(tmp_path)
    hide(owner)
    handed = hand_over(owner, HANDED)
    owner.go(TEXT).send({SUPPORT: [BEFORE]}, form="answer-form")
    stolen = keys_of(instance, handed)
    read = opened_with(stolen, rows(instance, "draft_section"))
    assert BEFORE in read  # the theft works where it may
    assert "Hidden-4417" not in read
    take_back(owner)
    owner.go(TEXT).send({SUPPORT: [AFTER]}, form="answer-form")
    assert AFTER in owner.go(TEXT).page.html
    assert opened_with(stolen, rows(instance, "draft_section")) == ""
    assert keys_of(instance, handed) == {"taken_back": True}


def test_what_follows_from_a_colleagues_code_finds_no_response(tmp_path):
    """Neither where it waits nor once it is mixed; the same attack with the main code does."""
    instance, app, owner, code = site_at(tmp_path)
    handed = hand_over(owner, HANDED)
    colleague = keys_of(instance, handed)
    for place in range(5):
        sender = owner if not place else start(PlainBrowser(app), NAME, "en")
        make_ready(sender).send()
    with connected(instance):
        master = open_workspace(code, instance.pepper).keys.master
    waiting = rows(instance, "sealed_response")
    assert len(waiting) == 5
    assert not derived(material(instance, handed, colleague)) & {row["id"] for row in waiting}
    assert {WorkspaceKeys(master).pool_id} & {row["id"] for row in waiting}
    with connected(instance):
        move_wave(NAME, WaveState.CLOSED)
        mix(instance, NAME)
    mixed = rows(instance, "response")
    assert len(mixed) == 5
    tags = {row["withdraw_tag"] for row in mixed} | {row["id"] for row in mixed}
    assert not derived(material(instance, handed, colleague)) & tags
    assert {WorkspaceKeys(master).withdraw_tag} & tags
    assert {WorkspaceKeys(master).withdraw_tag} & derived([master])


def material(instance, code, grant):
    """Every secret that a colleague's code leads to."""
    keys = CodeKeys.of(read_code(code).secret, instance.pepper)
    held = [bytes.fromhex(part) for each in grant["sections"].values() for part in each[:2]]
    return [keys.kek, keys.locator, keys.form_key, bytes.fromhex(grant["workspace"]), *held]


def derived(secrets_held):
    """The secrets, and whatever the product makes of a master key, made of each of them."""
    found = set()
    for secret in secrets_held:
        made = WorkspaceKeys(secret)
        found |= {secret, secret[:16], made.pool_id, made.withdraw_tag, made.workspace_id}
        found |= {hashlib.sha256(each).digest() for each in (*found,)}
    return found


def test_guessing_beside_a_code_opens_nothing(shared):
    _instance, app, _owner, _code, handed = shared
    body = handed.replace("-", "")
    for _ in range(5):
        wrong = body[:5] + "".join(secrets.choice("0123456789") for _ in range(14)) + body[19:]
        assert opened(app, wrong).status in (400, 429)


def test_who_agrees_or_declines_is_not_for_a_colleague(shared):
    instance, app, _owner, code, handed = shared
    before = stored(instance, code)
    colleague = opened(app, handed).go(TEXT)
    mark = colleague.page.form("answer-form").initial()["form-draft"]
    for address in (f"/respond/{NAME}/consent", f"/respond/{NAME}/{NAME}/consent"):
        for said in ("yes", "no"):
            typed = {"form-draft": mark, "consent_institution": said}
            assert colleague.client.post(address, data=typed).status_code == 403
        assert colleague.client.get(address).location == "/answer/"
    assert stored(instance, code) == before


def test_a_code_that_says_to_be_of_another_kind_opens_the_same(shared):
    _instance, app, _owner, _code, handed = shared
    body = "W" + handed.replace("-", "")[1:-1]
    colleague = opened(app, grouped(body + check_symbol(body)))
    assert colleague.go("/answer/review").status == 403
    assert colleague.go(TEXT).status == 200
