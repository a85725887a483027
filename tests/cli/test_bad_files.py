"""Whatever lies in a file of a questionnaire: commands say it in words, pages stay calm."""

import os
import shutil

import pytest

from surveyapp.instance import load_instance
from surveyapp.web import create_app
from tests.cli.round_home import (
    BOOK,
    CATALOGUE,
    CATALOGUE_OF_BOOKS,
    NAME,
    PLAN,
    QUESTIONNAIRE,
    SCALE,
    make_home,
    run,
)

CATALOGUE_OF_LISTS = "translations/ro/LC_MESSAGES/code_lists.po"
CATALOGUE_OF_PLAN = "translations/ro/LC_MESSAGES/planned_analysis.po"
MISSING = "questionnaires/code_lists/missing.yaml"
YAML_FILES = (QUESTIONNAIRE, PLAN, BOOK, SCALE, MISSING)
PO_FILES = (CATALOGUE, CATALOGUE_OF_LISTS, CATALOGUE_OF_PLAN, CATALOGUE_OF_BOOKS)
BYTES = {
    "garbage": b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe",
    "nothing": b"",
    "zeros": b"\x00" * 2000,
    "utf-16": "questionnaire: planned".encode("utf-16"),
    "large": b"# " + b"a" * (3 * 1024 * 1024),
    "list": b"- a\n- b\n",
    "number": b"12\n",
    "deep": b"[" * 2000,
    "bomb": b"a: &a [x, x]\nb: [*a, *a]\n",
    "header": b'msgid ""\nmsgstr "Plural-Forms: nplurals=999999999; plural=n;\\n'
    b'Content-Type: text/plain; charset=none\\n"\n',
}


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The project's directory, with a draft."""
    make_home(tmp_path, monkeypatch)
    assert run("wave", "new", "spring", "--questionnaire", NAME).exit_code == 0
    return tmp_path


def commands(home):
    out = ("-o", home / "out")
    (home / "answers.csv").write_text("is_synthetic,country\n1,RO\n", encoding="utf-8")
    return (
        ("check",),
        ("check", home / "questionnaires/planned"),
        ("show", NAME),
        ("columns", NAME),
        ("codebook", NAME, "--lang", "ro", *out),
        ("ddi", NAME, *out),
        ("simulate", NAME, "-n", "2"),
        ("scenarios", NAME),
        ("compare", NAME, "--data", home / "answers.csv"),
        ("compare", NAME),
        ("report", NAME, *out),
        ("wave", "new", "autumn", "--questionnaire", NAME),
        ("wave", "open", "spring"),
        ("wave", "correct", "spring"),
        ("wave", "list"),
        ("init",),
    )


def told(home):
    """What every command ends with; nothing but an exit code is ever raised."""
    found = {command: run(*command) for command in commands(home)}
    for command, result in found.items():
        is_calm = result.exception is None or isinstance(result.exception, SystemExit)
        assert is_calm, (command, result.exception)
        assert result.exit_code in (0, 1, 2), command
        assert result.exit_code == 0 or result.output.strip(), command
    return found


def visited(home):
    app = create_app(load_instance(home / "instance"), {"TESTING": True})
    client = app.test_client()
    pages = ("/", "/design/", f"/design/{NAME}/", f"/respond/{NAME}/", "/answer/code")
    return {
        client.get(f"{page}?lang={language}").status_code
        for page in pages
        for language in ("en", "ro")
    }


CONTENTS = [
    *((file, kind) for file in (QUESTIONNAIRE, CATALOGUE) for kind in BYTES),
    *((file, kind) for file in YAML_FILES[1:] for kind in ("garbage", "list")),
    *((file, "header") for file in PO_FILES[1:]),
]


@pytest.mark.parametrize(("file", "kind"), CONTENTS)
def test_no_content_of_a_file_reaches_a_person_as_a_traceback(home, file, kind):
    (home / file).write_bytes(BYTES[kind])
    told(home)
    assert visited(home) <= {200, 404, 503}


@pytest.mark.parametrize("file", [*YAML_FILES, *PO_FILES])
def test_a_folder_in_the_place_of_a_file_is_told_by_its_name(home, file):
    (home / file).unlink()
    (home / file).mkdir()
    found = told(home)
    assert any(file in result.output for result in found.values())
    assert visited(home) <= {200, 404, 503}


@pytest.mark.parametrize("file", [*YAML_FILES, *PO_FILES])
def test_a_pipe_in_the_place_of_a_file_is_told_and_not_waited_for(home, file):
    (home / file).unlink()
    os.mkfifo(home / file)
    found = told(home)
    assert any(file in result.output for result in found.values())
    assert visited(home) <= {200, 404, 503}


@pytest.mark.parametrize("folder", ["questionnaires", "questionnaires/code_lists", "translations"])
def test_a_file_in_the_place_of_a_folder_is_told(home, folder):
    shutil.rmtree(home / folder)
    (home / folder).write_text("no folder", encoding="utf-8")
    told(home)
    assert visited(home) <= {200, 404, 503}
