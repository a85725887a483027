"""Every page of the desk in each of its states: in three languages, wide and on a phone.

One study is made for all; each language is one walk in one tab.
"""

import pytest
from werkzeug.exceptions import HTTPException

from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.web import create_app
from tests.browser.conftest import served
from tests.browser.desk_sights import DESK_SIGHTS, EMPTY_SIGHTS, FILES, FIRST_SIGHTS, JOB_FILES
from tests.browser.desk_walk import Walk
from tests.browser.every_wave import add_everybody, every_wave
from tests.desk.fieldwork_home import desk_of

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "ro", "nb")
BEGINNINGS = ("/desk/", "/staff/", "/coordinate/")
UNUSED = {"/staff/second-factor"}
"""Seen by nobody who has a second factor; `test_second_factor_page` looks at it."""


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        yield every_wave(tmp_path_factory.mktemp("every_wave") / "home", patch)


@pytest.fixture(scope="module")
def empty(study, tmp_path_factory):
    """An instance without waves, with accounts."""
    made = create_instance(tmp_path_factory.mktemp("empty") / "instance")
    upgrade(made)
    with connected(made):
        add_everybody()
    return made


@pytest.fixture(scope="module")
def first(study, tmp_path_factory):
    """An instance without anything."""
    made = create_instance(tmp_path_factory.mktemp("first") / "instance")
    upgrade(made)
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_no_phone_scrolls_sideways(chrome, study, empty, first, language):
    homes = (
        (study.instance, study.app, DESK_SIGHTS),
        (empty, create_app(empty), EMPTY_SIGHTS),
        (first, create_app(first), FIRST_SIGHTS),
    )
    found, visited = {}, set()
    for instance, app, sights in homes:
        with served(app) as site:
            walk = Walk(chrome, site, instance, language)
            for sight in sights:
                status = walk.go(sight, study.parts)
                if status >= 400 and status not in (403, 409):
                    found[sight.name, "status"] = status
                for what, wrong in walk.look(sight):
                    if things := list(wrong):
                        found[sight.name, what] = things
            visited |= walk.visited
            walk.context.close()
    assert found == {}
    assert unvisited(study.app, visited) == set()


def unvisited(app, visited):
    """Rules of pages of the desk at which nobody arrived."""
    adapter = app.url_map.bind("localhost")
    seen = set(FILES) | set(JOB_FILES)
    for path in visited:
        try:
            seen.add(adapter.match(path, method="GET")[0])
        except HTTPException:
            continue
    return {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(BEGINNINGS) and "GET" in rule.methods
        if rule.endpoint not in seen and rule.rule not in UNUSED
    }


def test_what_is_no_page_is_a_file(study):
    for endpoint, address in FILES.items():
        assert study.app.url_map.bind("localhost").match(address)[0] == endpoint
        role = "admin" if address.startswith(("/desk/log", "/desk/privacy")) else "coordinator"
        answer = desk_of(study.instance, study.app, role).client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Content-Disposition"].startswith("attachment"), address
