"""A table of numbers is filled through a workbook or a pasted block, looked at, and then saved."""

import io
import re

import openpyxl
import pytest

from surveyapp.storage.database import connected
from surveyapp.storage.workspaces import create_workspace
from tests.formats.sheet.workbooks import cells, package, workbook
from tests.journeys.conftest import open_wave
from tests.journeys.filling import enter
from tests.journeys.plain_client import Page, PlainBrowser

STUDY, PAGE = "grid_integer", "/answer/page/people_page"
SHEET = "/answer/table/assisted/sheet"
WOMEN_1, WOMEN_2 = "assisted.women.year_1", "assisted.women.year_2"
MEN_1, MEN_2 = "assisted.men.year_1", "assisted.men.year_2"
LATER = ("form-later", "1")


@pytest.fixture(scope="module")
def code_maker(instance):
    for name in (STUDY, "sums", "row_filter", "explanation"):
        open_wave(instance, name)

    def new(name=STUDY):
        with connected(instance):
            return create_workspace(name, instance.pepper)

    return new


@pytest.fixture
def code(code_maker):
    return code_maker()


@pytest.fixture
def browser(app, code):
    return enter(PlainBrowser(app), code)


def save(browser, changes, page=PAGE):
    return browser.go(page).send(changes, LATER, "answer-form")


def stands(browser, page=PAGE):
    found = browser.go(page).page.form("answer-form").initial()
    return {n: v[0] for n, v in found.items() if n.startswith("assisted") and v != [""]}


def template(browser, language="en", address=SHEET):
    browser.go(f"{PAGE}?lang={language}")
    response = browser.client.get(f"{address}.xlsx")
    assert response.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(response.data))


