"""The log on the desk: newest first, whole or not, and as a file."""

import csv
import io
import sqlite3
from contextlib import closing
from datetime import date

from surveyapp.storage.database import connected
from surveyapp.storage.staff_log import StaffAction, chain_of, log_lines, write_line
from tests.desk.staffed import logged

DAY = date(2014, 9, 15)


def written(study, n, about="spring"):
    with connected(study):
        for each in range(n):
            write_line(DAY, "account maria", StaffAction.WAVE_MIXED, about, each)


def test_lines_come_newest_first_a_hundred_a_page_with_the_head_to_write_down(enter, study):
    browser = enter("ada")
    written(study, 120)
    page = browser.go("/desk/log/").page
    assert "The log is whole: 121 lines." in page.html
    with connected(study):
        assert page.by_id["log-head"] == chain_of(log_lines()).head
    assert page.html.index("0000000121") < page.html.index("0000000120")
    assert ("0000000022" in page.html, "0000000021" in page.html) == (True, False)
    assert "0000000021" in browser.go("/desk/log/?page=2").page.html
    for odd in ("0", "-1", "99999999999", "²", "x"):
        assert browser.go(f"/desk/log/?page={odd}").status == 200


def test_a_line_that_was_changed_is_named(enter, study):
    browser = enter("ada")
    written(study, 5)
    with closing(sqlite3.connect(study.path / "contacts.db", isolation_level=None)) as plain:
        plain.execute("DROP TRIGGER staff_log_no_update")
        plain.execute("UPDATE staff_log SET about = 'autumn' WHERE line = '0000000003'")
    page = browser.go("/desk/log/").page
    assert "Line 0000000003 does not fit" in page.html
    assert "log-head" not in page.by_id


def test_the_file_holds_every_line_no_formula_and_is_itself_logged(enter, study):
    browser = enter("ada")
    written(study, 1, about="=HYPERLINK(A1)")
    rows = list(csv.DictReader(io.StringIO(browser.go("/desk/log.csv").response.text)))
    assert [row["about"] for row in rows] == ["", "'=HYPERLINK(A1)"]
    assert rows[1]["previous_hash"] == rows[0]["line_hash"]
    assert logged(study)[-1] == ("log taken out", "")


def test_nobody_else_reads_it(enter):
    for name in ("maria", "vlad"):
        assert enter(name).go("/desk/log/").status == 403
