"""A frozen round is published at once and for good, and beside a twin only with a reason."""

import json
from pathlib import Path

import pyarrow as pa
import pytest

from surveyapp.analysis.microdata import snapshot
from surveyapp.instance import load_instance
from tests.cli.round_home import NAME, done, make_home, open_wave, run, send

REFUSED, COULD_NOT_RUN = 1, 2


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The project's directory, where waves take real answers."""
    make_home(tmp_path, monkeypatch, is_demo=False)
    return tmp_path


def closed(home, name="spring", n=12):
    open_wave(name)
    send(load_instance(home / "instance"), name, n)
    done("wave", "close", name)


def kept(home, folder):
    return sorted(path.name for path in (home / "instance" / folder).glob("*.json"))


def test_freezing_publishes_and_records(home):
    closed(home)
    told = run("wave", "freeze", "spring")
    assert told.exit_code == 0, told.output
    assert "These figures stay as they are from now on." in told.stderr
    assert kept(home, "records") == ["spring.json"]
    assert len(kept(home, "publications")) == 1


def test_everything_that_publishes_takes_what_was_kept(home, monkeypatch):
    closed(home)
    done("wave", "freeze", "spring")
    before = done("compare", NAME, "--format", "json")

    def computed(*_arguments):
        raise AssertionError("computed again")

    monkeypatch.setattr("surveyapp.storage.publications.publish_beside", computed)
    assert done("compare", NAME, "--format", "json") == before
    part = json.loads(done("compare", NAME, "--question", "rating", "--format", "json"))
    named = [each["column"] for each in part["columns"]]
    whole = json.loads(before)["columns"]
    assert "rating" in named
    assert part["columns"] == [each for each in whole if each["column"] in named]
    assert "Sound" in done("audit", NAME)
    done("quality", NAME)
    done("report", NAME, "-o", str(home / "report.html"))


def test_a_wave_that_cannot_be_published_is_frozen_and_says_why(home):
    closed(home)
    (home / "instance/records").write_bytes(b"")
    told = run("wave", "freeze", "spring")
    assert told.exit_code == COULD_NOT_RUN, told.output
    assert "spring  frozen" in told.stdout
    assert "Nothing is published of it yet. Not a directory." in told.stderr
    assert "surveyapp wave freeze spring" in told.stderr


@pytest.fixture
def full_disk(monkeypatch):
    """Answers are written to a device that has no room; call it once there is some."""
    assert Path("/dev/full").is_char_device()
    written = snapshot.pq.write_table

    def full(table, _path, **told):
        with pa.OSFile("/dev/full", "wb") as sink:  # of a path the library would remove the device
            written(table, sink, **told)

    monkeypatch.setattr(snapshot.pq, "write_table", full)
    return lambda: monkeypatch.setattr(snapshot.pq, "write_table", written)


def test_on_a_full_disk_words_say_what_to_do_and_the_same_command_goes_on(home, full_disk):
    closed(home)
    for _ in range(2):
        told = run("wave", "freeze", "spring")
        assert told.exit_code == COULD_NOT_RUN, told.output
        assert "spring  frozen" in told.stdout
        assert "Nothing is published of it yet. The disk is full. Make room" in told.stderr
        assert "The wave is frozen and stays so." in told.stderr
        assert "publish it with: surveyapp wave freeze spring" in told.stderr
        assert "rrno" not in told.output
    full_disk()
    told = run("wave", "freeze", "spring")
    assert told.exit_code == 0, told.output
    assert "These figures stay as they are from now on." in told.stderr
    assert kept(home, "records") == ["spring.json"]
    assert done("log", "show").count("wave frozen") == 1
    assert run("wave", "freeze", "spring").exit_code == REFUSED


@pytest.mark.parametrize("command", ["compare", "quality", "report", "audit"])
def test_no_command_says_the_number_of_an_error(home, full_disk, command):
    closed(home)
    run("wave", "freeze", "spring")
    told = run(command, NAME, *(["-o", home / "report.html"] if command == "report" else []))
    assert told.exit_code == COULD_NOT_RUN
    assert "No space left on device. The disk is full." in told.stderr
    assert "rrno" not in told.output


def test_what_could_not_be_recorded_is_not_called_published(home):
    closed(home)
    (home / "instance/records/spring.json").mkdir(parents=True)
    told = run("wave", "freeze", "spring")
    assert told.exit_code == COULD_NOT_RUN
    assert "These figures stay" not in told.stderr


def test_a_record_that_cannot_be_written_is_not_called_kept(home):
    closed(home)
    (home / "instance/records").symlink_to(home / "not mounted")
    told = run("wave", "freeze", "spring")
    assert told.exit_code == COULD_NOT_RUN
    assert "could not be kept" in told.stderr
    assert "These figures stay" not in told.stderr


def test_a_damaged_record_is_named_with_the_way_out(home):
    closed(home)
    done("wave", "freeze", "spring")
    (home / "instance/records/spring.json").write_text("{}", encoding="utf-8")
    for command in ("compare", "audit"):
        told = run(command, NAME)
        assert told.exit_code == COULD_NOT_RUN
        assert "bring it back from a backup" in told.stderr


def test_a_round_that_is_like_another_is_frozen_only_with_a_reason(home):
    closed(home)
    done("wave", "freeze", "spring")
    closed(home, "autumn", n=13)
    told = run("wave", "freeze", "autumn")
    assert told.exit_code == REFUSED
    assert "has 13 institutions and the frozen wave spring has 12" in told.stderr
    assert "100% of the answers are the same" in told.stderr
    assert "surveyapp wave confirm autumn --because REASON" in told.stderr
    assert "autumn  closed" in done("wave", "list")
    done("wave", "confirm", "autumn", "--because", "all of them agreed")
    done("wave", "freeze", "autumn")
    assert "published beside spring" in done("wave", "show", "autumn")
    (logged,) = json.loads(done("wave", "show", "autumn", "--format", "json"))["confirmations"]
    assert (logged["beside"], logged["reason"]) == ("spring", "all of them agreed")


@pytest.mark.parametrize("reason", ["", "  ", "a\nb", "x" * 501], ids=len)
def test_a_reason_is_one_line_of_words(home, reason):
    closed(home)
    told = run("wave", "confirm", "spring", "--because", reason)
    assert told.exit_code == COULD_NOT_RUN


def test_nothing_is_confirmed_where_nothing_is_alike(home):
    closed(home)
    assert "nothing was to be confirmed" in done("wave", "confirm", "spring", "--because", "why")
