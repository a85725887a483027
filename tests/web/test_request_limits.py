"""Too large, too much, or broken: a calm page, never a failure (T32 in small)."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.web.amounts import MOST_BYTES, MOST_FIELDS
from tests.web.people import addresses, client_with, cookie_of

TOO_LARGE = MOST_BYTES + 1024


def test_a_form_beyond_the_limit_is_refused_with_a_calm_page(app):
    response = app.test_client().post("/answer/code", data={"code": "x" * TOO_LARGE})
    assert response.status_code == 413
    assert "That was too much" in response.get_data(as_text=True)


def test_a_file_beyond_the_limit_is_refused(app):
    head = b'--x\r\nContent-Disposition: form-data; name="code"; filename="f"\r\n\r\n'
    body = head + b"x" * TOO_LARGE + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    assert app.test_client().post("/answer/code", data=body, content_type=kind).status_code == 413


ADDRESSES = ["/answer/page/proposals", "/answer/code", "/staff/sign-in"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("field", ["code", "name", "rec_national", "form-draft", "csrf_token"])
def test_a_file_in_the_place_of_words_is_refused(app, respondent, address, field):
    client = client_with(app, cookie_of(respondent.client))
    kept = respondent.go(address).page.forms[0].initial()
    data = {**kept, field: (BytesIO(b"x"), "file.txt")}
    response = client.post(address, data=data, content_type="multipart/form-data")
    assert response.status_code == 400


def test_a_page_of_ten_long_answers_is_read(app, respondent):
    words = "ă" * 16_000
    page = respondent.go("/answer/page/proposals")
    page.send({"rec_national": [words * 10]}, form="answer-form")
    assert page.status == 200
    assert words in page.page.html


@pytest.mark.parametrize("address", ADDRESSES)
def test_ten_thousand_fields_are_refused_with_a_calm_page(app, respondent, address):
    cookie = cookie_of(respondent.client)
    fields = {f"f{n}": "1" for n in range(10_000)}
    response = client_with(app, cookie).post(address, data=fields)
    assert response.status_code == 413
    assert "That was too much" in response.get_data(as_text=True)


def test_a_form_of_many_fields_is_read(app):
    fields = {**{f"f{n}": "1" for n in range(MOST_FIELDS - 1)}, "code": "W"}
    response = app.test_client().post("/answer/code", data=fields)
    assert response.status_code == 400
    assert "mistyped" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"\xff\xfe=%zz&rec_national=%ff%fe"),
        ("application/json", b'{"rec_national": "x"}'),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: nonsense"),
        ("text/plain", b"rec_national=x"),
        ("", b""),
    ],
)
def test_a_broken_body_is_no_failure(app, respondent, content_type, body):
    client = client_with(app, cookie_of(respondent.client))
    response = client.post("/answer/page/proposals", data=body, content_type=content_type)
    assert response.status_code < 500


WORDS = st.text(max_size=20)
FIELDS = st.dictionaries(
    st.sampled_from(
        [
            "code",
            "rec_national",
            "form-code",
            "form-draft",
            "form-shown",
            "form-switch",
            "csrf_token",
        ]
    )
    | WORDS,
    st.lists(WORDS, max_size=3),
    max_size=6,
)


@settings(max_examples=40)
@given(data=st.data(), fields=FIELDS)
def test_no_route_fails_whatever_is_sent(app, respondent, data, fields):
    method, address, _ = data.draw(st.sampled_from(addresses(app)))
    client = client_with(app, cookie_of(respondent.client))
    response = client.open(address, method=method, data=fields, buffered=True)
    assert response.status_code < 500, (method, address)
