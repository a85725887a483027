"""Interface draft: the catalogue of the interface in a language, as a project begins it."""

from collections.abc import Sequence
from pathlib import Path

from surveyapp.formats.catalogue_set import CatalogueDraft
from surveyapp.formats.source.languages import DOMAIN, interface_texts
from surveyapp.formats.source.message_file import (
    Messages,
    messages_coverage,
    messages_text,
    parsed_messages,
    read_messages,
    reviewed_messages,
)
from surveyapp.formats.source.po_file import PoRefused
from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.questionnaire_folder import QuestionnaireRefused, shown
from surveyapp.formats.source.shelf import catalogue_in
from surveyapp.plain_file import bytes_in


def interface_drafts(
    languages: Sequence[str], root: Path, *, is_reviewed: bool = False
) -> tuple[CatalogueDraft, ...]:
    """The catalogues of the interface in some languages; nothing is written.

    root: the project's folder; is_reviewed: whether all translations that are not fuzzy count as
    read by a second person. Raises QuestionnaireRefused with the place of each problem.
    """
    drafts: list[CatalogueDraft] = []
    problems: list[Problem] = []
    for language in languages:
        try:
            drafts.append(_draft(language, root, is_reviewed=is_reviewed))
        except PoRefused as refused:
            problems.append(refused.problem)
    if problems:
        raise QuestionnaireRefused(problems)
    return tuple(drafts)


def _draft(language: str, root: Path, *, is_reviewed: bool) -> CatalogueDraft:
    path = catalogue_in(root, language, DOMAIN)
    known = read_messages(path, shown(path)) if path.exists() else Messages()
    before = bytes_in(path) if path.exists() else None
    known = reviewed_messages(known) if is_reviewed else known
    after = messages_text(language, interface_texts(), known)
    coverage = messages_coverage(language, parsed_messages(after, shown(path)).messages)
    return CatalogueDraft(language, DOMAIN, path, before, after.encode(), coverage)
