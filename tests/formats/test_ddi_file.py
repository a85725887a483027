"""The codebook as DDI-Codebook 2.5: order, names and languages as the standard wants them.

The schema is in no package that a registry offers, so its rules on what we write stand here.
"""

import pytest
from lxml import etree

from surveyapp.formats.ddi_file import LANG, Edition, ddi_xml
from surveyapp.questionnaire.handed_out import exported_columns
from surveyapp.reports.codebook import codebook
from tests.formats.export_study import FORM, words_of

DDI = "{ddi:codebook:2_5}"
LANGUAGES = ("en", "ro", "nb")
ORDER = {
    "codeBook": ("stdyDscr", "dataDscr"),
    "stdyDscr": ("citation", "stdyInfo"),
    "citation": ("titlStmt", "verStmt"),
    "titlStmt": ("titl", "parTitl", "IDNo"),
    "verStmt": ("version",),
    "stdyInfo": ("abstract", "sumDscr"),
    "sumDscr": ("anlyUnit",),
    "dataDscr": ("var",),
    "var": ("labl", "qstn", "invalrng", "universe", "catgry"),
    "qstn": ("qstnLit", "ivuInstr"),
    "invalrng": ("item",),
    "catgry": ("catValu", "labl"),
}
"""Element -> its children in the order of the standard, as far as they are written."""


def edition(language):
    words = words_of(FORM, language, **{"tiny.purpose": f"Purpose {language}"})
    return Edition(words, tuple(codebook(words, None)))


@pytest.fixture(scope="module")
def root():
    return etree.fromstring(ddi_xml([edition(language) for language in LANGUAGES]))


def plain(element):
    return element.tag.removeprefix(DDI)


def variable(root, name):
    (found,) = root.findall(f".//{DDI}var[@name='{name}']")
    return found


def test_the_root_names_standard_and_version(root):
    assert (root.tag, root.get("version")) == (f"{DDI}codeBook", "2.5")


def test_children_stand_in_the_order_of_the_standard(root):
    for element in root.iter():
        wanted = ORDER.get(plain(element), ())
        places = [wanted.index(plain(child)) for child in element]
        assert places == sorted(places), plain(element)


def test_every_study_has_one_title_and_its_translations_beside_it(root):
    (titles,) = root.iter(f"{DDI}titlStmt")
    found = [(plain(child), child.get(LANG)) for child in titles]
    assert found == [("titl", "en"), ("parTitl", "ro"), ("parTitl", "nb"), ("IDNo", None)]


def test_there_is_a_variable_for_each_column_of_an_exported_file(root):
    names = [found.get("name") for found in root.iter(f"{DDI}var")]
    assert names == ["is_synthetic", *(column.name for column in exported_columns(FORM))]


def test_ids_are_unique_names_of_xml(root):
    ids = [element.get("ID") for element in root.iter() if element.get("ID")]
    assert len(set(ids)) == len(ids) == 1 + len(list(root.iter(f"{DDI}var")))
    assert all(each[0].isalpha() and not {" ", ":"} & set(each) for each in ids)


@pytest.mark.parametrize("name", ["country", "grid.r1", "first.yes", "places"])
def test_a_variable_is_labelled_and_asked_in_every_language(root, name):
    found = variable(root, name)
    for child in ("labl", "qstn"):
        assert [each.get(LANG) for each in found.findall(f"{DDI}{child}")] == list(LANGUAGES)


def test_reasons_are_missing_categories_and_invalid_values(root):
    found = variable(root, "open")
    missing = [
        category.findtext(f"{DDI}catValu")
        for category in found.findall(f"{DDI}catgry")
        if category.get("missing") == "Y"
    ]
    invalid = [item.get("VALUE") for item in found.iter(f"{DDI}item")]
    assert missing == invalid == ["dk", "nd", "blank"]


def test_who_is_asked_is_a_sentence_in_every_language(root):
    said = {each.get(LANG): each.text for each in variable(root, "more").findall(f"{DDI}universe")}
    assert said.keys() == set(LANGUAGES)
    assert len(set(said.values())) == 3


@pytest.mark.parametrize(
    ("name", "nature", "interval"),
    [("country", "nominal", "discrete"), ("places", "interval", "contin")],
)
def test_the_level_of_measurement_is_said(root, name, nature, interval):
    found = variable(root, name)
    assert (found.get("nature"), found.get("intrvl")) == (nature, interval)


def test_the_same_codebook_gives_the_same_bytes():
    editions = [edition(language) for language in LANGUAGES]
    assert ddi_xml(editions) == ddi_xml(editions)
