"""Sentences whose numbers changed are found; the prose is not touched."""

from surveyapp.reports.document.staleness import accepted_now, stale_sentences
from tests.reports.small_report import NAME, answer_more, small_material


def accepted(material):
    return accepted_now(material.prose, material.figure_words)


def stale(material, known):
    return list(stale_sentences(material.prose, material.figure_words, known))


def prose_path(home):
    return home / "questionnaires" / NAME / "report/en/numbers.md"


def test_a_sentence_that_was_accepted_is_not_stale(home):
    material = small_material(home)
    assert not stale(material, accepted(material))


def test_a_sentence_that_nobody_accepted_is_told_as_new(home):
    [found] = stale(small_material(home), {})
    assert (found.was, found.now, found.line) == (None, ("50%",), 1)


def test_a_change_of_the_answers_makes_the_sentence_stale_and_leaves_the_prose(home):
    before, known = prose_path(home).read_bytes(), accepted(small_material(home))
    answer_more(home, "RO", 8, keeps="yes", helps=("bed",), places=4)
    [found] = stale(small_material(home), known)
    assert (found.was, found.now) == (("50%",), ("70%",))
    assert "keep figures" in found.words
    assert prose_path(home).read_bytes() == before


def test_a_sentence_without_numbers_is_never_stale(home):
    [found] = stale(small_material(home), {})
    assert "Plain words" not in found.words


def test_a_sentence_around_a_table_is_stale_when_one_of_its_cells_changed(home):
    prose_path(home).write_text("Most offer a bed. {{ uses helps }}\n", encoding="utf-8")
    known = accepted(small_material(home))
    answer_more(home, "RO", 6, keeps="yes", helps=("food",), places=4)
    [found] = stale(small_material(home), known)
    assert found.words == "Most offer a bed. {{ uses helps }}"


def test_a_table_that_stayed_the_same_makes_nothing_stale(home):
    prose_path(home).write_text("Most offer a bed. {{ uses helps }}\n", encoding="utf-8")
    known = accepted(small_material(home))
    assert not stale(small_material(home), known)
