"""Every command and every route of staff says what it logs, or that it only reads."""

import ast

import pytest
from flask import Flask

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.instance import create_instance
from surveyapp.storage.staff_log import StaffAction
from surveyapp.web.access import RouteUndeclared, enforce_access, staff
from surveyapp.web.logged import logs, only_reads
from tests.architecture.source import PACKAGE, functions, read_sources

COMMANDS = (PACKAGE / "cli",)
SAYS_IT = {"only_reads", "logs_itself"}
PLANTED = """
@click.command()
def silent(): ...

@group.command("told")
def told():
    _deep()

def _deep():
    note(StaffAction.SIGNED_IN)

@click.command()
@only_reads
def reads(): ...

@click.command()
@only_reads
def both():
    note(StaffAction.SIGNED_IN)
"""


def names_called(function):
    return {
        node.func.id
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def notes(name, by_name, seen=frozenset()):
    """Whether a function writes a line, by itself or by another of its module."""
    if name in seen or name not in by_name:
        return False
    called = names_called(by_name[name])
    return "note" in called or any(notes(each, by_name, seen | {name}) for each in called)


def decorators(function):
    return [ast.unparse(each).partition("(")[0] for each in function.decorator_list]


def is_command(function):
    return any(each.split(".")[-1] == "command" for each in decorators(function))


def undecided(sources):
    """Commands that say neither, or both."""
    return [
        f"{source.path}: {function.name}"
        for source in sources
        for by_name in [{each.name: each for each in functions(source)}]
        for function in functions(source)
        if is_command(function)
        and notes(function.name, by_name) is bool(SAYS_IT & {*decorators(function)})
    ]


def test_every_command_logs_or_only_reads():
    sources = read_sources(*COMMANDS)
    sources += [each for each in read_sources(PACKAGE) if each.path == "surveyapp/serving.py"]
    assert sum(is_command(each) for source in sources for each in functions(source)) > 50
    assert undecided(sources) == []


def test_a_command_that_says_neither_or_both_is_found(tmp_path):
    (tmp_path / "planted.py").write_text(PLANTED)
    assert undecided(read_sources(tmp_path, root=tmp_path)) == [
        "planted.py: silent",
        "planted.py: both",
    ]


def test_nothing_that_respondents_reach_knows_the_log():
    """The pages of respondents, the core and what is stored for them cannot write a line."""
    knowing = {
        source.path
        for source in read_sources(PACKAGE)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom)
        and node.module in ("surveyapp.storage.staff_log", "surveyapp.web.logged")
    }
    allowed = ("surveyapp/cli/", "surveyapp/web/coordinator/", "surveyapp/web/desk/")
    allowed += (
        "surveyapp/web/logged.py",
        "surveyapp/storage/job_leases.py",
        "surveyapp/study/work/",
        "surveyapp/study/attention.py",  # reads it, for the desk
        "surveyapp/study/purge.py",  # reads which days it knows, to doubt the clock
    )
    assert {path for path in knowing if not path.startswith(allowed)} == {"surveyapp/web/access.py"}
    assert "write_line" not in (PACKAGE / "web/access.py").read_text()


def test_every_action_is_logged_somewhere():
    written = "\n".join(source.text for source in read_sources(PACKAGE))
    assert [each.name for each in StaffAction if f"StaffAction.{each.name}" not in written] == []


@pytest.fixture
def add_route(tmp_path):
    """Starts an application with one route of staff."""
    instance = create_instance(tmp_path / "instance")

    def add(view):
        app = Flask(__name__)
        app.extensions["surveyapp_instance"] = instance
        app.add_url_rule("/new", "new", staff(Permission.DESK)(view))
        enforce_access(app)
        return app

    return add


def test_a_route_of_staff_that_does_not_say_what_it_logs_stops_the_start(add_route):
    with pytest.raises(RouteUndeclared, match="what it logs"):
        add_route(lambda: "silent")


@pytest.mark.parametrize("declare", [only_reads, logs(StaffAction.TEXT_CODED)])
def test_a_route_that_says_it_starts(add_route, declare):
    def view():
        return "told"

    assert add_route(declare(view)).url_map
