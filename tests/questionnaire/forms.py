"""Small questionnaires, written as dicts in the call."""

from surveyapp.questionnaire.build import build
from surveyapp.questionnaire.definition import CodeListDefinition, QuestionnaireDefinition
from surveyapp.questionnaire.model import Questionnaire

LANGUAGES = ("en", "ro", "nb")
YES_NO = [{"code": "yes", "label": "Yes"}, {"code": "no", "label": "No"}]
ROWS = [{"code": "r1", "label": "One"}, {"code": "r2", "label": "Two"}]


def code_list(name, *codes, order=False):
    """A shared list."""
    written = [{"code": code, "label": code.title()} for code in codes]
    return CodeListDefinition(list=name, title=name, order=order, codes=written)


def ask(name, kind="select_one", **more):
    """One question; yes or no unless said otherwise."""
    choices = {"choices": YES_NO} if kind in ("select_one", "select_multiple", "rank") else {}
    return {"name": name, "type": kind, "label": name.title(), **choices, **more}


def form(*pages, lists=(), **more) -> Questionnaire:
    """A questionnaire of one section; each page is a list of questions."""
    written = [{"name": f"page{n}", "questions": page} for n, page in enumerate(pages, start=1)]
    definition = QuestionnaireDefinition(
        questionnaire="tiny",
        version="1",
        title="Tiny",
        purpose="To be tested.",
        sections=[{"name": "only", "label": "Only", "pages": written}],
        **{"languages": LANGUAGES, **more},
    )
    return build(definition, {each.list: each for each in lists})
