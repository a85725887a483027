"""Recommendation file: ``report/recommendations.yaml`` beside a questionnaire."""

from collections.abc import Mapping

from pydantic import Field

from surveyapp.formats.source.definition_file import DefinitionRefused, read_definition
from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.prose_file import report_folder
from surveyapp.formats.source.questionnaire_folder import QuestionnaireRefused, shown
from surveyapp.formats.source.yaml_file import YamlDocument
from surveyapp.questionnaire.definition import Definition, Name
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.reports.prose.recommendation import Recommendation, Status

FILE = "recommendations.yaml"


class ReportPart(Definition):
    """A part of the file."""


class RecommendationDefinition(ReportPart):
    """One recommendation as it is written."""

    name: Name
    text: Mapping[str, str]
    addressee: Mapping[str, str]
    status: Status = Status.PROPOSED
    evidence: tuple[str, ...] = ()


class RecommendationsDefinition(ReportPart):
    """The whole file."""

    recommendations: tuple[RecommendationDefinition, ...] = Field(min_length=1)


def load_recommendations(name: str, form: Questionnaire) -> tuple[Recommendation, ...]:
    """In the order of the file; none without one.

    Raises QuestionnaireRefused also when a language is missing.
    """
    path = report_folder(name) / FILE
    if not path.is_file():
        return ()
    try:
        definition, document = read_definition(path, RecommendationsDefinition, shown(path))
    except DefinitionRefused as refused:
        raise QuestionnaireRefused(refused.problems) from refused
    problems = list(_problems(definition, document, form))
    if problems:
        raise QuestionnaireRefused(problems)
    return tuple(
        Recommendation(each.name, each.text, each.addressee, each.status, each.evidence)
        for each in definition.recommendations
    )


def _problems(
    definition: RecommendationsDefinition, document: YamlDocument, form: Questionnaire
) -> list[Problem]:
    found: list[Problem] = []
    names: set[str] = set()
    for place, each in enumerate(definition.recommendations):
        at = ("recommendations", place)
        if each.name in names:
            line, column = document.position_of((*at, "name"))
            words = f"the name {each.name!r} stands here twice"
            found.append(Problem(document.file, line, column, "name-twice", words, "change one"))
        names.add(each.name)
        for key in ("text", "addressee"):
            missing = [code for code in form.languages if code not in getattr(each, key)]
            line, column = document.position_of((*at, key))
            found += (
                Problem(document.file, line, column, "language-missing", words, f"add {code}:")
                for code in missing
                for words in [f"{each.name} has no {key} in {code!r}"]
            )
    return found
