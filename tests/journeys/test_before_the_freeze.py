"""Before a real round is frozen its coordinator sees how many answered, and nothing else (C07)."""

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.responses import Submission
from surveyapp.storage.staff import add_staff
from surveyapp.storage.waves import Wave, WaveState, move_wave, new_wave
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.journeys.plain_client import PlainBrowser
from tests.storage.submissions import store_many
from tests.web.people import sign_in_fields

NAME, PASSWORD = "service_provision", "a long sentence to sign in with"
ANSWERED = {"RO": 7, "NO": 3}


@pytest.fixture(scope="module")
def open_round(tmp_path_factory):
    """An instance whose real wave is open: seven answers from Romania, three from Norway."""
    instance = create_instance(tmp_path_factory.mktemp("open") / "instance")
    upgrade(instance)
    form = load_release(NAME)
    with connected(instance):
        new_wave(
            Wave(NAME, NAME, form.version, form.version_hash, "core", {}, None, None,
                 WaveState.DRAFT, is_synthetic=False)
        )  # fmt: skip
        move_wave(NAME, WaveState.OPEN)
        store_many(answer(form, country) for country, n in ANSWERED.items() for _ in range(n))
        add_staff("coordinator", [StaffRole.COORDINATOR], PASSWORD)
    return instance


def answer(form, country):
    answers = {"country": country, "sector": "authority", "change_3y": "4"}
    return Submission(NAME, form.version_hash, NAME, country, None, "web", answers, False, None)


@pytest.fixture
def coordinator(open_round):
    limiter.reset()
    browser = PlainBrowser(create_app(open_round, {"TESTING": True}))
    browser.go("/staff/sign-in?next=/coordinate/")
    return browser.send(sign_in_fields(open_round, "coordinator", PASSWORD))


@pytest.mark.parametrize("page", ["", "recommendations/", "pairs/"])
def test_an_open_round_shows_how_many_answered_and_no_result(coordinator, page):
    coordinator.go(f"/coordinate/{NAME}/{page}")
    assert coordinator.status == 409
    assert "No results before the freeze" in coordinator.page.html
    assert "change_3y" not in coordinator.page.html


def test_of_a_country_with_fewer_than_five_answers_no_number_is_shown(coordinator):
    html = coordinator.go(f"/coordinate/{NAME}/").page.html
    rows = {part.split("</th>")[0]: part for part in html.split('<th scope="row">')[1:]}
    assert "<td>7</td>" in rows["Romania"]
    assert "<td>3</td>" not in rows["Norway"]
    assert "<td>–</td>" in rows["Norway"]


def test_no_file_of_an_open_round_is_given_out(coordinator):
    response = coordinator.client.get(f"/coordinate/{NAME}/recommendations.csv")
    assert response.status_code == 409
