"""A server answers respondents at once, and loads the side of staff for who asks for it."""

import multiprocessing
import shutil
import subprocess
import sys

import pytest
from werkzeug.test import Client

from surveyapp.instance import load_instance
from surveyapp.web import STAFF_PAGES, create_answering, create_app
from surveyapp.web.first_token import first_path
from surveyapp.web.site import Site, leads_to_staff
from tests.architecture.source import ROOT
from tests.waiting import wait_until
from tests.web.people import COOKIE, cookie_of, signed_in

ASKED = """
import sys
from pathlib import Path
from werkzeug.test import Client
from surveyapp.instance import load_instance
from surveyapp.web.site import Site

client = Client(Site(load_instance(Path({path!r}))))
for path in {pages!r}:
    print(client.get(path, headers={{"Host": "localhost"}}).status_code)
print("surveyapp.web.desk" in sys.modules, "duckdb" in sys.modules, "numpy" in sys.modules)
"""


def asked(instance, *pages):
    """What a fresh server answered, and whether it has the desk, DuckDB and NumPy then."""
    script = ASKED.format(path=str(instance.path), pages=pages)
    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return ran.stdout.split()


@pytest.fixture(scope="module")
def rules(app):
    """Endpoint -> path of every page of the whole application."""
    return {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}


def test_pages_of_everybody_load_no_page_of_staff(instance):
    found = asked(instance, "/", "/respond/service_provision/", "/privacy", "/design/")
    assert found == ["200"] * 4 + ["False"] * 3


def test_a_page_of_staff_loads_their_side_and_no_statistics(instance):
    assert asked(instance, "/", "/desk/", "/staff/sign-in")[:3] == ["200", "302", "200"]
    assert asked(instance, "/staff/sign-in") == ["200", "True", "False", "False"]


def test_the_side_of_staff_is_not_loaded_with_another_database(instance, tmp_path):
    own = load_instance(shutil.copytree(instance.path, tmp_path / "own"))
    cookie = cookie_of(signed_in(create_app(own), "coordinator").client)
    client = Client(Site(own))
    client.set_cookie(COOKIE, cookie)
    shutil.copy(own.path / "contacts.db", own.path / "other.db")
    (own.path / "other.db").replace(own.path / "contacts.db")
    assert client.get("/desk/", headers={"Host": "localhost"}).status_code == 503


def test_every_page_of_staff_and_no_other_lies_below_their_paths(instance, rules):
    known = create_answering(instance).url_map.iter_rules()
    answering = {rule.endpoint for rule in known if not rule.build_only}
    assert {each for each, path in rules.items() if leads_to_staff(path)} == {*rules} - answering


def test_a_link_to_staff_leads_to_their_page(instance, rules):
    assert {endpoint: rules[endpoint] for endpoint in STAFF_PAGES} == dict(STAFF_PAGES)
    front = Client(Site(instance)).get("/", headers={"Host": "localhost"}).text
    assert 'href="/desk/"' in front
    assert 'href="/coordinate/"' in front


@pytest.mark.parametrize("path", ["/deskwork", "/staffing/", "/coordinates", "/", "", "/answer/"])
def test_what_only_looks_like_a_page_of_staff_is_none(path):
    assert not leads_to_staff(path)


def test_the_token_of_the_terminal_opens_the_page_that_is_loaded_later(instance):
    site = Site(instance)
    token = first_path(site.answering)
    assert site.whole().extensions["surveyapp_first_account"]
    assert token.startswith("/staff/first?token=")
    assert site.whole() is site.whole()


def test_the_whole_application_has_what_a_server_answers_with(instance):
    whole = {rule.rule for rule in create_app(instance).url_map.iter_rules()}
    assert {rule.rule for rule in create_answering(instance).url_map.iter_rules()} <= whole


def test_a_process_loads_the_side_of_staff_once_another_was_asked_for_it(instance):
    site = Site(instance)
    site.follow()
    child = multiprocessing.get_context("fork").Process(target=site.whole)
    child.start()
    child.join()
    wait_until(lambda: site._whole is not None, "the side of staff")
