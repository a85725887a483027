"""Calendar file: periods of a country in which nobody can be asked, found on the project's shelf.

Rounds keep no copy of them: a deadline is looked at by the calendars that there are now.
"""

from surveyapp.fieldwork.calendar_rules import CalendarRules, lint_calendar
from surveyapp.formats.source.definition_file import DefinitionRefused, read_definition
from surveyapp.formats.source.placed_problem import other_name, placed_problems
from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.questionnaire_folder import load_release, shown
from surveyapp.formats.source.shelf import project_shelf
from surveyapp.formats.source.study_file import load_study_definition
from surveyapp.formats.source.yaml_file import YamlDocument

Calendars = tuple[tuple[CalendarRules, ...], tuple[Problem, ...]]
"""Calendars that can be used, and why others cannot."""


def load_calendars(questionnaire: str) -> Calendars:
    """By what deadlines are looked at: the calendars of the study, or of its compared groups.

    Raises QuestionnaireRefused, QuestionnaireMissing.
    """
    named = load_study_definition(questionnaire).calendars
    countries = {code.code for code in load_release(questionnaire).compare_codes} | {None}
    found, problems = _read_all()
    return tuple(
        each
        for each in found
        if (each.country in countries if named is None else each.calendar in named)
    ), problems


def problems_of_calendar(
    rules: CalendarRules, document: YamlDocument, name: str
) -> tuple[Problem, ...]:
    """All that is wrong in a file that has the shape of a calendar. name: under which it lies."""
    named = other_name(document, "calendar", rules.calendar, name)
    return (*named, *placed_problems(document, lint_calendar(rules)))


def _read_all() -> Calendars:
    sound: list[CalendarRules] = []
    problems: list[Problem] = []
    for path in project_shelf().calendar_files().values():
        try:
            rules, document = read_definition(path, CalendarRules, shown(path))
        except DefinitionRefused as refused:
            problems.extend(refused.problems)
            continue
        wrong = problems_of_calendar(rules, document, path.stem)
        problems.extend(wrong)
        sound.extend(() if wrong else (rules,))
    return tuple(sound), tuple(problems)
