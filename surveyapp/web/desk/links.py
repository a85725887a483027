"""Links at the head of every page of staff: what the reader may see of the wave at hand."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app, g, request, url_for
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.storage.waves import Wave, WaveState, list_waves


@dataclass(frozen=True, slots=True)
class DeskLink:
    """One link. permission: what its page asks for; of_wave: whether it is about one wave.

    of_answers: whether it is about answers, which no rehearsal has.
    """

    endpoint: str
    label: LazyString
    permission: Permission
    of_wave: bool = False
    of_answers: bool = False


LINKS = (
    DeskLink("desk.overview", _("Desk"), Permission.DESK),
    DeskLink("institutions.overview", _("Institutions"), Permission.FIELDWORK, of_wave=True),
    DeskLink("paper.overview", _("Paper forms"), Permission.PAPER, of_wave=True),
    DeskLink("texts.queue", _("Free texts"), Permission.TEXTS, of_wave=True, of_answers=True),
    DeskLink("coding.overview", _("Coding"), Permission.CODING, of_wave=True, of_answers=True),
    DeskLink(
        "coordinator.chapters", _("Comparison"), Permission.RESULTS, of_wave=True, of_answers=True
    ),
    DeskLink(
        "documents.overview",
        _("Report and files"),
        Permission.RESULTS,
        of_wave=True,
        of_answers=True,
    ),
    DeskLink("questionnaires.overview", _("Questionnaires"), Permission.TRANSLATIONS),
    DeskLink("settings.overview", _("Settings"), Permission.SETTINGS),
    DeskLink("accounts.overview", _("Staff"), Permission.STAFF),
    DeskLink("account.page", _("Your account"), Permission.DESK),
)


def desk_links() -> tuple[tuple[str, str, bool], ...]:
    """(address, label, whether it is this page) of every link that the reader may follow."""
    return tuple(_links())


def _links() -> Iterator[tuple[str, str, bool]]:
    who = g.get("staff")
    wave = _wave_at_hand() if who is not None else None
    name = wave.name if wave else None
    for each in LINKS if who is not None else ():
        is_there = each.endpoint in current_app.view_functions and _is_about(each, wave)
        if is_there and each.permission in who.permissions:
            address = url_for(each.endpoint, wave=name if each.of_wave else None)
            yield address, str(each.label), request.path == address


def _is_about(link: DeskLink, wave: Wave | None) -> bool:
    """Whether there is what a link is about."""
    if not link.of_wave:
        return True
    return wave is not None and not (link.of_answers and (wave.is_rehearsal or not _begun(wave)))


def _begun(wave: Wave) -> bool:
    return wave.state is not WaveState.DRAFT


def _wave_at_hand() -> Wave | None:
    """The wave of this page, or the one that was made or opened last."""
    named: str | None = (request.view_args or {}).get("wave")
    waves = list_waves()
    real = [each for each in waves if not each.is_rehearsal] or list(waves)
    opened = [each for each in real if each.takes_answers] or real
    found = next((each for each in waves if each.name == named), None)
    return found or (opened[-1] if opened else None)
