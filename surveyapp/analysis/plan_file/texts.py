"""Texts: every word of a plan with its path, in the order of the file.

The paths are the contexts of the translation catalogues, so they must never change for a text
that keeps its meaning.
"""

from collections.abc import Iterator

from surveyapp.analysis.plan_file.definition import ComparisonDefinition, PlanDefinition
from surveyapp.questionnaire.lint import KeyPath
from surveyapp.questionnaire.texts import Text

PlacedText = tuple[str, KeyPath, str]
"""(path of the text, path in the file, words in the source language)"""


def texts_root(questionnaire: str) -> str:
    """What all paths of a plan's texts begin with, and what its catalogues are called."""
    return f"{questionnaire}_analysis"


def plan_texts(plan: PlanDefinition) -> Iterator[Text]:
    """(path, words in the source language) of every text."""
    yield from ((text_path, words) for text_path, _, words in placed_texts(plan))


def placed_texts(plan: PlanDefinition) -> Iterator[PlacedText]:
    """Every text with its place in the file."""
    root = texts_root(plan.analysis)
    yield from _named(plan, root)
    for key in ("limits", "others"):
        words = getattr(plan, key)
        if words is not None:
            yield f"{root}.{key}", (key,), words
    for c, chapter in enumerate(plan.chapters):
        here: KeyPath = ("chapters", c)
        yield f"{root}.chapters.{chapter.name}.label", (*here, "label"), chapter.label
        for e, each in enumerate(chapter.comparisons):
            path = f"{root}.comparisons.{each.name}"
            yield from _comparison(each, path, (*here, "comparisons", e))


def _named(plan: PlanDefinition, root: str) -> Iterator[PlacedText]:
    for name, flag in plan.flags.items():
        yield f"{root}.flags.{name}.label", ("flags", name, "label"), flag.label
    for name, merge in plan.merges.items():
        for g, group in enumerate(merge.into):
            here: KeyPath = ("merges", name, "into", g, "label")
            yield f"{root}.merges.{name}.{group.code}", here, group.label
    yield from _families(plan, root)
    for name, index in plan.indices.items():
        for key in ("label", "low", "high"):
            yield f"{root}.indices.{name}.{key}", ("indices", name, key), getattr(index, key)
    for name, series in plan.public_figures.items():
        for key in ("label", "unit"):
            path: KeyPath = ("public_figures", name, key)
            yield f"{root}.public_figures.{name}.{key}", path, getattr(series, key)
        for p, point in enumerate(series.points):
            here = ("public_figures", name, "points", p, "source")
            yield f"{root}.public_figures.{name}.{point.year}", here, point.source


def _families(plan: PlanDefinition, root: str) -> Iterator[PlacedText]:
    for name, pool in plan.pools.items():
        for f, family in enumerate(pool.families):
            path: KeyPath = ("pools", name, "families", f, "label")
            yield f"{root}.pools.{name}.{family.name}", path, family.label


def _comparison(each: ComparisonDefinition, path: str, place: KeyPath) -> Iterator[PlacedText]:
    for key in ("title", "note"):
        words = getattr(each, key)
        if words:
            yield f"{path}.{key}", (*place, key), words
    for t, together in enumerate(each.together):
        here = (*place, "together", t, "label")
        yield f"{path}.together.{together.name}", here, together.label
    for country, words in each.mirror.items():
        yield f"{path}.mirror.{country}", (*place, "mirror", country), words
