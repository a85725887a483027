"""Analysis schema: JSON Schema of ``analysis.yaml``, for editors that complete and underline."""

from collections.abc import Mapping
from typing import Any

from surveyapp.analysis.declaration import PlanDefinition
from surveyapp.formats.questionnaire_schema import described_schema

KEYS: Mapping[str, str] = {
    "source_language": "Language of the texts in this file; en if not said.",
    "analysis": "Name of the questionnaire whose answers are published.",
    "version": "Of the plan; raised when anything of it changes. In quotes.",
    "reference": "Of three groups or more: code of the one that the others are compared with.",
    "compare": "pairs, where each of three or four groups is compared with each other one.",
    "sample": "true when the institutions were drawn at random from a larger population.",
    "population": "Institutions that were asked to take part, by country and class of the split.",
    "rules": "Disclosure rules that are stricter than the usual ones.",
    "k": "Smallest group that is shown, and values that a closely protected count must keep.",
    "quartiles_from": "Answers needed before the mean of numbers is shown.",
    "dominance": "Largest part of a total that one institution may hold, 0 to 1.",
    "second_guess": "How close anybody may come to guessing one institution's number, 0 to 1.",
    "people_step": "Totals of people are rounded outward to multiples of it.",
    "classes": "Question of numbers: the number with which each of its classes begins.",
    "flags": "Why figures of two countries must not be put in one number; in a comparison, names.",
    "merges": "Codes of a list taken together before anything is counted.",
    "list": "Name of the shared code list.",
    "into": "The new codes in the order of the scale.",
    "code": "Code of the group.",
    "of": "Codes of the list that the group takes.",
    "pools": "Rows of grids taken together, so that an institution counts once in each family.",
    "families": "The families of a pool; rows that are in none stay as they are.",
    "rows": "Codes of the rows that the family takes, two at least.",
    "indices": "Numbers from 0 to 100 that are made of several answers.",
    "low": "What 0 means.",
    "high": "What 100 means.",
    "items": "Columns whose scores are averaged; * stands for one part of a name.",
    "item": "Column whose score is averaged.",
    "zero_if": "Another question and the codes by which this item counts 0.",
    "minimum": "How many items must be answered.",
    "public_figures": "Figures of national bodies, shown beside the answers.",
    "country": "Code of the country that the figures are of.",
    "unit": "What is counted, such as people.",
    "points": "The figures, one a year.",
    "year": "Year that the figure is of.",
    "value": "The figure.",
    "source": "Where it was read.",
    "seen": "Day on which it was read, as 2026-11-24.",
    "left_out": "Question, and why it is not published.",
    "chapters": "Chapters of the report in order.",
    "comparisons": "What the chapter shows, in order.",
    "name": "Stable name; paths of translations and ids of figures are made of it.",
    "label": "The words that people read.",
    "feeds": "What the comparison is for, such as X6; not shown.",
    "title": "Words above it; without them, those of the first question or of the index.",
    "note": "What a reader must know.",
    "questions": "Questions whose columns are shown, or that a flag is about.",
    "columns": "Names of columns; * stands for one part between the points.",
    "show": "How they are shown; ratio is always refused.",
    "merge": "Name of the merge for all its columns.",
    "pool": "Name of the pool for all its questions.",
    "nearest": "Of several answers on a scale the one nearest to this end of it counts.",
    "base": "Who counts.",
    "question": "Question that decides who counts.",
    "without": "Codes of that question whose institutions do not count.",
    "together": "Several codes, or columns of numbers, that are also shown as one.",
    "codes": "Codes as they are shown, after the merge.",
    "apart": "Codes that have no place on the scale, so that the median leaves them out.",
    "index": "Name of the index.",
    "mirror": "Country, and what its institutions are asked about the other one.",
    "cross": "The second question of a cross-table.",
    "series": "Names of public figures that stand beside it.",
    "split": "false to leave out the view by class, such as authority and NGO.",
    "edition": "Shown only for rounds in which this edition was answered.",
}


def analysis_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of analysis.yaml."""
    return described_schema(PlanDefinition, "Plan of analysis", KEYS)
