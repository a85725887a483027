"""Job refusals: why a job was not done and what to do about it, in the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from surveyapp.storage.job_leases import STOPPED_TOO_OFTEN

Values = Mapping[str, Any]
REFUSALS: Mapping[str, Callable[[Values], list[str]]] = {
    STOPPED_TOO_OFTEN: lambda _values: [
        _("It was begun three times and stopped each time before its end; nothing of it is left."),
        _(
            "Please ask the people who run the server to look at its log and its memory, then"
            " press the button again."
        ),
    ],
}
