"""Possible: what somebody can do now with a wave, what it does, and whether it can be undone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.storage.waves import Wave, WaveState, is_comparable
from surveyapp.web.desk.today_lines import address_of


@dataclass(frozen=True, slots=True)
class Possible:
    """One line: a verb with its address, what it does, whether it can be undone."""

    label: str
    address: str
    effect: str
    undo: str


@dataclass(frozen=True, slots=True)
class _PossibleAct:
    """What is offered where, to whom, and while a wave is so."""

    permission: Permission
    endpoint: str
    while_: Callable[[Wave], bool]
    words: Callable[[], tuple[str, str, str]]


def _is_draft(wave: Wave) -> bool:
    return wave.state is WaveState.DRAFT


def _is_open(wave: Wave) -> bool:
    return wave.takes_answers


def _is_closed(wave: Wave) -> bool:
    return wave.state is WaveState.CLOSED


def _is_real(wave: Wave) -> bool:
    return not wave.is_rehearsal and wave.state in (WaveState.OPEN, WaveState.CLOSED)


def _is_read(wave: Wave) -> bool:
    return is_comparable(wave) and not _is_draft(wave)


_ACTS = (
    _PossibleAct(
        Permission.WAVES,
        "waves.checked",
        _is_draft,
        lambda: (_("Check the questionnaire"), _("names every problem with its place"), _nothing()),
    ),
    _PossibleAct(
        Permission.FIELDWORK,
        "institutions.overview",
        lambda wave: not wave.is_over,
        lambda: (
            _("Invite institutions"),
            _("from a list (XLSX, CSV), with a preview"),
            _("can be undone until sent"),
        ),
    ),
    _PossibleAct(
        Permission.WAVES,
        "waves.rehearse",
        lambda wave: _is_draft(wave) and not wave.is_rehearsal,
        lambda: (
            _("Rehearse"),
            _("makes a test wave whose answers are thrown away"),
            _("can be undone: end the rehearsal"),
        ),
    ),
    _PossibleAct(
        Permission.WAVES,
        "wave_acts.opening",
        lambda wave: _is_draft(wave) or _is_closed(wave),
        lambda: (
            _("Open the wave"),
            _("institutions can answer; the questionnaire is copied"),
            _("can be closed; the copy stays"),
        ),
    ),
    _PossibleAct(
        Permission.FIELDWORK,
        "mails.overview",
        _is_open,
        lambda: (
            _("Write to institutions"),
            _("invitations and reminders, after a preview"),
            _("cannot be undone once sent"),
        ),
    ),
    _PossibleAct(
        Permission.PAPER,
        "paper.overview",
        _is_open,
        lambda: (
            _("Key in a paper form"),
            _("by two people, compared"),
            _("can be corrected with a reason"),
        ),
    ),
    _PossibleAct(
        Permission.WAVES,
        "waves.trial",
        lambda wave: wave.is_rehearsal and wave.takes_answers,
        lambda: (
            _("Try the form yourself"),
            _("gives you an access code of the rehearsal"),
            _("is thrown away with it"),
        ),
    ),
    _PossibleAct(
        Permission.WAVES,
        "wave_acts.days",
        _is_draft,
        lambda: (
            _("Set the last day"),
            _("is shown to institutions, who need four weeks"),
            _("can be changed until the wave is opened"),
        ),
    ),
    _PossibleAct(
        Permission.WAVES,
        "wave_acts.days",
        lambda wave: _is_open(wave) or _is_closed(wave),
        lambda: (
            _("Set a later last day"),
            _("is shown to everybody from then on"),
            _("can be made later still, never earlier"),
        ),
    ),
    _PossibleAct(
        Permission.WAVES,
        "wave_acts.wording",
        _is_open,
        lambda: (
            _("Correct the wording"),
            _("takes texts and translations from the files"),
            _("can be corrected again; each time is kept"),
        ),
    ),
    _PossibleAct(
        Permission.WAVES,
        "wave_end_acts.closing",
        _is_open,
        lambda: (_("Close the wave"), _("ends answering at once"), _("can be opened again")),
    ),
    _PossibleAct(
        Permission.ROWS,
        "wave_end_acts.mixing",
        _is_real,
        lambda: (
            _("Mix"),
            _("opens what was sent, five or more together"),
            _("cannot be undone"),
        ),
    ),
    _PossibleAct(
        Permission.WAVES,
        "wave_end_acts.beside",
        lambda wave: _is_closed(wave) and not wave.is_rehearsal,
        lambda: (
            _("Confirm beside another wave"),
            _("where nearly the same answers were published"),
            _("is kept with its reason"),
        ),
    ),
    _PossibleAct(
        Permission.WAVES,
        "wave_end_acts.freezing",
        lambda wave: _is_closed(wave) and not wave.is_rehearsal,
        lambda: (
            _("Freeze the wave"),
            _("makes the answers final and publishes"),
            _("cannot be undone"),
        ),
    ),
    _PossibleAct(
        Permission.WAVES,
        "wave_acts.ending",
        lambda wave: wave.is_rehearsal and wave.state is not WaveState.ENDED,
        lambda: (
            _("End the rehearsal"),
            _("throws away all that belongs to it"),
            _("cannot be undone"),
        ),
    ),
    _PossibleAct(
        Permission.RESULTS,
        "coordinator.chapters",
        _is_read,
        lambda: (_("Read the comparison"), _("groups of at least five"), _nothing()),
    ),
    _PossibleAct(
        Permission.RESULTS,
        "documents.overview",
        _is_read,
        lambda: (_("Write the report and the files"), _("in every language"), _nothing()),
    ),
    _PossibleAct(
        Permission.TEXTS,
        "texts.queue",
        _is_read,
        lambda: (
            _("Review free texts"),
            _("each is cleared, edited or withheld"),
            _("can be decided again"),
        ),
    ),
    _PossibleAct(
        Permission.CODING,
        "coding.overview",
        _is_read,
        lambda: (
            _("Code open answers"),
            _("two people, each alone"),
            _("can be changed until both are done"),
        ),
    ),
)


def _nothing() -> str:
    return str(_("changes nothing"))


def possible_acts(wave: Wave, permissions: frozenset[Permission]) -> tuple[Possible, ...]:
    """What somebody with these permissions can do now, in the order of a study."""
    return tuple(_possible(wave, permissions))


def _possible(wave: Wave, permissions: frozenset[Permission]) -> Iterator[Possible]:
    for each in _ACTS:
        if each.permission in permissions and each.while_(wave):
            address = address_of(each.endpoint, wave)
            if address is not None:
                label, effect, undo = each.words()
                yield Possible(str(label), address, str(effect), str(undo))


def possible_without_wave(permissions: frozenset[Permission]) -> tuple[Possible, ...]:
    """What can be done where there is no wave, or beside every wave."""
    found = []
    if Permission.WAVES in permissions:
        words = (
            _("Make a wave"),
            _("as a draft: nobody is asked yet"),
            _("a draft can stay unopened"),
        )
        found.append(Possible(str(words[0]), url_for("waves.new"), str(words[1]), str(words[2])))
    if Permission.TRANSLATIONS in permissions:
        label, effect = _("Look at the questionnaires"), _("checks, and translations by language")
        address = url_for("questionnaires.overview")
        found.append(Possible(str(label), address, str(effect), _nothing()))
    return tuple(found)
