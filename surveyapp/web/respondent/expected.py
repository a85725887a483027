"""Expected sections: those that a page asked for last time are read together with the rest.

Which sections decide what a page shows is known only while it is made; it hardly ever differs from
one reader to the next. A wrong guess costs a query, or a row that nobody looks at.
"""

from flask import request

from surveyapp.storage.drafts import INDEX
from surveyapp.storage.workspaces import Opened, Workspace
from surveyapp.web.respondent.visit import Visit

MOST_PAGES = 10_000
Asked = tuple[str, str | None, str, str]
_known = dict[Asked, frozenset[str]]()


def sections_expected(opened: Opened) -> frozenset[str]:
    """Sections that this request is likely to ask for; none for a code of a colleague."""
    return _known.get(_asked(opened), frozenset()) if isinstance(opened, Workspace) else frozenset()


def remember_sections(visit: Visit) -> None:
    """Keeps which sections this request asked for, in this process alone."""
    if len(_known) >= MOST_PAGES:
        _known.clear()
    if isinstance(visit.workspace, Workspace) and visit.was_opened:
        _known[_asked(visit.workspace)] = frozenset(visit.draft.stored.versions()) - {INDEX}


def _asked(opened: Opened) -> Asked:
    """What a request is about: wave, route, method, page or section."""
    name = next(iter((request.view_args or {}).values()), "")
    return opened.wave, request.endpoint, request.method, str(name)
