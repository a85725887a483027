"""Release copy: all files that a wave asks, kept in the instance under the hash of their content.

A copy is a shelf like the project's, with the same names below it. It is never changed: its folder
is called by the hash, its files are read-only, and what does not match the name is refused.
"""

import hashlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from surveyapp.formats.source.kept_file import State, kept, state
from surveyapp.formats.source.po_file import Catalogue, Translation
from surveyapp.formats.source.po_text import catalogue_text
from surveyapp.formats.source.problem import Problem, unreadable
from surveyapp.formats.source.questionnaire_folder import (
    FILE,
    PLAN_FILE,
    QuestionnaireRefused,
    catalogues_of,
    code_book_paths,
    folder_of,
    load_code_lists,
    load_definition,
    load_list_words,
    profile_paths,
    shown,
)
from surveyapp.formats.source.shelf import LISTS, Shelf
from surveyapp.instance import Instance
from surveyapp.plain_file import bytes_in
from surveyapp.project import QUESTIONNAIRES
from surveyapp.questionnaire.texts import code_list_texts

ONLY_READING = stat.S_IRUSR
Content = Mapping[str, bytes]
"""Path below the shelf, with / between its parts -> what stands in the file."""


def shelf_of(instance: Instance, release: str) -> Shelf:
    """The copy of this name, looked through. Raises QuestionnaireRefused when it is damaged."""
    root = instance.questionnaires / release
    kept(("copy", root), lambda: _states(root), lambda _: _verify(root))
    return Shelf(root)


def keep_copy(instance: Instance, content: Content, *, is_lasting: bool = True) -> str:
    """Keeps the files, whole or not at all; the name of the copy.

    The same content is kept once. is_lasting: whether it survives a loss of power from now on.
    Raises OSError.
    """
    release = content_hash(content)
    root = instance.questionnaires / release
    if root.exists():
        return release
    instance.questionnaires.mkdir(mode=stat.S_IRWXU, exist_ok=True)
    unfinished = instance.questionnaires / f".{secrets.token_hex(8)}.unfinished"
    try:
        for path, written in content.items():
            _write(unfinished / path, written, is_lasting=is_lasting)
        for folder in (unfinished, *(path for path in unfinished.rglob("*") if path.is_dir())):
            folder.chmod(stat.S_IRWXU)
            _sync(folder, is_lasting=is_lasting)
        _rename(unfinished, root)
        _sync(instance.questionnaires, is_lasting=is_lasting)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return release


def content_of(name: str, shelf: Shelf) -> dict[str, bytes]:
    """All that belongs to a questionnaire: its file, lists, plan, code books, profiles, catalogues.

    Not the text of a report, which is written when the wave is over. Raises QuestionnaireMissing,
    QuestionnaireRefused.
    """
    folder, place = folder_of(name, shelf), shelf.holding(name)
    own = {
        f"{QUESTIONNAIRES}/{folder.name}/{path.relative_to(folder)}": path for path in _own(folder)
    }
    lists = {
        f"{QUESTIONNAIRES}/{LISTS}/{each}.yaml": place.code_list(each)
        for each in load_code_lists(name, shelf)
    }
    content = {path: _bytes(file) for path, file in (own | lists).items()}
    return content | dict(_catalogues(name, place))


def _catalogues(name: str, place: Shelf) -> Iterator[tuple[str, bytes]]:
    """Path in the copy -> content, of each catalogue that is there."""
    definition, plain = load_definition(name, place), folder_of(name, place).name
    for language in definition.languages:
        for each in catalogues_of(plain):
            file = place.catalogue(language, each)
            path = file.relative_to(place.root).as_posix()
            if each == LISTS and place.behind:
                merged = _merged_lists(name, language, place)
                yield from ((path, merged),) if merged else ()
            elif file.exists():
                yield path, _bytes(file)


def _merged_lists(name: str, language: str, place: Shelf) -> bytes:
    """One catalogue of the lists that a questionnaire uses, made of those of several folders.

    Empty where none of them has words in the language.
    """

    def look() -> tuple[dict[str, str], dict[str, str]]:
        lists, words = load_code_lists(name, place).values(), load_list_words(language, place)
        texts = {path: source for each in lists for path, source in code_list_texts(each)}
        return texts, {path: words[path] for path in texts if path in words}

    key = ("merged lists", folder_of(name, place), language)
    return kept(key, look, lambda found: _merged(language, *found))


def _merged(language: str, texts: Mapping[str, str], words: Mapping[str, str]) -> bytes:
    known = {path: Translation(texts[path], translated) for path, translated in words.items()}
    return catalogue_text(language, texts, Catalogue(known)).encode() if known else b""


def content_hash(content: Content) -> str:
    """sha256 over the names and the bytes of all files."""
    whole = hashlib.sha256()
    for path in sorted(content):
        whole.update(f"{hashlib.sha256(content[path]).hexdigest()} {path}\n".encode())
    return whole.hexdigest()


def _own(folder: Path) -> Iterator[Path]:
    yield folder / FILE
    if (folder / PLAN_FILE).exists():
        yield folder / PLAN_FILE
    yield from code_book_paths(folder)
    yield from profile_paths(folder)


def _bytes(path: Path) -> bytes:
    try:
        return bytes_in(path)
    except OSError as error:
        raise QuestionnaireRefused([unreadable(shown(path), error)]) from error


def _states(root: Path) -> tuple[tuple[str, State], ...]:
    """What changes when anything in the copy does."""
    try:
        return tuple(sorted((path, state(root / path)) for path in _paths(root)))
    except OSError as error:
        raise QuestionnaireRefused([unreadable(shown(root), error)]) from error


def _verify(root: Path) -> bool:
    content = {path: _bytes(root / path) for path in _paths(root)}
    if not content or content_hash(content) != root.name:
        words = "this copy of a questionnaire is not what the wave was opened with"
        mend = "bring the folder back from a backup of the instance"
        raise QuestionnaireRefused([Problem(shown(root), 1, 1, "copy-damaged", words, mend)])
    return True


def _paths(root: Path) -> list[str]:
    """Everything in the copy but folders, by its path below it."""
    return [path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir()]


def _write(path: Path, written: bytes, *, is_lasting: bool) -> None:
    path.parent.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_READING)
    with os.fdopen(descriptor, "wb") as file:
        file.write(written)
        file.flush()
        if is_lasting:
            os.fsync(file.fileno())


def _rename(unfinished: Path, root: Path) -> None:
    """Whoever kept the same content a moment earlier has done the work."""
    try:
        unfinished.rename(root)
    except OSError:
        if not root.exists():
            raise


def _sync(folder: Path, *, is_lasting: bool) -> None:
    """Makes the names in a folder last."""
    if not is_lasting:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
