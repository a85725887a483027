"""Which wave is meant, and what is said where there is none."""

import pytest

from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing
from surveyapp.instance import load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.waves import WaveRefused
from surveyapp.study.choice import NoWaveYet, chosen_wave
from surveyapp.study.publication import record_of, responses_of
from surveyapp.study.study_figures import figures_of
from tests.reports.small_report import NAME, WAVE


@pytest.fixture
def instance(home):
    """The instance of a home with one wave, its databases in use."""
    found = load_instance(home / "instance")
    with connected(found):
        yield found


@pytest.mark.usefixtures("instance")
def test_the_latest_wave_is_meant_where_none_is_named():
    assert chosen_wave(NAME, None) == chosen_wave(NAME, WAVE)


@pytest.mark.usefixtures("instance")
def test_a_wave_that_asks_something_else_is_refused(home):
    (home / "questionnaires" / "other").mkdir()
    (home / "questionnaires" / "other" / "questionnaire.yaml").write_text("name: other\n")
    with pytest.raises(WaveRefused) as refused:
        chosen_wave("other", WAVE)
    assert refused.value.code == "other-questionnaire"
    with pytest.raises(NoWaveYet, match="no wave of other yet"):
        chosen_wave("other", None)


@pytest.mark.usefixtures("instance")
def test_a_questionnaire_that_nobody_knows_is_no_questionnaire_without_a_wave():
    with pytest.raises(QuestionnaireMissing):
        chosen_wave("nobody", None)


def test_a_study_is_opened_from_its_wave_and_counts_once(instance):
    study = figures_of(instance, chosen_wave(NAME, WAVE))
    assert study.outputs is study.outputs
    assert {each.answered for each in responses_of(study)} == {12, 10}
    assert study.labels("en").wording.language == "en"
    assert record_of(study) is None
