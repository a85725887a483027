"""Settings, the purge and the privacy documents on the terminal: as at the desk, with words."""

import json
import shutil

import pytest

from surveyapp.formats.source.languages import languages
from surveyapp.instance import load_instance
from surveyapp.settings.settings_file import DESK
from surveyapp.storage.contacts import contacts_of
from surveyapp.storage.database import connected
from surveyapp.storage.staff_log import StaffAction, log_lines
from surveyapp.storage.waves import WaveState, move_wave
from tests.cli.round_home import done, run
from tests.reports.small_report import WAVE
from tests.storage.contacts import invite
from tests.study.conftest import made_empty
from tests.study.test_purge import ENDED, NAMES

__all__ = ["made_empty"]
REFUSED, COULD_NOT_RUN = 1, 2


@pytest.fixture
def instance(made_empty, tmp_path, monkeypatch):
    """An instance of one's own, which the commands work on."""
    path = shutil.copytree(made_empty / "instance", tmp_path / "instance")
    monkeypatch.chdir(made_empty)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(path))
    return load_instance(path)


def refused(*arguments):
    """What a command says that does not do what it was told."""
    found = run(*arguments)
    assert found.exit_code == REFUSED, found.output
    return found.output


def test_what_is_set_is_shown_and_logged(instance):
    done("settings", "set", "sender", "The Office", "study_name", "Tides")
    done("settings", "set", "sender", "Kontoret", "--lang", "nb")
    assert instance.sender == {"": "The Office", "nb": "Kontoret"}
    shown = json.loads(done("settings", "show", "--format", "json"))
    assert shown["sender"] == {"": "The Office", "nb": "Kontoret"}
    assert "sender (nb): Kontoret" in done("settings", "show")
    with connected(instance):
        assert [(each.action, each.about) for each in log_lines()] == [
            (StaffAction.SETTINGS_CHANGED, "study")
        ] * 2


def test_the_password_is_never_shown(instance):
    done("settings", "set", "mail_host", "mail.example.org", "mail_from", "a@example.org",
         "mail_user", "study", "mail_password", "secret-words")  # fmt: skip
    assert instance.mail.password == "secret-words"
    for layout in ("text", "json"):
        shown = done("settings", "show", "--format", layout)
        assert "secret-words" not in shown
        assert "…" in shown


def test_what_cannot_be_is_refused_with_what_is_wrong(instance):
    assert "no such setting" in refused("settings", "set", "colour", "red")
    assert "from 1 to 120" in refused("settings", "set", "contacts_months", "999")
    assert "one line" in refused("settings", "set", "sender", "a\nb")
    assert "mail_from" in refused("settings", "set", "mail_host", "mail.example.org")
    assert run("settings", "set", "sender").exit_code == COULD_NOT_RUN
    assert run("settings", "set", "sender", "a", "mail_port", "25").exit_code == COULD_NOT_RUN
    assert not (instance.path / DESK).exists()


def test_a_damaged_file_is_told(instance):
    (instance.path / DESK).touch(mode=0o600)
    (instance.path / DESK).write_text("sender = [")
    assert "is damaged" in refused("settings", "show")
    assert "backup" in refused("settings", "set", "sender", "x")


def test_a_file_that_others_may_read_is_refused(instance):
    done("settings", "set", "sender", "The Office")
    (instance.path / DESK).chmod(0o644)
    found = run("settings", "show")
    assert found.exit_code == COULD_NOT_RUN
    assert "chmod 600" in found.output


def test_documents_are_written_in_every_language(instance, tmp_path):
    done("settings", "set", "controller", "The Ministry of Tides")
    done("privacy-documents", WAVE, "--out", str(tmp_path / "out"), "--format", "html")
    names = {each.name for each in (tmp_path / "out").iterdir()}
    kinds = ("privacy-notice", "record-of-processing", "impact-assessment")
    assert names == {f"{kind}.{each}.html" for kind in kinds for each in languages().offered}
    for path in (tmp_path / "out").iterdir():
        assert "The Ministry of Tides" in path.read_text(encoding="utf-8")


def test_the_purge_is_told_before_it_is_done(instance):
    with connected(instance):
        invite(instance, *NAMES, wave=WAVE)
        move_wave(WAVE, WaveState.CLOSED, ENDED)
        move_wave(WAVE, WaveState.FROZEN)
    done("settings", "set", "contacts_months", "4")
    told = done("purge", "--dry-run")
    assert f"{WAVE}: 2 contacts with names, taken out now" in told
    with connected(instance):
        assert {each.institution for each in contacts_of(WAVE)} == set(NAMES)
    done("purge")
    with connected(instance):
        assert not {each.institution for each in contacts_of(WAVE)} & set(NAMES)
        last = log_lines()[-1]
    assert (last.action, last.about, last.how_many) == (StaffAction.CONTACTS_PURGED, WAVE, 2)
    assert "No contact has a name" in done("purge")
