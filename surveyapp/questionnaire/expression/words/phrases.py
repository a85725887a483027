"""The words of sentences about conditions, in English; catalogues have them in other languages."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from surveyapp.questionnaire.expression.syntax.tree import Operator, Place
from surveyapp.questionnaire.expression.words.phrasing import ListPattern, Phrases
from surveyapp.questions.language import SOURCE_LANGUAGE, Translate

N_ = str
"""Marks a text for the catalogues; it is looked up later."""

ENGLISH = Phrases(
    language=SOURCE_LANGUAGE,
    only_if=N_("only if {claim}"),
    quoted=N_("“{words}”"),
    nor_items=ListPattern(N_("{none}, {nor}"), N_("{none} nor {nor}")),
    and_long_clauses=ListPattern(N_("{before}, {item}"), N_("{before}, and {item}")),
    or_clauses=ListPattern(N_("{before}, {item}"), N_("{before}, or {item}")),
    the_answer=N_("the answer"),
    this_question=N_("this question"),
    no_answer=N_("no answer"),
    places={Place.ROW: N_("this row"), Place.COLUMN: N_("this column")},
    in_grid=N_("{line} in {question}"),
    cell=N_("{column} for {row}"),
    chosen=(N_("{subject} is {codes}"), N_("{subject} is not {codes}")),
    none_chosen=N_("{subject} is neither {codes}"),
    ticked=(N_("{subject} includes {codes}"), N_("{subject} does not include {codes}")),
    none_ticked=N_("{subject} includes neither {codes}"),
    some_of_rows=(
        N_("at least one of {rows} in {question} is {codes}"),
        N_("none of {rows} in {question} is {codes}"),
    ),
    answered=(N_("{question} is answered"), N_("{question} is not answered")),
    or_unanswered=N_("{claim} or is not answered"),
    or_one_unanswered=N_("{claim} or one of the answers is missing"),
    or_reason=N_("{claim} or a reason for no number is given"),
    between=N_("{subject} is between {low} and {high}"),
    compared={
        Operator.EQUAL: N_("{left} is {right}"),
        Operator.UNEQUAL: N_("{left} is not {right}"),
        Operator.LESS: N_("{left} is less than {right}"),
        Operator.AT_MOST: N_("{left} is at most {right}"),
        Operator.MORE: N_("{left} is more than {right}"),
        Operator.AT_LEAST: N_("{left} is at least {right}"),
    },
    dated={
        Operator.LESS: N_("{left} is before {right}"),
        Operator.AT_MOST: N_("{left} is not after {right}"),
        Operator.MORE: N_("{left} is after {right}"),
        Operator.AT_LEAST: N_("{left} is not before {right}"),
    },
    sum=N_("the sum of {items}"),
    plus=N_("{left} plus {right}"),
    sum_in_line=N_("the sum of {items} for {line} in {question}"),
    minus=N_("{left} minus {right}"),
    product=N_("{left} times {right}"),
    counts={
        "count-selected": N_("the number of options chosen in {question}"),
        "count-answered": N_("the number of rows answered in {question}"),
        "count-shown": N_("the number of rows shown in {question}"),
        "sum-col": N_("the sum of {line} in {question}"),
        "sum-row": N_("the sum of {line} in {question}"),
        "string-length": N_("the number of characters in {question}"),
        "int": N_("the whole part of {number}"),
    },
    some_counted={
        "count-selected": N_("at least one option is chosen in {question}"),
        "count-answered": N_("at least one row of {question} is answered"),
        "count-shown": N_("at least one row of {question} is shown"),
    },
    all_rows_answered=N_("every row shown in {question} is answered"),
    whole=(N_("{subject} is a whole number"), N_("{subject} is not a whole number")),
    calls={
        "any-row": (
            N_("at least one row of {question} is {items}"),
            N_("no row of {question} is {items}"),
        ),
        "no-pii": (
            N_("{subject} contains no personal details"),
            N_("{subject} seems to contain personal details"),
        ),
        "steady": (
            N_("no number in {question} changes more than fivefold between {items}"),
            N_("a number in {question} changes more than fivefold between {items}"),
        ),
    },
    reasons={
        "dk": N_("Don’t know"),
        "na": N_("Not applicable to us"),
        "nd": N_("We do not record this"),
        "ref": N_("Prefer not to answer"),
        "lt5": N_("Fewer than 5 (1–4)"),
    },
)


def phrases_in(translate: Translate, language: str) -> Phrases:
    """The words of sentences in the language of a catalogue."""
    said = {
        each.name: _said(getattr(ENGLISH, each.name), translate.gettext)
        for each in fields(Phrases)
        if each.name != "language"
    }
    return replace(ENGLISH, language=language, **said)


def _said(words: Any, say: Callable[[str], str]) -> Any:  # the shape of a field stays as it is
    match words:
        case str():
            return say(words)
        case ListPattern(between, last):
            return ListPattern(say(between), say(last))
        case Mapping():
            return {key: _said(each, say) for key, each in words.items()}
        case _:
            return tuple(_said(each, say) for each in words)
