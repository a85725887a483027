"""Simulation: seeded respondents that obey routing and checks; always marked synthetic."""

from surveyapp.questionnaire.simulation.recipe import Recipe
from surveyapp.questionnaire.simulation.respondent import simulate

__all__ = ["Recipe", "simulate"]
