"""Institutions on the desk: a list with errors, mended, kept, searched, corrected and disposed."""

import pytest

from surveyapp.fieldwork.contact import Disposition
from surveyapp.storage.contacts import contacts_of
from surveyapp.storage.database import connected
from surveyapp.storage.staff_log import log_lines
from tests.desk.fieldwork_home import (
    LINES,
    WAVE,
    app,
    at,
    desk,
    home,
    keep,
    made_home,
    other,
    post,
    upload,
)

__all__ = ["app", "desk", "home", "made_home", "other"]


def kept(home):
    with connected(home):
        return {each.institution: each for each in contacts_of(WAVE)}


def test_a_list_with_errors_is_mended_looked_at_and_kept(home, desk):
    wrong = [*LINES[:2], ("Krise", "", "post@", "sv", "NO", "public")]
    upload(desk, wrong)
    assert desk.status == 400
    assert "C4" in desk.page.html
    assert "“post@”" in desk.page.html
    assert "en, ro, nb" in desk.page.html
    upload(desk)
    assert "New: 12. Changed: 0. As before: 0." in desk.page.html
    assert kept(home) == {}
    post(desk, "/keep")
    assert "12 institutions were kept." in desk.page.html
    assert len(kept(home)) == 12
    with connected(home):
        last = log_lines()[-1]
    assert (last.action, last.about, last.how_many) == ("contacts imported", WAVE, 12)


def test_a_later_list_shows_what_it_changes(home, desk):
    keep(desk)
    changed = (LINES[0][0].upper(), "Ana Pop", *LINES[0][2:])
    upload(desk, [changed, LINES[1]], mode=None)
    assert "New: 0. Changed: 1. As before: 1." in desk.page.html
    assert "<del>Office 00</del> → <ins>Ana Pop</ins>" in desk.page.html
    assert "10 institutions that are kept already do not stand in this file" in desk.page.html
    post(desk, "/keep")
    assert len(kept(home)) == 12
    assert kept(home)["ZINNOBER 00"].addressee == "Ana Pop"


def test_the_same_button_twice_keeps_once(home, desk):
    upload(desk)
    form = next(each for each in desk.page.forms if each.action.endswith("/keep"))
    for _ in range(2):
        assert desk.client.post(form.action, data=form.initial()).status_code == 303
    with connected(home):
        assert [each.action for each in log_lines()].count("contacts imported") == 1


def test_two_coordinators_cannot_keep_what_the_other_has_changed(home, desk, other):
    upload(desk)
    upload(other, [(*LINES[0][:1], "Somebody else", *LINES[0][2:])])
    post(other, "/keep")
    post(desk, "/keep")
    assert desk.status == 409
    assert "Somebody else changed this meanwhile" in desk.page.html
    assert "New: 11. Changed: 1." in desk.page.html
    post(desk, "/keep")
    assert kept(home)["Zinnober 00"].addressee == "Office 00"


def test_a_preview_holds_no_name_that_can_be_read_and_is_nobody_elses(home, desk, other):
    upload(desk)
    sealed = next(f for f in desk.page.forms if f.action.endswith("/keep")).initial()["sealed"][0]
    assert sealed.startswith("gAAAA")
    assert "Zinnober" not in sealed
    upload(other)
    post(other, "/keep", {"sealed": [sealed]})
    assert other.status == 400
    assert kept(home) == {}
    post(desk, "/keep", {"sealed": [sealed[:-9] + "AAAAAAAA="]})
    assert desk.status == 400


def test_institutions_are_searched_by_state_and_word(desk):
    keep(desk)
    desk.go(f"/desk/{WAVE}/institutions/?q=office+03")
    assert "Zinnober 03" in desk.page.html
    assert "Zinnober 04" not in desk.page.html
    desk.go(f"/desk/{WAVE}/institutions/?state=uninvited")
    assert "12 institutions" in desk.page.html
    desk.go(f"/desk/{WAVE}/institutions/?state=nonsense&page=7&q=%00")
    assert desk.status == 200


def test_an_address_is_corrected_and_a_wrong_one_comes_back_as_typed(home, desk):
    keep(desk)
    at(desk, 0)
    post(desk, "/correct", {"email": ["post@"], "addressee": ["Ana"]})
    assert desk.status == 400
    assert 'value="post@"' in desk.page.html
    assert 'value="Ana"' in desk.page.html
    post(desk, "/correct", {"email": ["post@example.ro"]})
    assert "The address was changed." in desk.page.html
    assert kept(home)["Zinnober 00"].email == "post@example.ro"


