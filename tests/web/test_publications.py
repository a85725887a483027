"""The coordinator's pages take what was published before, also after a restart, or say why not."""

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import create_instance
from surveyapp.storage import publications
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.responses import Submission
from surveyapp.storage.staff import add_staff
from surveyapp.storage.waves import Wave, WaveState, move_wave, new_wave
from surveyapp.study import publishing
from surveyapp.web import create_app
from surveyapp.web.coordinator import outputs
from surveyapp.web.coordinator.outputs import prepare_latest
from surveyapp.web.limits import limiter
from tests.journeys.plain_client import PlainBrowser
from tests.storage.submissions import store_many
from tests.web.people import sign_in_fields

NAME = "service_provision"
PASSWORD = "a long sentence to sign in with"


def answer(form, wave, country):
    answers = {"country": country, "sector": "authority", "change_3y": "4"}
    return Submission(NAME, form.version_hash, wave, country, None, "web", answers, False, None)


def add_round(name, romanian):
    form = load_release(NAME)
    new_wave(
        Wave(name, NAME, form.version, form.version_hash, "core", {}, None, None,
             WaveState.DRAFT, is_synthetic=False)
    )  # fmt: skip
    move_wave(name, WaveState.OPEN)
    store_many([answer(form, name, "RO") for _ in range(romanian)])
    store_many([answer(form, name, "NO") for _ in range(9)])
    move_wave(name, WaveState.CLOSED)
    move_wave(name, WaveState.FROZEN)


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    """Two frozen rounds, of which one has a single Romanian institution more."""
    made = create_instance(tmp_path_factory.mktemp("rounds") / "instance")
    upgrade(made)
    with connected(made):
        add_round("first", 12)
        add_round("second", 13)
        add_staff("coordinator", [StaffRole.COORDINATOR], PASSWORD)
    return made


@pytest.fixture
def restarted(instance, monkeypatch):
    """A coordinator at a server that has just been started."""
    monkeypatch.setattr(outputs, "_kept", {})
    limiter.reset()
    return signed_in(instance)


def signed_in(instance):
    browser = PlainBrowser(create_app(instance))
    browser.go("/staff/sign-in?next=/coordinate/")
    return browser.send(sign_in_fields(instance, "coordinator", PASSWORD))


def test_a_round_is_computed_once_and_served_after_a_restart(instance, restarted, monkeypatch):
    first = restarted.go("/coordinate/first/").page.html
    assert restarted.status == 200

    def computed(*_arguments):
        raise AssertionError("computed again")

    monkeypatch.setattr(publications, "publish_beside", computed)
    monkeypatch.setattr(outputs, "_kept", {})
    assert restarted.go("/coordinate/first/").page.html == first


@pytest.mark.parametrize("page", ["", "statistics/", "quality/", "pairs/"])
def test_a_round_that_is_like_another_says_what_to_do(restarted, page):
    restarted.go("/coordinate/first/")
    html = restarted.go(f"/coordinate/second/{page}").page.html
    assert restarted.status == 409
    assert "This round is too much like another" in html
    assert "Romania: 13 institutions in this round, 12 in the round first" in html
    assert "surveyapp wave confirm second --because" in html


def test_a_damaged_record_is_a_calm_page_and_one_line_in_the_log(
    instance, restarted, caplog, monkeypatch
):
    restarted.go("/coordinate/first/")
    path = instance.path / "records" / "first.json"
    told = path.read_bytes()
    path.write_bytes(b"{}")
    monkeypatch.setattr(outputs, "_kept", {})
    with caplog.at_level(logging.ERROR, logger="surveyapp"):
        restarted.go("/coordinate/first/")
    path.write_bytes(told)
    assert restarted.status == 503
    assert "the record of what was published cannot be read" in caplog.text


