"""Languages: those in which the interface speaks, found from its catalogues, complete or refused.

A folder ``translations/<language>/LC_MESSAGES`` with ``messages.po`` is all that a language is. The
one place that lists them; everything else asks here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from surveyapp.formats.source.kept_file import State, kept, state
from surveyapp.formats.source.message_file import Ids, Message, Messages, n_plurals, read_messages
from surveyapp.formats.source.po_file import PoRefused
from surveyapp.project import TRANSLATIONS, product_home, project_folders
from surveyapp.questions.language import SOURCE_LANGUAGE, is_known

DOMAIN = "messages"
MOST_NAMED = 3
LONGEST_NAMED = 60
_PLACEHOLDER = re.compile(r"%\(\w+\) ?\w?|\{\w+\}")
_FILLED = re.compile(r"%\(\w+\)\w|%%")


@dataclass(frozen=True, slots=True)
class Languages:
    """offered: the interface's own language first; refused: language -> what it lacks."""

    offered: tuple[str, ...]
    refused: Mapping[str, str]

    def why_not(self, language: str) -> str:
        """What hinders a language that is not offered, and how to mend it."""
        if language in self.refused:
            return self.refused[language]
        there = f"there is no language {language}; there are {', '.join(self.offered)}"
        begin = f"; begin it with: surveyapp translations --interface --language {language}"
        return there + (begin if is_known(language) else "")


def languages() -> Languages:
    """The languages there are now; looked at again when a catalogue has changed.

    Asked several times by every page: the project is looked for no more often than its files.
    """
    return kept(("languages", Path.cwd()), _seen, lambda seen: found_in(seen[0]))


def found_in(folders: Sequence[Path]) -> Languages:
    """The languages whose catalogues lie in some folders of translations.

    A language needs words for every text that a catalogue in the last folder has, the product's:
    what an older catalogue of a project has besides is no text any more.
    """
    everything = {each.ids for path in _written_in(folders[-1]) for each in _messages(path) or ()}
    paths = _paths(folders)
    lacking = {language: _lacking(language, path, everything) for language, path in paths.items()}
    offered = (language for language, lacks in lacking.items() if not lacks)
    refused = {language: lacks for language, lacks in lacking.items() if lacks}
    return Languages((SOURCE_LANGUAGE, *offered), refused)


def interface_texts() -> tuple[Ids, ...]:
    """Every text of the interface, in the order of the alphabet. Raises PoRefused."""
    files = _written_in(product_home() / TRANSLATIONS)
    return tuple(sorted({each.ids for file in files for each in read_messages(file).messages}))


def translations_folders() -> tuple[Path, ...]:
    """Where catalogues are looked for: those of the project's folders, the product's last.

    Raises ProjectRefused.
    """
    return tuple(folder / TRANSLATIONS for folder in project_folders())


def messages_path(language: str, folders: Sequence[Path] | None = None) -> Path | None:
    """The catalogue of the interface, whether complete or not; None without one.

    folders: those of the project and the product if None. Raises ProjectRefused.
    """
    return _paths(folders or translations_folders()).get(language)


def _paths(folders: Sequence[Path]) -> dict[str, Path]:
    """Language -> its catalogue, in the order of names."""
    written = {
        path.parent.parent.name: path
        for folder in reversed(folders)
        for path in _written_in(folder)
    }
    return {each: written[each] for each in sorted(written) if each != SOURCE_LANGUAGE}


def _written_in(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def _seen() -> tuple[tuple[Path, ...], tuple[tuple[Path, State], ...]]:
    """The folders of translations, and what tells one content of their catalogues from another."""
    folders = translations_folders()
    paths = (path for folder in folders for path in _written_in(folder))
    return folders, tuple((path, state(path)) for path in paths)


def _messages(path: Path) -> tuple[Message, ...] | None:
    """None when the catalogue cannot be read."""
    found = _read(path)
    return None if isinstance(found, PoRefused) else found.messages


def _read(path: Path) -> Messages | PoRefused:
    return kept(("messages", path.resolve()), lambda: state(path), lambda _: _read_now(path))


def _read_now(path: Path) -> Messages | PoRefused:
    try:
        return read_messages(path)
    except PoRefused as refused:
        return refused
    except FileNotFoundError:  # a link that leads nowhere
        return Messages()


def _lacking(language: str, file: Path, everything: set[Ids]) -> str:
    """What a language lacks, with how to mend it; "" for nothing."""
    if not is_known(language):
        return f"the CLDR knows no language {language}: rename the folder {file.parents[1]}"
    found = _read(file)
    if isinstance(found, PoRefused):
        return f"{file} cannot be read: {found.problem}"
    n_forms = n_plurals(language)
    missing = sorted(everything - {each.ids for each in found.messages if each.has_words(n_forms)})
    if missing:
        return (
            f"the interface in {language} lacks words for {len(missing)} of {len(everything)} texts"
            f" ({_named(missing)}): translate {file}"
        )
    faults = (
        (f"{file} {words} ({_named(ids)}): {mend}", ids)
        for words, mend, ids in _faults(found.messages, n_forms)
    )
    return next((said for said, ids in faults if ids), "")


def _faults(messages: Sequence[Message], n_forms: int) -> Iterator[tuple[str, str, list[Ids]]]:
    """What can be wrong with words that are there: (in words, how to mend it, the texts)."""
    strange = [each.ids for each in messages if any(_strange(each))]
    yield "has placeholders that its texts have not", "mend them", strange
    too_many = [each.ids for each in messages if len(each.forms) > each.n_needed(n_forms)]
    mend = f"keep as many as the language has: msgstr[0] to msgstr[{n_forms - 1}]"
    yield "has too many forms of a text", mend, too_many
    spoiled = [each.ids for each in messages if not _can_be_filled(each)]
    mend = "write them as in the msgid, and a percent sign beside them as %%"
    yield "has placeholders that cannot be filled", mend, spoiled


def _strange(message: Message) -> Iterator[str]:
    """Placeholders that nothing would fill."""
    known = {name for each in message.ids for name in _PLACEHOLDER.findall(each)}
    yield from {name for each in message.forms for name in _PLACEHOLDER.findall(each)} - known


def _can_be_filled(message: Message) -> bool:
    """Whether a percent sign is part of a placeholder or doubled, where placeholders are filled."""
    is_filled = len(message.ids) > 1 or _FILLED.search(message.ids[0])
    return not (is_filled and any("%" in _FILLED.sub("", form) for form in message.forms))


def _named(texts: list[Ids]) -> str:
    named = ", ".join(f"“{_short(ids[0])}”" for ids in texts[:MOST_NAMED])
    return named + (" and others" if len(texts) > MOST_NAMED else "")


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST_NAMED else plain[: LONGEST_NAMED - 1] + "…"
