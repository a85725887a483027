"""Nobody is left on a page that does not say where to go on."""

from tests.desk.test_waves import make
from tests.journeys.plain_client import PlainBrowser


def test_the_front_page_leads_staff_to_the_sign_in_and_on_to_the_desk(app, coordinator):
    front = PlainBrowser(app).go("/")
    assert 'href="/desk/">Sign in<' in front.page.html
    assert front.go("/desk/").address.startswith("/staff/sign-in")
    assert coordinator.go("/desk/").address == "/desk/"


def test_the_jobs_of_a_wave_lead_back_to_its_desk(coordinator):
    make(coordinator)
    assert 'href="/desk/spring/"' in coordinator.go("/desk/spring/jobs/").page.html


def test_the_sign_in_says_that_a_code_is_taken_once(app):
    assert "Each code is taken once" in PlainBrowser(app).go("/staff/sign-in").page.html
