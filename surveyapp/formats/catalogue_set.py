"""Catalogue set: all catalogues that hold the words of a questionnaire in one language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from surveyapp.analysis.coding.code_book import code_book_texts, code_books_root
from surveyapp.analysis.plan_file import plan_texts, texts_root
from surveyapp.fieldwork.screening_rules import (
    SCREENING_TEXTS,
    ScreeningRules,
    screening_texts,
)
from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.source.languages import languages
from surveyapp.formats.source.po_file import (
    LARGEST_FILE,
    Catalogue,
    PoRefused,
    Translation,
    parsed_catalogue,
    read_catalogue,
    read_translations,
)
from surveyapp.formats.source.po_text import Coverage, catalogue_text, coverage_of, reviewed
from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.questionnaire_folder import (
    QuestionnaireRefused,
    list_of,
    load_code_books,
    load_code_lists,
    load_definition,
    load_plan_definition,
    load_release,
    load_wording,
    read_as,
    shown,
)
from surveyapp.formats.source.shelf import LISTS, Shelf, catalogue_in
from surveyapp.formats.source.study_file import STUDY_FILE
from surveyapp.plain_file import bytes_in
from surveyapp.questionnaire.definition import CodeListDefinition
from surveyapp.questionnaire.study import StudyDefinition, study_root, study_texts
from surveyapp.questionnaire.texts import FileTexts, code_list_texts, texts_of
from surveyapp.questions.language import SOURCE_LANGUAGE, Translate
from surveyapp.reports.codebook.printed_form import PrintedNames
from surveyapp.reports.codebook.translator_note import TranslatorNotes, list_note
from surveyapp.reports.labels import Labels
from surveyapp.whole_file import whole_file

Notes = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class CatalogueSource:
    """What a catalogue is made from. name: of the catalogue; notes: path -> for translators."""

    name: str
    files: tuple[FileTexts, ...]
    notes: Notes


@dataclass(frozen=True, slots=True)
class CatalogueDraft:
    """A catalogue as it is to be written. before: what stands in the file, None without one."""

    language: str
    name: str
    path: Path
    before: bytes | None
    after: bytes
    coverage: Coverage

    @property
    def is_changed(self) -> bool:
        """Whether writing it changes a byte."""
        return self.before != self.after


def catalogue_drafts(
    name: str, wanted: Sequence[str], shelf: Shelf, *, is_reviewed: bool = False
) -> tuple[CatalogueDraft, ...]:
    """The catalogues of a questionnaire in some languages; nothing is written.

    is_reviewed: whether all translations that are not fuzzy count as read by a second person.
    Raises QuestionnaireMissing, QuestionnaireRefused with the place of each problem.
    """
    place = shelf.holding(name)
    own, used = tuple(_sources(name, place)), load_code_lists(name, place).keys()
    drafts: list[CatalogueDraft] = []
    problems: list[Problem] = []
    for language in wanted:
        needs_lists = any(_is_written_here(each, language, place) for each in used)
        for source in (*own, *_screening_sources(place), *([None] if needs_lists else [])):
            try:
                made = source or _list_source(language, place, used)
                drafts += _drafts(made, language, place, is_reviewed=is_reviewed)
            except PoRefused as refused:
                problems.append(refused.problem)
    if problems:
        raise QuestionnaireRefused(problems)
    return tuple(drafts)


def write_draft(draft: CatalogueDraft) -> None:
    """Puts a catalogue into its place, whole or not at all. Raises OSError."""
    draft.path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(draft.path) as unfinished:
        unfinished.write_bytes(draft.after)


def coverage_by_language(name: str, shelf: Shelf) -> dict[str, Coverage]:
    """Language of a questionnaire -> how far all that it shows is translated, shared lists too.

    Raises QuestionnaireMissing, QuestionnaireRefused.
    """
    place = shelf.holding(name)
    catalogues = dict(_files(name, place))
    lists = load_code_lists(name, place).values()
    catalogues[LISTS] = tuple(
        FileTexts(each.source_language, dict(code_list_texts(each))) for each in lists
    )
    try:
        return {
            language: _coverage(catalogues, language, place)
            for language in load_definition(name, place).languages
        }
    except PoRefused as refused:
        raise QuestionnaireRefused([refused.problem]) from refused


def _coverage(
    catalogues: Mapping[str, tuple[FileTexts, ...]], language: str, place: Shelf
) -> Coverage:
    entries: dict[str, Translation] = {}
    for path, beside in place.list_catalogues(language):
        entries = {each: entry for each, entry in entries.items() if list_of(each) not in beside}
        own = _entries(path)
        entries |= {each: own[each] for each in own if own[each].words or each not in entries}
    for name in catalogues.keys() - {LISTS}:
        entries.update(_entries(place.catalogue(language, name)))
    texts = _texts_for(language, (file for files in catalogues.values() for file in files))
    return coverage_of(texts, entries)


def _entries(path: Path) -> Mapping[str, Translation]:
    """The entries of a catalogue; none without a file. Raises PoRefused."""
    return read_translations(path, shown(path)) if path.exists() else {}


def _texts_for(language: str, files: Iterable[FileTexts]) -> dict[str, str]:
    """Path -> words of everything that is not written in this language already."""
    written_otherwise = (file for file in files if file.language != language)
    return {path: words for file in written_otherwise for path, words in file.texts.items()}


def _files(name: str, place: Shelf) -> Iterator[tuple[str, tuple[FileTexts, ...]]]:
    """Catalogue -> texts, of the questionnaire, its plan of analysis, its code books, its study."""
    definition, plan = load_definition(name, place), load_plan_definition(name, place)
    root, books = definition.questionnaire, load_code_books(name, place)
    yield root, (FileTexts(definition.source_language, dict(texts_of(definition))),)
    if plan:
        yield texts_root(root), (FileTexts(plan.source_language, dict(plan_texts(plan))),)
    if books:
        texts = ((book.source_language, dict(code_book_texts(root, (book,)))) for book in books)
        yield code_books_root(root), tuple(FileTexts(*each) for each in texts)
    study_file = place.folder_of(name) / STUDY_FILE
    if study_file.is_file():
        study = read_as(study_file, StudyDefinition)
        yield study_root(root), (FileTexts(study.source_language, dict(study_texts(study))),)


def _sources(name: str, place: Shelf) -> Iterator[CatalogueSource]:
    """What the catalogues of a questionnaire are made from, without those of lists."""
    notes = _notes(name, place)
    root = notes.names.form.name
    kinds = {
        texts_root(root): notes.of_plan,
        code_books_root(root): notes.of_book,
        study_root(root): notes.of_study,
    }
    for catalogue, files in _files(name, place):
        note = kinds.get(catalogue, notes.of_form)
        paths = (path for file in files for path in file.texts)
        yield CatalogueSource(catalogue, files, {path: note(path) for path in paths})


def _notes(name: str, place: Shelf) -> TranslatorNotes:
    """Notes in the language of the questionnaire, if the interface speaks it; else in English."""
    form = load_release(name, place)
    wording = load_wording(name, form.source_language, place)
    return TranslatorNotes(PrintedNames(form, Labels(wording, _said_in(form.source_language))))


def _said_in(language: str) -> Translate:
    return translate_in(language if language in languages().offered else SOURCE_LANGUAGE)


def _screening_sources(place: Shelf) -> Iterator[CatalogueSource]:
    """The labels of the screening rules that lie in the folder of a questionnaire."""
    written = place.screening_files().values()
    own = [path for path in written if path.is_relative_to(place.root)]
    texts = (
        (each.source_language, dict(screening_texts(each)))
        for each in (read_as(path, ScreeningRules) for path in own)
    )
    files = tuple(FileTexts(*each) for each in texts if each[1])
    if files:
        yield CatalogueSource(SCREENING_TEXTS, files, {})


def _is_written_here(name: str, language: str, place: Shelf) -> bool:
    """Whether a list lies in this folder, or in another that has no words in this language."""
    root = place.code_list(name).parents[2]
    return root == place.root or not catalogue_in(root, language, LISTS).exists()


def _list_source(language: str, place: Shelf, used: Iterable[str]) -> CatalogueSource:
    """The lists of a folder, and those of other folders whose words its catalogue has or needs.

    used: names of the lists that are asked for.
    """
    names = {path.stem for path in place.code_lists.glob("*.yaml")}
    names |= {each for each in used if _is_written_here(each, language, place)}
    path = place.catalogue(language, LISTS)
    if path.exists():
        names |= {list_of(each) for each in _read(path).entries}
    files = (place.code_list(each) for each in sorted(names))
    lists = tuple(read_as(file, CodeListDefinition) for file in files if file.is_file())
    texts = tuple(FileTexts(each.source_language, dict(code_list_texts(each))) for each in lists)
    notes = {
        path: list_note(each.title, _said_in(each.source_language))
        for each, file in zip(lists, texts, strict=True)
        for path in file.texts
    }
    return CatalogueSource(LISTS, texts, notes)


def _drafts(
    source: CatalogueSource, language: str, place: Shelf, *, is_reviewed: bool
) -> Iterator[CatalogueDraft]:
    """One draft; none where everything is written in this language. Raises PoRefused."""
    texts, path = _texts_for(language, source.files), place.catalogue(language, source.name)
    if not texts:
        return
    known = _read(path) if path.exists() else Catalogue()
    before = bytes_in(path) if path.exists() else None
    known = reviewed(known) if is_reviewed else known
    after = catalogue_text(language, texts, known, source.notes).encode()
    if len(after) > LARGEST_FILE:
        words, mend = "the catalogue would be larger than 2 MiB", "split the questionnaire"
        raise PoRefused(Problem(shown(path), 1, 1, "too-large", words, mend))
    coverage = coverage_of(texts, parsed_catalogue(after.decode(), shown(path)).entries)
    yield CatalogueDraft(language, source.name, path, before, after, coverage)


def _read(path: Path) -> Catalogue:
    """A catalogue that can be written again without a loss. Raises PoRefused."""
    found = read_catalogue(path, shown(path))
    if found.plural_lines:
        words, mend = "an entry has msgid_plural", "write the forms as {n, plural, one {…} other …}"
        raise PoRefused(Problem(shown(path), found.plural_lines[0], 1, "po-syntax", words, mend))
    return found
