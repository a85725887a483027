"""The codebook as DDI-Codebook 2.5: order, names and languages as the standard wants them."""

import pytest
from click.testing import CliRunner
from lxml import etree

from surveyapp.command import main
from surveyapp.formats.microdata.ddi_file import LANG, Edition, ddi_xml
from surveyapp.questionnaire.microdata_scope import exported_columns
from surveyapp.reports.codebook.codebook import codebook
from tests.architecture.source import ROOT
from tests.formats.ddi_rules import NAMESPACE, breaches, plain
from tests.formats.export_study import FORM, words_of

LANGUAGES = ("en", "ro", "nb")
GALLERY = sorted(path.name for path in (ROOT / "questionnaires/gallery").iterdir())


def edition(language):
    words = words_of(FORM, language, **{"tiny.purpose": f"Purpose {language}"})
    return Edition(words, tuple(codebook(words, None)))


@pytest.fixture(scope="module")
def root():
    return etree.fromstring(ddi_xml([edition(language) for language in LANGUAGES]))


def variable(root, name):
    (found,) = root.findall(f".//{NAMESPACE}var[@name='{name}']")
    return found


def test_the_root_names_standard_and_version(root):
    assert (root.tag, root.get("version")) == (f"{NAMESPACE}codeBook", "2.5")


def test_the_rules_of_the_schema_hold(root):
    assert list(breaches(root)) == []


@pytest.mark.parametrize("name", ["service_provision", *GALLERY])
def test_they_hold_for_every_questionnaire_at_hand(tmp_path, name):
    file = tmp_path / "codebook.xml"
    result = CliRunner().invoke(main, ["ddi", name, "-o", str(file)])
    assert result.exit_code == 0, result.output
    found = etree.parse(file).getroot()
    assert list(breaches(found)) == []
    ids = [element.get("ID") for element in found.iter() if element.get("ID")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("before", "after", "breach"),
    [
        ("<invalrng>", "<invalrng/><invalrng>", "invalrng: 0 times item"),
        ('nature="interval"', 'nature="text"', 'var: nature="text"'),
        ("<version>", "<titl/><version>", "verStmt: holds ['titl', 'version']"),
        ("<catgry>", "<catgry>words", "catgry: holds words"),
    ],
)
def test_what_the_schema_refuses_is_a_breach(before, after, breach):
    file = ddi_xml([edition("en")]).decode()
    assert before in file
    broken = etree.fromstring(file.replace(before, after, 1).encode())
    assert list(breaches(broken)) == [breach]


def test_every_study_has_one_title_and_its_translations_beside_it(root):
    (titles,) = root.iter(f"{NAMESPACE}titlStmt")
    found = [(plain(child), child.get(LANG)) for child in titles]
    assert found == [("titl", "en"), ("parTitl", "ro"), ("parTitl", "nb"), ("IDNo", None)]


def test_there_is_a_variable_for_each_column_of_an_exported_file(root):
    names = [found.get("name") for found in root.iter(f"{NAMESPACE}var")]
    assert names == ["is_synthetic", *(column.name for column in exported_columns(FORM))]


def test_ids_are_unique_names_of_xml(root):
    ids = [element.get("ID") for element in root.iter() if element.get("ID")]
    assert len(set(ids)) == len(ids) == 1 + len(list(root.iter(f"{NAMESPACE}var")))
    assert all(each[0].isalpha() and not {" ", ":"} & set(each) for each in ids)


@pytest.mark.parametrize("name", ["country", "grid.r1", "first.yes", "places"])
def test_a_variable_is_labelled_and_asked_in_every_language(root, name):
    found = variable(root, name)
    for child in ("labl", "qstn"):
        assert [each.get(LANG) for each in found.findall(f"{NAMESPACE}{child}")] == list(LANGUAGES)


def test_reasons_are_missing_categories_and_invalid_values(root):
    found = variable(root, "open")
    missing = [
        category.findtext(f"{NAMESPACE}catValu")
        for category in found.findall(f"{NAMESPACE}catgry")
        if category.get("missing") == "Y"
    ]
    invalid = [item.get("VALUE") for item in found.iter(f"{NAMESPACE}item")]
    assert missing == invalid == ["dk", "nd", "blank"]


def test_who_is_asked_is_a_sentence_in_every_language(root):
    said = {
        each.get(LANG): each.text for each in variable(root, "more").findall(f"{NAMESPACE}universe")
    }
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
