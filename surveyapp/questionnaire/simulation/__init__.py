"""Simulation: seeded respondents that obey routing and checks; always marked synthetic."""

from surveyapp.questionnaire.simulation.inspection import inspect_recipe
from surveyapp.questionnaire.simulation.recipe import Recipe
from surveyapp.questionnaire.simulation.respondent import (
    CannotAnswer,
    SyntheticPopulation,
    simulate,
)

__all__ = ["CannotAnswer", "Recipe", "SyntheticPopulation", "inspect_recipe", "simulate"]
