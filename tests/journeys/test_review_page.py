"""The review: what blocks first, with where and what to do; then doubts; then what is empty."""

import re

import pytest

from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.waves import WaveState, move_wave
from surveyapp.web import create_app
from tests.journeys.conftest import open_wave
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sending import make_ready

NUMBERS = "/answer/page/assisted_sex_age"
TABLE = "vic_assisted_sexage"
HARDLY = {"women": "20", "men": "30", "girls": "0", "boys": "0", "unknown": "0", "total": "90"}
MANY = {"women": "2000", "men": "0", "girls": "0", "boys": "0", "unknown": "0", "total": "2000"}
LINK = re.compile(r'<li><a href="([^"]+)">(.*?)</a>(.*?)</li>', re.DOTALL)


def text(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def lines(html):
    """(address, question, words) of every line of a box."""
    return [(address, text(what), text(words)) for address, what, words in LINK.findall(html)]


def blocking(browser):
    box = browser.page.html.partition('id="review-obstacles"')[2].partition("</div>")[0]
    return lines(box)


def doubtful(browser):
    return lines(browser.page.html.partition('<div class="soft-check">')[2].partition("</div>")[0])


def type_figures(browser, figures, year="year_3"):
    browser.go(NUMBERS)
    given = {f"{TABLE}.{year}.{column}": [n] for column, n in figures.items()}
    return browser.send(given, form="answer-form")


def ask_more(browser):
    """Takes the edition that asks every cell of the table."""
    form = next(f for f in browser.go("/answer/").page.forms if f.action.endswith("/edition"))
    browser.client.post(form.action, data={**form.initial(), "edition": "full"})


def at_the_head(browser):
    """What a page of questions says it asks, above its form."""
    head = browser.page.html.partition('<form method="post" id="answer-form"')[0]
    return lines(head.partition('id="still-asked-title"')[2])


@pytest.fixture
def ready(browser):
    """A draft that can be sent, with a table of figures asked."""
    start(browser, "service_provision", "en")
    make_ready(browser)
    browser.go("/answer/page/figures_kept")
    browser.send({"keeps_statistics": ["yes"]}, form="answer-form")
    return browser


def test_whatever_is_required_is_listed_with_number_and_words_and_comes_back(browser):
    start(browser, "service_provision", "en").go("/answer/review")
    address, question, words = next(line for line in blocking(browser) if "country" in line[0])
    assert question == "B1 In which country does your institution work?"
    assert words == "Please answer this question: it is required."
    browser.go(address.partition("#")[0])
    browser.send({"country": ["NO"], "sector": ["ngo"]}, form="answer-form")
    assert browser.address == "/answer/review"
    assert "B1" not in [question.split()[0] for _, question, _ in blocking(browser)]


def test_a_sum_that_needs_a_reason_names_its_row_and_what_to_do(ready):
    type_figures(ready, HARDLY)
    ((address, question, words),) = blocking(ready.go("/answer/review"))
    number = question.split()[0]
    assert address.endswith("?back=review#check-vic_assisted_sexage__why_V1")
    assert words.startswith(f"Write why in {number} (2014), then you can send. 2014: ")
    assert "90" in words
    ready.go(address)
    assert 'id="check-vic_assisted_sexage__why_V1"' in ready.page.html


def test_rows_of_one_check_are_one_line(ready):
    ask_more(ready)
    for year in ("year_1", "year_2"):
        type_figures(ready, HARDLY, year)
    ((_, question, words),) = blocking(ready.go("/answer/review"))
    assert words.startswith(f"Write why in {question.split()[0]} (2012; 2013), then you can send.")


def test_what_could_not_be_read_is_listed_with_its_cell(ready):
    ready.go(NUMBERS).send({f"{TABLE}.year_3.men": ["many"]}, form="answer-form")
    ((_, _, words),) = blocking(ready.go("/answer/review"))
    assert words.startswith("2014, Men (18+): “many” is not a number")


def test_in_place_of_the_button_stands_what_is_missing_with_a_way_up(ready):
    type_figures(ready, HARDLY)
    ready.go("/answer/review")
    assert "form-versions" not in ready.page.html
    place = ready.page.html.rpartition("</dl>")[2]
    assert "The answers can be sent when 1 point is settled." in place
    assert 'href="#review-obstacles"' in place


def test_a_doubt_stands_after_what_blocks_and_keeps_nobody_from_sending(ready):
    type_figures(ready, MANY)
    ready.go("/answer/review")
    assert "form-versions" in ready.page.html
    ((_, _, words),) = doubtful(ready)
    assert words.startswith("2014, Women (18+): 2,000 is a large number")
    assert "2014, Total: 2,000 is" in words  # one line for both cells
    ready.go(NUMBERS).send({f"{TABLE}.year_3.men": ["many"]}, form="answer-form")
    html = ready.go("/answer/review").page.html
    assert html.index("review-obstacles") < html.index('<div class="soft-check">')
    assert html.index('<div class="soft-check">') < html.index("questions have no answer")


def test_every_answer_has_a_link_that_names_its_question(ready):
    html = ready.go("/answer/review").page.html
    row = html.partition('id="review-country">')[2].partition("</div>")[0]
    assert text(row) == (
        "B1 In which country does your institution work? Romania"
        " Change B1 In which country does your institution work?"
    )
    assert "/answer/page/country_and_sector?back=review#question-country" in row


def test_a_table_is_a_table_and_an_empty_one_is_two_words(ready):
    def answer():
        html = ready.go("/answer/review").page.html
        return html.partition(f'id="review-{TABLE}">')[2].partition("</dd>")[0]

    assert ("<table" in answer(), answer().count("(not answered)")) == (False, 1)
    type_figures(ready, {**HARDLY, "total": "50"})
    assert answer().count("<tr>") == 4
    assert 'data-column="Women (18+)">20<' in answer()


def test_what_has_no_answer_is_listed_without_what_blocks(browser):
    start(browser, "service_provision", "en").go("/answer/review")
    links = browser.page.links
    assert "#review-target_groups" in links
    assert "#review-country" not in links


def test_the_review_of_a_round_that_ended_says_why_nothing_can_be_sent(tmp_path):
    made = create_instance(tmp_path / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, "service_provision")
    browser = PlainBrowser(create_app(made))
    make_ready(start(browser, "service_provision", "en"))
    with connected(made):
        move_wave("service_provision", WaveState.CLOSED)
    place = browser.go("/answer/review").page.html.rpartition("</dl>")[2]
    assert "takes no answers any more" in place
    assert "/answer/send" not in place


def test_a_page_that_comes_back_for_its_checks_says_so_at_its_head(ready):
    type_figures(ready, HARDLY)
    assert ready.address == NUMBERS
    (asked,) = at_the_head(ready)
    assert asked[0] == f"#check-{TABLE}__why_V1"
    assert asked[1].startswith("C12: 2014: ")
    assert "until then the answers cannot be sent" in ready.page.html
    ready.send({f"{TABLE}__why_V1": ["Some are unknown"]}, form="answer-form")
    ready.go(NUMBERS)
    assert at_the_head(ready) == []


def test_a_doubt_stands_at_the_head_until_it_is_confirmed(ready):
    type_figures(ready, MANY)
    assert [address for address, *_ in at_the_head(ready)] == [f"#check-{TABLE}__why_V6"]
    assert "until then the answers cannot be sent" not in ready.page.html
    ready.send({f"{TABLE}__ok_V6": ["1"]}, form="answer-form")
    assert at_the_head(ready.go(NUMBERS)) == []


def test_a_text_that_may_name_a_person_is_told_of_at_the_head(ready):
    ready.go("/answer/page/proposals")
    ready.send({"rec_national": ["Call Ana on 0722 123 456."]}, form="answer-form")
    assert [address for address, *_ in at_the_head(ready)] == ["#flag-rec_national"]


def test_a_cell_that_is_not_asked_is_empty_and_one_without_answer_says_so(ready):
    type_figures(ready, {"women": "20"})
    table = ready.go("/answer/review").page.html.partition(f'id="review-{TABLE}"')[2]
    year = table.partition("2012</th>")[2].partition("</tr>")[0]
    assert '<td data-column="Women (18+)"></td>' in year
    assert "(not answered)" in year
