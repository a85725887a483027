"""A project: found from where one stands, with further folders and the product behind it."""

import pytest

from surveyapp.project import (
    ProjectRefused,
    product_home,
    project_folders,
    project_home,
)

FORM = "questionnaires/tiny/questionnaire.yaml"


def write(folder, path, text=""):
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return folder


def test_a_project_is_found_from_any_folder_in_it(tmp_path, monkeypatch):
    write(tmp_path, FORM)
    monkeypatch.chdir(tmp_path / "questionnaires/tiny")
    assert project_home() == tmp_path


def test_settings_alone_make_a_project(tmp_path, monkeypatch):
    write(tmp_path, "surveyapp.toml")
    write(tmp_path, "inner/notes.txt")
    monkeypatch.chdir(tmp_path / "inner")
    assert project_home() == tmp_path


def test_an_empty_folder_called_questionnaires_makes_no_project(tmp_path, monkeypatch):
    write(tmp_path, FORM)
    (tmp_path / "inner/questionnaires").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "inner")
    assert project_home() == tmp_path


def test_where_there_is_no_project_this_folder_is_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert project_folders() == (tmp_path, product_home())


def test_further_folders_stand_between_the_project_and_the_product(tmp_path, monkeypatch):
    write(tmp_path / "mine", "surveyapp.toml", 'folders = ["../shared"]')
    write(tmp_path / "shared", FORM)
    monkeypatch.chdir(tmp_path / "mine")
    assert project_folders() == (tmp_path / "mine", tmp_path / "shared", product_home())


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("folders = [", "cannot be read"),
        ('folders = "../shared"', "must be a list"),
        ('folders = ["nowhere"]', "names nowhere"),
        ("folder = []", "'folder' that does nothing"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_with_their_place(
    tmp_path, monkeypatch, settings, words
):
    write(tmp_path, "surveyapp.toml", settings)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ProjectRefused, match=words) as refused:
        project_folders()
    assert str(tmp_path / "surveyapp.toml") in str(refused.value)
