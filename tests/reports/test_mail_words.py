"""What mails say, on every occasion and in every language."""

from dataclasses import replace

import pytest

from surveyapp.fieldwork.occasion import occasion_of
from surveyapp.formats.interface_words import translate_in
from surveyapp.questionnaire.estimate import MinutesRange
from surveyapp.reports.letter.asking import Addressee
from surveyapp.reports.letter.mail_words import MailReason, mail_words
from tests.attacks.test_mail_headers import ASKING

CODE = "VABC-DEFG-HJKM-NPQR-STVW"
OCCASIONS = ("invitation", "reminder-1", "extension", "report")


def said(occasion, language="en", code=CODE, is_pool=False, **changes):
    asking = replace(ASKING, language=language, translate=translate_in(language), **changes)
    reason = MailReason(occasion_of(occasion), is_pool, "https://example.org/report")
    return mail_words(reason, asking, Addressee("The Town", code=code))


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
@pytest.mark.parametrize("occasion", OCCASIONS)
@pytest.mark.parametrize("code", [CODE, None])
@pytest.mark.parametrize("is_pool", [True, False])
def test_every_mail_names_the_study_and_fills_every_place(language, occasion, code, is_pool):
    words = said(occasion, language, code, is_pool, minutes=MinutesRange(20, 40))
    everything = "\n".join((words.subject, *words.paragraphs))
    assert ASKING.title in words.subject
    assert "%(" not in everything
    assert "None" not in everything
    assert words.paragraphs[-1] == "The Office"
    assert ("A questionnaire" in everything) is True


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_no_two_languages_say_the_same(occasion):
    in_all = [said(occasion, language).paragraphs for language in ("en", "ro", "nb")]
    sentences = [{each for each in mail if " " in each} for mail in in_all]
    of_the_study = {"What it is for.", "The Office"}
    assert sentences[0] & sentences[1] <= of_the_study
    assert sentences[0] & sentences[2] <= of_the_study


def test_a_mail_without_a_last_day_names_none():
    for occasion in OCCASIONS:
        assert "until" not in "\n".join(said(occasion, closes=None).paragraphs)


def test_words_with_percent_signs_stay_as_they_are():
    assert "100 %(s) sure %d" in said("invitation", title="100 %(s) sure %d").subject


def test_a_pool_is_offered_nothing_that_it_does_not_have():
    words = "\n".join(said("invitation", is_pool=True).paragraphs)
    assert "takes part" not in words
    assert "say so on the page" not in words
