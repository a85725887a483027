"""Unreviewed: how many translations of a questionnaire nobody but their translator has read."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from surveyapp.analysis.coding.code_book import code_books_root
from surveyapp.analysis.plan_file import texts_root
from surveyapp.formats.source.check_session import CheckSession
from surveyapp.formats.source.placed_problem import placed_problem
from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.shelf import LISTS
from surveyapp.formats.source.yaml_file import YamlDocument
from surveyapp.questionnaire.definition import QuestionnaireDefinition
from surveyapp.questionnaire.lint import Finding, Severity
from surveyapp.questionnaire.study import study_root
from surveyapp.questions.counted_noun import counted_noun


def unreviewed(
    definition: QuestionnaireDefinition,
    document: YamlDocument,
    lists: Iterable[Path],
    session: CheckSession,
) -> Iterator[Problem]:
    """One warning a language, where the language is named. lists: files of those that it uses.

    Only what `check_catalogues` has looked at is counted.
    """
    name = definition.questionnaire
    roots = (name, texts_root(name), code_books_root(name), study_root(name))
    owners = [*(f"{root}." for root in roots), *(f"{LISTS}.{each.stem}." for each in set(lists))]
    for place, language in enumerate(definition.languages):
        n = sum(session.unreviewed[owner, language] for owner in owners)
        if n:
            words = f"nobody has reviewed {counted_noun(n, 'translation')} into {language}"
            mend = (
                "read them and remove the lines # unreviewed, or, after reading all:"
                f" surveyapp translations {name} --language {language} --reviewed"
            )
            path = ("languages", place)
            rule = "translation-unreviewed"
            finding = Finding(path, rule, words, mend, Severity.WARNING)
            yield placed_problem(document, finding)
