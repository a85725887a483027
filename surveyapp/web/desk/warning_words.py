"""Warning words: what speaks against a day or an opening, in words for the browser."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.fieldwork.deadline import Hindrance
from surveyapp.formats.source.problem import Problem
from surveyapp.storage.waves import Wave
from surveyapp.study.last_day import LastDayWarning, PastDay, ShortTime, last_day_warnings
from surveyapp.study.unsaid import Unsaid
from surveyapp.web.clock import today
from surveyapp.web.language import long_date

_UNSAID: Mapping[Unsaid, Callable[[], str]] = {
    Unsaid.SENDER: lambda: _("who asks"),
    Unsaid.CONTACT: lambda: _("whom to ask back"),
    Unsaid.LAST_DAY: lambda: _("until when answers are taken"),
    Unsaid.PRIVACY: lambda: _("how answers are protected"),
}


def warnings_of(wave: Wave) -> list[str]:
    """What speaks against the last day of a wave, a sentence or two each."""
    return [_words(each) for each in last_day_warnings(wave, today())]


def unsaid_words(found: Unsaid) -> str:
    """What the start page does not say."""
    return _UNSAID[found]()


def period_words(found: Hindrance) -> str:
    """A period of a calendar with its days."""
    return str(
        _(
            "%(label)s (%(first)s to %(last)s)",
            label=found.label,
            first=long_date(found.first),
            last=long_date(found.last),
        )
    )


def _words(found: LastDayWarning) -> str:
    match found:
        case ShortTime(days=days):
            said: str = ngettext(
                "From the first to the last day is %(num)d day. Institutions need at least four"
                " weeks: one person gathers figures, another approves.",
                "From the first to the last day are %(num)d days. Institutions need at least four"
                " weeks: one person gathers figures, another approves.",
                days,
            )
            return said
        case PastDay(closes=closes):
            return str(_("The last day, %(day)s, is over already.", day=long_date(closes)))
        case Problem():
            return str(_("A calendar cannot be read: %(problem)s", problem=str(found)))
        case Hindrance(is_over=True):
            return str(
                _(
                    "The last day is in the week after %(period)s: few had time before.",
                    period=period_words(found),
                )
            )
        case Hindrance():
            return str(
                _(
                    "The last day is in %(period)s: nobody can be asked then.",
                    period=period_words(found),
                )
            )
