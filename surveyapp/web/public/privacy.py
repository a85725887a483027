"""Privacy notice as a page, for everybody, in the language of the page."""

from collections.abc import Sequence

from flask import Blueprint, abort, render_template, request

from surveyapp.storage.waves import Wave, WaveState, list_waves
from surveyapp.study.privacy import DOCUMENTS, processing_of
from surveyapp.web.access import public
from surveyapp.web.current_instance import current_instance
from surveyapp.web.language import current_language
from surveyapp.web.public.wave_titles import wave_titles

blueprint = Blueprint("privacy", __name__)


@blueprint.get("/privacy")
@public
def notice() -> str:
    """The notice of the wave that is named, or of the newest; in general before there is any."""
    waves = [each for each in list_waves() if each.state is not WaveState.DRAFT]
    wave = _named(waves, request.args.get("wave"))
    instance = current_instance()
    processing = processing_of(instance, wave, current_language())
    return render_template(
        "public/privacy.html",
        document=DOCUMENTS["privacy-notice"](processing),
        wave=wave,
        titles=wave_titles(waves),
    )


def _named(waves: Sequence[Wave], name: str | None) -> Wave | None:
    """404 for a name that no wave has that was opened."""
    if name is not None:
        return next((each for each in waves if each.name == name), None) or abort(404)
    taking = [each for each in waves if each.takes_answers] or waves
    return taking[-1] if taking else None
