"""The section list as a task list: how far, how long, what is next, and what must be looked at."""

import re

from tests.journeys.filling import fill_everything, start

NUMBERS = "/answer/page/assisted_sex_age"
ROW = {"women": "20", "men": "30", "girls": "0", "boys": "0", "unknown": "0", "total": "90"}
NGO = {"country": ["RO"], "sector": ["ngo"], "mandate": ["social"], "keeps_statistics": ["no"]}


def text(browser):
    """The words of a page, without elements."""
    return " ".join(re.sub(r"<[^>]+>", " ", browser.page.html).split())


def row(browser, section):
    """The words of one section."""
    html = browser.page.html.split(f'id="section-{section}">', 1)[1].split("</li>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_list_says_how_much_is_answered_and_leads_to_the_next_section(browser):
    start(browser, "service_provision", "en")
    asked, answered = re.search(
        r'<progress[^>]* max="(\d+)" value="(\d+)"', browser.page.html
    ).groups()
    assert answered == "1"
    assert f"You have answered 1 of {asked} questions." in text(browser)
    left = r"About \d+ minutes are left; some answers open more questions\."
    assert re.search(left, text(browser))
    first = next(link for link in browser.page.links if link.startswith("/answer/page/"))
    assert first == "/answer/page/capacity"
    assert "Continue with A. Before you start" in text(browser)
    assert row(browser, "before_you_start").startswith("A Before you start 1 of 2")
    browser.go(first).send({"answer_authority": ["official"]}, form="answer-form")
    browser.go("/answer/")
    assert "complete, 2 questions answered" in row(browser, "before_you_start")
    assert "min" not in row(browser, "before_you_start")
    assert "Continue with B. About your institution" in text(browser)


def minutes(browser, section):
    return int(re.search(r"(\d+) min", row(browser, section)).group(1))


def test_the_minutes_left_go_down_with_every_answer(browser):
    start(browser, "service_provision", "en")
    browser.go("/answer/page/country_and_sector").send(
        {"country": ["RO"], "sector": ["ngo"]}, form="answer-form"
    )
    before = minutes(browser.go("/answer/"), "statistics")
    browser.go("/answer/page/figures_kept").send({"keeps_statistics": ["no"]}, form="answer-form")
    assert "min" not in row(browser.go("/answer/"), "statistics")
    assert before > 1


def test_what_must_be_explained_is_named_with_a_link_to_the_question(browser):
    start(browser, "service_provision", "en")
    given = {f"vic_assisted_sexage.year_3.{column}": [n] for column, n in ROW.items()}
    browser.go(NUMBERS).send(given, form="answer-form")
    number = re.search(r'question__number">(C\d+)', browser.page.html).group(1)
    browser.go("/answer/")
    assert f"to explain: {number}" in row(browser, "statistics")
    assert f"Go to {number}" in row(browser, "statistics")
    assert f"{NUMBERS}#question-vic_assisted_sexage" in browser.page.links


def test_what_could_not_be_taken_is_named_to_mend(browser):
    start(browser, "service_provision", "en")
    browser.go(NUMBERS).send({"vic_assisted_sexage.year_3.women": ["x"]}, form="answer-form")
    browser.go("/answer/")
    assert re.search(r"to mend: C\d+", row(browser, "statistics"))


def test_a_section_that_is_not_our_task_leaves_the_count_and_can_be_undone(browser):
    start(browser, "service_provision", "en")
    before = browser.page.html
    form = next(f for f in browser.page.forms if "/recommendations/aside" in f.action)
    browser.client.post(form.action, data=form.initial())
    browser.go("/answer/")
    assert "not our task" in row(browser, "recommendations")
    assert "Undo" in row(browser, "recommendations")
    count = re.compile(r'<progress[^>]* max="(\d+)"')
    assert int(count.search(browser.page.html)[1]) < int(count.search(before)[1])


def test_when_everything_is_answered_the_main_button_reviews(browser):
    start(browser, "service_provision", "en")
    fill_everything(browser, NGO)
    browser.go("/answer/")
    assert "Continue with" not in text(browser)
    main = re.search(r'<a class="govuk-button" [^>]*href="([^"]+)"', browser.page.html).group(1)
    assert main == "/answer/review"


def test_saving_for_later_is_one_press_away(browser):
    start(browser, "service_provision", "en")
    assert browser.page.links.count("/answer/later") == 2
    assert browser.go("/answer/later").status == 200
