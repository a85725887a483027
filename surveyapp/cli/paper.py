"""Paper on the terminal: forms that come back on paper are typed twice, compared, and sent."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import click

from surveyapp.cli.contacts import invitation_of_contact
from surveyapp.cli.logged import note
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, REFUSED, open_instance, stop
from surveyapp.fieldwork.codes import CodeRefused
from surveyapp.fieldwork.mode import Mode
from surveyapp.instance import Instance
from surveyapp.questionnaire.flow import question_of
from surveyapp.questions.cell import Cell, cell_from_json, cell_to_json
from surveyapp.storage.drafts import DraftConflict
from surveyapp.storage.staff_edits import StaffEdit
from surveyapp.storage.staff_log import StaffAction
from surveyapp.study.keyed_in import (
    EntryDifference,
    KeyedEntry,
    KeyedInRefused,
    differences,
    new_entries,
    read_entries,
    send_entries,
)
from surveyapp.study.staff_edit import edit_sent

WORDS = {
    "closed": "The wave takes no answers.",
    "opened": "The invitation of this institution was opened before; nothing was made.",
    "no-such-code": "One of these codes opens nothing.",
    "not-keyed-in": "One of these codes is no entry from paper.",
    "same-code": "Both codes open the same entry.",
    "other-wave": "The two entries belong to different waves.",
    "other-edition": "The two entries are of different editions of the questionnaire.",
    "sent": "This form was sent before.",
    "not-sent": "This form is not sent: send it first, or again, with its two codes or its pages.",
    "no-reason": "Say in 1 to 500 characters why: --because REASON",
    "no-such-cell": "This form is not asked that, or the question has no such answer.",
    "same": "That stands there already; nothing was changed.",
    "no-difference": "Not sent: both entries read these cells alike, or there are none such:",
    "unsettled": "Not sent: decide which entry is right, with --take CELL=1 or CELL=2:",
    "to-mend": "Not sent: these questions are to be mended in the first entry:",
}


@click.group("paper")
def paper_group() -> None:
    """Forms that come back on paper: two entries, a comparison, one response.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """


@paper_group.command("new")
@click.argument("name")
@click.option("--institution", default=None, help="Whose form it is, as the contacts call it.")
@click.option(
    "--mode",
    type=click.Choice([each.value for each in Mode if each.is_keyed_in]),
    default=Mode.PAPER.value,
    show_default=True,
)
def new(name: str, institution: str | None, mode: str) -> None:
    """Print two codes for the wave NAME, each for one person who types the form.

    They are entered where institutions enter theirs; the numbers of the questions are those on
    paper. The first code opens afterwards what was sent, to withdraw it or to show it to its
    institution. With --institution its invitation is spent, and it is known to have answered after
    a mixing, as if it had answered itself.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with _open_instance() as instance:
        invitation = invitation_of_contact(name, institution) if institution else None
        click.echo("\n".join(new_entries(instance, name, Mode(mode), invitation)))
    note(StaffAction.PAPER_BEGUN, name)


@paper_group.command("compare")
@click.argument("first")
@click.argument("second")
@only_reads
def compare(first: str, second: str) -> None:
    """Show every cell that the entries FIRST and SECOND read differently.

    Free text is not compared. Exits with 1 when something differs.

    Exit codes: 0 nothing differs, 1 something differs or is refused, 2 could not run.
    """
    with _open_instance() as instance:
        entries = read_entries(instance, (first, second))
        found = differences(*entries)
    if found:
        stop("\n".join(_line(entries[0], each) for each in found), REFUSED)
    click.echo("Both entries are the same.")


@paper_group.command("send")
@click.argument("first")
@click.argument("second")
@click.option("--take", "takes", multiple=True, metavar="CELL=1|2", help="Which entry is right.")
def send(first: str, second: str, takes: tuple[str, ...]) -> None:
    """Send the form of the entries FIRST and SECOND, once every difference is decided.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    taken = dict(map(_taken, takes))
    with _open_instance() as instance:
        send_entries(instance, (first, second), taken, datetime.now(UTC).date())
    note(StaffAction.PAPER_SENT)
    click.echo("Sent, once. The second code opens nothing any more.")


@paper_group.command("edit")
@click.argument("code")
@click.argument("cell")
@click.argument("answer")
@click.option("--because", "reason", default="", help="Why, for whoever has the code.")
def edit(code: str, cell: str, answer: str, reason: str) -> None:
    """Correct one CELL of the form of CODE, the first of its two, after it was sent.

    ANSWER is a whole number, a code, codes in brackets as JSON, or "" to empty the cell. The form
    is taken back, changed and sent again, while the wave is open. What stood there before, the
    reason and the day are kept with the form, and shown to whoever opens it with its code.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with _open_instance() as instance:
        today = datetime.now(UTC).date()
        wanted = StaffEdit(cell, None, _cell(answer), reason.strip(), today)
        (made,) = edit_sent(instance, code, (wanted,))
    note(StaffAction.PAPER_EDITED)
    click.echo(f"{cell}: {_shown(made.before)} is {_shown(made.after)} now; sent again.")


def _cell(answer: str) -> Cell | None:
    """A cell as it is typed on the terminal."""
    if not answer:
        return None
    with suppress(ValueError):
        return cell_from_json(json.loads(answer))
    return answer


@contextmanager
def _open_instance() -> Iterator[Instance]:
    with open_instance() as instance:
        try:
            yield instance
        except KeyedInRefused as refused:
            names = "".join(f"\n  {name}" for name in refused.names)
            stop(WORDS[refused.code] + names, REFUSED)
        except CodeRefused:
            stop("One of these codes is mistyped.", COULD_NOT_RUN)
        except DraftConflict:
            stop("Somebody types in one of the entries. Try again.", REFUSED)


def _taken(text: str) -> tuple[str, int]:
    address, _, entry = text.rpartition("=")
    if not address or entry not in ("1", "2"):
        stop(f"--take {text}: write CELL=1 or CELL=2.", COULD_NOT_RUN)
    return address, int(entry)


def _line(entry: KeyedEntry, found: EntryDifference) -> str:
    number = entry.form.questions[question_of(found.address)].number
    return f"{number}  {found.address}  1: {_shown(found.first)}  2: {_shown(found.second)}"


def _shown(cell: Cell | None) -> str:
    return "nothing" if cell is None else str(cell_to_json(cell))


COMMANDS = (paper_group,)
