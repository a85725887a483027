"""`surveyapp new`: a set that checks clean, answers itself and is looked at like the flagship."""

import pytest
from click.testing import CliRunner

from surveyapp.command import main
from surveyapp.formats.source import kept_file
from surveyapp.instance import load_instance
from surveyapp.web import create_app
from tests.journeys.plain_client import PlainBrowser


def run(*arguments, expected=0):
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == expected, (arguments, done.output, done.exception)
    return done.output


@pytest.fixture
def town(tmp_path, monkeypatch):
    """A project whose only questionnaire was just begun."""
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 0.0)
    monkeypatch.delenv("SURVEYAPP_INSTANCE", raising=False)
    monkeypatch.chdir(tmp_path)
    run("new", "town")
    return tmp_path


def form(project):
    return project / "questionnaires/town/questionnaire.yaml"


def test_a_new_set_checks_clean_without_a_warning(town):
    assert run("check").splitlines()[-1].endswith(": no problems")
    assert "1 scenario: all hold" in run("scenarios")


def test_it_has_no_catalogue_until_a_language_is_begun_which_is_used_once_it_is_filled(town):
    assert not (town / "translations").exists()
    text = form(town).read_text(encoding="utf-8")
    form(town).write_text(text.replace("languages: [en]", "languages: [en, nb]"), "utf-8")
    assert "translation-missing" in run("check", expected=1)
    run("translations", "town")
    for path in (town / "translations/nb/LC_MESSAGES").glob("*.po"):
        head, *entries = path.read_text("utf-8").split("\n\n")
        filled = [e.replace('msgstr ""', f'msgstr "Ord {n}"') for n, e in enumerate(entries)]
        path.write_text("\n\n".join((head, *filled)), "utf-8")
    assert run("check").splitlines()[-1].endswith(": no problems")


def test_nothing_is_overwritten(town):
    form(town).write_text("mine", "utf-8")
    assert "there already" in run("new", "town", expected=1)
    assert form(town).read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["Town", "../town", "1st", "a b", "gallery", "code_lists"])
def test_a_name_that_cannot_be_used_is_refused(town, name):
    run("new", name, expected=2)


def test_another_folder_is_named(town, tmp_path_factory):
    folder = tmp_path_factory.mktemp("elsewhere") / "study"
    run("new", "town", "--dir", str(folder))
    assert (folder / "questionnaires/town/questionnaire.yaml").is_file()


def test_a_synthetic_study_of_it_is_one_command_and_seen_by_its_coordinator(town):
    assert "town-1" in run("demo", "town", "--quiet")
    made = load_instance(town / "instance")
    browser = PlainBrowser(create_app(made))
    browser.go("/")
    assert "Public libraries" in browser.page.html
    browser.go("/staff/sign-in?next=/coordinate/town-1/")
    browser.send({"name": [made.demo["staff"]], "password": [made.demo["password"]]})
    assert "What libraries offer" in browser.page.html
    assert "What is lent besides books" in browser.go("/coordinate/town-1/offer/").page.html


def test_a_second_demo_keeps_the_answers_until_the_files_say_something_else(town):
    run("demo", "town", "--quiet")
    assert "town-1" in run("demo", "town", "--quiet")
    code = load_instance(town / "instance").demo["code"]
    text = form(town).read_text(encoding="utf-8")
    form(town).write_text(text.replace("What do you lend?", "What is lent?"), "utf-8")
    assert "town-2" in run("demo", "town", "--quiet")
    assert "town-1" in run("wave", "list")
    assert load_instance(town / "instance").demo["code"] != code


def test_a_demo_of_a_set_that_is_not_there_makes_nothing(town):
    assert "no questionnaire" in run("demo", "village", expected=2)
    assert not (town / "instance").exists()


def test_a_preview_needs_a_name_where_there_are_several(town):
    assert "no questionnaire" in run("preview", "village", expected=2)
    run("new", "village")
    assert "town, village" in run("preview", expected=2)
