"""Choice: the wave of a questionnaire that somebody means."""

from surveyapp.formats.source.questionnaire_folder import folder_of
from surveyapp.storage.waves import Wave, WaveRefused, latest_wave, wave


class NoWaveYet(LookupError):
    """Nobody has made a wave of this questionnaire; `questionnaire` is its name."""

    def __init__(self, questionnaire: str) -> None:
        super().__init__(f"There is no wave of {questionnaire} yet.")
        self.questionnaire = questionnaire


def chosen_wave(questionnaire: str, name: str | None, *, is_open_too: bool = False) -> Wave:
    """The wave of this name, or the latest of the questionnaire, see `latest_wave`.

    questionnaire: also with the folder of the gallery before it. Raises NoWaveYet, WaveRefused
    (no-such-wave, other-questionnaire), QuestionnaireMissing for one that nobody knows.
    """
    plain = questionnaire.removeprefix("gallery/")
    chosen = latest_wave(plain, is_open_too=is_open_too) if name is None else wave(name)
    if chosen is None:
        folder_of(questionnaire)
        raise NoWaveYet(plain)
    if chosen.questionnaire != plain:
        folder_of(questionnaire)
        raise WaveRefused("other-questionnaire", chosen.name)
    return chosen
