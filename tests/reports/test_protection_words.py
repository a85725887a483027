"""The printed form and the codebook say of each marked question that it is closely protected."""

import pytest

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.questionnaire.model import CORE
from surveyapp.reports.codebook.printed_form import printed_form
from tests.reports.test_grid_words import in_codebook, lines, words

SAID = {
    "en": "Closely protected. Small numbers appear only as ranges.",
    "ro": "Protecție sporită. Numerele mici apar numai ca intervale.",
    "nb": "Særlig beskyttet. Små tall vises bare som intervaller.",
}


@pytest.mark.parametrize("language", SAID)
def test_the_printed_form_marks_each_closely_protected_question(language):
    asked = words("close_protection", language)
    found = lines(printed_form(asked.form, asked.labels))
    assert found.count(SAID[language]) == 3
    label = asked.labels.wording.text("close_protection.turned_away.label")
    (place,) = (n for n, line in enumerate(found) if label in line)
    assert found[place + 1] == SAID[language]


def test_the_printed_core_form_marks_what_it_asks():
    asked = words("service_provision", edition=CORE)
    form = load_release("service_provision").in_edition(CORE)
    marked = [each for each in form.questions.values() if each.question.is_sensitive]
    assert lines(printed_form(asked.form, asked.labels)).count(SAID["en"]) == len(marked) == 9


def test_the_codebook_says_so_too():
    assert in_codebook("close_protection").count(SAID["en"]) == 3
    assert SAID["en"] not in in_codebook("sums")
