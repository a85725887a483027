"""Waves on the desk: made, opened, given more time, closed; each told, done once, and logged."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import update

from surveyapp.cli.refusal import WAVE_WORDS
from surveyapp.storage.contacts_tables import staff_session
from surveyapp.storage.database import CONTACTS, connected, writing
from surveyapp.storage.staff_log import StaffAction, log_lines
from surveyapp.storage.waves import WaveState, list_waves, move_wave, wave
from surveyapp.web.clock import today
from surveyapp.web.desk import refusal_words
from tests.journeys.plain_client import PlainBrowser
from tests.web.people import COOKIE, cookie_of

LATER = today() + timedelta(days=60)
CHOICE = "helplines/full"


def make(browser, name="spring", **more):
    """Makes a wave by the form of the desk."""
    typed = {"name": [name], "choice": [choice_of(browser)], **more}
    return browser.go("/desk/waves/new").send(typed)


def choice_of(browser):
    return browser.go("/desk/waves/new").page.form().values("choice")[0]


def actions(instance):
    with connected(instance):
        return [line.action for line in log_lines() if line.about.split(" ")[0] == "spring"]


def state_of(instance, name="spring"):
    with connected(instance):
        return wave(name).state


def test_a_wave_goes_from_its_draft_to_the_closing_by_the_desk(coordinator, instance):
    make(coordinator, closes=[LATER.isoformat()])
    assert coordinator.address == "/desk/spring/"
    assert "A draft: nobody can answer yet" in coordinator.page.html
    coordinator.go("/desk/spring/open").send()
    assert state_of(instance) is WaveState.OPEN
    assert "Fieldwork is open until" in coordinator.page.html
    coordinator.go("/desk/spring/days").send({"closes": [(LATER + timedelta(7)).isoformat()]})
    coordinator.go("/desk/spring/close").send()
    assert coordinator.address == "/desk/spring/"
    assert state_of(instance) is WaveState.CLOSED
    assert actions(instance)[:4] == [
        StaffAction.WAVE_MADE,
        StaffAction.WAVE_OPENED,
        StaffAction.WAVE_EXTENDED,
        StaffAction.WAVE_CLOSED,
    ]


def test_every_refusal_of_a_wave_has_words_in_the_browser():
    assert set(refusal_words.OF_WAVES) == set(WAVE_WORDS)


def test_what_was_typed_stays_where_a_wave_cannot_be_made(coordinator, instance):
    make(coordinator, "Spring 2026", opens=["31.12.2026"], closes=["soon"])
    assert coordinator.status == 400
    form = coordinator.page.form()
    assert form.values("closes") == ["soon"]
    assert "Type a day as" in coordinator.page.html
    coordinator.send({"closes": [""]})
    assert coordinator.status == 409
    assert coordinator.page.form().values("name") == ["Spring 2026"]
    coordinator.send({"name": ["spring-2026"]})
    assert coordinator.status == 200
    with connected(instance):
        (made,) = list_waves()
    assert (made.name, made.opens) == ("spring-2026", date(2026, 12, 31))


@pytest.mark.parametrize("name", ["questionnaires", "waves"])
def test_no_wave_hides_behind_a_page_of_the_desk(coordinator, name):
    make(coordinator, name)
    assert coordinator.status == (400 if name == "questionnaires" else 200)
    assert coordinator.go(f"/desk/{name}/").status in (200, 403)


def test_a_second_press_does_nothing_and_leads_to_the_same_place(coordinator, instance):
    make(coordinator)
    coordinator.go("/desk/spring/open")
    sent = coordinator.page.form().initial()
    places = [coordinator.client.post("/desk/spring/open", data=sent).location for _ in range(2)]
    assert places == ["/desk/spring/"] * 2
    assert actions(instance).count(StaffAction.WAVE_OPENED) == 1


def test_two_coordinators_cause_one_act(as_role, instance):
    first = as_role("coordinator")
    make(first)
    second = PlainBrowser(first.client.application)
    second.client.set_cookie(COOKIE, cookie_of(first.client))
    first.go("/desk/spring/open")
    second.go("/desk/spring/open")
    first.send()
    second.send()
    assert second.status == 409
    assert "an open wave can only be closed" in second.page.html
    assert actions(instance).count(StaffAction.WAVE_OPENED) == 1


def test_of_two_at_the_same_moment_one_closes_the_wave(coordinator, app, instance):
    browsers = [coordinator, PlainBrowser(app)]
    browsers[1].client.set_cookie(COOKIE, cookie_of(coordinator.client))
    make(browsers[0])
    browsers[0].go("/desk/spring/open").send()
    forms = [each.go("/desk/spring/close").page.form().initial() for each in browsers]
    together = Barrier(2)

    def press(browser, form):
        together.wait()
        return browser.client.post("/desk/spring/close", data=form).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, browsers, forms)) == [303, 409]
    assert actions(instance).count(StaffAction.WAVE_CLOSED) == 1


def test_a_draft_that_is_not_translated_is_opened_with_a_reason(coordinator, instance, desk_home):
    make(coordinator)
    catalogue = desk_home / "translations/ro/LC_MESSAGES/helplines.po"
    catalogue.unlink()
    coordinator.go("/desk/spring/open").send()
    assert coordinator.status == 409
    assert "not translated" in coordinator.page.html
    assert state_of(instance) is WaveState.DRAFT
    coordinator.send({"excuse": ["all of them read English"]})
    assert state_of(instance) is WaveState.OPEN


def test_problems_are_named_with_their_places(coordinator, desk_home):
    make(coordinator)
    file = desk_home / "questionnaires/helplines/questionnaire.yaml"
    file.write_text(file.read_text("utf-8") + "\nsurprise: 1\n", encoding="utf-8")
    for address in ("/desk/spring/check",):
        assert "questionnaire.yaml" in coordinator.go(address).page.html
    coordinator.go("/desk/spring/open").send()
    assert coordinator.status == 409
    assert "questionnaire.yaml" in coordinator.page.html


def test_nobody_loses_time(coordinator, instance):
    make(coordinator, closes=[LATER.isoformat()])
    coordinator.go("/desk/spring/open").send()
    coordinator.go("/desk/spring/days").send({"closes": [today().isoformat()]})
    assert coordinator.status == 409
    assert coordinator.page.form().values("closes") == [today().isoformat()]


def test_a_wording_is_corrected_with_a_reason_and_nothing_else(coordinator, desk_home):
    make(coordinator)
    coordinator.go("/desk/spring/open").send()
    coordinator.go("/desk/spring/wording").send()
    assert coordinator.status == 400
    coordinator.send({"reason": ["a typing error"]})
    assert "nothing to correct" in coordinator.page.html


@pytest.fixture
def confirmed(coordinator, instance):
    """The coordinator, who has just typed the code of the second factor again."""
    with connected(instance), writing(CONTACTS) as connection:
        seconds = int(datetime.now(UTC).timestamp())
        connection.execute(update(staff_session).values(confirmed=seconds))
    return coordinator


def test_a_freeze_says_what_is_lost_and_is_asked_for_once(confirmed, instance):
    coordinator = confirmed
    make(coordinator)
    coordinator.go("/desk/spring/open").send()
    with connected(instance):
        move_wave("spring", WaveState.CLOSED)
    coordinator.go("/desk/spring/freeze")
    assert "What is lost for good" in coordinator.page.html
    sent = coordinator.page.form().initial()
    places = {coordinator.client.post("/desk/spring/freeze", data=sent).location for _ in "ab"}
    assert len(places) == 1
    assert places.pop().startswith("/desk/spring/jobs/")


def test_an_open_wave_is_not_frozen_and_a_coordinator_does_not_mix(confirmed):
    coordinator = confirmed
    make(coordinator)
    coordinator.go("/desk/spring/open").send()
    coordinator.go("/desk/spring/freeze").send()
    assert coordinator.status == 409
    assert coordinator.go("/desk/spring/mix").status == 403


def test_a_wave_whose_key_lies_elsewhere_is_frozen_on_the_terminal(confirmed, instance):
    coordinator = confirmed
    make(coordinator)
    coordinator.go("/desk/spring/open").send()
    (instance.keys / "spring.json").rename(instance.path / "stick.json")
    coordinator.go("/desk/spring/close").send()
    assert "on the terminal" in coordinator.page.html
    coordinator.go("/desk/spring/freeze").send()
    assert coordinator.status == 409


def test_how_like_another_round_a_wave_is_is_told_of_no_open_wave(coordinator, instance):
    make(coordinator)
    coordinator.go("/desk/spring/open").send()
    coordinator.go("/desk/spring/beside?lang=en")
    assert "This wave is open; an open wave can only be closed." in coordinator.page.html
    coordinator.send({"reason": ["Nobody is harmed."]})
    assert coordinator.status == 400
    assert StaffAction.WAVE_CONFIRMED not in actions(instance)
