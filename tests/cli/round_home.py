"""A home with one small questionnaire that people may edit, break or delete under an open wave."""

import shutil
from pathlib import Path

from click.testing import CliRunner

from surveyapp.command import main
from surveyapp.formats.source import kept_file
from surveyapp.formats.source.instrument import instrument_of
from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.responses import Submission
from surveyapp.storage.waves import wave
from surveyapp.web.respondent import form_words
from tests.formats.broken_plan import PLANNED
from tests.storage.submissions import store_many

NAME = "planned"
FOLDER = f"questionnaires/{NAME}"
QUESTIONNAIRE, PLAN = f"{FOLDER}/questionnaire.yaml", f"{FOLDER}/analysis.yaml"
SCALE = "questionnaires/code_lists/scale.yaml"
CATALOGUE = "translations/ro/LC_MESSAGES/planned.po"
BOOK = f"{FOLDER}/code_books/comment.yaml"
CATALOGUE_OF_BOOKS = "translations/ro/LC_MESSAGES/planned_code_books.po"
BOOK_TEXT = """code_book: comment
label: What else
themes:
  - {code: money, label: Money, description: Too little money.}
"""
BOOK_WORDS = {
    "planned_code_books.comment.label": ("What else", "Altceva"),
    "planned_code_books.comment.themes.money.label": ("Money", "Bani"),
    "planned_code_books.comment.themes.money.description": ("Too little money.", "Prea puțin."),
}


def make_home(path, monkeypatch, *, is_demo=True):
    """The project's files, and an instance without waves; files are looked at on every call."""
    shutil.copytree(PLANNED, path, dirs_exist_ok=True)
    (path / BOOK).parent.mkdir()
    (path / BOOK).write_text(BOOK_TEXT, encoding="utf-8")
    entries = (
        f'msgctxt "{place}"\nmsgid "{source}"\nmsgstr "{words}"\n'
        for place, (source, words) in BOOK_WORDS.items()
    )
    (path / CATALOGUE_OF_BOOKS).write_text("\n".join(entries), encoding="utf-8")
    monkeypatch.chdir(path)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(path / "instance"))
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 0.0)
    monkeypatch.setattr(form_words, "LOOK_AGAIN_SECONDS", 0.0)
    made = create_instance(path / "instance", is_demo=is_demo)
    upgrade(made)
    return made


def run(*arguments):
    """A command as a shell calls it."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def done(*arguments):
    """The standard output of a command that must go well."""
    found = run(*arguments)
    assert found.exit_code == 0, (arguments, found.output, found.exception)
    return found.stdout


def open_wave(name="spring", *options):
    """A new wave that is open, as a coordinator makes it."""
    done("wave", "new", name, "--questionnaire", NAME, *options)
    return done("wave", "open", name)


def edit(home, file, before, after):
    """Changes one place of a file."""
    text = (home / file).read_text(encoding="utf-8")
    assert before in text, before
    (home / file).write_text(text.replace(before, after), encoding="utf-8")


def send(instance, name="spring", n=12, **more):
    """The same answers of several institutions in each country."""
    with connected(instance):
        found = wave(name)
        form = instrument_of(instance, NAME, found.release).form
        store_many(
            Submission(
                questionnaire=NAME,
                version_hash=form.version_hash,
                wave=name,
                country=country,
                split_code=None,
                mode="web",
                answers={"country": country, "kind": "public", "rating": "high", **more},
                is_synthetic=found.is_synthetic,
                withdraw_tag=None,
            )
            for country in ("RO", "NO")
            for _ in range(n)
        )


def edited(home):
    """Another questionnaire under the same name: words, codes, questions, plan and translations."""
    edit(home, QUESTIONNAIRE, "title: A questionnaire with a plan", "title: LEAKED")
    edit(home, QUESTIONNAIRE, "label: Romania", "label: LEAKED")
    edit(home, QUESTIONNAIRE, "name: spare", "name: leaked")
    edit(home, PLAN, "  spare: A number", "  leaked: A number")
    edit(home, PLAN, "label: First", "label: LEAKED")
    edit(home, PLAN, "k: 5", "k: 9")
    edit(home, SCALE, "code: high", "code: leaked")
    edit(home, BOOK, "Money", "LEAKED")
    for path in Path(home / "translations").rglob("*.po"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('msgstr "', 'msgstr "LEAKED'), encoding="utf-8")


def broken(home):
    """Every file is there, and none can be read: garbage, a folder in its place, a bad header."""
    (home / QUESTIONNAIRE).write_bytes(b"\x00\xff garbage [")
    (home / PLAN).unlink()
    (home / PLAN).mkdir()
    (home / SCALE).write_text("list: [", encoding="utf-8")
    (home / BOOK).write_text("code_book: *no", encoding="utf-8")
    (home / CATALOGUE).write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=x\n')


def deleted(home):
    """Nothing is left but the interface's own texts."""
    shutil.rmtree(home / "questionnaires")
    for path in Path(home / "translations").rglob("*.po"):
        path.unlink()


CHANGES = (edited, broken, deleted)
