"""Profile: a kind of respondent, to say beforehand what a form asks of them."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from surveyapp.questionnaire.burden import Ticks
from surveyapp.questionnaire.definition import Definition, LanguageCode, Whole, Words
from surveyapp.questionnaire.given import Given, given_cells, inspect_given
from surveyapp.questionnaire.lint.finding import Finding
from surveyapp.questionnaire.lint.reference import unknown
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.questions.domain import Shape

SEVERAL = (Shape.CODES, Shape.GRID_CODES)


class Profile(Definition):
    """One kind of respondent, as far as it matters for what is asked.

    profile: who it is, for those who make the study; language: in which they read; given: cell
    address -> answer; ticks: question with several answers -> how many are ticked, in a grid in
    each row, where that is not known from the answers given.
    """

    profile: Words
    language: LanguageCode
    given: dict[str, Given] = Field(default_factory=dict)
    ticks: dict[str, Annotated[Whole, Field(ge=1)]] = Field(default_factory=dict)


def ticks_of(form: Questionnaire, profile: Profile) -> Ticks:
    """How many options are ticked: as the profile says, else as many as it gives."""
    cells = given_cells(form, profile.given)
    counted = {name: len(cell) for name, cell in cells.items() if isinstance(cell, tuple)}
    return {**counted, **profile.ticks}


def inspect_profile(form: Questionnaire, profile: Profile) -> tuple[Finding, ...]:
    """Everything in a profile that the questionnaire knows nothing of."""
    return tuple(_findings(form, profile))


def _findings(form: Questionnaire, profile: Profile) -> Iterator[Finding]:
    if profile.language not in form.languages:
        yield unknown(("language",), "language", profile.language, form.languages)
    yield from inspect_given(form, profile.given)
    yield from _ticks(form, profile.ticks)


def _ticks(form: Questionnaire, ticks: Mapping[str, int]) -> Iterator[Finding]:
    for name, number in ticks.items():
        asked = form.questions.get(name)
        if asked is None:
            yield unknown(("ticks", name), "question", name, form.questions)
        elif asked.question.domain().shape not in SEVERAL:
            words = f"a {asked.kind} has no ticks"
            yield Finding(("ticks", name), "key-not-allowed", words, "remove it", at_key=True)
        elif number > len(asked.question.codes()):
            there = counted_noun(len(asked.question.codes()), "answer")
            words = f"{name} has {there}, not {number}"
            yield Finding(("ticks", name), "out-of-range", words, "write a smaller number")