@pytest.mark.parametrize("page", ["", "statistics/", "quality/", "pairs/"])
def test_a_running_server_shows_no_round_whose_record_was_changed(instance, restarted, page):
    restarted.go(f"/coordinate/first/{page}")
    assert restarted.status == 200
    path = instance.path / "records" / "first.json"
    told = path.read_bytes()
    path.write_bytes(told.replace(b'"n":12', b'"n":11', 1))
    assert path.read_bytes() != told
    restarted.go(f"/coordinate/first/{page}")
    assert restarted.status == 503
    path.write_bytes(told)
    restarted.go(f"/coordinate/first/{page}")
    assert restarted.status == 200


def refused(*_arguments):
    raise AssertionError("computed here")


def forget_what_is_kept(instance):
    for path in (instance.path / "publications").glob("*.json"):
        path.unlink()


def test_a_large_round_is_computed_by_another_process(instance, restarted, monkeypatch):
    first = restarted.go("/coordinate/first/").page.html
    forget_what_is_kept(instance)
    monkeypatch.setattr(outputs, "_kept", {})
    monkeypatch.setattr(publishing, "FEW", 5)
    monkeypatch.setattr(publications, "publish_beside", refused)
    assert restarted.go("/coordinate/first/").page.html == first


def test_the_same_is_said_where_another_process_was_refused(restarted, monkeypatch):
    monkeypatch.setattr(publishing, "FEW", 5)
    restarted.go("/coordinate/first/")
    html = restarted.go("/coordinate/second/").page.html
    assert restarted.status == 409
    assert "This round is too much like another" in html


def test_three_coordinators_at_once_cost_one_computation(instance, restarted, monkeypatch):
    forget_what_is_kept(instance)
    monkeypatch.setattr(outputs, "_kept", {})
    calls = []
    compute = publications.publish_beside

    def counted(*arguments):
        calls.append(1)
        return compute(*arguments)

    monkeypatch.setattr(publications, "publish_beside", counted)
    browsers = [restarted, *(signed_in(instance) for _each in range(2))]
    with ThreadPoolExecutor(3) as at_once:
        list(at_once.map(lambda each: each.go("/coordinate/first/"), browsers))
    assert [each.status for each in browsers] == [200, 200, 200]
    assert len(calls) == 1


def test_few_threads_wait_for_figures(restarted, monkeypatch):
    monkeypatch.setattr(outputs, "WAIT_SECONDS", 0.01)
    taken = BoundedSemaphore(1)
    monkeypatch.setattr(outputs, "_waiting", taken)
    with taken:
        restarted.go("/coordinate/first/")
        assert restarted.status == 503
    restarted.go("/coordinate/first/")
    assert restarted.status == 200


def test_nothing_is_computed_before_a_server_answers(instance, restarted, monkeypatch):
    restarted.go("/coordinate/first/")
    forget_what_is_kept(instance)
    monkeypatch.setattr(outputs, "_kept", {})
    begun = outputs.waves_begun
    monkeypatch.setattr(outputs, "waves_begun", lambda: begun()[1:])
    monkeypatch.setattr(publications, "publish_beside", refused)
    prepare_latest(create_app(instance, {"TESTING": True}))
    assert outputs._kept == {}


def test_the_latest_round_is_read_before_anybody_asks(instance, restarted, monkeypatch):
    restarted.go("/coordinate/first/")
    monkeypatch.setattr(outputs, "_kept", {})
    begun = outputs.waves_begun
    # Rounds without a day stand by name: the second is the latest, and is refused.
    monkeypatch.setattr(outputs, "waves_begun", lambda: begun()[1:])
    prepare_latest(create_app(instance, {"TESTING": True}))
    assert {name for name, _answers, _record in outputs._kept} == {"first"}


def test_what_is_wrong_with_the_latest_round_does_not_keep_a_server_from_starting(
    instance, monkeypatch
):
    monkeypatch.setattr(outputs, "_kept", {})
    prepare_latest(create_app(instance, {"TESTING": True}))
    assert outputs._kept == {}
