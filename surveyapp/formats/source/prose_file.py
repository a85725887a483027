"""Prose file: ``report/<language>/<chapter>.md`` beside a questionnaire; read, never written."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from surveyapp.formats.source.problem import Problem, unreadable
from surveyapp.formats.source.questionnaire_folder import QuestionnaireRefused, shown
from surveyapp.formats.source.shelf import project_shelf
from surveyapp.plain_file import text_in
from surveyapp.reports.block import Span
from surveyapp.reports.prose.placeholder import (
    OPENING,
    PLACED,
    WRITTEN,
    Placeholder,
    PlaceholderNames,
    PlaceholderRefused,
    inspect_placeholder,
    read_placeholder,
)
from surveyapp.reports.prose.prose import (
    Prose,
    ProseBlock,
    ProseHeading,
    ProseLine,
    ProseListing,
    ProseParagraph,
    Sentence,
)
from surveyapp.reports.prose.sentence_cut import sentences_of

FOLDER = "report"
_ALLOWED_LINKS = ("https://", "mailto:")
_STANDS_FOR = re.compile(r"\ue000(\d+)\ue001")
_markdown = MarkdownIt("commonmark", {"html": False})


def prose_folder(name: str, language: str) -> Path:
    """Where the prose of a report lies: in the project, where it is written after the freeze."""
    return report_folder(name) / language


def report_folder(name: str) -> Path:
    """Where researchers write beside a questionnaire, even when that is gone."""
    return project_shelf().written_folder(name) / FOLDER


def load_prose(
    name: str, language: str, chapters: list[str], known: PlaceholderNames
) -> Mapping[str, Prose]:
    """Chapter -> its prose, where there is a file.

    Raises QuestionnaireRefused with the place of every placeholder that names nothing.
    """
    folder = prose_folder(name, language)
    found: dict[str, Prose] = {}
    problems: list[Problem] = []
    for chapter in chapters:
        path = folder / f"{chapter}.md"
        if path.is_file():
            found[chapter], wrong = read_prose(_text(path), shown(path), known)
            problems += wrong
    problems += _strangers(folder, chapters)
    if problems:
        raise QuestionnaireRefused(problems)
    return found


def read_prose(text: str, file: str, known: PlaceholderNames) -> tuple[Prose, list[Problem]]:
    """The prose, and what is wrong with its placeholders. file: as people are told it."""
    reading = _Reading(text, file, known)
    marked = reading.marked()
    blocks = tuple(_blocks(_markdown.parse(marked), reading))
    return Prose(file, blocks, tuple(_sentences(marked, reading))), reading.problems


@dataclass(slots=True)
class _Reading:
    """One file while it is read."""

    text: str
    file: str
    known: PlaceholderNames
    placeholders: list[Placeholder] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def marked(self) -> str:
        """The text with a mark for each placeholder, which Markdown leaves alone."""
        marked = WRITTEN.sub(self._mark, self.text)
        if OPENING in marked:
            line, column = _place(marked, marked.index(OPENING))
            self._add(line, column, "placeholder-open", "{{ is not closed", "add }}")
        return marked

    def parts(self, text: str, span: Span) -> Iterator[Span | Placeholder]:
        """Words and placeholders of a piece of text that is written like `span`."""
        for place, piece in enumerate(_STANDS_FOR.split(text)):
            if place % 2:
                yield self.placeholders[int(piece)]
            elif piece:
                yield replace(span, words=piece)

    def _mark(self, match: re.Match[str]) -> str:
        line, column = _place(self.text, match.start())
        try:
            placeholder = read_placeholder(match.group(0), line, column)
            inspect_placeholder(placeholder, self.known)
            self._check_alone(placeholder, match)
        except PlaceholderRefused as refused:
            self._add(line, column, refused.code, refused.words, refused.mend)
            return ""
        self.placeholders.append(placeholder)
        return f"\ue000{len(self.placeholders) - 1}\ue001"

    def _check_alone(self, placeholder: Placeholder, match: re.Match[str]) -> None:
        before = self.text[: match.start()].rpartition("\n\n")[2]
        after = self.text[match.end() :].partition("\n\n")[0]
        if placeholder.kind in PLACED and (before.strip() or after.strip()):
            words = f"a {placeholder.kind} stands in a paragraph of its own"
            mend = "put empty lines around it"
            raise PlaceholderRefused("placeholder-not-alone", words, mend)

    def _add(self, line: int, column: int, code: str, words: str, mend: str) -> None:
        self.problems.append(Problem(self.file, line, column, code, words, mend))


def _text(path: Path) -> str:
    try:
        return text_in(path)
    except UnicodeDecodeError as error:
        problem = Problem(shown(path), 1, 1, "not-utf-8", "not UTF-8", "save it as UTF-8")
        raise QuestionnaireRefused([problem]) from error
    except OSError as error:
        raise QuestionnaireRefused([unreadable(shown(path), error)]) from error


def _strangers(folder: Path, chapters: list[str]) -> Iterator[Problem]:
    """Files that no chapter would ever show."""
    for path in sorted(folder.glob("*.md")):
        if path.stem not in chapters:
            words = f"there is no chapter {path.stem!r}"
            mend = f"there are {', '.join(chapters)}"
            yield Problem(shown(path), 1, 1, "unknown-chapter", words, mend)


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _blocks(tokens: list[Token], reading: _Reading) -> Iterator[ProseBlock]:
    place = 0
    while place < len(tokens):
        token = tokens[place]
        end = _closing(tokens, place)
        if token.type == "heading_open":
            words = "".join(
                s.words for s in _line(tokens[place + 1], reading) if isinstance(s, Span)
            )
            yield ProseHeading(max(2, min(3, int(token.tag[1]))), words)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            inside = tokens[place + 1 : end]
            items = tuple(_line(each, reading) for each in inside if each.type == "inline")
            yield ProseListing(items, token.type == "ordered_list_open")
        elif token.type == "inline":
            yield ProseParagraph(_line(token, reading))
        skips = token.type.endswith("_open") and token.type != "paragraph_open"
        place = end + 1 if skips and token.type != "blockquote_open" else place + 1


def _closing(tokens: list[Token], place: int) -> int:
    """Place of the token that closes this one; its own place when nothing does."""
    depth = 0
    for at in range(place, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    return place


def _line(token: Token, reading: _Reading) -> ProseLine:
    parts: list[Span | Placeholder] = []
    style = Span("")
    for child in token.children or ():
        style = _styled(child, style)
        words = {"softbreak": " ", "hardbreak": " "}.get(child.type, child.content)
        if not child.type.endswith(("_open", "_close")) and words:
            parts += reading.parts(words, style)
    return tuple(parts)


def _styled(child: Token, style: Span) -> Span:
    match child.type:
        case "strong_open" | "strong_close":
            return replace(style, is_strong=child.nesting == 1)
        case "em_open" | "em_close":
            return replace(style, is_emphasis=child.nesting == 1)
        case "link_open":
            target = str(child.attrs.get("href", ""))
            return replace(style, target=target if target.startswith(_ALLOWED_LINKS) else None)
        case "link_close":
            return replace(style, target=None)
        case _:
            return style


def _sentences(marked: str, reading: _Reading) -> Iterator[Sentence]:
    """Sentences that hold something which depends on the answers, as they are written."""
    for words in sentences_of(marked):
        found = tuple(reading.placeholders[int(n)] for n in _STANDS_FOR.findall(words))
        watched = tuple(p for p in found if p.kind not in PLACED and p.kind != "see")
        if watched:
            written = _STANDS_FOR.sub(lambda m: reading.placeholders[int(m[1])].written, words)
            yield Sentence(" ".join(written.split()), watched[0].line, found)
