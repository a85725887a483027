"""An instrument reads everything from its own shelf."""

import shutil

import pytest

from surveyapp.formats.check.instrument_change import change_between
from surveyapp.formats.source import kept_file
from surveyapp.formats.source.instrument import Instrument, project_instrument
from surveyapp.formats.source.questionnaire_folder import QuestionnaireRefused
from surveyapp.formats.source.shelf import QuestionnaireMissing, shelf_from
from tests.formats.broken_plan import PLANNED

QUESTIONNAIRE = "questionnaires/planned/questionnaire.yaml"
SCALE = "questionnaires/code_lists/scale.yaml"


@pytest.fixture
def shelves(tmp_path, monkeypatch):
    """The project's instrument, and one of the same name elsewhere."""
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 0.0)
    monkeypatch.chdir(PLANNED)
    other = shelf_from(shutil.copytree(PLANNED, tmp_path / "other"))
    return project_instrument("planned"), Instrument("planned", other)


def rewrite(asked, file, before, after):
    path = asked.shelf.root / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_two_shelves_with_the_same_files_hold_the_same_instrument(shelves):
    here, there = shelves
    assert here.form.version_hash == there.form.version_hash
    assert here.plan == there.plan
    assert change_between(here, there).meaning == change_between(here, there).texts == ()


def test_what_changes_on_one_shelf_is_not_seen_on_the_other(shelves):
    here, there = shelves
    before = here.wording("en").texts
    rewrite(there, QUESTIONNAIRE, "label: Romania", "label: Wallachia")
    assert here.wording("en").texts == before
    assert there.wording("en").text("planned.country.choices.RO") == "Wallachia"
    assert change_between(here, there).texts == ("planned.country.choices.RO (en)",)


def test_a_shelf_without_the_questionnaire_borrows_none(shelves):
    _, there = shelves
    shutil.rmtree(there.shelf.root / "questionnaires/planned")
    with pytest.raises(QuestionnaireMissing):
        _ = there.form


def test_a_list_under_another_name_is_refused_with_its_place(shelves):
    _, there = shelves
    rewrite(there, SCALE, "list: scale", "list: scales")
    with pytest.raises(QuestionnaireRefused, match="other-name"):
        _ = there.form


def test_a_questionnaire_under_another_name_is_refused_with_its_place(shelves):
    _, there = shelves
    rewrite(there, QUESTIONNAIRE, "questionnaire: planned", "questionnaire: other")
    with pytest.raises(QuestionnaireRefused, match="other-name"):
        _ = there.form
