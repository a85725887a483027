"""Words are told from meaning by the types of a definition, and every other difference is named."""

import pytest

from surveyapp.analysis.code_book import CodeBook
from surveyapp.analysis.declaration import PlanDefinition
from surveyapp.questionnaire.definition import (
    CodeListDefinition,
    QuestionnaireDefinition,
    SectionDefinition,
)
from surveyapp.questionnaire.meaning import differences, meaning_of

FORM = {
    "questionnaire": "tiny",
    "version": "1",
    "languages": ["en", "ro", "nb"],
    "title": "Tiny",
    "purpose": "To be tested.",
    "parameters": {"year": "2014"},
    "terms": {"place": {"label": "place", "definition": "A bed."}},
    "sections": [
        {
            "name": "only",
            "label": "Only",
            "pages": [
                {
                    "name": "first",
                    "questions": [
                        {
                            "name": "sure",
                            "type": "select_one",
                            "label": "Are you sure?",
                            "choices": [
                                {"code": "yes", "label": "Yes"},
                                {"code": "no", "label": "No"},
                            ],
                        },
                        {
                            "name": "places",
                            "type": "integer",
                            "label": "How many?",
                            "relevant": "${sure} = 'yes'",
                            "constraint": ". >= 0",
                            "constraint_message": "Not below zero.",
                            "warnings": [{"name": "many", "test": ". < 9", "question": "Many?"}],
                        },
                    ],
                }
            ],
        }
    ],
}
LIST = {"list": "answer", "title": "Answer", "codes": [{"code": "good", "label": "Good"}]}
BOOK = {
    "code_book": "comment",
    "label": "What else",
    "themes": [{"code": "money", "label": "Money", "description": "Too little money."}],
}
PLAN = {
    "analysis": "tiny",
    "version": "1",
    "left_out": {"places": "It says nothing."},
    "chapters": [
        {
            "name": "first",
            "label": "First",
            "comparisons": [
                {"name": "sure", "questions": ["sure"], "mirror": {"RO": "About the other"}}
            ],
        }
    ],
}
QUESTIONS = ("sections", 0, "pages", 0, "questions")
GONE = object()


def put(content, path, value):
    """The same content with another value at a path; GONE takes it out."""
    if not path:
        return value
    step, *rest = path
    if isinstance(content, list):
        parts = [put(each, rest, value) if i == step else each for i, each in enumerate(content)]
        return [each for each in parts if each is not GONE]
    changed = {**content, step: put(content.get(step, {}), rest, value)}
    return {key: each for key, each in changed.items() if each is not GONE}


def found(model, content, path, value):
    before = meaning_of(model.model_validate(content))
    after = meaning_of(model.model_validate(put(content, path, value)))
    return list(differences(before, after))


WORDS = [
    (QuestionnaireDefinition, FORM, ("title",)),
    (QuestionnaireDefinition, FORM, ("purpose",)),
    (QuestionnaireDefinition, FORM, ("content_note",)),
    (QuestionnaireDefinition, FORM, ("version",)),
    (QuestionnaireDefinition, FORM, ("terms", "place", "definition")),
    (QuestionnaireDefinition, FORM, ("sections", 0, "label")),
    (QuestionnaireDefinition, FORM, ("sections", 0, "note")),
    (QuestionnaireDefinition, FORM, ("sections", 0, "pages", 0, "title")),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 0, "label")),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 0, "hint")),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 0, "guidance")),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 0, "variants", "NO", "label")),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 0, "choices", 0, "label")),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 0, "choices", 0, "variants", "NO", "label")),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 1, "constraint_message")),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 1, "warnings", 0, "question")),
    (CodeListDefinition, LIST, ("title",)),
    (CodeListDefinition, LIST, ("codes", 0, "label")),
    (CodeBook, BOOK, ("label",)),
    (CodeBook, BOOK, ("themes", 0, "description")),
    (PlanDefinition, PLAN, ("version",)),
    (PlanDefinition, PLAN, ("left_out", "places")),
    (PlanDefinition, PLAN, ("chapters", 0, "label")),
    (PlanDefinition, PLAN, ("chapters", 0, "comparisons", 0, "title")),
    (PlanDefinition, PLAN, ("chapters", 0, "comparisons", 0, "mirror", "RO")),
]


@pytest.mark.parametrize(("model", "content", "path"), WORDS)
def test_other_words_are_no_other_meaning(model, content, path):
    assert found(model, content, path, "Other") == []