def test_an_address_that_somebody_else_corrected_is_not_overwritten(home, desk, other):
    keep(desk)
    at(desk, 0), at(other, 0)
    post(other, "/correct", {"addressee": ["Other"]})
    post(desk, "/correct", {"addressee": ["Mine"]})
    assert desk.status == 409
    assert 'value="Mine"' in desk.page.html
    assert kept(home)["Zinnober 00"].addressee == "Other"


def test_who_will_not_answer_is_marked_and_taken_back(home, desk):
    keep(desk)
    post(at(desk, 1), "/dispose", {"as": [""]})
    assert desk.status == 400
    post(at(desk, 1), "/dispose", {"as": ["refused"]})
    assert kept(home)["Zinnober 01"].disposition is Disposition.REFUSED
    assert "takes no part" in desk.page.html
    post(desk, "/dispose")
    assert kept(home)["Zinnober 01"].disposition is None


HOSTILE = {
    "formula": [("=1+1", "", "", "en", "RO", "public")],
    "script": [("<script>alert(1)</script>", "", "", "en", "RO", "public")],
    "twice": [("Café", "", "", "en", "RO", "public"), ("CAFÉ ", "", "", "en", "RO", "public")],
    "line end": [("A\nBcc: x@example.org", "", "", "en", "RO", "public")],
    "turned": [("A\u202eB", "", "", "en", "RO", "public")],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_cells_are_shown_as_text_or_refused(home, desk, name):
    upload(desk, HOSTILE[name])
    assert desk.status in (200, 400)
    assert "<script>alert" not in desk.page.html
    assert (desk.status == 400) is (name in ("twice", "line end", "turned"))
    assert kept(home) == {}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "list.xlsx"),
        (b"PK\x03\x04 not a zip", "list.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "list.xls"),
        ("institution\n\x00\ufffe".encode("utf-16"), "list.csv"),
        (b"institution;language;country;class\n" + b"A;en;RO;public\n" * 6_000, "list.csv"),
        (b'institution;country\n"A;RO', "list.csv"),
        (b"<xml/>", "../../etc/passwd"),
        (b"x" * (1024 * 1024 + 1), "list.csv"),
    ],
)
def test_files_that_are_no_list_are_refused_in_words(home, desk, content, name):
    upload(desk, content, name=name)
    assert "error-summary" in desk.page.html
    assert desk.status == 400
    assert kept(home) == {}


def test_who_chose_no_list_is_told_of_what_the_page_has(desk):
    upload(desk, b"", name="")
    assert desk.status == 400
    assert "Please choose a file." in desk.page.html
    assert "paste" not in desk.page.html


def test_reports_that_are_too_large_are_refused_as_everything_else(desk):
    keep(desk, [("Casa", "", "", "en", "RO", "public")])
    desk.go(f"/desk/{WAVE}/mails/?refused=too-large")
    assert desk.status == 400
    assert "more than 1 MB together" in desk.page.html


def test_the_file_to_fill_in_can_be_uploaded_as_it_is_once_it_is_filled(home, desk):
    desk.go(f"/desk/{WAVE}/institutions/list.csv")
    heads = desk.response.get_data(as_text=True).strip().lstrip("\ufeff")
    assert heads == "institution;addressee;email;address;language;country;class"
    row = "Casa;;casa@example.org;Strada 1;ro;RO;public"
    upload(desk, f"\ufeff{heads}\r\n{row}\r\n".encode(), name="list.csv")
    post(desk, "/keep")
    assert kept(home)["Casa"].postal_address == "Strada 1"
    desk.go(f"/desk/{WAVE}/institutions/list.xlsx")
    upload(desk, desk.response.data, mode=None)
    assert "There is nothing in the file" in desk.page.html


def test_a_name_gives_a_terminal_no_orders_when_its_command_is_copied(desk):
    keep(desk, [("Zinnober 00 $(touch x) `y`", "", "", "en", "RO", "public")])
    assert "&#39;Zinnober 00 $(touch x) `y`&#39; --as" in at(desk, 0).page.html
