"""V1 to V12 of the flagship: each fails and passes, with words in three languages (A22)."""

import pytest

from surveyapp.fieldwork.merge import PostedPage, answer_page
from surveyapp.fieldwork.page_token import page_token, read_token
from surveyapp.fieldwork.reading import read_entry
from surveyapp.formats.source.questionnaire_folder import load_release, load_wording
from surveyapp.formats.source.screening_file import load_screening
from surveyapp.questionnaire.checks import findings
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.picking import CAME_LATER, TOO_MANY
from surveyapp.questionnaire.wording import placeholders

SCREEN = load_screening("service_provision").kinds_in
BASE = {
    "country": "RO",
    "sector": "authority",
    "inst_class_authority": "police",
    "mandate": ("identification",),
    "keeps_statistics": "yes",
    "count_form": "main",
}
IDENTIFIED, FORM, ASSISTED = "vic_identified_sexage", "vic_identified_form", "vic_assisted_sexage"

BUILT_IN = {TOO_MANY, CAME_LATER}


def row(question, year, **cells):
    """Cells of one row of a grid."""
    return {f"{question}.{year}.{column}": number for column, number in cells.items()}


SEXAGE = {"women": 10, "men": 5, "girls": 5, "boys": 0, "unknown": 0}
RULES = {
    ("V1", IDENTIFIED): (
        row(IDENTIFIED, "year_1", **SEXAGE, total=21),
        row(IDENTIFIED, "year_1", **SEXAGE, total=20),
    ),
    ("V2", FORM): (
        {**row(IDENTIFIED, "year_1", total=20), f"{FORM}.sex.year_1": 19},
        {**row(IDENTIFIED, "year_1", total=20), f"{FORM}.sex.year_1": 20},
    ),
    ("V3", "vic_citizenship"): (
        {**row(IDENTIFIED, "year_2", total=20), "vic_citizenship.RO.year_2": 6},
        {**row(IDENTIFIED, "year_2", total=20), "vic_citizenship.RO.year_2": 20},
    ),
    ("V4", ASSISTED): (
        {**row(IDENTIFIED, "year_1", total=10), **row(ASSISTED, "year_1", total=31)},
        {**row(IDENTIFIED, "year_1", total=10), **row(ASSISTED, "year_1", total=30)},
    ),
    ("constraint", IDENTIFIED): (
        row(IDENTIFIED, "year_1", women=20_001),
        row(IDENTIFIED, "year_1", women=20_000),
    ),
    ("V6", IDENTIFIED): (
        row(IDENTIFIED, "year_1", women=1001),
        row(IDENTIFIED, "year_1", women=1000),
    ),
    ("V7", IDENTIFIED): (
        row(IDENTIFIED, "year_1", women=4),
        row(IDENTIFIED, "year_1", women=0),
    ),
    ("V9", IDENTIFIED): (
        {**row(IDENTIFIED, "year_1", women=10), **row(IDENTIFIED, "year_2", women=51)},
        {**row(IDENTIFIED, "year_1", women=10), **row(IDENTIFIED, "year_2", women=50)},
    ),
}


def fired(question, answers):
    """Names of the checks that do not hold on a question."""
    flow = Flow(load_release("service_provision"), {**BASE, **answers})
    assert flow.is_asked(question)
    return [finding.check.name for finding in findings(flow, [question])]


@pytest.mark.parametrize(("rule", "question"), RULES)
def test_a_rule_speaks_when_it_is_broken_and_is_silent_when_it_is_kept(rule, question):
    broken, kept = RULES[rule, question]
    assert rule in fired(question, broken)
    assert rule not in fired(question, kept)


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_every_check_of_the_flagship_has_words_with_all_numbers_filled(language):
    form, wording = load_release("service_provision"), load_wording("service_provision", language)
    wording = wording.with_values({**form.parameters, "other_country": "X"})
    for asked in form.questions.values():
        for check in (*asked.constraints, *asked.warnings):
            if check.name in BUILT_IN:
                continue  # the interface has the words
            numbers = {name: "7" for name, _compute in check.values}
            words = wording.text(check.text_path, "RO", numbers)
            assert not placeholders(words), (check.name, words)


def post(page, typed):
    """The outcome of a page of the full flagship."""
    form = load_release("service_provision")
    found = form.page(page)
    flow = Flow(form, BASE)
    words = (page_token(form.questions[n], flow.rows(n), BASE, {}) for n in found.questions)
    shown = read_token(form.questions, " ".join(words))
    return answer_page(form, BASE, {}, PostedPage(found, typed, "en", shown), SCREEN)


def refusals(outcome):
    """Why each cell of a posted page was refused."""
    form = load_release("service_provision")
    found = []
    for address, entry in outcome.entries.items():
        asked = form.questions[address.split(".")[0]]
        found.extend(read_entry(asked, address, entry, BASE)[1])
    return found


@pytest.mark.parametrize(
    ("rule", "page", "broken", "kept"),
    [
        ("not-digits", "assisted_sex_age", {f"{ASSISTED}.year_1.women": ["1e3"]},
         {f"{ASSISTED}.year_1.women": ["1,041"]}),
        ("stands-alone", "staff_and_means", {"funding_sources": ["none", "state"]},
         {"funding_sources": ["none"]}),
        ("ranked-twice", "ranking", {"priorities.1": ["housing"], "priorities.2": ["housing"]},
         {"priorities.1": ["housing"]}),
    ],
)  # fmt: skip
def test_v5_v8_and_v10_are_refused_by_the_types(rule, page, broken, kept):
    codes = load_release("service_provision").questions["priorities"].question.codes()
    first = codes[0]
    swap = {k: [first if v == "housing" else v for v in vs] for k, vs in broken.items()}
    assert rule in [refusal.code for refusal in refusals(post(page, swap))]
    swap = {k: [first if v == "housing" else v for v in vs] for k, vs in kept.items()}
    assert not refusals(post(page, swap))


def test_v11_a_number_outside_its_range_is_a_hard_finding():
    assert "constraint" in fired("training_hours", {"training_hours": 501})
    assert "constraint" not in fired("training_hours", {"training_hours": 500})


def test_v12_a_text_with_personal_data_is_flagged_and_a_clean_one_is_not():
    assert post("proposals", {"rec_national": ["Write to ana@example.org"]}).flagged
    assert not post("proposals", {"rec_national": ["In 2014 we had 1 041 cases."]}).flagged
