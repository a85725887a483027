"""Today: what needs somebody's attention, in words, each with the page where it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.questions.language import own_name
from surveyapp.storage.waves import Wave
from surveyapp.study.attention import Attention, AttentionKind, attention_of
from surveyapp.study.contact_attention import MailAttention, MailAttentionKind
from surveyapp.study.study import Study
from surveyapp.web.clock import today
from surveyapp.web.desk.response_lines import stratum_labels
from surveyapp.web.desk.warning_words import period_words, unsaid_words
from surveyapp.web.language import long_date

Kind = AttentionKind | MailAttentionKind


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One thing. strong: what it is; rest: more of it, "" for none; link: words and address.

    aside: something else that speaks for another day, "" for nothing.
    """

    strong: str
    rest: str
    link: tuple[str, str] | None
    aside: str = ""


@dataclass(frozen=True, slots=True)
class _AttentionPlace:
    """Who is told, and where it is done: the first of these endpoints that there is."""

    permission: Permission
    label: Callable[[], str]
    endpoints: tuple[str, ...]


_PLACES: Mapping[Kind, _AttentionPlace] = {
    MailAttentionKind.FAILED: _AttentionPlace(
        Permission.FIELDWORK, lambda: _("Mend the addresses"), ("mails.overview",)
    ),
    MailAttentionKind.WAITING: _AttentionPlace(
        Permission.FIELDWORK, lambda: _("Send them"), ("mails.overview",)
    ),
    MailAttentionKind.UNINVITED: _AttentionPlace(
        Permission.FIELDWORK, lambda: _("Make the invitations"), ("invitations.page",)
    ),
    MailAttentionKind.REMINDER: _AttentionPlace(
        Permission.FIELDWORK, lambda: _("Preview the reminder"), ("mails.overview",)
    ),
    AttentionKind.REPLIED: _AttentionPlace(
        Permission.FIELDWORK, lambda: _("Read the replies"), ("inquiries.page",)
    ),
    AttentionKind.TOO_FEW: _AttentionPlace(
        Permission.FIELDWORK, lambda: _("Look at the institutions"), ("institutions.overview",)
    ),
    AttentionKind.LAST_DAY_NEAR: _AttentionPlace(
        Permission.WAVES, lambda: _("Give more time"), ("wave_acts.days",)
    ),
    AttentionKind.LAST_DAY_OVER: _AttentionPlace(
        Permission.WAVES, lambda: _("Close it, or give more time"), ("wave_acts.days",)
    ),
    AttentionKind.NOT_MIXED: _AttentionPlace(
        Permission.ROWS, lambda: _("Mix"), ("wave_end_acts.mixing",)
    ),
    AttentionKind.KEY_AWAY: _AttentionPlace(Permission.WAVES, lambda: "", ()),
    AttentionKind.UNSAID: _AttentionPlace(
        Permission.SETTINGS, lambda: _("Say it in the settings"), ("settings.overview",)
    ),
    AttentionKind.UNREVIEWED: _AttentionPlace(
        Permission.TRANSLATIONS, lambda: _("Look at them"), ("questionnaires.overview",)
    ),
    AttentionKind.TEXTS: _AttentionPlace(Permission.TEXTS, lambda: _("Read"), ("texts.queue",)),
    AttentionKind.CODING: _AttentionPlace(
        Permission.CODING, lambda: _("Code"), ("coding.overview",)
    ),
    AttentionKind.DIFFERENCES: _AttentionPlace(
        Permission.CODING, lambda: _("Look at the differences"), ("coding.overview",)
    ),
}


def today_lines(study: Study, permissions: frozenset[Permission]) -> tuple[TodayLine, ...]:
    """What somebody with these permissions has to look at in a wave.

    Raises QuestionnaireMissing, QuestionnaireRefused.
    """
    found = attention_of(study, today())
    told = (each for each in found if _is_told(each.kind, permissions))
    return tuple(_line(study.wave, each, permissions) for each in told)


def address_of(endpoint: str, wave: Wave) -> str | None:
    """The address of a page about a wave; None where there is no such page."""
    if endpoint not in current_app.view_functions:
        return None
    rules = current_app.url_map.iter_rules(endpoint)
    is_of_wave = any("wave" in rule.arguments for rule in rules)
    return url_for(endpoint, wave=wave.name) if is_of_wave else url_for(endpoint)


def _is_told(kind: Kind, permissions: frozenset[Permission]) -> bool:
    """Whoever may open and close a wave is told of mixing too, for it decides what is known."""
    told = {_PLACES[kind].permission}
    if kind in (AttentionKind.NOT_MIXED, AttentionKind.UNSAID, AttentionKind.UNREVIEWED):
        told.add(Permission.WAVES)
    if kind is AttentionKind.KEY_AWAY:
        told.add(Permission.ROWS)
    return bool(told & permissions)


