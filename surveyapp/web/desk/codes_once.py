"""Codes once: the page that shows codes which can be shown no second time."""

from flask import render_template, request
from flask_babel import gettext as _

from surveyapp.fieldwork.mode import Mode
from surveyapp.storage.waves import Wave
from surveyapp.web.coordinator.outputs import labels_of


def codes_once(
    wave: Wave, codes: tuple[str, ...], back: str, institution: str = "", *, is_paper: bool
) -> str:
    """The page. institution: whose they are, "" where nobody knows; back: where it leads."""
    words, _labels = labels_of(wave)
    return render_template(
        "desk/codes_once.html",
        wave=wave,
        words=words,
        codes=codes,
        is_paper=is_paper,
        institution=institution,
        back=back,
    )


def keyed_in_modes() -> list[tuple[str, str]]:
    """(code, words) of the ways in which answers come that staff types."""
    return [(Mode.PAPER.value, _("on paper")), (Mode.PHONE.value, _("by telephone"))]


def mode_sent() -> Mode:
    """How the answers came, as the form says; on paper unless it says otherwise."""
    return Mode.PHONE if request.form.get("mode") == Mode.PHONE.value else Mode.PAPER