NEW_CODE = {"code": "maybe", "label": "Maybe"}
NEW_QUESTION = {"name": "more", "type": "note", "label": "More"}
YES, NO = FORM["sections"][0]["pages"][0]["questions"][0]["choices"]
MEANINGS = [
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 0, "choices"), [YES, NO, NEW_CODE],
     ["sure.choices.maybe is new"]),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 0, "choices"), [YES], ["sure.choices.no is gone"]),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 0, "choices"), [NO, YES],
     ["the order in sure.choices is another"]),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 0, "choices"), "answer",
     ["sure.choices was yes, no, and is answer"]),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 0, "choices", 0, "score"), 50,
     ["sure.choices.yes.score was not set, and is 50.0"]),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 1, "name"), "beds",
     ["places is gone", "beds is new"]),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 0), GONE, ["sure is gone"]),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 0, "rows"), [NEW_CODE],
     ["sure.rows was not set, and is maybe"]),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 1, "relevant"), "${sure} = 'no'",
     ["places.relevant was ${sure} = 'yes', and is ${sure} = 'no'"]),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 1, "relevant"), GONE,
     ["places.relevant was ${sure} = 'yes', and is not set"]),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 1, "required"), True,
     ["places.required was false, and is true"]),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 0, "pick_rows"), 3,
     ["sure.pick_rows was not set, and is 3"]),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 1, "beside"), "sure",
     ["places.beside was not set, and is sure"]),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 1, "constraint"), ". >= 1",
     ["places.constraint was . >= 0, and is . >= 1"]),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 1, "warnings", 0, "test"), ". < 5",
     ["places.warnings.many.test was . < 9, and is . < 5"]),
    (QuestionnaireDefinition, FORM, (*QUESTIONS, 1, "warnings"), GONE,
     ["places.warnings.many is gone"]),
    (QuestionnaireDefinition, FORM, ("parameters", "year"), "2015",
     ["parameters.year was 2014, and is 2015"]),
    (QuestionnaireDefinition, FORM, ("languages",), ["en", "ro"], ["languages.nb is gone"]),
    (QuestionnaireDefinition, FORM, ("minutes",), {"full": 5}, ["minutes.full is new"]),
    (QuestionnaireDefinition, FORM, ("editions",), {"core": {"label": "Short"}},
     ["editions.core is new"]),
    (CodeListDefinition, LIST, ("codes", 0, "code"), "fine",
     ["codes.good is gone", "codes.fine is new"]),
    (CodeListDefinition, LIST, ("order",), True, ["order was false, and is true"]),
    (CodeBook, BOOK, ("themes", 0, "code"), "cash",
     ["themes.money is gone", "themes.cash is new"]),
    (PlanDefinition, PLAN, ("rules",), {"k": 7}, ["rules.k was not set, and is 7"]),
    (PlanDefinition, PLAN, ("left_out",), {"sure": "It says nothing."},
     ["left_out.places is gone", "left_out.sure is new"]),
    (PlanDefinition, PLAN, ("chapters", 0, "comparisons", 0, "split"), False,
     ["chapters.first.comparisons.sure.split was true, and is false"]),
]  # fmt: skip


@pytest.mark.parametrize(("model", "content", "path", "value", "told"), MEANINGS)
def test_every_other_difference_is_named(model, content, path, value, told):
    assert sorted(found(model, content, path, value)) == sorted(told)


def test_cells_sums_and_letters_are_meaning():
    def changes(first, second, **letters):
        table = {"name": "q", "type": "grid_integer", "label": "Q"}
        then, now = (
            SectionDefinition.model_validate(
                {
                    "name": "s",
                    "label": "S",
                    "pages": [{"name": "p", "questions": [{**table, **keys}]}],
                    **({"letter": letters[when]} if when in letters else {}),
                }
            )
            for when, keys in (("before", first), ("after", second))
        )
        return list(differences(meaning_of(then), meaning_of(now)))

    assert changes({}, {}) == []
    assert changes({}, {}, after="C") == ["letter was not set, and is C"]
    cells = {"core": {"cells": ["*.t", "y.*"]}}
    assert changes({"core": True}, cells) == ["q.core was true, and is cells (*.t, y.*)"]
    assert changes(cells, {"core": {"cells": ["*.t"]}}) == ["q.core.cells.y.* is gone"]
    sums = {"sums": {"columns": {"t": ["a", "b"]}}}
    assert changes({}, sums) == ["q.sums was not set, and is columns (t (a, b))"]
    assert changes(sums, {"sums": {"columns": {"t": ["a"]}}}) == ["q.sums.columns.t.b is gone"]
