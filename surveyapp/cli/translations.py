"""Translations command: writes the catalogues of a questionnaire, and says what they lack."""

import json
from collections.abc import Iterator, Sequence

import click

from surveyapp.cli.refusal import COULD_NOT_RUN, REFUSED, refusals_in_words, stop
from surveyapp.formats.catalogue_set import CatalogueDraft, catalogue_drafts, write_draft
from surveyapp.formats.source.po_file import read_translations
from surveyapp.formats.source.questionnaire_folder import load_definition, shown
from surveyapp.formats.source.shelf import Shelf, project_shelf
from surveyapp.questions.language import is_known

MOST_SHOWN = 20
HEADER = ("language", "catalogue", "texts", "missing", "stale", "unreviewed")


@click.command("translations")
@click.argument("name")
@click.option(
    "--language", "chosen", multiple=True, help="Of these alone; may be said several times."
)
@click.option("--table", "is_table", is_flag=True, help="Only print the table; write nothing.")
@click.option(
    "--reviewed",
    "is_reviewed",
    is_flag=True,
    help="Say that a second person has read every translation of the languages named.",
)
@click.option(
    "--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def translations_command(
    name: str, chosen: tuple[str, ...], is_table: bool, is_reviewed: bool, layout: str
) -> None:
    """Write and update the catalogues of the questionnaire NAME, and print what they lack.

    Written are those of the questionnaire, its plan of analysis, its code books, the screening
    rules of its folder, and the shared lists that it uses of the project, or of elsewhere without
    words in a language; in all its languages if none is named. Each text has its path and notes
    for translators. Nothing that was translated is lost: where the source changed, the translation
    is marked fuzzy (stale), and what is no text any more stays below as obsolete. What was filled
    or changed has the comment "unreviewed" until a reviewer removes it.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    if is_reviewed and (is_table or not chosen):
        stop("--reviewed needs --language, and writes; leave --table out.", COULD_NOT_RUN)
    shelf = project_shelf()
    with refusals_in_words():
        place = shelf.holding(name)
        languages = chosen or load_definition(name, shelf).languages
        _check_languages(languages)
        drafts = catalogue_drafts(name, languages, shelf, is_reviewed=is_reviewed)
    if not is_table:
        _write(drafts, place, shelf)
    if layout == "json":
        lines = (dict(zip(HEADER, _cells(each), strict=True)) for each in drafts)
        click.echo(json.dumps(list(lines), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(drafts)))


def _check_languages(languages: Sequence[str]) -> None:
    for each in languages:
        if not is_known(each):
            stop(f"{each!r}: the CLDR knows no such language.", COULD_NOT_RUN)


def _write(drafts: Sequence[CatalogueDraft], place: Shelf, shelf: Shelf) -> None:
    if place.root != shelf.root:
        words = f"The questionnaire lies in {place.root}: call the command there, or use --table."
        stop(words, REFUSED)
    for each in drafts:
        if each.is_changed:
            try:
                write_draft(each)
            except OSError as problem:
                stop(f"{shown(each.path)}: {problem.strerror}.", COULD_NOT_RUN)
            click.echo(
                f"{'made' if each.before is None else 'updated'}: {shown(each.path)}", err=True
            )


def _cells(draft: CatalogueDraft) -> tuple[str | int, ...]:
    found = draft.coverage
    counts = (len(found.missing), len(found.stale), len(found.unreviewed))
    return (draft.language, draft.name, found.n_texts, *counts)


def _lines(drafts: Sequence[CatalogueDraft]) -> Iterator[str]:
    if not drafts:
        yield "Everything is written in this language already; there is nothing to translate."
        return
    rows = [HEADER, *(tuple(map(str, _cells(each))) for each in drafts)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        words = (cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True))
        counts = (cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True))
        yield "  ".join((*words, *counts))
    stale = [line for each in drafts for line in _stale(each)]
    yield from (("", "Stale:") if stale else ())
    yield from stale[:MOST_SHOWN]
    if len(stale) > MOST_SHOWN:
        yield f"and {len(stale) - MOST_SHOWN} more"


def _stale(draft: CatalogueDraft) -> Iterator[str]:
    """Where the stale translations stand in the file as it is now."""
    if draft.coverage.stale and draft.path.exists():
        file = shown(draft.path)
        entries = read_translations(draft.path, file)
        yield from (f"{file}:{entries[p].line} {p}" for p in draft.coverage.stale if p in entries)


COMMANDS = (translations_command,)
