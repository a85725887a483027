"""What the linter says about close protection, and where it keeps quiet."""

import pytest

from tests.questionnaire.lint.written import YES_NO, ask, codes, judged

NOTE = {"type": "note"}
MARKED = {"sensitive": True}


def section(*questions, **keys):
    page = {"name": "page", "questions": questions}
    return [{"name": "only", "label": "Only", "pages": [page], **keys}]


def test_a_comparison_in_which_nobody_decided_is_warned_of():
    (found,) = judged(sections=section(ask("country"), ask("a")), compare_by="country")
    assert (found.code, found.path) == ("nothing-protected", ("compare_by",))
    assert "sensitive: true" in found.mend


def test_without_a_comparison_nobody_need_decide():
    assert judged(sections=section(ask("country"), ask("a"))) == ()


@pytest.mark.parametrize("decided", [True, False])
def test_one_question_that_says_it_is_a_decision(decided):
    kept = section(ask("country"), ask("a"), ask("b", sensitive=decided))
    assert judged(sections=kept, compare_by="country") == ()


def test_a_section_that_says_no_is_a_decision():
    kept = section(ask("country"), ask("a"), sensitive=False)
    assert judged(sections=kept, compare_by="country") == ()


def test_half_of_the_questions_may_be_marked_and_notes_do_not_count():
    assert judged(ask("a"), ask("b", **MARKED), ask("n", **NOTE)) == ()
    found = judged(ask("a"), ask("b", **MARKED), ask("c", **MARKED), ask("n", **NOTE))
    assert [(each.code, each.path) for each in found] == [("most-protected", ("questionnaire",))]
    assert "2 of 3 questions" in found[0].message


def test_what_a_section_marks_is_counted():
    assert codes(judged(sections=section(ask("a"), ask("b"), **MARKED))) == ["most-protected"]


def test_a_note_cannot_be_marked():
    note = {"name": "n", "label": "Words", **NOTE, **MARKED}
    found = judged(note, ask("a", choices=YES_NO, type="select_one"))
    assert codes(found) == ["key-not-allowed"]
