"""Questionnaires: whether each can be asked, and how far it is translated."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, abort, render_template

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.formats.catalogue_set import coverage_by_language
from surveyapp.formats.check.questionnaire_check import Report, check
from surveyapp.formats.source.po_text import Coverage
from surveyapp.formats.source.questionnaire_folder import (
    QuestionnaireMissing,
    QuestionnaireRefused,
    folder_of,
    questionnaire_names,
)
from surveyapp.formats.source.shelf import project_shelf
from surveyapp.questions.language import own_name
from surveyapp.storage.waves import Wave
from surveyapp.web.access import staff
from surveyapp.web.clock import today
from surveyapp.web.language import current_language
from surveyapp.web.logged import only_reads
from surveyapp.web.respondent.form_words import take_project_form

blueprint = Blueprint("questionnaires", __name__)


@dataclass(frozen=True, slots=True)
class QuestionnaireLine:
    """One questionnaire. coverage: language -> how far it is translated, {} where nobody knows."""

    name: str
    title: str | None
    n_errors: int
    n_warnings: int
    coverage: dict[str, Coverage]


@blueprint.get("/desk/questionnaires/")
@staff(Permission.TRANSLATIONS)
@only_reads
def overview() -> str:
    """Every questionnaire of the project."""
    lines = list(map(_line, questionnaire_names()))
    languages = list(dict.fromkeys(code for line in lines for code in line.coverage))
    return render_template(
        "desk/questionnaires.html", lines=lines, spoken=languages, **_for_coverage(languages)
    )


@blueprint.get("/desk/questionnaires/<questionnaire>/")
@staff(Permission.TRANSLATIONS)
@only_reads
def checked(questionnaire: str) -> str:
    """Every problem in its files, with its place."""
    if questionnaire not in questionnaire_names():
        abort(404)
    return check_page(questionnaire, None)


def check_page(questionnaire: str, wave: Wave | None) -> str:
    """The problems of a questionnaire in words. wave: the one that asks it, None for none."""
    try:
        report = _report(questionnaire)
    except QuestionnaireMissing:
        abort(404)
    errors = [each for each in report.problems if each.is_error]
    coverage = _coverage(questionnaire)
    return render_template(
        "desk/check.html",
        wave=wave,
        questionnaire=questionnaire,
        title=_title(questionnaire),
        problems=errors,
        warnings=[each for each in report.problems if not each.is_error],
        coverage=coverage,
        **_for_coverage(coverage),
        is_listed=questionnaire in questionnaire_names(),
    )


def _line(name: str) -> QuestionnaireLine:
    problems = _report(name).problems
    n_errors = sum(each.is_error for each in problems)
    n_warnings = len(problems) - n_errors
    return QuestionnaireLine(name, _title(name), n_errors, n_warnings, _coverage(name))


def _report(name: str) -> Report:
    """Raises QuestionnaireMissing."""
    return check([folder_of(name)], today())


def _title(name: str) -> str | None:
    try:
        return take_project_form(name, "full", current_language()).text("title")
    except (QuestionnaireMissing, QuestionnaireRefused):
        return None


def _for_coverage(spoken: Iterable[str]) -> dict[str, object]:
    return {"names": {code: own_name(code) for code in spoken}, "share": _share}


def _share(found: Coverage) -> int:
    """Per cent of the texts that are translated; 100 only of all of them."""
    n_lacking = len(found.missing) + len(found.stale)
    return 100 * (found.n_texts - n_lacking) // found.n_texts if found.n_texts else 100


def _coverage(name: str) -> dict[str, Coverage]:
    try:
        return coverage_by_language(name, project_shelf())
    except (QuestionnaireMissing, QuestionnaireRefused):
        return {}
