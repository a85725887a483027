"""Small questionnaires as they are written, and what the linter says about them."""

from surveyapp.questionnaire.definition import CodeListDefinition, QuestionnaireDefinition
from surveyapp.questionnaire.lint import lint

YES_NO = [{"code": "yes", "label": "Yes"}, {"code": "no", "label": "No"}]
ROWS = [{"code": "a", "label": "Here"}, {"code": "b", "label": "There"}]
GRID = {"type": "grid_integer", "rows": ROWS, "columns": [{"code": "y", "label": "Year"}]}
GRID_OF_CODES = {"type": "grid_select_one", "rows": ROWS, "choices": YES_NO}


def ask(name, **more):
    """A question with a yes or no, unless said otherwise."""
    answer = {} if "type" in more else {"type": "select_one", "choices": YES_NO}
    return {"name": name, "label": "Words", **answer, **more}


def written(*questions, **more):
    """A questionnaire of one page, of which somebody decided that it needs no close protection."""
    page = {"name": "page", "questions": questions}
    section = {"name": "only", "label": "Only", "sensitive": False, "pages": [page]}
    return QuestionnaireDefinition.model_validate(
        {
            "questionnaire": "tiny",
            "version": "1",
            "title": "Tiny",
            "purpose": "To be judged.",
            "sections": [section],
            **more,
        }
    )


def code_list(name, *codes, **more):
    """A shared list."""
    labelled = [{"code": code, "label": code, **more} for code in codes]
    return CodeListDefinition.model_validate({"list": name, "title": name, "codes": labelled})


def judged(*questions, lists=(), **more):
    """The findings in a questionnaire of one page."""
    return lint(written(*questions, **more), {each.list: each for each in lists})


def codes(found):
    """The codes of findings in order."""
    return [finding.code for finding in found]


def at(question, *keys):
    """The path of a key of a question of the one page, by its place."""
    return ("sections", 0, "pages", 0, "questions", question, *keys)
