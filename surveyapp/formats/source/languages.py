"""Languages: those in which the interface speaks, found from its catalogues, complete or refused.

A folder ``translations/<language>/LC_MESSAGES`` with ``messages.po``, compiled by ``make
translations``, is all that a language is. The one place that lists them; everything else asks here.
"""

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from gettext import GNUTranslations
from pathlib import Path

from surveyapp.formats.source.kept_file import State, kept, state
from surveyapp.formats.source.po_file import Message, PoRefused, read_messages
from surveyapp.project import TRANSLATIONS, project_folders
from surveyapp.questions.language import SOURCE_LANGUAGE, is_known

DOMAIN = "messages"
MOST_NAMED = 3
LONGEST_NAMED = 60
_PLACEHOLDER = re.compile(r"%\(\w+\)|\{\w+\}")
UNREADABLE = (OSError, ValueError, LookupError, TypeError, SyntaxError, struct.error)
"""What gettext raises for a file that is no catalogue."""
Ids = tuple[str, ...]
"""A text in English, with its plural if it has one."""


@dataclass(frozen=True, slots=True)
class Languages:
    """offered: the interface's own language first; refused: language -> what it lacks."""

    offered: tuple[str, ...]
    refused: Mapping[str, str]

    def why_not(self, language: str) -> str:
        """What hinders a language that is not offered, and how to mend it."""
        lacking = self.refused.get(language)
        return lacking or f"there is no language {language}; there are {', '.join(self.offered)}"


def languages() -> Languages:
    """The languages there are now; looked at again when a catalogue has changed.

    Asked several times by every page: the project is looked for no more often than its files.
    """
    return kept(("languages", Path.cwd()), _seen, lambda seen: found_in(seen[0]))


def found_in(folders: Sequence[Path]) -> Languages:
    """The languages whose catalogues lie in some folders of translations.

    A language needs words for every text that any of the catalogues has.
    """
    paths = _paths(folders)
    messages = {language: _messages(path) for language, path in paths.items()}
    everything = {each.ids for found in messages.values() for each in found or ()}
    lacking = {
        language: _lacking(language, path, messages[language], everything)
        for language, path in paths.items()
    }
    offered = (language for language, lacks in lacking.items() if not lacks)
    refused = {language: lacks for language, lacks in lacking.items() if lacks}
    return Languages((SOURCE_LANGUAGE, *offered), refused)


def translations_folders() -> tuple[Path, ...]:
    """Where catalogues are looked for: those of the project's folders, the product's last.

    Raises ProjectRefused.
    """
    return tuple(folder / TRANSLATIONS for folder in project_folders())


def compiled_path(language: str, folders: Sequence[Path] | None = None) -> Path | None:
    """The compiled catalogue of the interface, whether complete or not; None without one.

    folders: those of the project and the product if None. Raises ProjectRefused.
    """
    return _paths(folders or translations_folders()).get(language)


def _paths(folders: Sequence[Path]) -> dict[str, Path]:
    """Language -> its compiled catalogue, which may not be there yet, in the order of names."""
    written = {
        path.parent.parent.name: path.with_suffix(".mo")
        for folder in reversed(folders)
        for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.[mp]o")
    }
    return {each: written[each] for each in sorted(written) if each != SOURCE_LANGUAGE}


def _seen() -> tuple[tuple[Path, ...], tuple[tuple[Path, State, State], ...]]:
    """The folders of translations, and what tells one content of their catalogues from another."""
    folders = translations_folders()
    paths = _paths(folders).values()
    return folders, tuple((path, state(path), state(path.with_suffix(".po"))) for path in paths)


def _messages(compiled: Path) -> tuple[Message, ...] | None:
    """None when the catalogue cannot be read; no texts where only the compiled one was shipped."""
    try:
        return read_messages(compiled.with_suffix(".po"))
    except FileNotFoundError:
        return ()
    except (PoRefused, OSError):
        return None


def _lacking(
    language: str, compiled: Path, found: tuple[Message, ...] | None, everything: set[Ids]
) -> str:
    """What a language lacks, with how to mend it; "" for nothing."""
    file = compiled.with_suffix(".po")
    if not is_known(language):
        return f"the CLDR knows no language {language}: rename the folder {compiled.parents[1]}"
    if found is None:
        return f"{file} cannot be read: msgfmt --check says where"
    missing = sorted(everything - {each.ids for each in found if all(each.forms)})
    if missing and file.exists():  # a compiled one alone was complete when it was shipped
        return (
            f"the interface in {language} lacks words for {len(missing)} of {len(everything)} texts"
            f" ({_named(missing)}): translate {file}"
        )
    strange = [each.ids for each in found if any(_strange(each))]
    if strange:
        return f"{file} has placeholders that its texts have not ({_named(strange)}): mend them"
    if _is_compiled(compiled):
        return ""
    return f"{file} is not compiled: pybabel compile -l {language} -i {file} -o {compiled}"


def _is_compiled(compiled: Path) -> bool:
    try:
        with compiled.open("rb") as file:
            GNUTranslations(file)
    except UNREADABLE:
        return False
    return True


def _strange(message: Message) -> Iterator[str]:
    """Placeholders that nothing would fill."""
    known = {name for each in message.ids for name in _PLACEHOLDER.findall(each)}
    yield from {name for each in message.forms for name in _PLACEHOLDER.findall(each)} - known


def _named(texts: list[Ids]) -> str:
    named = ", ".join(f"“{_short(ids[0])}”" for ids in texts[:MOST_NAMED])
    return named + (" and others" if len(texts) > MOST_NAMED else "")


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST_NAMED else plain[: LONGEST_NAMED - 1] + "…"
