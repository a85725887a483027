"""Prepare on paper: what the PDF says of what to have at hand, in the page's language."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _

from surveyapp.storage.waves import Wave
from surveyapp.web.language import current_language, long_date
from surveyapp.web.pdf import to_pdf
from surveyapp.web.respondent.start_page import Preparation, contact

Content = Mapping[str, Any]
MOST_KEPT = 64


def prepare_pdf(study: str, wave: Wave, lists: Sequence[Preparation], *, is_demo: bool) -> bytes:
    """The sheet of some roles as PDF/UA-1. study: its title. Raises ServiceUnavailable.

    Everybody may ask for it, so that each is made once: nothing in it is anybody's.
    """
    content = _on_paper(study, wave, lists, is_demo=is_demo)
    return _written(json.dumps(content, ensure_ascii=False, sort_keys=True))


@lru_cache(MOST_KEPT)
def _written(content: str) -> bytes:
    return to_pdf("prepare", json.loads(content))


def _on_paper(study: str, wave: Wave, lists: Sequence[Preparation], *, is_demo: bool) -> Content:
    """What the template ``prepare`` lays out."""
    until, asked = wave.closes, contact()
    notice = _("SYNTHETIC DATA – NOT REAL. Nobody gave these answers.") if is_demo else None
    return {
        "language": current_language(),
        "title": " – ".join((_("What to have at hand"), study)),
        "study": study,
        "heading": _("What to have at hand"),
        "notice": notice,
        "until": _("Please answer by %(day)s.", day=long_date(until)) if until else None,
        "lists": [{"words": each.label, "items": list(each.items)} for each in lists],
        "questions": _("Questions"),
        "contact": asked.striptags() if asked else None,
    }
