"""Questionnaire check: every problem in the files of questionnaires, with its place.

The linter knows definitions and texts; here its findings get file, line and column.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from surveyapp.analysis.collection_pause import collection_pause
from surveyapp.analysis.plan_file.rule import PLAN as PLAN_RULES
from surveyapp.fieldwork.calendar_rules import CALENDAR_RULES
from surveyapp.fieldwork.screening_lint import SCREENING_RULES
from surveyapp.formats.check.analysis_check import AnalysisSources, check_plan
from surveyapp.formats.check.burden_check import BurdenSource, check_burden
from surveyapp.formats.check.calendar_check import check_calendars
from surveyapp.formats.check.check_ignore import Ignored, without_ignored
from surveyapp.formats.check.checked_files import looked_at
from surveyapp.formats.check.code_list_check import Use, check_code_lists
from surveyapp.formats.check.cut_text import cut_texts
from surveyapp.formats.check.screening_check import check_rules
from surveyapp.formats.check.taken_name import taken_name
from surveyapp.formats.check.unreviewed import unreviewed
from surveyapp.formats.source.check_session import (
    CheckSession,
    check_catalogue,
    places_of,
)
from surveyapp.formats.source.code_book_file import check_code_books
from surveyapp.formats.source.languages import languages
from surveyapp.formats.source.placed_problem import other_name, placed_problems
from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.questionnaire_folder import FILE, shown
from surveyapp.formats.source.shelf import LISTS
from surveyapp.formats.source.study_file import check_study
from surveyapp.formats.source.yaml_file import YamlDocument
from surveyapp.plain_file import bytes_in
from surveyapp.questionnaire.definition import QuestionnaireDefinition
from surveyapp.questionnaire.lint import RULES as LINT_RULES
from surveyapp.questionnaire.lint import (
    Finding,
    Inspection,
    lint,
    needed_words,
    unused_parameters,
)
from surveyapp.questionnaire.lint.structure import REASONS_LIST
from surveyapp.questionnaire.release import lists_used
from surveyapp.questionnaire.texts import source_texts, texts_of

WITH_TEXTS = frozenset({".yaml", ".md"})
FILE_RULES: Mapping[str, str] = {
    "yaml-syntax": "the file cannot be read as YAML",
    "not-utf-8": "the file is not saved as UTF-8",
    "too-large": "the file has too many parts",
    "too-deep": "too many levels inside each other",
    "alias": "anchors and aliases are not used",
    "tag": "tags are not used",
    "duplicate-key": "a key stands twice",
    "key-not-text": "a key must be a word",
    "unknown-key": "there is no such key",
    "missing-key": "something that must be there is missing",
    "cut-text": "a # without quotes ends a text, and its rest is lost",
    "not-text": "text is needed, such as a number in quotes",
    "ill-formed": "a name, code or version has characters that it cannot have",
    "empty-text": "a text is empty",
    "unknown-word": "one of a few words is needed",
    "not-true-or-false": "only true and false can stand here",
    "not-a-number": "a number is needed",
    "not-a-date": "a date is needed",
    "not-a-list": "a list is needed",
    "not-a-mapping": "keys with values are needed",
    "empty-list": "a list has no parts",
    "too-many": "a list has too many parts",
    "language-not-offered": "the interface has no such language, or not completely",
    "other-name": "a file or folder is not called as the questionnaire or list in it",
    "ignore-unfit": "a comment that ignores a rule names no rule or reason, or an error",
    "ignore-unused": "a comment ignores a rule that finds nothing there",
    "po-syntax": "a catalogue cannot be read",
    "unreadable": "a file is there and cannot be opened",
}
RULES: Mapping[str, str] = {
    **FILE_RULES,
    **PLAN_RULES,
    **LINT_RULES,
    **SCREENING_RULES,
    **CALENDAR_RULES,
}


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at, by the number of files, what was found, and what is ignored.

    documents: every YAML file that could be read.
    """

    n_questionnaires: int
    n_code_lists: int
    problems: tuple[Problem, ...]
    ignored: tuple[Ignored, ...] = ()
    documents: Mapping[Path, YamlDocument] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether everything can be used; warnings do not hinder."""
        return not any(problem.is_error for problem in self.problems)


@collection_pause()
def check(paths: Sequence[Path], today: date | None = None) -> Report:
    """Everything that is wrong below these paths. Raises NothingToCheck, OSError.

    today: by which the age of what somebody has to look at again is told; None: it is not.
    """
    files = looked_at(paths)
    session = CheckSession(today=today)
    uses = [_check_questionnaire(file, session) for file in files.questionnaires]
    used = {file for use in uses if use for file in use.lists}
    everything = tuple(dict.fromkeys((*files.lists, *sorted(used))))
    users = [use for use in uses if use]
    check_code_lists(everything, users, session)
    for use in users:
        session.problems.extend(unreviewed(use.definition, use.document, use.lists, session))
    screened = [(use.places, use.languages) for use in users]
    places = [use.places for use in users]
    screening = (each for place in places for each in place.own_files(place.screening_files()))
    check_rules((*files.screening, *screening), screened, session)
    calendars = (each for place in places for each in place.own_files(place.calendar_files()))
    check_calendars((*files.calendars, *calendars), session)
    if None not in uses:
        session.problems.extend(_unused_lists(paths, used))
    documents = session.documents.values()
    session.problems.extend(found for each in documents for found in cut_texts(each))
    told, ignored = without_ignored(sorted(set(session.problems)), documents, RULES)
    return Report(
        len(files.questionnaires), len(everything), tuple(sorted(told)), ignored, session.documents
    )


def _unused_lists(paths: Iterable[Path], used: Iterable[Path]) -> Iterator[Problem]:
    """Lists of a whole set of questionnaires that none of them uses."""
    known = {REASONS_LIST, *(file.stem for file in used)}
    for folder in (path.absolute() / LISTS for path in paths):
        for file in sorted(folder.glob("*.yaml")):
            if file.stem not in known:
                words, mend = f"no question uses the list {file.stem}", "use it, or remove the file"
                yield Problem(shown(file), 1, 1, "unused-list", words, mend, "warning")


def _check_questionnaire(path: Path, session: CheckSession) -> Use | None:
    """Notes the problems of a questionnaire; what it uses, None when its file cannot be read."""
    read_file = session.read(path, QuestionnaireDefinition)
    if read_file is None:
        return None
    definition, document = read_file
    session.problems.extend(placed_problems(document, unknown_languages(definition)))
    places = places_of(path)
    files = {name: places.code_list(name) for name in lists_used(definition)}
    used = {name: file for name, file in files.items() if file.is_file()}
    read = {name: session.code_list(file) for name, file in used.items()}
    usable = {name: pair[0] for name, pair in read.items() if pair}
    if path.name == FILE:
        name = definition.questionnaire
        session.problems.extend(other_name(document, "questionnaire", name, path.parent.name))
        session.problems.extend(taken_name(document, name, path.parent))
    if len(usable) == len(used):  # a list that cannot be read is no unknown one
        found = placed_problems(document, lint(definition, usable, places.code_list_names()))
        session.problems.extend(found)
        is_sound = not any(problem.is_error for problem in found)
        books = check_code_books(path, definition, session)
        check_study(path, definition, Inspection(definition, usable).countries, session)
        _check_parameters(path, BurdenSource(definition, usable), document, session)
        check_plan(path, AnalysisSources(definition, usable if is_sound else None, books), session)
        if is_sound:
            check_burden(path, document, BurdenSource(definition, usable), session)
    reasons = places.code_list(REASONS_LIST)
    _check_reasons(reasons, definition, document, session)
    texts = dict(texts_of(definition))
    for language in definition.languages:
        if language != definition.source_language:
            catalogue = places.catalogue(language, definition.questionnaire)
            check_catalogue(catalogue, language, texts, session)
    lists = (*used.values(), *(file for file in (reasons,) if file.is_file()))
    return Use(places, definition, document, lists)


def _check_parameters(
    path: Path, asked: BurdenSource, document: YamlDocument, session: CheckSession
) -> None:
    """Notes parameters of which neither file nor list nor what lies beside it has a placeholder."""
    if path.name != FILE or not asked.definition.parameters:
        return
    beside = [file for file in path.parent.rglob("*") if file.suffix in WITH_TEXTS]
    own = source_texts(asked.definition, asked.code_lists).values()
    found = unused_parameters(asked.definition, (*own, *map(_text, beside)))
    session.problems.extend(placed_problems(document, found))


def _text(path: Path) -> str:
    """What can be read of a file beside the questionnaire's; whoever uses it says what cannot."""
    try:
        return bytes_in(path).decode("utf-8", "ignore") if path.name != FILE else ""
    except OSError:
        return ""


def _check_reasons(
    path: Path, definition: QuestionnaireDefinition, document: YamlDocument, session: CheckSession
) -> None:
    """Notes which reasons for no answer have no words; a list that cannot be read is noted once."""
    read = session.code_list(path) if path.is_file() else None
    if read or not path.is_file():
        found = needed_words(definition, read[0] if read else None)
        session.problems.extend(placed_problems(document, found))


def unknown_languages(definition: QuestionnaireDefinition) -> Iterator[Finding]:
    """Languages of a questionnaire in which the interface does not speak, or not completely."""
    found = languages()
    places = ((("languages", place), code) for place, code in enumerate(definition.languages))
    for path, code in ((("source_language",), definition.source_language), *places):
        if code not in found.offered:
            yield Finding(
                path, "language-not-offered", found.why_not(code), "leave it out until then"
            )
