"""What -o takes, and that a file stays as it was until the new one is whole."""

import os
import stat
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from surveyapp.cli.output_file import write_file
from surveyapp.command import main
from surveyapp.formats.microdata.simulated_parts import SimulatedLines
from surveyapp.whole_file import whole_file

COULD_NOT_RUN = 2
FORM = "service_provision"
WRITERS = ("simulate", "compare", "codebook", "ddi", "export", "quotations", "report")
PRINTERS = ("simulate", "compare")


def run(*arguments):
    return CliRunner().invoke(main, arguments)


def names_in(folder):
    return [path.name for path in folder.iterdir()]


class DiskFullError(OSError):
    """As a full disk says it."""

    def __init__(self):
        super().__init__(28, os.strerror(28))


def fails_with(problem):
    def write(path):
        path.write_text("half", encoding="utf-8")
        raise problem

    return write


@pytest.mark.parametrize("problem", [DiskFullError(), KeyboardInterrupt()])
def test_what_stood_there_stays_when_writing_fails(tmp_path, problem):
    old = tmp_path / "old.csv"
    old.write_text("old", encoding="utf-8")
    with pytest.raises((click.exceptions.Exit, KeyboardInterrupt)):
        write_file(old, fails_with(problem))
    assert old.read_text(encoding="utf-8") == "old"
    assert names_in(tmp_path) == ["old.csv"]


def test_invented_answers_leave_an_old_file_when_they_are_interrupted(tmp_path, monkeypatch):
    old = tmp_path / "old.csv"
    old.write_text("old", encoding="utf-8")
    invented = SimulatedLines.of

    def interrupted(lines, places):
        if places.start:
            raise KeyboardInterrupt
        return invented(lines, places)

    monkeypatch.setattr(SimulatedLines, "of", interrupted)
    assert run("simulate", FORM, "-n", "101", "-o", str(old)).exit_code != 0
    assert old.read_text(encoding="utf-8") == "old"
    assert names_in(tmp_path) == ["old.csv"]


def test_a_file_keeps_who_may_read_it_and_the_link_that_leads_to_it(tmp_path):
    kept, link = tmp_path / "kept.csv", tmp_path / "link.csv"
    kept.touch(mode=0o640)
    link.symlink_to(kept)
    with whole_file(link) as unfinished:
        unfinished.write_text("new", encoding="utf-8")
    assert link.is_symlink()
    assert kept.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640


def test_a_device_stays_a_device(tmp_path):
    assert run("simulate", FORM, "-n", "1", "-o", os.devnull).exit_code == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("name", PRINTERS)
def test_a_dash_is_standard_output_where_that_is_usual(name, tmp_path, monkeypatch):
    made = tmp_path / "made.csv"
    assert run("simulate", FORM, "-n", "3", "-o", str(made)).exit_code == 0
    of_file = ("--data", str(made)) if name == "compare" else ("-n", "3")
    monkeypatch.chdir(tmp_path)
    assert run(name, FORM, *of_file, "-o", "-").stdout == run(name, FORM, *of_file).stdout
    assert names_in(tmp_path) == ["made.csv"]


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_without_a_name_is_refused(name):
    result = run(name, FORM, "-o", "")
    assert result.exit_code == COULD_NOT_RUN
    assert "no name of a file" in result.stderr


@pytest.mark.parametrize("name", sorted({*WRITERS} - {*PRINTERS}))
def test_a_dash_is_refused_where_a_file_is_written(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(name, FORM, "-o", "-")
    assert result.exit_code == COULD_NOT_RUN
    assert "writes a file" in result.stderr
    assert not names_in(tmp_path)
