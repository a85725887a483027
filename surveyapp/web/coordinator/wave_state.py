"""Wave state: where a wave is in its life, in words, with the day on which it ended."""

from flask_babel import gettext as _

from surveyapp.storage.waves import Wave, WaveState
from surveyapp.web.language import long_date


def state_of(wave: Wave) -> str:
    """In words, such as "closed on 7 May 2014"; without the day where nobody kept it."""
    if not wave.is_over:
        return str(_("open") if wave.state is WaveState.OPEN else _("draft"))
    is_frozen = wave.state is WaveState.FROZEN
    if wave.ended is None:
        return str(_("frozen") if is_frozen else _("closed"))
    day = long_date(wave.ended)
    return str(
        _("frozen; ended on %(day)s", day=day) if is_frozen else _("closed on %(day)s", day=day)
    )
