"""An address is read and built anew; nothing else comes into the head of a mail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.fieldwork.mail_address import MailRefused, head_words, mail_address


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ana@example.org", "ana@example.org"),
        (" ana@example.org ", "ana@example.org"),
        ("o'hara+x@mail.example.org", "o'hara+x@mail.example.org"),
        ('"ana pop"@example.org', '"ana pop"@example.org'),
        ('"a@b"@example.org', '"a@b"@example.org'),
        ("post@blåbær.no", "post@xn--blbr-roah.no"),
        ("post@例え.jp", "post@xn--r8jz45g.jp"),
    ],
)
def test_an_address_is_built_anew(written, read):
    assert mail_address(written).addr_spec == read


@pytest.mark.parametrize(
    "written",
    [
        "",
        "ana",
        "@example.org",
        "ana@",
        "ana@example.org, ion@example.org",
        "ana@example.org;ion@example.org",
        "Ana <ana@example.org>",
        "ana@example.org\r\nBcc: ion@example.org",
        "ana@example.org\n",
        "ana@exam\u2028ple.org",
        "ana@exam\x00ple.org",
        "ană@example.org",
        "ana@exa mple.org",
        "ana@.org",
        "a" * 250 + "@example.org",
        "ana@" + "a" * 64 + ".org",
        "ana@\ud800.org",
    ],
)
def test_what_is_no_single_address_is_refused(written):
    with pytest.raises(MailRefused):
        mail_address(written)


@pytest.mark.parametrize("name", ["Ana Pop", 'Pop, "Ana"', "Ană <Pop>", "Åse Ødegård", ""])
def test_a_name_is_quoted_by_the_header(name):
    address = mail_address("ana@example.org", name)
    assert (address.display_name, address.addr_spec) == (name, "ana@example.org")


@pytest.mark.parametrize("sign", ["\r", "\n", "\0", "\x0b", "\x85", "\u2028", "\u2029", "\ud800"])
def test_what_ends_a_line_is_refused_in_names_and_subjects(sign):
    with pytest.raises(MailRefused, match=r"U\+"):
        head_words(f"a{sign}b")


@given(st.text(max_size=60))
def test_any_text_is_one_address_or_refused(text):
    try:
        found = mail_address(text)
    except MailRefused:
        return
    assert found.addr_spec.isascii()
    assert not set(found.addr_spec) & set("\r\n\0")
