"""Pages outside a form speak every language where nothing is asked, or nothing can be read."""

import pytest

from surveyapp.formats.source.languages import languages
from surveyapp.instance import create_instance
from surveyapp.storage.migrations import upgrade
from surveyapp.web import create_app

OTHERS = {"Română", "Norsk bokmål"}


@pytest.fixture
def made(tmp_path):
    """An instance that asks nothing yet."""
    instance = create_instance(tmp_path / "demo", is_demo=True)
    upgrade(instance)
    return instance


def names_on(instance, address="/"):
    """The names of other languages that an English page offers."""
    found = create_app(instance).test_client().get(f"{address}?lang=en")
    assert found.status_code == 200
    return {name for name in OTHERS if name in found.get_data(as_text=True)}


def test_an_instance_that_asks_nothing_yet_speaks_every_language(made):
    assert len(languages().offered) == 1 + len(OTHERS)
    assert names_on(made) == OTHERS


def test_a_page_that_needs_no_answers_stands_without_their_database(made):
    for file in made.path.glob("answers.db*"):
        file.unlink()
    assert names_on(made, "/accessibility") == OTHERS
