"""Wave drafts: what somebody wants to ask becomes a wave that takes no answers yet."""

import re
from dataclasses import dataclass
from datetime import date

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import Instance
from surveyapp.storage.waves import Wave, WaveRefused, WaveState, new_wave

WAVE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True)
class WaveRequest:
    """What somebody wants to ask. edition: the first one if None; opens, closes: None if not said.

    is_rehearsal: whether its answers are thrown away.
    """

    name: str
    questionnaire: str
    edition: str | None = None
    opens: date | None = None
    closes: date | None = None
    is_rehearsal: bool = False


class UnknownEdition(WaveRefused):
    """The questionnaire has no such edition; `editions` are those that it has."""

    def __init__(self, wave: str, editions: tuple[str, ...]) -> None:
        super().__init__("unknown-edition", wave)
        self.editions = editions


def make_draft(instance: Instance, wanted: WaveRequest) -> Wave:
    """Keeps a new wave as a draft; in a demonstration waves are synthetic for good.

    Raises WaveRefused: bad-name, closes-before-it-opens, name-taken; UnknownEdition,
    QuestionnaireMissing, QuestionnaireRefused.
    """
    if not WAVE_NAME.fullmatch(wanted.name):
        raise WaveRefused("bad-name", wanted.name)
    if wanted.opens and wanted.closes and wanted.closes < wanted.opens:
        raise WaveRefused("closes-before-it-opens", wanted.name)
    release = load_release(wanted.questionnaire)
    if wanted.edition is not None and wanted.edition not in release.editions:
        raise UnknownEdition(wanted.name, tuple(release.editions))
    draft = Wave(
        name=wanted.name,
        questionnaire=release.name,
        version=release.version,
        version_hash=release.version_hash,
        edition=wanted.edition or release.editions[0],
        parameters=release.parameters,
        opens=wanted.opens,
        closes=wanted.closes,
        state=WaveState.DRAFT,
        is_synthetic=instance.is_demo,
        is_rehearsal=wanted.is_rehearsal,
    )
    return new_wave(draft)
