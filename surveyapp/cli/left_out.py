"""Left out: tells on standard error what a command does not take or compare, and why."""

from collections.abc import Iterable
from itertools import groupby

import click

from surveyapp.analysis.uncounted import Uncounted
from surveyapp.formats.microdata.data_file import MOST_PROBLEMS, AnswerFile
from surveyapp.questions.counted_noun import counted_noun


def tell_left_out(found: AnswerFile) -> None:
    """What of a file with answers is not taken or counts in no group."""
    for warning in found.left_out[:MOST_PROBLEMS]:
        click.echo(f"{warning} (warning)", err=True)
    n_more = len(found.left_out) - MOST_PROBLEMS
    if n_more > 0:
        click.echo(f"{counted_noun(n_more, 'more warning')} like the last one.", err=True)


def tell_uncounted(uncounted: Iterable[Uncounted]) -> None:
    """Columns that answers have and that are not compared; an index once an item is there."""
    for words in uncounted_words(each for each in uncounted if not each.is_absent):
        click.echo(f"{words} (warning)", err=True)


def uncounted_words(uncounted: Iterable[Uncounted]) -> list[str]:
    """Why columns are not compared, a line a question and reason."""
    by_reason = groupby(uncounted, key=lambda each: (each.question, _why(each)))
    return [
        f"{question}: not compared, since {why}: {', '.join(each.column for each in found)}"
        for (question, why), found in by_reason
    ]


def _why(each: Uncounted) -> str:
    if each.is_absent:
        return "the answers lack these columns"
    if not each.needs:
        return "the plan does not publish it"
    return f"the answers lack {', '.join(each.needs)}, which decides who counts or is part of it"