def stored(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def upload(browser, content, name="table.xlsx", address=SHEET):
    """What the page says about a file."""
    mark = browser.go(address).page.forms[0].initial()["form-draft"]
    sent = {"form-draft": mark[0], "form-file": (io.BytesIO(content), name)}
    return shown(browser, browser.client.post(address, data=sent))


def shown(browser, response):
    browser.page, browser.address = Page(response.text), SHEET
    return response


def filled(browser, language="en", **values):
    """The template with numbers in it, by the address of a cell of the file."""
    book = template(browser, language)
    for place, value in values.items():
        book.active[place] = value
    return stored(book)


def take(browser):
    return browser.send(form="")


def test_the_template_is_labelled_as_on_screen_and_holds_what_stands_there(browser):
    save(browser, {WOMEN_1: ["1041"], f"{MEN_2}__missing": ["nd"]})
    for language, women in (("en", "Women"), ("ro", "Femei"), ("nb", "Kvinner")):
        sheet = template(browser, language).active
        assert sheet["B3"].value == women
        assert [sheet["C2"].value, sheet["D2"].value] == ["2012", "2013"]
        assert sheet["C3"].value == 1041
        assert sheet.row_dimensions[1].hidden
        assert sheet.column_dimensions["A"].hidden
        assert all(cell.data_type != "f" for row in sheet for cell in row)
    assert sheet["D4"].value == "Vi registrerer ikke dette"


def test_a_file_is_shown_first_and_saved_when_somebody_says_so(browser):
    save(browser, {WOMEN_1: ["5"], MEN_1: ["3"]})
    page = upload(browser, filled(browser, C3=5, D3=1041, C4=12)).text
    assert "1 number stands in the table already." in page
    assert re.search(r"Women, 2013</th>.*?\(not answered\).*?1,041", page, re.DOTALL)
    assert re.search(r"Men, 2012</th>.*?>3<.*?>12", page, re.DOTALL)
    assert stands(browser) == {WOMEN_1: "5", MEN_1: "3"}
    upload(browser, filled(browser, C3=5, D3=1041, C4=12))
    assert "2 numbers were taken over" in take(browser).page.html
    assert stands(browser) == {WOMEN_1: "5", WOMEN_2: "1,041", MEN_1: "12"}


def test_an_empty_cell_changes_nothing(browser):
    save(browser, {WOMEN_1: ["5"]})
    assert "Nothing would change" in upload(browser, filled(browser, C3=None)).text


def test_what_is_no_whole_number_is_named_with_its_place_and_the_others_are_saved(browser):
    page = upload(browser, filled(browser, C3=1.5, D3="many", C4=7)).text
    assert "C3: “1.5” is not a whole number" in page
    assert "D3: “many” is not a number" in page
    page = take(browser).page.html
    assert "Women, 2012: “1.5” is not a whole number" in page
    assert stands(browser) == {WOMEN_1: "1.5", WOMEN_2: "many", MEN_1: "7"}


@pytest.mark.parametrize(("made_in", "read_in"), [("ro", "en"), ("en", "ro"), ("nb", "ro")])
def test_a_file_is_read_in_the_language_in_which_it_was_made(browser, made_in, read_in):
    text = "1,041" if made_in == "en" else "1.041"
    content = filled(browser, made_in, C3=text, D3=20)
    browser.go(f"{PAGE}?lang={read_in}")
    upload(browser, content)
    take(browser)
    assert stands(browser)[WOMEN_1].replace(",", "").replace(".", "") == "1041"
    assert stands(browser)[WOMEN_2] == "20"
    browser.go(f"{PAGE}?lang=en")


def test_rows_and_columns_in_another_order_are_found_by_their_codes(browser):
    book = template(browser)
    sheet = book.active
    sheet.insert_rows(3)
    sheet.insert_cols(3)
    sheet["A4"], sheet["A5"] = "men", "women"
    sheet["D1"], sheet["E1"] = "year_2", "year_1"
    sheet["D4"], sheet["E5"] = 2, 1
    upload(browser, stored(book))
    take(browser)
    assert stands(browser) == {MEN_2: "2", WOMEN_1: "1"}


def test_a_row_that_somebody_added_is_left_out_and_said(browser):
    page = upload(browser, filled(browser, B7="Children", C7=4, C3=1)).text
    assert "1 cell belongs to no row or column" in page


def test_a_row_that_was_copied_is_refused_with_its_place(browser):
    page = upload(browser, filled(browser, A6="women", C6=4))
    assert page.status_code == 400
    assert "The row or column of A6 is there twice" in page.text


def test_a_reason_may_be_written_instead_of_a_number(browser):
    save(browser, {WOMEN_1: ["4"]})
    upload(browser, filled(browser, C3=" we DO not  record this", D3="LT5"))
    take(browser)
    reasons = {f"{WOMEN_1}__missing": "nd", f"{WOMEN_2}__missing": "lt5"}
    assert stands(browser) == reasons
    upload(browser, filled(browser, C3=6))
    take(browser)
    assert stands(browser) == {WOMEN_1: "6", f"{WOMEN_2}__missing": "lt5"}


def test_a_colleague_who_saved_meanwhile_is_not_overwritten(browser, app, code):
    save(browser, {WOMEN_1: ["5"]})
    upload(browser, filled(browser, C3=8, D3=2))
    other = enter(PlainBrowser(app), code)
    save(other, {WOMEN_1: ["6"], MEN_1: ["1"]})
    page = take(browser).page.html
    assert "Another answer was saved in the meantime" in page
    assert stands(browser) == {WOMEN_1: "8", WOMEN_2: "2", MEN_1: "1"}
    assert stands(other) == {WOMEN_1: "6", WOMEN_2: "2", MEN_1: "1"}


def test_taking_over_twice_changes_nothing_more(browser):
    upload(browser, filled(browser, C3=8))
    look = browser.page
    take(browser)
    save(browser, {WOMEN_2: ["3"]})
    browser.page, browser.address = look, SHEET
    page = take(browser).page.html
    assert "entry-" not in page
    assert "taken over" not in page
    assert stands(browser) == {WOMEN_1: "8", WOMEN_2: "3"}


def test_what_was_typed_on_the_page_is_saved_on_the_way_to_the_file(browser):
    browser.go(PAGE).send({WOMEN_1: ["9"], MEN_1: ["x"]}, ("form-sheet", "assisted"), "answer-form")
    assert browser.address.startswith(SHEET)
    upload(browser, filled(browser, D3=1))
    take(browser)
    assert stands(browser) == {WOMEN_1: "9", WOMEN_2: "1", MEN_1: "x"}


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "table.xlsx", "not what its name says"),
        (workbook([["a", 1]]), "table.xlsx", "not the file of this table"),
        (workbook([["a", 1]]), "table.ods", "ends in .xlsx or .csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "table.xlsx", "workbook of an old kind"),
        (b"", "table.xlsx", "nothing in the file"),
        (b"", "", "Please choose a file"),
        (
            package(cells('<row r="1"><c r="A1"><f>CMD()</f></c></row>')),
            "t.xlsx",
            "A1 holds a formula",
        ),
        (package(cells("", "<!DOCTYPE x>")), "t.xlsx", "no spreadsheet writes"),
        (workbook([["surveyapp:grid_integer:other:en"]]), "t.xlsx", "file of another table"),
        (workbook([["surveyapp:sums:assisted:en"]]), "t.xlsx", "file of another table"),
    ],
)
def test_a_wrong_file_is_refused_in_words_and_changes_nothing(browser, content, name, words):
    save(browser, {WOMEN_1: ["5"]})
    page = upload(browser, content, name)
    assert page.status_code == 400
    assert words in page.text
    assert stands(browser) == {WOMEN_1: "5"}


