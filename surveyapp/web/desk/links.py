"""Links at the head of every page of staff: what the reader may see of the wave at hand."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app, g, request, url_for
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.storage.waves import list_waves


@dataclass(frozen=True, slots=True)
class DeskLink:
    """One link. permission: what its page asks for; of_wave: whether it is about one wave."""

    endpoint: str
    label: LazyString
    permission: Permission
    of_wave: bool = False


LINKS = (
    DeskLink("desk.overview", _("Desk"), Permission.DESK),
    DeskLink("institutions.overview", _("Institutions"), Permission.FIELDWORK, of_wave=True),
    DeskLink("paper.overview", _("Paper forms"), Permission.PAPER, of_wave=True),
    DeskLink("texts.queue", _("Free texts"), Permission.TEXTS, of_wave=True),
    DeskLink("coding.overview", _("Coding"), Permission.CODING, of_wave=True),
    DeskLink("coordinator.chapters", _("Comparison"), Permission.RESULTS, of_wave=True),
    DeskLink("documents.overview", _("Report and files"), Permission.RESULTS, of_wave=True),
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
    wave = _wave_at_hand()
    for each in LINKS if who is not None else ():
        is_there = each.endpoint in current_app.view_functions and (wave or not each.of_wave)
        if is_there and each.permission in who.permissions:
            address = url_for(each.endpoint, wave=wave if each.of_wave else None)
            yield address, str(each.label), request.path == address


def _wave_at_hand() -> str | None:
    """The wave of this page, or the one that was made or opened last."""
    named: str | None = (request.view_args or {}).get("wave")
    waves = list_waves()
    opened = [each.name for each in waves if each.takes_answers] or [each.name for each in waves]
    return named or (opened[-1] if opened else None)
