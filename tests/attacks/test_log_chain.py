"""The log of staff: changed, cut, moved, forged; and what must never be in it (T23)."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date

import pytest
from click.testing import CliRunner

from surveyapp.command import main
from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.instance import create_instance, instance_path, load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.staff import add_staff
from surveyapp.storage.staff_log import StaffAction, chain_of, log_lines, write_line
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.journeys.conftest import open_wave
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sending import make_ready, opened
from tests.study.post import mailing_home, post_office, write_mail
from tests.web.people import PASSWORD, sign_in_fields, signed_in

DAY, WAVE = date(2014, 9, 15), "service_provision"
TRIGGERS = ("staff_log_no_update", "staff_log_no_delete", "staff_log_no_replace")
CHANGES = {
    "changed": "UPDATE staff_log SET how_many = 6 WHERE line = '0000000003'",
    "actor": "UPDATE staff_log SET actor = 'account ola' WHERE line = '0000000003'",
    "hash": "UPDATE staff_log SET line_hash = previous_hash WHERE line = '0000000003'",
    "nothing": "UPDATE staff_log SET how_many = NULL WHERE line = '0000000003'",
    "bytes": "UPDATE staff_log SET about = x'00ff' WHERE line = '0000000003'",
    "removed": "DELETE FROM staff_log WHERE line = '0000000003'",
    "first": "DELETE FROM staff_log WHERE line = '0000000001'",
    "moved": "UPDATE staff_log SET line = '0000000009' WHERE line = '0000000003'",
    "replaced": "INSERT OR REPLACE INTO staff_log SELECT line, '2014-01-01', actor, action, about,"
    " how_many, previous_hash, line_hash FROM staff_log WHERE line = '0000000003'",
    "inserted": "INSERT INTO staff_log SELECT '0000000003x', log_day, actor, action, about,"
    " how_many, previous_hash, line_hash FROM staff_log WHERE line = '0000000003'",
}


@pytest.fixture(scope="module")
def logged(tmp_path_factory):
    """The directory of an instance whose log has five lines; only to be copied."""
    made = create_instance(tmp_path_factory.mktemp("log") / "study")
    upgrade(made)
    with connected(made):
        for n in range(1, 6):
            write_line(DAY, "account maria", StaffAction.WAVE_MIXED, "spring", n)
    return made.path


@pytest.fixture
def instance(logged, tmp_path, monkeypatch):
    """Such an instance of the test's own, on which commands work."""
    path = shutil.copytree(logged, tmp_path / "study")
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(path))
    return load_instance(path)


def run(*words, typed=""):
    return CliRunner().invoke(main, words, input=typed)


def write(instance, *statements):
    """As somebody who has the file writes to it."""
    with closing(sqlite3.connect(instance.path / "contacts.db", isolation_level=None)) as plain:
        for statement in statements:
            plain.execute(statement)


def lines(instance):
    with connected(instance):
        return log_lines()


def actions(instance):
    """(action, about, how many) of every line, the oldest first."""
    return [(each.action, each.about, each.how_many) for each in lines(instance)]


@pytest.mark.parametrize("change", [each for each in CHANGES if each != "inserted"])
def test_no_line_is_changed_removed_or_replaced(instance, change):
    before = lines(instance)
    with pytest.raises(sqlite3.IntegrityError, match="the log is never changed"):
        write(instance, CHANGES[change])
    assert lines(instance) == before


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_by_somebody_who_dropped_the_triggers_is_told(instance, change):
    write(instance, *(f"DROP TRIGGER {name}" for name in TRIGGERS), CHANGES[change])
    result = run("log", "verify")
    assert result.exit_code == 1
    misfit = {"first": "0000000002", "removed": "0000000004", "moved": "0000000004"}
    misfit |= {"inserted": "0000000003x"}
    assert result.stderr.splitlines()[1].split()[0] == misfit.get(change, "0000000003")


def test_a_log_as_it_was_written_fits(instance):
    result = run("log", "verify")
    assert result.exit_code == 0
    assert result.stdout.split() == ["5", "lines,", "head", lines(instance)[-1].line_hash]


def test_removing_the_newest_lines_is_found_by_a_head_that_was_kept_elsewhere(instance):
    head = run("log", "verify").stdout.split()[-1]
    write(instance, *(f"DROP TRIGGER {name}" for name in TRIGGERS))
    write(instance, "DELETE FROM staff_log WHERE line = '0000000005'")
    assert run("log", "verify").exit_code == 0
    assert run("log", "verify", "--head", head).exit_code == 1


def test_a_log_that_was_written_anew_is_found_by_that_head(instance):
    head = run("log", "verify").stdout.split()[-1]
    assert run("log", "verify", "--head", head).exit_code == 0
    write(instance, *(f"DROP TRIGGER {name}" for name in TRIGGERS), "DELETE FROM staff_log")
    with connected(instance):
        for n in range(1, 7):
            write_line(DAY, "account maria", StaffAction.WAVE_MIXED, "spring", n + 5)
    assert run("log", "verify").exit_code == 0
    assert run("log", "verify", "--head", head).exit_code == 1


def test_two_writers_at_once_keep_one_chain(instance):
    def write_five(who):
        with connected(instance):
            for _ in range(5):
                write_line(DAY, who, StaffAction.SIGNED_IN)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write_five, ("account a", "account b", "terminal c")))
    chain = chain_of(lines(instance))
    assert (chain.n_lines, chain.misfit) == (20, None)