def test_a_file_that_is_too_large_is_said_on_the_page_itself(browser):
    save(browser, {WOMEN_1: ["5"]})
    head = 'Content-Disposition: form-data; name="form-file"; filename="a.csv"'
    body = f"--x\r\n{head}\r\n\r\n{'1;' * 600_000}\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    response = browser.client.post(SHEET, data=body.encode(), content_type=kind)
    assert response.status_code == 302
    assert "larger than 1 MB" in browser.go(response.location).page.html
    assert browser.status == 400
    assert stands(browser) == {WOMEN_1: "5"}


def test_a_table_saved_as_csv_is_read(browser):
    rows = [[c.value or "" for c in row] for row in template(browser, "ro").active]
    rows[2][2] = "1.041"
    text = "\n".join(";".join(f'"{each}"' for each in row) for row in rows)
    assert upload(browser, text.encode("cp1250", "replace"), "tabel.csv").status_code == 200
    browser.go(f"{PAGE}?lang=en")
    upload(browser, text.encode(), "tabel.csv")
    take(browser)
    assert stands(browser) == {WOMEN_1: "1,041"}


def paste(browser, block, first=WOMEN_1):
    browser.go(SHEET)
    form = browser.page.forms[1]
    sent = {**form.initial(), "form-block": block, "form-first": first}
    return shown(browser, browser.client.post(SHEET, data=sent))


def test_a_block_is_pasted_from_its_first_cell_on(browser):
    paste(browser, "1 041\t20\r\n\t7\r\n")
    take(browser)
    assert stands(browser) == {WOMEN_1: "1,041", WOMEN_2: "20", MEN_2: "7"}
    paste(browser, "5\n6", WOMEN_2)
    take(browser)
    assert stands(browser) == {WOMEN_1: "1,041", WOMEN_2: "5", MEN_2: "6"}


def test_a_block_that_reaches_beyond_the_table_is_refused_and_kept(browser):
    page = paste(browser, "1\t2\t3")
    assert "larger than the table" in page.text
    assert browser.page.forms[1].initial()["form-block"] == ["1\t2\t3"]
    assert "larger than the table" in paste(browser, "1\n2", MEN_1).text
    for strange in ("assisted.nobody.year_1", "assisted", "a.b.c.d"):
        assert "larger than the table" in paste(browser, "1", strange).text


def test_what_was_pasted_waits_while_the_code_is_entered_again(browser, code):
    paste(browser, "4")
    browser.client.delete_cookie("surveyapp")
    take(browser)
    browser.send({"form-code": [code]})
    assert stands(browser) == {WOMEN_1: "4"}


def test_only_a_table_of_numbers_that_is_asked_has_these_pages(browser, app, code_maker):
    client = enter(PlainBrowser(app), code_maker("row_filter")).client
    for address in (SHEET, f"{SHEET}.xlsx", "/answer/table/services/sheet"):
        assert client.get(address).status_code == 404


def test_a_total_is_left_grey_and_follows_the_numbers_of_the_file(app, code_maker):
    browser = enter(PlainBrowser(app), code_maker("sums"))
    page = next(link for link in browser.page.links if link.startswith("/answer/page/"))
    fields = browser.go(page).page.form("answer-form").names()
    typed = [n for n in fields if n.startswith("helped.") and "__" not in n]
    save(browser, {typed[0]: ["1"], typed[1]: ["2"], typed[2]: ["0"]}, page)
    address = "/answer/table/helped/sheet"
    book = openpyxl.load_workbook(io.BytesIO(browser.client.get(f"{address}.xlsx").data))
    assert [book.active["C3"].value, book.active["D3"].value] == [1, 2]
    assert book.active["F3"].value is None
    assert book.active["F3"].fill.fgColor.rgb == "FFD9D9D9"
    book.active["D3"] = 40
    upload(browser, stored(book), address=address)
    take(browser)
    assert re.search(r'data-total="helped.advice.total">41<', browser.go(page).page.html)


def test_words_beside_the_table_stay(app, code_maker):
    browser = enter(PlainBrowser(app), code_maker("explanation"))
    page, address = "/answer/page/staff_page", "/answer/table/staff/sheet"
    save(browser, {"has_staff": ["yes"]}, page)
    save(browser, {"staff__note_men": ["Two in May"], "staff.men.paid": ["2"]}, page)
    mark = browser.go(address).page.forms[1].initial()
    block = {"form-block": "3\t4", "form-first": "staff.women.paid"}
    shown(browser, browser.client.post(address, data={**mark, **block}))
    take(browser)
    values = browser.go(page).page.form("answer-form").initial()
    names = ("staff__note_men", "staff.men.paid", "staff.women.paid", "staff.women.unpaid")
    assert [values[name] for name in names] == [["Two in May"], ["2"], ["3"], ["4"]]


def test_markup_in_a_file_stays_words(browser):
    page = upload(browser, filled(browser, C3="<b>1</b>")).text
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


def test_no_other_page_takes_a_file(browser):
    sent = {"form-file": (io.BytesIO(b"1"), "a.csv")}
    assert browser.client.post(PAGE, data=sent).status_code == 400
