"""Current study: the one that a page of staff is about."""

from surveyapp.storage.waves import Wave
from surveyapp.study.study import Study, study_of
from surveyapp.web.current_instance import current_instance


def current_study(wave: Wave) -> Study:
    """The study of a wave of this application's instance. Raises as `study_of`."""
    return study_of(current_instance(), wave)
