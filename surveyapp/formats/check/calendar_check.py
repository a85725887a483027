"""Calendar check: every problem in files of periods in which nobody can be asked to answer."""

from collections.abc import Iterable
from pathlib import Path

from surveyapp.fieldwork.calendar_rules import CalendarRules
from surveyapp.formats.source.calendar_file import problems_of_calendar
from surveyapp.formats.source.check_session import CheckSession


def check_calendars(paths: Iterable[Path], session: CheckSession) -> None:
    """Notes the problems of each file once."""
    for path in dict.fromkeys(paths):
        if read := session.read(path, CalendarRules):
            session.problems.extend(problems_of_calendar(*read, path.stem))
