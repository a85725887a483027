"""The documentation names everything it must, and its examples are sound."""

import re

import pytest
import yaml

from surveyapp.analysis.plan_file import definition as plan
from surveyapp.questionnaire import definition
from tests.architecture.source import ROOT

DOCS = ROOT / "docs"
FILE_DOCS = DOCS / "researcher/questionnaire-file.md"
EXAMPLE = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
PLAN_DOCS = DOCS / "researcher/analysis-file.md"


def keys_of(models):
    return sorted({key for model in models for key in model.model_fields})


KEYS = keys_of(
    model
    for model in definition.Definition.__subclasses__()
    if model.__module__ == definition.__name__
)
PLAN_KEYS = keys_of(plan.PlanPart.__subclasses__())


def nav_pages(entries):
    """Paths of all pages in the navigation."""
    for entry in entries:
        if isinstance(entry, str):
            yield entry
        else:
            for value in entry.values():
                yield from [value] if isinstance(value, str) else nav_pages(value)


def mentions(text, key):
    return f"`{key}`" in text


@pytest.mark.parametrize("key", KEYS)
def test_a_key_of_the_questionnaire_file_is_explained(key):
    assert mentions(FILE_DOCS.read_text(encoding="utf-8"), key)


@pytest.mark.parametrize("key", PLAN_KEYS)
def test_a_key_of_the_analysis_file_is_explained(key):
    assert mentions(PLAN_DOCS.read_text(encoding="utf-8"), key)


def test_a_key_that_is_not_explained_is_found():
    assert not mentions("`name` and `label`", "hint")


def examples():
    text = (DOCS / "researcher/question-types.md").read_text(encoding="utf-8")
    return [question for block in EXAMPLE.findall(text) for question in yaml.safe_load(block)]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example["type"])
def test_an_example_in_the_docs_is_a_sound_question(example):
    assert definition.QuestionDefinition.model_validate(example).type == example["type"]


def test_the_navigation_lists_every_page_once():
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    pages = sorted(str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md"))
    assert sorted(nav_pages(nav)) == pages