def test_a_whole_visit_of_a_respondent_writes_no_line(tmp_path):
    made = create_instance(tmp_path / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, WAVE)
    app = create_app(made)
    limiter.reset()
    browser = start(PlainBrowser(app), WAVE, "en")
    code = browser.page.by_id["access-code"]
    browser.go("/answer/page/proposals").send({"rec_national": ["More beds."]}, form="answer-form")
    make_ready(browser).send()
    assert browser.address == "/answer/receipt"
    again = opened(app, code)
    for address in ("/answer/copy", "/answer/copy.pdf", "/answer/withdraw", "/answer/later"):
        assert again.go(address).status == 200
    form = next(
        form for form in again.go("/answer/withdraw").page.forms if "leave" not in form.action
    )
    assert again.send(form=form.identifier).address == "/answer/?withdrawn=1"
    again.go("/answer/decline")
    again.go("/leave")
    PlainBrowser(app).go("/answer/code").send({"code": ["AAAA-AAAA-AAAA-AAAA-AAAA"]})
    assert lines(made) == ()


def test_staff_of_the_pages_are_logged_once_an_action(tmp_path):
    made = create_instance(tmp_path / "study")
    upgrade(made)
    with connected(made):
        add_staff("maria", [StaffRole.COORDINATOR], PASSWORD)
    app = create_app(made, {"TESTING": True})
    limiter.reset()
    fields = sign_in_fields(made, "maria")
    browser = PlainBrowser(app).go("/staff/sign-in")
    browser.send({**fields, "password": ["four other words here"]})
    browser.send({**fields, "factor": ["12345"]})
    browser.send(fields)
    assert browser.go("/coordinate/").status == 200
    browser.send()
    assert [(each.actor, each.action) for each in lines(made)] == [
        ("account maria", "second factor failed"),
        ("account maria", "signed in"),
        ("account maria", "signed out"),
    ]


CONTACTS = "institution,language,country,class,email\nHarbour House,en,RO,ngo,harbour@example.org\n"


def test_commands_are_logged_with_numbers_and_without_names_or_codes(tmp_path, monkeypatch):
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path / "study"))
    listed = tmp_path / "list.csv"
    listed.write_text(CONTACTS)
    done = [
        run("init"),
        run("staff", "add", "maria", "--role", "coordinator", "--generate"),
        run("staff", "second-factor", "maria"),
        run("staff", "role", "maria", "analyst"),
        run("staff", "deactivate", "maria"),
        run("wave", "new", "spring", "--questionnaire", WAVE),
        run("contacts", "import", "spring", str(listed), "--dry-run"),
        run("contacts", "import", "spring", str(listed)),
        run("wave", "open", "spring"),
        run("invitations", "create", "spring"),
        codes := run("invitations", "codes", "spring"),
        run("invitations", "replace", "spring", "Harbour House"),
        run("inquiries", "ask", "spring", "Harbour House", "Please look at C4 again."),
        run("contacts", "dispose", "spring", "Harbour House", "--as", "refused"),
        run("codes", "create", "-n", "3", "--wave", "spring"),
        run("wave", "list"),
        run("mix", "spring"),
    ]
    assert [each.output for each in done if each.exit_code] == []
    assert actions(load_instance(tmp_path / "study")) == [
        ("instance prepared", "", None),
        ("account made", "maria", None),
        ("second factor changed", "maria", None),
        ("role changed", "maria", None),
        ("account closed", "maria", None),
        ("wave made", "spring", None),
        ("contacts imported", "spring", 1),
        ("wave opened", "spring", None),
        ("invitations made", "spring", 1),
        ("codes printed", "spring", 1),
        ("invitation replaced", "spring", None),
        ("inquiry asked", "spring", None),
        ("contacts disposed", "spring", 1),
        ("codes made", "spring", 3),
        ("wave mixed", "spring", 0),
    ]
    shown = run("log", "show").stdout
    assert all(line.split("  ")[2].startswith("terminal ") for line in shown.splitlines())
    code = codes.stdout.strip().split(",")[-1]
    for secret in ("Harbour", "example.org", "C4", code, code.replace("-", "")):
        assert secret not in shown


def test_mails_are_counted_by_occasion_and_only_those_that_went_out(tmp_path, monkeypatch):
    home = mailing_home(tmp_path, monkeypatch, n=5)
    with post_office() as (post, port):
        write_mail(home, port)
        post.answers["i001"] = "550 5.1.1 gone"
        run("mail", "queue", "spring", "invitation")
        run("mail", "send", "spring", "--dry-run")
        run("mail", "send", "spring")
        run("mail", "send", "spring")
    assert [each for each in actions(load_instance(instance_path())) if "mail" in each[0]] == [
        ("mail queued", "spring invitation", 5),
        ("mail sent", "spring invitation", 4),
    ]


def test_a_command_that_is_refused_writes_no_line(instance):
    assert run("wave", "close", "no-such-wave").exit_code == 1
    assert run("staff", "deactivate", "nobody").exit_code == 1
    assert len(lines(instance)) == 5


def test_a_review_that_is_refused_writes_no_line(tmp_path):
    made = create_instance(tmp_path / "demo", is_demo=True)
    upgrade(made)
    with connected(made):
        add_staff("coordinator", [StaffRole.COORDINATOR], PASSWORD)
    browser = signed_in(create_app(made), "coordinator")
    browser.client.post(f"/coordinate/{WAVE}/texts/{'0' * 32}/")
    browser.client.get(f"/coordinate/{WAVE}.xlsx")
    assert [each.action for each in lines(made)] == ["signed in"]
