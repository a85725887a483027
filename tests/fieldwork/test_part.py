"""A part of a form is asked, checked and worded as in the whole, from what is lent alone."""

from random import Random

import pytest

from surveyapp.fieldwork.part import lent_answers, may_be_handed_over, needed_elsewhere, part_of
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.questionnaire.checks import findings
from surveyapp.questionnaire.flow import Flow, country_of, question_of
from surveyapp.questionnaire.simulation.respondent import simulate

N, SEED, LEFT_OUT = 12, 11, 0.2


@pytest.fixture(scope="module")
def flagship():
    return load_release("service_provision")


def drafts(form):
    """Drafts as they are on the way: some cells are empty, some are what no respondent gives."""
    chance = Random(SEED)
    for answers in simulate(form, N, SEED):
        yield {address: cell for address, cell in answers.items() if chance.random() > LEFT_OUT}


def known(form, section, answers):
    """What a colleague's browser has: the section's own answers and those that are lent."""
    asked = form.questions
    own = {a: c for a, c in answers.items() if asked[question_of(a)].section == section}
    return {**own, **lent_answers(form, [section], answers)}


def test_every_section_of_the_flagship_is_the_same_in_part_and_in_whole(flagship):
    n_asked = n_lent = 0
    for answers in drafts(flagship):
        whole = Flow(flagship, answers)
        for section in flagship.sections:
            form = part_of(flagship, [section.name], "_lent:x")
            part = Flow(form, known(flagship, section.name, answers))
            names = list(section.questions())
            assert [part.cells(n) for n in names] == [whole.cells(n) for n in names]
            assert findings(part, names) == findings(whole, names)
            assert country_of(part) == country_of(whole)
            n_asked += sum(whole.is_asked(name) for name in names)
            n_lent += len(lent_answers(flagship, [section.name], answers))
    assert (n_asked > 500, n_lent > 500) == (True, True)


def test_what_is_lent_is_told_before(flagship):
    for answers in drafts(flagship):
        for section in flagship.sections:
            lent = {question_of(a) for a in lent_answers(flagship, [section.name], answers)}
            assert lent <= set(needed_elsewhere(flagship, [section.name]))
            assert not lent & set(section.questions())


def test_a_part_knows_no_question_that_it_does_not_need(flagship):
    section = flagship.sections[-1].name
    part = part_of(flagship, [section], "_lent:x")
    needed = needed_elsewhere(flagship, [section])
    own = {name for name, asked in flagship.questions.items() if asked.section == section}
    assert set(part.questions) == own | set(needed)
    assert {part.questions[name].section for name in needed} == {"_lent:x"}
    assert not any(part.questions[n].is_required or part.questions[n].warnings for n in needed)
    assert len(part.questions) < len(flagship.questions)


def test_what_is_handed_over_together_is_not_lent(flagship):
    names = [section.name for section in flagship.sections]
    assert needed_elsewhere(flagship, names) == ()


def test_the_section_with_the_consent_stays(flagship):
    kept = [s for s in flagship.sections if not may_be_handed_over(flagship, s)]
    assert [flagship.consent in list(section.questions()) for section in kept] == [True]
