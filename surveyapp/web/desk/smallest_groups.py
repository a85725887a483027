"""Smallest groups: of how many institutions figures are published at least, by questionnaire."""

from surveyapp.storage.waves import list_waves
from surveyapp.web.current_study import current_study
from surveyapp.web.public.wave_titles import wave_titles


def smallest_groups() -> dict[str, int]:
    """Title of a questionnaire -> the least number of its plan; one that is damaged is left out."""
    waves = {each.name: each for each in list_waves()}
    titles = wave_titles(waves.values())
    return {title: current_study(waves[name]).plan.rules.k for name, title in titles.items()}
