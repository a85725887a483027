"""A copy is whole or not there, is never changed, and is found by what stands in it."""

import os

import pytest

from surveyapp.formats.source import kept_file, release_copy
from surveyapp.formats.source.questionnaire_folder import QuestionnaireRefused
from surveyapp.formats.source.release_copy import content_hash, content_of, keep_copy, shelf_of
from surveyapp.formats.source.shelf import Shelf, project_shelf
from surveyapp.instance import create_instance
from tests.formats.broken_plan import PLANNED

CONTENT = {"questionnaires/tiny/questionnaire.yaml": b"one", "questionnaires/b.yaml": b"two"}


@pytest.fixture
def instance(tmp_path, monkeypatch):
    """An instance without copies; files are looked at on every call."""
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 0.0)
    return create_instance(tmp_path / "instance")


def files_of(shelf):
    return {
        path.relative_to(shelf.root).as_posix(): path.read_bytes()
        for path in shelf.root.rglob("*")
        if path.is_file()
    }


def test_a_copy_is_called_by_its_content(instance):
    release = keep_copy(instance, CONTENT)
    assert release == content_hash(CONTENT)
    assert files_of(shelf_of(instance, release)) == CONTENT


def test_the_same_content_is_kept_once(instance):
    assert keep_copy(instance, CONTENT) == keep_copy(instance, dict(reversed(CONTENT.items())))
    assert len(list(instance.questionnaires.iterdir())) == 1


@pytest.mark.parametrize(
    "other",
    [
        {**CONTENT, "questionnaires/b.yaml": b"two "},
        {**CONTENT, "questionnaires/c.yaml": b""},
        {"questionnaires/tiny/questionnaire.yaml": b"one", "questionnaires/c.yaml": b"two"},
        {"questionnaires/tiny/questionnaire.yaml": b"two", "questionnaires/b.yaml": b"one"},
    ],
)
def test_every_other_content_has_another_name(other):
    assert content_hash(other) != content_hash(CONTENT)


def test_a_copy_that_cannot_be_finished_leaves_nothing(instance, monkeypatch):
    (instance.questionnaires).mkdir()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep_copy(instance, CONTENT)
    assert list(instance.questionnaires.iterdir()) == []


def test_a_copy_that_somebody_else_finished_first_is_used(instance, monkeypatch):
    release = content_hash(CONTENT)
    write = release_copy._write

    def write_twice(path, written, *, is_lasting):
        write(path, written, is_lasting=is_lasting)
        target = (
            instance.questionnaires
            / release
            / path.relative_to(next(p for p in path.parents if p.name.endswith(".unfinished")))
        )
        write(target, written, is_lasting=is_lasting)

    monkeypatch.setattr(release_copy, "_write", write_twice)
    assert keep_copy(instance, CONTENT) == release
    assert files_of(shelf_of(instance, release)) == CONTENT
    assert len(list(instance.questionnaires.iterdir())) == 1


def test_a_copy_that_was_sound_is_looked_at_again_when_it_changes(instance):
    release = keep_copy(instance, CONTENT)
    shelf = shelf_of(instance, release)
    path = shelf.root / "questionnaires/b.yaml"
    path.chmod(0o600)
    path.write_bytes(b"other words")
    with pytest.raises(QuestionnaireRefused, match="copy-damaged"):
        shelf_of(instance, release)


def test_a_copy_that_is_not_there_is_refused(instance):
    with pytest.raises(QuestionnaireRefused, match="bring the folder back"):
        shelf_of(instance, "0" * 64)


def test_the_content_is_what_a_questionnaire_uses_and_no_more(tmp_path, monkeypatch):
    monkeypatch.chdir(PLANNED)
    content = content_of("planned", Shelf(PLANNED))
    folder = "translations/ro/LC_MESSAGES"
    assert set(content) == {
        "questionnaires/planned/questionnaire.yaml",
        "questionnaires/planned/analysis.yaml",
        "questionnaires/code_lists/means.yaml",
        "questionnaires/code_lists/missing.yaml",
        "questionnaires/code_lists/scale.yaml",
        *(f"{folder}/{name}.po" for name in ("code_lists", "planned", "planned_analysis")),
    }


def test_an_example_of_the_gallery_lies_in_its_copy_like_any_other():
    content = content_of("gallery/select_one", project_shelf())
    assert "questionnaires/select_one/questionnaire.yaml" in content


def test_only_the_owner_may_look_into_any_folder_of_a_copy(instance):
    release = keep_copy(instance, {"questionnaires/small/questionnaire.yaml": b"name: small"})
    root = instance.questionnaires / release
    folders = [path for path in (root, *root.rglob("*")) if path.is_dir()]
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}
