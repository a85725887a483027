"""Report and files on the desk: asked for once, watched, and taken by whoever may."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.instance import CONFIG, load_instance
from surveyapp.project import SETTINGS, product_home
from surveyapp.storage.answers_tables import wave as wave_table
from surveyapp.storage.database import ANSWERS, connected, writing
from surveyapp.storage.jobs import JobKind, JobState, job_of, jobs_of, put_job
from surveyapp.storage.made_files import made_folder
from surveyapp.storage.staff import add_staff, change_roles
from surveyapp.storage.staff_log import StaffAction, log_lines
from surveyapp.study.work.working import work_off
from surveyapp.web import create_app
from surveyapp.web.desk.job_outcomes import OUTCOMES
from surveyapp.web.limits import limiter
from tests.reports.small_report import WAVE, home, made
from tests.study.waves import make_empty_home
from tests.web.people import PASSWORD, signed_in

__all__ = ["home", "made"]
PAGE = f"/desk/{WAVE}/documents/"
CODEBOOK = {"languages": "en", "formats": "csv"}
ROLES = (StaffRole.COORDINATOR, StaffRole.RESEARCHER, StaffRole.ANALYST, StaffRole.CODER)


@pytest.fixture
def site(home):
    """Its application, where nobody needs a second factor, with one account of some roles."""
    return staffed(home)


def staffed(home):
    config = home / "instance" / CONFIG
    config.write_text(config.read_text().replace("demo = false", "demo = true"))
    instance = load_instance(home / "instance")
    with connected(instance):
        for role in ROLES:
            add_staff(role.value, [role], PASSWORD)
    limiter.reset()
    return create_app(instance)


def form_of(browser, ending):
    """The form whose act has an address with this end."""
    found = next(each for each in browser.page.forms if each.action.endswith(ending))
    found.identifier = ending
    return found


def press(browser, ending, **changes):
    form_of(browser, ending)
    return browser.send(changes, form=ending)


def asked(app):
    with app.app_context():
        return jobs_of(WAVE)


def work(app):
    instance = app.extensions["surveyapp_instance"]
    with connected(instance):
        return work_off(instance, "worker", lambda: datetime.now(UTC))


def made_codebook(app):
    """The codebook, made by the coordinator; who stands at its page."""
    browser = signed_in(app, "coordinator").go(PAGE)
    press(browser, "/codebook", languages=["en"], formats=["csv", "html"])
    work(app)
    return browser.go(browser.address)


def test_two_who_press_cause_one_job_and_a_second_press_none(site):
    first, second = signed_in(site, "coordinator").go(PAGE), signed_in(site, "researcher").go(PAGE)
    sent = form_of(first, "/report").initial()
    press(first, "/report")
    press(second, "/report")
    assert first.address == second.address
    (job,) = asked(site)
    assert (job.actor, job.kind) == ("account coordinator", JobKind.REPORT)
    work(site)
    late = first.client.post(f"{PAGE}report", data=sent)
    assert late.location.endswith(f"/jobs/{job.job_id}/")
    assert [each.job_id for each in asked(site)] == [job.job_id]
    with site.app_context():
        assert [each.actor for each in log_lines() if each.action == "report written"] == [
            job.actor
        ]


def test_pressed_again_it_is_made_again_in_place_of_the_old_one(site):
    browser = made_codebook(site)
    (old,) = asked(site)
    browser.go(PAGE)
    assert "Make the codebook again" in browser.page.html
    press(browser, "/codebook", languages=["en"], formats=["csv", "html"])
    work(site)
    (new,) = asked(site)
    assert new.job_id != old.job_id
    assert browser.go(f"/desk/{WAVE}/jobs/{old.job_id}/").status == 404
    with site.app_context():
        folder = made_folder(site.extensions["surveyapp_instance"])
    assert [path.name for path in folder.iterdir()] == [new.job_id]


def test_a_page_looks_again_until_the_end_unless_it_is_told_not_to(site):
    browser = signed_in(site, "coordinator").go(PAGE)
    press(browser, "/codebook")
    assert browser.response.headers["Refresh"] == "5"
    assert "You may leave this page" in browser.page.html
    browser.go(f"{browser.address}?still=")
    assert "Refresh" not in browser.response.headers
    work(site)
    browser.go(browser.address)
    assert "Refresh" not in browser.response.headers
    assert "done on" in browser.page.html


def test_files_are_taken_by_name_and_the_log_says_so(site):
    browser = made_codebook(site)
    (job,) = asked(site)
    taken = [each for each in browser.page.links if "/results/" in each]
    assert [each.rpartition("/")[2] for each in taken] == list(job.files)
    found = browser.client.get(next(each for each in taken if each.endswith(".csv")))
    assert found.data.startswith(b"\xef\xbb\xbf") or b"," in found.data
    assert found.headers["Content-Disposition"] == f'attachment; filename="{job.files[1]}"'
    assert (found.headers["Cache-Control"], found.headers.get("Last-Modified")) == (
        "no-store",
        None,
    )
    with site.app_context():
        actions = [each.action for each in log_lines()]
    assert actions.count(StaffAction.FILE_TAKEN) == 1


@pytest.mark.parametrize(
    "name",
    ["..%2f..%2fsecrets.toml", "%2e%2e/%2e%2e/answers.db", "..", ".", "%00", "x.csv", "a%2fb.csv"],
)
def test_a_trick_in_the_address_finds_nothing(site, name):
    browser = made_codebook(site)
    (job,) = asked(site)
    for place in ("results", "rows", "letters"):
        found = browser.client.get(f"/desk/{WAVE}/jobs/{job.job_id}/{place}/{name}")
        assert found.status_code in (403, 404, 308)
        assert not found.headers.get("Content-Disposition")
    assert browser.go(f"/desk/other/jobs/{job.job_id}/").status == 404
    assert browser.go(f"/desk/{WAVE}/jobs/..%2f{job.job_id}/").status == 404


def test_rows_are_for_analysts_alone_also_the_page_of_their_job(site):
    analyst = signed_in(site, "analyst").go(PAGE)
    assert f"{PAGE}rows" in analyst.page.links
    press(analyst.go(f"{PAGE}rows"), "/rows", languages=None)
    assert (analyst.status, len(analyst.page.forms)) == (400, 1)
    press(analyst, "/rows", languages=["en"])
    work(site)
    analyst.go(analyst.address)
    (file,) = [e for e in analyst.page.links if "/rows/" in e and e.endswith(".csv")]
    assert analyst.client.get(file).status_code == 200
    assert analyst.client.get(file.replace("/rows/", "/results/")).status_code == 404
    for other in ("coordinator", "researcher", "coder"):
        browser = signed_in(site, other)
        assert browser.client.get(analyst.address).status_code == 403
        assert browser.client.get(file).status_code == 403
        assert browser.client.get(file.replace("/rows/", "/results/")).status_code == 403
        assert browser.client.post(f"{analyst.address}remove").status_code == 403
        assert browser.client.post(f"{PAGE}rows").status_code == 403
        assert browser.client.get(f"{PAGE}rows").status_code == 403
        assert analyst.address not in browser.go(f"/desk/{WAVE}/jobs/").page.html
    with site.app_context():
        change_roles("analyst", [StaffRole.CODER])
    assert analyst.client.get(file).location.startswith("/staff/sign-in")
    assert signed_in(site, "analyst").client.get(file).status_code == 403


def test_why_answers_cannot_be_opened_stands_on_the_page(site):
    analyst = signed_in(site, "analyst").go(f"{PAGE}open-data")
    press(analyst, "/open-data", k=["11"])
    work(site)
    analyst.go(analyst.address)
    assert "country = RO has 12 responses; open data need 220." in analyst.page.html
    with site.app_context():
        assert [each.action for each in log_lines()] == [StaffAction.SIGNED_IN]


def test_nothing_chosen_is_told_and_what_was_chosen_stays(site):
    browser = signed_in(site, "coordinator").go(PAGE)
    press(browser, "/report", languages=None, formats=["docx"])
    assert browser.status == 400
    assert "Choose at least one language." in browser.page.html
    form = form_of(browser, "/report").initial()
    assert (form.get("languages"), form["formats"]) == (None, ["docx"])
    assert form_of(browser, "/codebook").initial()["languages"] == ["en", "ro", "nb"]
    assert browser.client.get(f"{PAGE}report?lang=ro").location == PAGE
    browser.go(f"{PAGE}?lang=en")
    press(browser, "/report", languages=["xx", "../en"], formats=["docx"])
    assert (browser.status, asked(site)) == (400, ())
    press(browser, "/report", languages=["en"], formats=["docx"], csrf_token=None)
    assert (browser.status, asked(site)) == (400, ())
    assert browser.client.post(f"{PAGE}report").status_code == 400
    press(browser, "/report", languages=["en"], formats=["docx"])
    assert asked(site)[0].wanted == {"languages": "en", "formats": "docx"}


def test_files_are_removed_by_a_button_and_can_be_made_again(site):
    browser = made_codebook(site)
    (file,) = [e for e in browser.page.links if e.endswith(".csv")]
    sent = form_of(browser, "/remove").initial()
    press(browser, "/remove")
    assert "The files were removed." in browser.page.html
    assert browser.client.get(file).status_code == 404
    browser.client.post(f"{browser.address}remove", data=sent)
    with site.app_context():
        actions = [each.action for each in log_lines()]
        assert list(made_folder(site.extensions["surveyapp_instance"]).iterdir()) == []
    assert actions.count(StaffAction.FILES_REMOVED) == 1


@pytest.fixture
def unfrozen(tmp_path, monkeypatch):
    """The same of a wave that takes real answers."""
    monkeypatch.chdir(tmp_path)
    make_empty_home(tmp_path)
    return staffed(tmp_path)


def test_before_the_freeze_the_page_says_what_comes_first(unfrozen):
    browser = signed_in(unfrozen, "coordinator").go(PAGE)
    assert "The wave still takes answers." in browser.page.html
    assert [each.action for each in browser.page.forms] == [f"{PAGE}codebook"]
    token = browser.page.forms[0].initial()
    found = browser.client.post(
        f"{PAGE}report", data={**token, "languages": "en", "formats": "html"}
    )
    assert (found.status_code, asked(unfrozen)) == (400, ())


@pytest.mark.parametrize("root", ["project", "product", "instance"])
def test_places_in_files_are_told_without_where_the_server_has_them(site, home, root, monkeypatch):
    instance = site.extensions["surveyapp_instance"].path
    roots = {"project": home, "product": product_home(), "instance": instance}
    (home / "elsewhere" / SETTINGS).parent.mkdir()
    (home / "elsewhere" / SETTINGS).touch()
    if root == "instance":
        monkeypatch.chdir(home / "elsewhere")
    place = {"language": "en", "words": "In 5 houses.", "kind": "stale"}
    place["place"] = f"{roots[root]}/questionnaires/x/report/en/summary.md:2"
    values = {"n_documents": 1, "n_alike": 0, "remarks": [place]}
    with site.test_request_context("/?lang=en"):
        *_, said = OUTCOMES["report"](values)
    assert "(en, questionnaires/x/report/en/summary.md:2)" in said


def test_what_changed_meanwhile_fails_in_words(unfrozen):
    browser = signed_in(unfrozen, "coordinator")
    with unfrozen.app_context():
        today = datetime.now(UTC).date()
        gone = put_job(JobKind.CODEBOOK, "gone", CODEBOOK, "account coordinator", today)
        early = put_job(JobKind.REPORT, WAVE, CODEBOOK, "account coordinator", today)
        frozen = put_job(JobKind.FREEZE, WAVE, {}, "account coordinator", today)
        work(unfrozen)
        codes = [job_of(each.job_id).outcome.code for each in (gone, early, frozen)]
        assert codes == ["wave-no-such-wave", "not-frozen", "wave-not-from-open"]
        assert {job_of(each.job_id).state for each in (gone, early, frozen)} == {JobState.FAILED}
        assert log_lines()[-1].action == StaffAction.SIGNED_IN
    assert "The wave is not frozen." in browser.go(f"/desk/{WAVE}/jobs/{early.job_id}/").page.html
    assert "Close it first." in browser.go(f"/desk/{WAVE}/jobs/{frozen.job_id}/").page.html
    with unfrozen.app_context(), writing(ANSWERS) as connection:
        connection.execute(delete(wave_table))
    assert browser.go(f"/desk/{WAVE}/jobs/{early.job_id}/").status == 404
