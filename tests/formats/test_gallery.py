"""The gallery and the flagship: small, complete in three languages, each under its own name."""

import re

import pytest

from surveyapp.analysis.coding.code_book import code_book_texts
from surveyapp.analysis.plan_file import plan_texts
from surveyapp.formats.source.po_file import read_translations
from surveyapp.formats.source.questionnaire_folder import (
    FILE,
    folders_root,
    load_code_books,
    load_code_lists,
    load_definition,
    load_plan_definition,
    load_release,
    load_wording,
    questionnaire_names,
)
from surveyapp.project import project_home
from surveyapp.questionnaire.texts import source_texts, texts_of

EXAMPLES = tuple(sorted(path.parent.name for path in folders_root().glob(f"gallery/*/{FILE}")))
ALL = (*questionnaire_names(), *EXAMPLES)
TRANSLATED = ("ro", "nb")
WITHDRAWN = {
    "en": "withdraw.* until the answers of all are made final",
    "ro": "retra.* până când răspunsurile tuturor devin definitive",
    "nb": "trekke.* til svarene fra alle er gjort endelige",
}
DOCS = project_home() / "docs/researcher"


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_small(name):
    path = folders_root() / "gallery" / name / FILE
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 41


@pytest.mark.parametrize("language", WITHDRAWN)
def test_a_consent_says_until_when_what_is_sent_can_be_withdrawn(language):
    """As the start page, the review and the receipt say it."""
    asking = [form for form in map(load_release, ALL) if form.consent]
    assert len(asking) > 1
    for form in asking:
        wording = load_wording(form.name, language)
        said = wording.text_or_none(f"{form.name}.{form.consent}.guidance")
        assert said is None or re.search(WITHDRAWN[language], said), form.name


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_named_in_the_documentation(name):
    pages = [DOCS / "question-types.md", DOCS / "questionnaire-file.md"]
    words = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    assert re.search(rf"^## {name}$|^\| `{name}` \|", words, re.MULTILINE)


def test_no_example_has_the_name_of_another_questionnaire():
    assert len(set(ALL)) == len(ALL)


@pytest.mark.parametrize("name", ALL)
def test_a_questionnaire_is_ready_to_be_asked(name):
    assert load_release(name).name == name


def test_an_example_is_found_by_its_folder_and_by_its_name_alone():
    assert load_release("gallery/rank").version_hash == load_release("rank").version_hash


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("name", ALL)
def test_every_text_has_a_translation_made_from_the_words_of_today(name, language):
    path = project_home() / "translations" / language / "LC_MESSAGES" / f"{name}.po"
    made_from = {p: entry.source for p, entry in read_translations(path).items() if entry.words}
    assert made_from == dict(texts_of(load_definition(name)))


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("name", ALL)
def test_the_wording_of_a_language_has_every_path_of_the_source(name, language):
    definition, plan = load_definition(name), load_plan_definition(name)
    texts = source_texts(definition, load_code_lists(name))
    of_plan = dict(plan_texts(plan)) if plan else {}
    of_books = dict(code_book_texts(name, load_code_books(name)))
    assert load_wording(name, language).texts.keys() == {*texts, *of_plan, *of_books}


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("name", ALL)
def test_a_question_is_not_left_in_the_source_language(name, language):
    """A catalogue that is not found would silently show the source."""
    english, translated = load_wording(name, "en"), load_wording(name, language)
    labels = [path for path in english.texts if path.endswith(".label")]
    assert labels
    same = [path for path in labels if english.texts[path] == translated.texts[path]]
    assert [path for path in same if not re.fullmatch(r"\{?\w+\}?", english.texts[path])] == []
