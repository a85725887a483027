"""Translations command: writes catalogues of a questionnaire or the interface; what they lack."""

import json
from collections.abc import Iterator, Sequence

import click

from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, REFUSED, refusals_in_words, stop
from surveyapp.formats.catalogue_set import CatalogueDraft, catalogue_drafts, write_draft
from surveyapp.formats.interface_draft import interface_drafts
from surveyapp.formats.source.languages import DOMAIN
from surveyapp.formats.source.message_file import read_messages
from surveyapp.formats.source.po_file import read_translations
from surveyapp.formats.source.questionnaire_folder import load_definition, shown
from surveyapp.formats.source.shelf import Shelf, project_shelf
from surveyapp.plain_file import os_words
from surveyapp.project import product_home
from surveyapp.questions.language import SOURCE_LANGUAGE, is_known

MOST_SHOWN = 20
HEADER = ("language", "catalogue", "texts", "missing", "stale", "unreviewed")


@click.command("translations")
@click.argument("name", required=False)
@click.option(
    "--interface",
    "is_interface",
    is_flag=True,
    help="Those of the interface in the languages named, instead of a questionnaire's.",
)
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
@only_reads
def translations_command(
    name: str | None,
    is_interface: bool,
    chosen: tuple[str, ...],
    is_table: bool,
    is_reviewed: bool,
    layout: str,
) -> None:
    """Write and update the catalogues of the questionnaire NAME, and print what they lack.

    Written are those of the questionnaire, its plan of analysis, its code books, its study file,
    the screening rules of its folder, and the shared lists that it uses of the project, or of
    elsewhere without words in a language; in all its languages if none is named. Each text has its
    path and notes for translators. Nothing that was translated is lost: where the source changed,
    the translation is marked fuzzy (stale), and what is no text any more stays below as obsolete.
    What was filled or changed has the comment "unreviewed" until a reviewer removes it.

    With --interface and without NAME it is the words of surveyapp itself, messages.po, with which a
    language begins that surveyapp does not speak. It is offered once nothing is missing.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    _check_asked(name, chosen, is_interface=is_interface)
    if is_reviewed and (is_table or not chosen):
        stop("--reviewed needs --language, and writes; leave --table out.", COULD_NOT_RUN)
    _check_languages(chosen)
    with refusals_in_words():
        shelf = project_shelf()
        if name is None:
            place, drafts = shelf, interface_drafts(chosen, shelf.root, is_reviewed=is_reviewed)
        else:
            place, wanted = shelf.holding(name), chosen or load_definition(name, shelf).languages
            drafts = catalogue_drafts(name, wanted, shelf, is_reviewed=is_reviewed)
    if not is_table:
        _check_place(place, shelf, is_interface=is_interface)
        _write(drafts)
    _print(drafts, layout)


def _check_asked(name: str | None, chosen: tuple[str, ...], *, is_interface: bool) -> None:
    """Whether either a questionnaire or the interface is meant, the latter in some languages."""
    if is_interface is (name is not None):
        stop("Name a questionnaire, or say --interface.", COULD_NOT_RUN)
    if is_interface and (not chosen or SOURCE_LANGUAGE in chosen):
        stop("--interface needs --language, another than en.", COULD_NOT_RUN)


def _check_place(place: Shelf, shelf: Shelf, *, is_interface: bool) -> None:
    """Whether what is written belongs to the folder one stands in."""
    if place.root != shelf.root:
        words = f"The questionnaire lies in {place.root}: call the command there, or use --table."
        stop(words, REFUSED)
    if is_interface and shelf.root == product_home():
        stop("Here the interface is kept up by: make translations", REFUSED)


def _print(drafts: Sequence[CatalogueDraft], layout: str) -> None:
    if layout == "json":
        lines = (dict(zip(HEADER, _cells(each), strict=True)) for each in drafts)
        click.echo(json.dumps(list(lines), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(drafts)))


def _check_languages(languages: Sequence[str]) -> None:
    for each in languages:
        if not is_known(each):
            stop(f"{each!r}: the CLDR knows no such language.", COULD_NOT_RUN)


def _write(drafts: Sequence[CatalogueDraft]) -> None:
    for each in drafts:
        if each.is_changed:
            try:
                write_draft(each)
            except OSError as problem:
                stop(f"{shown(each.path)}: {os_words(problem)}.", COULD_NOT_RUN)
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
        file, places = shown(draft.path), _places(draft)
        yield from (f"{file}:{places[p]} {p}" for p in draft.coverage.stale if p in places)


def _places(draft: CatalogueDraft) -> dict[str, int]:
    """Text as the table names it -> line in the file."""
    if draft.name == DOMAIN:
        return {each.ids[0]: each.line for each in read_messages(draft.path).messages}
    return {path: entry.line for path, entry in read_translations(draft.path).items()}


COMMANDS = (translations_command,)
