"""Part: the sections of a form that a colleague answers, with what routing needs of others."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from surveyapp.questionnaire.flow import question_of
from surveyapp.questionnaire.model import AskedQuestion, Questionnaire, Section
from surveyapp.questions.cell import Answers, Cell


def may_be_handed_over(form: Questionnaire, section: Section) -> bool:
    """Not the one in which the institution agrees to take part."""
    return form.consent is None or form.consent not in section.questions()


def needed_elsewhere(form: Questionnaire, sections: Iterable[str]) -> tuple[str, ...]:
    """Questions of other sections by which these are routed, checked and worded, in order.

    Among them what decides whether such a question is asked itself, and the consent.
    """
    here = frozenset(sections)
    own = [asked for asked in form.questions.values() if asked.section in here]
    ahead = frozenset(name for asked in own for name in _read_by(asked))
    ahead |= {name for name in (form.consent, form.compare_by) if name}
    found: set[str] = set()
    while ahead:
        found |= ahead
        known = (form.questions[name] for name in ahead if name in form.questions)
        ahead = frozenset[str]().union(*(asked.needed() for asked in known)) - found
    outside = (asked for asked in form.questions.values() if asked.section not in here)
    return tuple(asked.name for asked in outside if asked.name in found)


def lent_answers(form: Questionnaire, sections: Iterable[str], answers: Answers) -> dict[str, Cell]:
    """The cells of those questions, as far as they are answered; no words beside them.

    answers: with what is set aside.
    """
    addresses = (a for name in needed_elsewhere(form, sections) for a in _cells(form, name))
    found = ((address, answers.get(address)) for address in addresses)
    return {address: cell for address, cell in found if cell is not None}


def part_of(form: Questionnaire, sections: Iterable[str], lent: str) -> Questionnaire:
    """The form with these sections alone; nothing else of it is known.

    lent: where the answers of the questions lie that it reads of others; those are not checked.
    """
    here = frozenset(sections)
    needed = frozenset(needed_elsewhere(form, here))
    questions = {
        name: asked if asked.section in here else _lent(asked, lent)
        for name, asked in form.questions.items()
        if asked.section in here or name in needed
    }
    kept = tuple(section for section in form.sections if section.name in here)
    return replace(form, sections=kept, questions=questions)


def _read_by(asked: AskedQuestion) -> Iterator[str]:
    yield from asked.needed()
    for check in (*asked.constraints, *asked.warnings):
        yield from check.names


def _cells(form: Questionnaire, name: str) -> Iterator[str]:
    question = form.questions[name].question
    cells = (name, *question.cells(question.row_codes()))
    return (a for a in dict.fromkeys(cells) if "__" not in a and question_of(a) == name)


def _lent(asked: AskedQuestion, lent: str) -> AskedQuestion:
    return replace(asked, section=lent, is_required=False, constraints=(), warnings=())
