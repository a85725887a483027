"""Instrument: what is asked and what is published of it, all read from one shelf.

Whatever belongs to a wave takes its instrument and loads nothing by a questionnaire's name, so
that nothing of it can come from files that changed since.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.analysis.coding.code_book import CodeBook, theme_columns
from surveyapp.analysis.dissemination_plan import DisseminationPlan
from surveyapp.formats.source.analysis_file import load_publication, plan_for
from surveyapp.formats.source.profile_file import load_minutes, load_profiles
from surveyapp.formats.source.questionnaire_folder import (
    load_code_books,
    load_release,
    load_wording,
)
from surveyapp.formats.source.release_copy import shelf_of
from surveyapp.formats.source.shelf import Shelf, project_shelf
from surveyapp.instance import Instance
from surveyapp.questionnaire.estimate import MinutesRange
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.profile import Profile
from surveyapp.questionnaire.wording import Wording
from surveyapp.questions.column import Column


@dataclass(frozen=True, slots=True)
class Instrument:
    """One questionnaire on one shelf; whatever is asked of it is read when it is asked.

    Everything raises QuestionnaireMissing, or QuestionnaireRefused for files that cannot be used.
    """

    name: str
    shelf: Shelf

    @property
    def form(self) -> Questionnaire:
        """The full edition."""
        return load_release(self.name, self.shelf)

    @property
    def books(self) -> tuple[CodeBook, ...]:
        """The code books of its open questions."""
        return load_code_books(self.name, self.shelf)

    @property
    def themes(self) -> tuple[Column, ...]:
        """The columns of coded themes."""
        return theme_columns(self.form, self.books)

    @property
    def plan(self) -> DisseminationPlan:
        """What is published; every question once where there is no plan."""
        return plan_for(self.form, self.shelf)

    @property
    def declared_plan(self) -> DisseminationPlan | None:
        """What its plan publishes; None without one."""
        return load_publication(self.name, self.shelf)

    def wording(self, language: str) -> Wording:
        """All its texts in one language."""
        return load_wording(self.name, language, self.shelf)

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """The kinds of respondents for whom the time is told."""
        return load_profiles(self.name, self.shelf)

    def minutes(self, language: str) -> Mapping[str, MinutesRange]:
        """Edition -> the time that those who read this language need, by the profiles."""
        return load_minutes(self.name, language, self.shelf)


def project_instrument(name: str) -> Instrument:
    """A questionnaire as it stands in the project now."""
    return Instrument(name, project_shelf())


def instrument_of(instance: Instance, name: str, release: str | None) -> Instrument:
    """What a wave asks. release: the wave's copy; None reads the project, see `Wave.release`.

    Raises QuestionnaireRefused when the copy is damaged.
    """
    shelf = project_shelf() if release is None else shelf_of(instance, release)
    return Instrument(name, shelf)
