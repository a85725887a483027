"""Words for what is missing before a wave may open, each with the page where it is mended."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flask import current_app, g, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.questions.language import own_name
from surveyapp.study import missing
from surveyapp.study.missing import Prerequisite
from surveyapp.web.desk.settings_address import may_change, step_address
from surveyapp.web.desk.settings_words import SETTING_WORDS


@dataclass(frozen=True, slots=True)
class MissingLine:
    """What is said. address: where it is mended; "" where the reader may not."""

    words: str
    is_must: bool
    address: str


_WORDS: Mapping[str, Callable[[Prerequisite], str]] = {
    missing.SETTINGS_DAMAGED: lambda _it: _(
        "The file of the settings is damaged; what stood there does not hold."
    ),
    missing.NO_WORDS: lambda it: _("Nobody wrote: %(setting)s", setting=SETTING_WORDS[it.about][0]),
    missing.NO_WORDS_IN: lambda it: _(
        "Not in %(language)s yet: %(setting)s",
        language=own_name(it.about.split()[1]),
        setting=SETTING_WORDS[it.about.split()[0]][0],
    ),
    missing.PROMISES_TOO_MUCH: lambda _it: _(
        "The promise seems to say that nobody can be recognised. That does not hold: whoever knows"
        " the field may recognise an institution by its answers."
    ),
    missing.NO_TIMES: lambda _it: _("Nobody decided how long data are kept."),
    missing.NO_LAST_DAY: lambda it: _(
        "Wave %(wave)s has no day until which answers are taken.", wave=it.wave
    ),
    missing.NO_CONTACTS: lambda it: _("Wave %(wave)s has no list of institutions.", wave=it.wave),
    missing.NO_MAIL_SERVER: lambda it: ngettext(
        "%(num)d institution of wave %(wave)s has an address for mails, and there is no mail"
        " server.",
        "%(num)d institutions of wave %(wave)s have an address for mails, and there is no mail"
        " server.",
        it.n,
        wave=it.wave,
    ),
    missing.KEY_AWAY: lambda it: _(
        "The key of wave %(wave)s was taken away; it is needed for opening.", wave=it.wave
    ),
    missing.NO_FILES: lambda it: _(
        "The questionnaire %(name)s of wave %(wave)s cannot be found.", name=it.about, wave=it.wave
    ),
    missing.CHECK_ERRORS: lambda it: ngettext(
        "The check finds %(num)d error in the questionnaire %(name)s.",
        "The check finds %(num)d errors in the questionnaire %(name)s.",
        it.n,
        name=it.about,
    ),
    missing.UNTRANSLATED: lambda it: ngettext(
        "%(num)d text of the questionnaire %(name)s is not translated as it stands now.",
        "%(num)d texts of the questionnaire %(name)s are not translated as they stand now.",
        it.n,
        name=it.about,
    ),
    missing.NO_LANGUAGE: lambda it: _(
        "None of the languages of the questionnaire %(name)s is offered.", name=it.about
    ),
    missing.NO_PRIVACY: lambda it: _(
        "Nothing is said about data protection to those who answer wave %(wave)s.", wave=it.wave
    ),
}
_PAGES: Mapping[str, tuple[str, Permission]] = {
    missing.NO_LAST_DAY: ("wave_acts.days", Permission.WAVES),
    missing.NO_CONTACTS: ("institutions.overview", Permission.FIELDWORK),
    missing.CHECK_ERRORS: ("questionnaires.overview", Permission.TRANSLATIONS),
    missing.UNTRANSLATED: ("questionnaires.overview", Permission.TRANSLATIONS),
}
"""Code -> the page where it is mended, if it is none of the settings, and who may see that."""


def missing_lines(found: Iterable[Prerequisite]) -> tuple[MissingLine, ...]:
    """In the language of the page."""
    return tuple(MissingLine(_WORDS[it.code](it), it.is_must, _address(it)) for it in found)


def _address(it: Prerequisite) -> str:
    if it.step is not None:
        return step_address(it.step) if may_change(it.step) else ""
    endpoint, permission = _PAGES.get(it.code, ("", Permission.STAFF))
    if endpoint not in current_app.view_functions or permission not in g.staff.permissions:
        return ""
    is_of_wave = endpoint in ("institutions.overview", "wave_acts.days")
    return url_for(endpoint, wave=it.wave if is_of_wave else None)
