"""Analysis check: every problem in the plan of what is published, with its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from surveyapp.analysis.coding.code_book import CodeBook, theme_columns
from surveyapp.analysis.plan_file import PlanDefinition, plan_texts, texts_root
from surveyapp.analysis.plan_file.inspection import PlanInspection
from surveyapp.analysis.plan_file.lint import lint_plan
from surveyapp.formats.source.check_session import CheckSession, check_catalogue, places_of
from surveyapp.formats.source.placed_problem import other_name, placed_problems
from surveyapp.formats.source.questionnaire_folder import PLAN_FILE
from surveyapp.formats.source.yaml_file import YamlDocument
from surveyapp.questionnaire.build import build
from surveyapp.questionnaire.definition import CodeListDefinition, QuestionnaireDefinition
from surveyapp.questionnaire.texts import source_texts


@dataclass(frozen=True, slots=True)
class AnalysisSources:
    """A questionnaire, the code lists that it uses and its code books.

    code_lists: None when the questionnaire has problems of its own.
    """

    definition: QuestionnaireDefinition
    code_lists: Mapping[str, CodeListDefinition] | None
    books: tuple[CodeBook, ...] = ()


def check_plan(questionnaire: Path, written: AnalysisSources, session: CheckSession) -> None:
    """Notes the problems of the plan beside a questionnaire's file, where there is one.

    Its names are followed only when the questionnaire itself is sound.
    """
    path = questionnaire.parent / PLAN_FILE
    if not path.is_file():
        return
    read = session.read(path, PlanDefinition)
    if read is None:
        return
    plan, document = read
    name = written.definition.questionnaire
    session.problems.extend(other_name(document, "analysis", plan.analysis, name))
    _follow(plan, document, written, session)
    _check_catalogues(path, plan, written.definition, session)


def _follow(
    plan: PlanDefinition, document: YamlDocument, written: AnalysisSources, session: CheckSession
) -> None:
    if written.code_lists is not None:
        form = build(written.definition, written.code_lists)
        texts = source_texts(written.definition, written.code_lists)
        themes = theme_columns(form, written.books)
        subject = PlanInspection(plan, form, written.code_lists, texts, themes)
        found = lint_plan(subject)
        session.problems.extend(placed_problems(document, found))


def _check_catalogues(
    path: Path, plan: PlanDefinition, definition: QuestionnaireDefinition, session: CheckSession
) -> None:
    texts, places = dict(plan_texts(plan)), places_of(path)
    for language in definition.languages:
        if language != plan.source_language:
            catalogue = places.catalogue(language, texts_root(plan.analysis))
            check_catalogue(catalogue, language, texts, session)
