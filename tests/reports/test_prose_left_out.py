"""A sentence of the study's prose that quotes a group that is too small stands in no report."""

from surveyapp.reports.block import Listing, Paragraph, text_of
from surveyapp.reports.document.report import report_of
from surveyapp.reports.prose.prose import left_out
from tests.reports.small_report import NAME, small_material

TOO_FEW = "{{ number helps helps.food 1 RO share }}"
SHOWN = "{{ number keeps keeps yes RO share }}"


def written(home, prose):
    path = home / "questionnaires" / NAME / "report/en/numbers.md"
    path.write_text(prose, encoding="utf-8")
    return small_material(home)


def paragraphs(material):
    blocks = report_of(material).blocks
    return [text_of(b.line) for b in blocks if isinstance(b, Paragraph)]


def test_only_the_sentence_about_too_few_is_left_out(home_of_few):
    prose = f"Of all, *{SHOWN} keep* figures. Of these {TOO_FEW} give food.\nThe rest is words.\n"
    found = paragraphs(written(home_of_few, prose))
    assert "Of all, 33% keep figures. The rest is words." in found
    assert not any("give food" in words for words in found)


def test_a_paragraph_that_is_that_sentence_leaves_nothing(home_of_few):
    found = paragraphs(written(home_of_few, f"{TOO_FEW} give food.\n\nWords that stay.\n"))
    assert "" not in found
    assert "Words that stay." in found


def test_an_item_of_a_list_is_left_out_alone(home_of_few):
    material = written(home_of_few, f"- {TOO_FEW} give food.\n- {SHOWN} keep figures.\n")
    lists = [b for b in report_of(material).blocks if isinstance(b, Listing)]
    items = [text_of(item) for each in lists for item in each.lines]
    assert "33% keep figures." in items
    assert not any("give food" in item for item in items)


def test_the_author_is_told_which(home_of_few):
    material = written(home_of_few, f"Plain. {TOO_FEW} give food. {SHOWN} keep figures.\n")
    [found] = left_out(material.prose["numbers"], material.figure_words.span)
    assert found.words == f"{TOO_FEW} give food."


def test_a_shown_number_leaves_nothing_out(home_of_few):
    material = written(home_of_few, f"{SHOWN} keep figures. {{{{ uses helps }}}}\n")
    assert not list(left_out(material.prose["numbers"], material.figure_words.span))
