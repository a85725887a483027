"""Calendars of countries, by which deadlines are looked at."""

import shutil

import pytest

from surveyapp.formats.check.questionnaire_check import check
from surveyapp.formats.source import kept_file
from surveyapp.formats.source.calendar_file import load_calendars
from tests.formats.broken import CALENDAR_OF_A_LAND, SOUND, STUDY, break_in


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with one questionnaire that compares RO and NO, and a calendar of its own."""
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 0.0)
    shutil.copytree(SOUND, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def used():
    return [each.calendar for each in load_calendars("sound")[0]]


def test_calendars_of_the_compared_groups_are_used_where_nobody_says_which(project):
    assert used() == ["land", "norway", "romania"]
    break_in(project, (CALENDAR_OF_A_LAND, "country: RO", "country: SE"))
    assert used() == ["norway", "romania"]
    break_in(project, (CALENDAR_OF_A_LAND, "country: SE\n", ""))
    assert used() == ["land", "norway", "romania"]


@pytest.mark.parametrize(("named", "expected"), [("norway", ["norway"]), ("", [])])
def test_a_study_says_which_calendars_are_used(project, named, expected):
    break_in(project, (STUDY, "study: sound\n", f"study: sound\ncalendars: [{named}]\n"))
    assert used() == expected


def test_a_project_stands_over_what_ships(project):
    shutil.copy(project / CALENDAR_OF_A_LAND, project / "questionnaires/calendars/norway.yaml")
    _, (told,) = load_calendars("sound")
    assert (told.code, used()) == ("other-name", ["land", "romania"])


def test_a_calendar_that_cannot_be_used_is_told_and_leaves_the_others(project):
    break_in(project, (CALENDAR_OF_A_LAND, "calendar: land", "calendar: [land"))
    found, (told,) = load_calendars("sound")
    assert [each.calendar for each in found] == ["norway", "romania"]
    assert told.code == "yaml-syntax"


def test_the_check_of_a_questionnaire_looks_at_the_calendars_of_its_folder(project):
    break_in(project, (CALENDAR_OF_A_LAND, "begins: 12-24", "begins: 24-12"))
    for path in (project / "questionnaires/sound", project / CALENDAR_OF_A_LAND):
        (told,) = check([path]).problems
        assert (told.file, told.line, told.code) == (CALENDAR_OF_A_LAND, 8, "ill-formed")
        assert told.mend == "use month and day, such as 12-20"


def test_a_questionnaire_is_not_called_like_the_folder_of_calendars(project):
    folder = project / "questionnaires"
    (folder / "calendars/land.yaml").unlink()
    shutil.copy(folder / "sound/questionnaire.yaml", folder / "calendars")
    text = folder.joinpath("calendars/questionnaire.yaml").read_text()
    folder.joinpath("calendars/questionnaire.yaml").write_text(
        text.replace("questionnaire: sound", "questionnaire: calendars")
    )
    assert "reserved-name" in {each.code for each in check([folder]).problems}