def _line(
    wave: Wave, found: Attention | MailAttention, permissions: frozenset[Permission]
) -> TodayLine:
    place = _PLACES[found.kind]
    is_allowed = place.permission in permissions
    addresses = (address_of(each, wave) for each in place.endpoints if is_allowed)
    address = next(filter(None, addresses), None)
    link = (place.label(), address) if address else None
    if isinstance(found, MailAttention):
        return TodayLine(*_mail_words(found), link, _holiday_words(found))
    return TodayLine(*_WORDS[found.kind](found, wave), link)


def _mail_words(found: MailAttention) -> tuple[str, str]:
    match found.kind:
        case MailAttentionKind.FAILED:
            return ngettext("%(num)d mail came back.", "%(num)d mails came back.", found.n), ""
        case MailAttentionKind.WAITING:
            return _waiting(found.n), ""
        case MailAttentionKind.UNINVITED:
            return _uninvited(found.n), ""
    return str(_("A reminder is due")), ngettext(
        "to %(num)d institution that had not answered at the last mixing.",
        "to %(num)d institutions that had not answered at the last mixing.",
        found.n,
    )


def _waiting(n: int) -> str:
    said: str = ngettext("%(num)d mail waits to be sent.", "%(num)d mails wait to be sent.", n)
    return said


def _uninvited(n: int) -> str:
    said: str = ngettext(
        "%(num)d institution has no invitation yet.",
        "%(num)d institutions have no invitation yet.",
        n,
    )
    return said


def _holiday_words(found: MailAttention) -> str:
    if not found.holidays:
        return ""
    periods = ", ".join(map(period_words, found.holidays))
    return str(_("Today is in %(periods)s; better wait until it is over.", periods=periods))


def _near(found: Attention, _wave: Wave) -> tuple[str, str]:
    if found.n == 0:
        return str(_("Today is the last day.")), ""
    return ngettext("%(num)d day is left.", "%(num)d days are left.", found.n), ""


def _over(found: Attention, _wave: Wave) -> tuple[str, str]:
    day = long_date(found.day) if found.day else ""
    return str(_("The last day, %(day)s, is over,", day=day)), str(
        _("and answers are still taken.")
    )


def _too_few(found: Attention, wave: Wave) -> tuple[str, str]:
    names = stratum_labels(wave)
    said = _("Fewer than %(k)s had answered at the last mixing:", k=found.n)
    strata = "; ".join(names[each] for each in found.strata if each in names)
    return str(said), str(_("%(groups)s. Of so few nothing is published.", groups=strata))


def _not_mixed(found: Attention, _wave: Wave) -> tuple[str, str]:
    day = long_date(found.day) if found.day else ""
    return str(_("Nothing was mixed since %(day)s.", day=day)), str(
        _("Who has answered is known as of the last mixing alone. A timer does it each night.")
    )


def _unsaid(found: Attention, _wave: Wave) -> tuple[str, str]:
    said = ", ".join(map(unsaid_words, found.unsaid))
    return str(_("The start page does not say:")), f"{said}."


def _unreviewed(found: Attention, _wave: Wave) -> tuple[str, str]:
    languages = ", ".join(map(own_name, found.of))
    said = ngettext(
        "%(num)d translation waits for a second reader",
        "%(num)d translations wait for a second reader",
        found.n,
    )
    return said, f"({languages})."


_WORDS: Mapping[AttentionKind, Callable[[Attention, Wave], tuple[str, str]]] = {
    AttentionKind.LAST_DAY_NEAR: _near,
    AttentionKind.LAST_DAY_OVER: _over,
    AttentionKind.TOO_FEW: _too_few,
    AttentionKind.NOT_MIXED: _not_mixed,
    AttentionKind.UNSAID: _unsaid,
    AttentionKind.UNREVIEWED: _unreviewed,
    AttentionKind.REPLIED: lambda found, _wave: (
        ngettext(
            "%(num)d reply came to what was asked back.",
            "%(num)d replies came to what was asked back.",
            found.n,
        ),
        "",
    ),
    AttentionKind.KEY_AWAY: lambda _found, _wave: (
        str(_("The study key of this wave lies elsewhere.")),
        str(_("Whoever keeps it mixes and freezes on the terminal.")),
    ),
    AttentionKind.TEXTS: lambda found, _wave: (
        ngettext(
            "%(num)d text waits for a reviewer.", "%(num)d texts wait for a reviewer.", found.n
        ),
        "",
    ),
    AttentionKind.CODING: lambda found, _wave: (
        ngettext(
            "%(num)d question is not coded by two people yet.",
            "%(num)d questions are not coded by two people yet.",
            found.n,
        ),
        "",
    ),
    AttentionKind.DIFFERENCES: lambda found, _wave: (
        ngettext(
            "In %(num)d text the coders differ.", "In %(num)d texts the coders differ.", found.n
        ),
        str(_("A third person decides.")),
    ),
}
