"""Phases: how far a wave is, from its draft to its publication, as a line of words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from surveyapp.storage.records import record_path
from surveyapp.storage.rehearsals import was_rehearsed
from surveyapp.storage.waves import Wave, WaveState
from surveyapp.study.attention import is_mixed
from surveyapp.web.clock import today
from surveyapp.web.current_instance import current_instance
from surveyapp.web.language import long_date


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase. is_reached: whether the wave was in it; is_now: whether it is.

    is_left_out: whether the wave is further and was never in it.
    """

    label: str
    is_reached: bool
    is_now: bool = False
    is_left_out: bool = False


def phases_of(wave: Wave) -> tuple[Phase, ...]:
    """The whole line; of a rehearsal a shorter one."""
    found = list(_of_rehearsal(wave) if wave.is_rehearsal else _of_wave(wave))
    last = max(place for place, (_label, is_reached) in enumerate(found) if is_reached)
    return tuple(
        Phase(label, is_reached, place == last, place < last and not is_reached)
        for place, (label, is_reached) in enumerate(found)
    )


def headline_of(wave: Wave) -> str:
    """What the wave is in now, as a statement."""
    match wave.state:
        case WaveState.DRAFT:
            return str(_("A draft: nobody can answer yet"))
        case WaveState.OPEN:
            return _open_words(wave.closes)
        case WaveState.ENDED:
            return str(_("The rehearsal has ended, and nothing of it is left"))
        case WaveState.FROZEN:
            return str(_("The answers are final"))
    if wave.ended is None:
        return str(_("Fieldwork is closed"))
    return str(_("Fieldwork was closed on %(day)s", day=long_date(wave.ended)))


def _open_words(closes: date | None) -> str:
    if closes is None:
        return str(_("Fieldwork is open"))
    day = long_date(closes)
    if closes < today():
        return str(_("Fieldwork is open, although its last day was %(day)s", day=day))
    return str(_("Fieldwork is open until %(day)s", day=day))


def _of_wave(wave: Wave) -> Iterator[tuple[str, bool]]:
    is_frozen = wave.state is WaveState.FROZEN
    is_published = is_frozen and record_path(current_instance(), wave.name).exists()
    yield _("Draft"), True
    yield _("Rehearsed"), was_rehearsed(wave)
    yield _open_label(wave), wave.state is not WaveState.DRAFT
    yield _("Closed"), wave.is_over
    yield _("Mixed"), wave.is_over and is_mixed(wave)
    yield _("Frozen"), is_frozen
    yield _("Published"), is_published


def _of_rehearsal(wave: Wave) -> Iterator[tuple[str, bool]]:
    yield _("Draft"), True
    yield _open_label(wave), wave.state is not WaveState.DRAFT
    yield _("Closed"), wave.is_over
    yield _("Thrown away"), wave.state is WaveState.ENDED


def _open_label(wave: Wave) -> str:
    """With the day, where the first and the last one are known."""
    if not wave.takes_answers or wave.opens is None or today() < wave.opens:
        return str(_("Open"))
    day = (today() - wave.opens).days + 1
    if wave.closes is None or wave.closes < today():
        return str(_("Open, day %(day)s", day=day))
    return str(_("Open, day %(day)s of %(all)s", day=day, all=(wave.closes - wave.opens).days + 1))
