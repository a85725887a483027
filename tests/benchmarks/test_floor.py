"""The floor asks, keeps and takes what surveyapp does, and the benchmark measures both."""

import re
import sqlite3

import pytest

from benchmarks import growth, run
from benchmarks.bare import create_app
from benchmarks.bare_form import WAYS
from benchmarks.bare_storage import SETTINGS, BareStorage, DraftMissing
from benchmarks.client import measure
from benchmarks.walk import answers, page_path

PAGES = 3
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


@pytest.fixture(params=list(WAYS))
def client(request, tmp_path):
    """A browser at the floor, in each of its ways, with a draft."""
    client = create_app(tmp_path, WAYS[request.param](PAGES), PAGES).test_client()
    token = token_on(client, "/respond/bench/")
    assert client.post("/respond/bench/begin", data={"csrf_token": token}).status_code == 302
    return client


def token_on(client, path):
    return TOKEN.search(client.get(path).text)[1]


def save(client, number, **others):
    given = {**answers(number), "csrf_token": token_on(client, page_path(number)), **others}
    return client.post(page_path(number), data=given)


def test_what_was_saved_stands_on_the_page_on_the_review_and_in_the_response(client, tmp_path):
    for number in range(PAGES):
        assert save(client, number).status_code == 302
    assert 'value="12"' in client.get(page_path(1)).text
    review = client.get("/answer/review").text
    assert review.count("<dd>12</dd>") == PAGES
    assert "Not answered" not in review
    token = TOKEN.search(review)[1]
    sent = client.post("/answer/send", data={"csrf_token": token}, follow_redirects=True)
    receipt = re.search(r'id="receipt">(\w+)<', sent.text)[1]
    with sqlite3.connect(tmp_path / "bare.db") as connection:
        [(kept, content)] = connection.execute("SELECT receipt, answers FROM response").fetchall()
        assert connection.execute("SELECT count(*) FROM page").fetchone() == (0,)
    assert kept == receipt
    assert '"grid2.r5": "s2"' in content
    assert client.get(page_path(0)).status_code == 404


def test_a_wrong_answer_and_a_foreign_form_are_not_saved(client):
    wrong = save(client, 0, number0="a dozen", one0="s9")
    assert wrong.status_code == 400
    assert wrong.text.count('class="error"') == 2
    assert save(client, 0, csrf_token="forged").status_code == 400
    assert "saved" not in client.get("/answer/").text
    assert client.post("/answer/send", data={"csrf_token": "forged"}).status_code == 400


def test_a_question_is_left_out_by_its_condition(client):
    save(client, 0, one0="s5")
    assert 'name="many1"' not in client.get(page_path(1)).text
    save(client, 0, one0="s1")
    assert 'name="many1"' in client.get(page_path(1)).text


def test_a_connection_of_the_floor_is_as_durable_as_ours(tmp_path):
    assert {"journal_mode=WAL", "synchronous=FULL"} <= {*SETTINGS}
    storage = BareStorage(tmp_path / "bare.db")
    with pytest.raises(DraftMissing):
        storage.save("unknown", 0, {})


class Broken:
    """A visitor who never gets in, or falls on the way."""

    def __init__(self, port, n):
        if not port:
            raise ValueError(n)

    def run(self):
        raise ValueError("on the way")


@pytest.mark.parametrize("port", [0, 1])
def test_a_load_in_which_somebody_failed_gives_no_figure(port):
    with pytest.raises(RuntimeError):  # a broken barrier is one as well
        measure(Broken, port, 2, 1, lambda: 0.0)


def test_who_is_first_changes_from_round_to_round():
    firsts = [run.in_turn(turn)[0] for turn in range(3)]
    assert sorted(firsts) == sorted(run.PROGRAMS)
    assert all(sorted(run.in_turn(turn)) == sorted(firsts) for turn in range(4))


@pytest.mark.slow
def test_the_whole_run_compares_with_both_floors(tmp_path):
    sizes = run.Sizes(rounds=1, submissions=1, reads=10, drafts=1, visitors=2)
    lines = list(run.report(sizes, tmp_path))
    by_floors = lines[lines.index("") + 1 :]
    assert all(any(line.startswith(f"| {what} |") for line in by_floors) for what, *_ in run.ROWS)
    judged = sum(": yes" in line or ": **no**" in line for line in lines)
    assert judged == len(run.AIMS) + len(run.OWN_AIMS)
    assert any(line.startswith("| SQLAlchemy |") for line in lines)


@pytest.mark.slow
def test_a_page_costs_the_same_where_there_is_more_of_everything(tmp_path, monkeypatch):
    monkeypatch.setattr(growth, "SIZES", {growth.FEW: 5, growth.MANY: 30, growth.SPOKEN: 5})
    monkeypatch.setattr(growth, "N_ROWS", 500)
    _head, _line, *rows = growth.growth(tmp_path)
    calls = [int(row.split(" | ")[1].replace(",", "")) for row in rows]
    assert len(calls) == 4
    assert max(calls) < 1.15 * min(calls)


def test_the_page_has_the_markers():
    page = run.PAGE.read_text(encoding="utf-8")
    assert page.count(run.BEGIN) == page.count(run.END) == 1
