"""The note below an exhibit says which rows a family takes, and which answer counts."""

import pytest

from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.source.analysis_file import load_publication
from surveyapp.formats.source.questionnaire_folder import load_release, load_wording
from surveyapp.reports.exhibit.pool_words import pool_words
from surveyapp.reports.labels import Labels

NAME = "pooled_rows"


def words(comparison, language="en", name=NAME):
    labels = Labels(load_wording(name, language), translate_in(language))
    declared = {each.name: each for each in load_publication(name).comparisons()}[comparison]
    return pool_words(declared, load_release(name), labels)


def test_a_family_is_told_once_with_its_rows():
    assert words("receivers") == (
        "Rows are taken together in families, in which an institution counts once: an answer"
        " counts where it gave it in one of the rows. Housing, all kinds: Emergency accommodation;"
        " Shelter or safe house; Transitional or supported housing."
    )


def test_of_a_scale_the_end_that_counts_first_is_told():
    assert "of its answers the one nearest to “More than 4 weeks”." in words("waiting")


def test_of_numbers_it_is_told_that_they_are_summed():
    assert "with the sum of its numbers, where it gave all of them." in words("how_many")


@pytest.mark.parametrize(
    ("language", "said"), [("ro", "Cazare, de orice fel: "), ("nb", "Alle former for bolig: ")]
)
def test_the_words_are_in_the_language_of_the_reader(language, said):
    told = words("waiting", language)
    assert said in told
    assert "Rows" not in told


def test_nothing_is_said_where_no_row_is_pooled():
    assert words("svc_provision", name="service_provision") == ""


def test_where_an_earlier_comparison_has_the_same_families_its_title_is_named():
    declared = {each.name: each for each in load_publication(NAME).comparisons()}["receivers"]
    labels = Labels(load_wording(NAME, "en"), translate_in("en"))
    told = pool_words(declared, load_release(NAME), labels, (declared,))
    assert told.endswith("The families are the same as under “A3 Who receives each service?”.")
    assert "Emergency accommodation" not in told
