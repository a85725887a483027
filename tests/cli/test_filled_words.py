"""Whatever a command prints of a questionnaire's words has its placeholders filled."""

import re

import pytest
from click.testing import CliRunner

from surveyapp.cli.codebook import codebook_command
from surveyapp.formats.source.instrument import project_instrument
from surveyapp.study.row_files import words_of

NAME = "service_provision"
OF_A_PLACEHOLDER = re.compile(r"\{[a-z_0-9]+\}")


@pytest.mark.parametrize(
    ("language", "others"), [("en", "Romania / Norway"), ("nb", "Romania / Norge")]
)
def test_the_labels_of_an_export_name_the_groups(language, others):
    asked = project_instrument(NAME)
    words = words_of(asked, {}, language)
    labels = [words.label(column) for column in asked.form.columns]
    assert [label for label in labels if OF_A_PLACEHOLDER.search(label)] == []
    assert any(others in label for label in labels)


def test_a_wave_fills_them_with_its_own():
    asked = project_instrument(NAME)
    words = words_of(asked, {"year_1": "1999"}, "en")
    assert any("1999" in words.label(column) for column in asked.form.columns)


def test_a_codebook_names_the_groups(tmp_path):
    path = tmp_path / "codebook.csv"
    arguments = [NAME, "--lang", "en", "--format", "csv", "-o", str(path)]
    assert CliRunner().invoke(codebook_command, arguments).exit_code == 0
    written = path.read_text(encoding="utf-8")
    assert "{other_country}" not in written  # placeholders of checks are filled by answers
    assert "Romania / Norway" in written
