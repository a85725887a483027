"""`surveyapp translations`: catalogues are begun and kept up; a wave waits until they are whole."""

import json
import shutil
from pathlib import Path

import pytest

from surveyapp.formats.check.questionnaire_check import check
from surveyapp.formats.source import kept_file
from surveyapp.formats.source.languages import interface_texts
from surveyapp.formats.source.message_file import read_messages
from surveyapp.formats.source.po_file import read_catalogue, read_translations, words_by_path
from surveyapp.project import product_home
from tests.cli.round_home import (
    CATALOGUE,
    CATALOGUE_OF_BOOKS,
    NAME,
    QUESTIONNAIRE,
    SCALE,
    done,
    edit,
    make_home,
    open_wave,
    run,
)
from tests.pseudo_language import TURNED, fill, turned

REFUSED, COULD_NOT_RUN = 1, 2
NORWEGIAN = "translations/nb/LC_MESSAGES/planned.po"
LISTS = "translations/ro/LC_MESSAGES/code_lists.po"
REASON = "the county speaks English"
EXCUSED = ("--with-missing-translations", REASON)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The project's directory; its questionnaire is translated into Romanian."""
    make_home(tmp_path, monkeypatch)
    return tmp_path


def files_of(home):
    return {path: path.read_bytes() for path in home.glob("translations/**/*.po")}


def table(*options):
    """Catalogue -> its line of the table."""
    lines = json.loads(done("translations", NAME, "--format", "json", *options))
    return {line["catalogue"]: line for line in lines}


def counts(line):
    return line["missing"], line["stale"], line["unreviewed"]


def test_catalogues_of_a_language_are_begun_with_every_text(home):
    told = done("translations", NAME, "--language", "nb")
    assert told.splitlines()[0].split() == [
        *("language", "catalogue", "texts", "missing", "stale", "unreviewed")
    ]
    entries = read_translations(home / NORWEGIAN)
    assert entries.keys() == read_translations(home / CATALOGUE).keys()
    assert {each.words for each in entries.values()} == {""}
    made = {path.name for path in (home / NORWEGIAN).parent.iterdir()}
    assert made == {f"{name}.po" for name in ("code_lists", *_catalogues_of_its_own())}


def _catalogues_of_its_own():
    return NAME, f"{NAME}_analysis", f"{NAME}_code_books"


def test_a_second_run_changes_no_byte(home):
    done("translations", NAME)
    before = files_of(home)
    assert "updated" not in run("translations", NAME).stderr
    assert files_of(home) == before


def test_nothing_that_was_translated_is_lost(home):
    before = {path: words_by_path(read_translations(path)) for path in files_of(home)}
    done("translations", NAME)
    for path, words in before.items():
        found = read_catalogue(path)
        kept = {**words_by_path(found.entries), **{p: e.words for p, e in found.obsolete}}
        assert words.items() <= kept.items(), path


def test_an_entry_says_where_it_stands_and_when_it_is_asked(home):
    edit(
        home,
        QUESTIONNAIRE,
        'label: "What else?"',
        'label: "What else?", relevant: "${wish} = \'low\'"',
    )
    done("translations", NAME)
    text = (home / CATALOGUE).read_text("utf-8")
    above = text[: text.index('msgctxt "planned.comment.label"')].rpartition("\n\n")[2]
    assert above.splitlines() == [
        "#. Question A10 (comment). Section A, The only section. Page first.",
        "#. Words of a question. At most 6000 characters.",
        "#. Asked: only if A4 is “Low”.",
    ]
    books = (home / CATALOGUE_OF_BOOKS).read_text("utf-8")
    assert "#. Question A10 (comment)." in books
    assert "#. Shared list “" in (home / LISTS).read_text("utf-8")


def test_a_changed_source_is_stale_and_shows_what_it_was_made_from(home):
    edit(home, QUESTIONNAIRE, "How good is it?", "How good is that?")
    told = done("translations", NAME)
    assert f"{CATALOGUE}:" in told.partition("Stale:")[2]
    assert '#| msgid "How good is it?"' in (home / CATALOGUE).read_text("utf-8")
    assert counts(table("--table")[NAME]) == (0, 1, 0)
    edit(home, CATALOGUE, "#, fuzzy\n", "")
    assert counts(table()[NAME]) == (0, 0, 1)
    assert counts(table("--language", "ro", "--reviewed")[NAME]) == (0, 0, 0)
    assert "unreviewed" not in (home / CATALOGUE).read_text("utf-8")


def test_the_table_alone_writes_nothing(home):
    edit(home, QUESTIONNAIRE, "How good is it?", "How good is that?")
    before = files_of(home)
    assert counts(table("--table")[NAME]) == (0, 1, 0)
    assert files_of(home) == before


def test_a_question_that_is_dropped_and_put_back_has_its_words_again(home):
    done("translations", NAME)
    before, words = files_of(home), (home / QUESTIONNAIRE).read_text("utf-8")
    line = '          - {name: gain, type: select_one, label: "What was gained?", choices: means}\n'
    (home / "questionnaires/planned/analysis.yaml").unlink()
    edit(home, QUESTIONNAIRE, line, "")
    done("translations", NAME)
    assert "#~ msgctxt" in (home / CATALOGUE).read_text("utf-8")
    (home / QUESTIONNAIRE).write_text(words, "utf-8")
    done("translations", NAME)
    assert (home / CATALOGUE).read_bytes() == before[home / CATALOGUE]


def test_words_of_a_list_that_lies_elsewhere_stay_in_the_catalogue_of_lists(home):
    entry = '\nmsgctxt "code_lists.yes_no.yes"\nmsgid "Yes"\nmsgstr "Chiar da"\n'
    (home / LISTS).write_text((home / LISTS).read_text("utf-8") + entry, "utf-8")
    done("translations", NAME)
    assert words_by_path(read_translations(home / LISTS))["code_lists.yes_no.yes"] == "Chiar da"


BROKEN = {
    "po-syntax": 'msgctxt "a"\nmsgid "One\n',
    "not-utf-8": b"\xff",
    "po-syntax an entry has msgid_plural": (
        'msgctxt "a"\nmsgid "One"\nmsgid_plural "Many"\nmsgstr[0] "Unu"\nmsgstr[1] "Multe"\n'
    ),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_file_that_cannot_be_read_is_refused_with_its_place_and_nothing_is_written(home, code):
    content = BROKEN[code]
    (home / CATALOGUE).write_bytes(content if isinstance(content, bytes) else content.encode())
    edit(home, SCALE, "label: ", "label: Very ")
    before = files_of(home)
    found = run("translations", NAME)
    assert found.exit_code == REFUSED
    assert f"{CATALOGUE}:" in found.stderr
    assert code in found.stderr
    assert files_of(home) == before


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("nowhere",), COULD_NOT_RUN),
        ((NAME, "--language", "../../x"), COULD_NOT_RUN),
        ((NAME, "--reviewed"), COULD_NOT_RUN),
        (("--interface",), COULD_NOT_RUN),
        ((), COULD_NOT_RUN),
        ((NAME, "--interface", "--language", "sv"), COULD_NOT_RUN),
        (("--interface", "--language", "en"), COULD_NOT_RUN),
        (("--interface", "--language", "xx"), COULD_NOT_RUN),
        (("gallery/rank",), REFUSED),
    ],
)
def test_what_cannot_be_done_is_refused(home, options, code):
    before = files_of(home)
    assert run("translations", *options).exit_code == code
    assert files_of(home) == before


def test_a_language_of_the_file_needs_no_catalogue(home):
    assert "nothing to translate" in done("translations", NAME, "--language", "en")


def test_the_flagship_that_ships_is_whole_and_reviewed(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 0.0)
    for folder in ("questionnaires", "translations"):
        shutil.copytree(product_home() / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    before = {path: words_by_path(read_translations(path)) for path in files_of(tmp_path)}
    lines = json.loads(done("translations", "service_provision", "--format", "json"))
    assert {counts(line) for line in lines} == {(0, 0, 0)}
    assert {path: words_by_path(read_translations(path)) for path in files_of(tmp_path)} == before


def shown():
    return json.loads(done("wave", "show", "spring", "--format", "json"))


def make_gaps(home):
    """One text without words, one made from other words."""
    edit(home, CATALOGUE, 'msgstr "Ce țară?"', 'msgstr ""')
    edit(home, QUESTIONNAIRE, "How good is it?", "How good is that?")
    done("wave", "new", "spring", "--questionnaire", NAME)


def test_a_wave_does_not_open_while_texts_are_missing_or_stale(home):
    make_gaps(home)
    found = run("wave", "open", "spring")
    assert found.exit_code == REFUSED
    assert "translation-missing" in found.stderr
    assert "translation-stale" in found.stderr
    assert "--with-missing-translations" in found.stderr
    assert shown()["state"] == "draft"


def test_a_coordinator_opens_it_all_the_same_and_that_is_kept(home):
    make_gaps(home)
    assert run("wave", "open", "spring", EXCUSED[0], " ").exit_code == COULD_NOT_RUN
    done("wave", "open", "spring", *EXCUSED)
    (kept,) = shown()["translation_gaps"]
    assert (kept["language"], kept["n_missing"], kept["n_stale"]) == ("ro", 1, 1)
    assert kept["reason"] == REASON
    assert f"not translated: ro  1 missing, 1 stale  {kept['day']}  {REASON}" in done(
        "wave", "show", "spring"
    )


def test_a_reason_lets_no_other_fault_pass(home):
    make_gaps(home)
    edit(home, QUESTIONNAIRE, "choices: scale", "choices: skale")
    assert run("wave", "open", "spring", *EXCUSED).exit_code == REFUSED
    assert shown()["translation_gaps"] == []


def test_a_reason_that_was_not_needed_is_not_kept(home):
    done("wave", "new", "spring", "--questionnaire", NAME)
    done("wave", "open", "spring", *EXCUSED)
    assert shown()["translation_gaps"] == []


def test_a_correction_needs_the_reason_again(home):
    make_gaps(home)
    done("wave", "open", "spring", *EXCUSED)
    edit(home, QUESTIONNAIRE, "A spare number", "Another number")
    assert run("wave", "correct", "spring").exit_code == REFUSED
    done("wave", "correct", "spring", *EXCUSED)
    assert sorted(each["n_stale"] for each in shown()["translation_gaps"]) == [1, 2]


def test_translations_that_nobody_has_reviewed_are_named_when_a_wave_opens(home):
    edit(home, CATALOGUE, 'msgctxt "planned.title"', '# unreviewed\nmsgctxt "planned.title"')
    done("wave", "new", "spring", "--questionnaire", NAME)
    assert "nobody has reviewed: ro 1" in run("wave", "open", "spring").stderr


def test_a_whole_wave_opens_without_a_word_on_translations(home):
    assert "translat" not in open_wave()


INTERFACE = ("--interface", "--language", "sv")
SWEDISH = "translations/sv/LC_MESSAGES/messages.po"


def interface(*options):
    """The line of the table."""
    (line,) = json.loads(done("translations", *INTERFACE, "--format", "json", *options))
    return line


def test_the_interface_is_begun_in_a_language_that_nobody_ships(home):
    assert "messages" in done("translations", *INTERFACE).splitlines()[1]
    found = read_messages(home / SWEDISH).messages
    assert {each.ids for each in found} == set(interface_texts())
    assert {form for each in found for form in each.forms} == {""}
    by_number = next(each for each in found if len(each.ids) == 2)
    assert len(by_number.forms) == 2
    assert "nplurals=2" in (home / SWEDISH).read_text("utf-8").split("\n\n")[0]
    assert counts(interface("--table")) == (len(found), 0, 0)
    assert "lacks words for" in run("codebook", NAME, "--lang", "sv", "-o", "c.html").stderr


def test_words_of_the_interface_are_kept_and_the_language_is_offered_once_it_is_whole(home):
    done("translations", *INTERFACE)
    fill(home / SWEDISH, TURNED)
    assert counts(interface()) == (0, 0, len(interface_texts()))
    before = (home / SWEDISH).read_bytes()
    assert "updated" not in run("translations", *INTERFACE).stderr
    assert (home / SWEDISH).read_bytes() == before
    done("codebook", NAME, "--lang", "sv", "-o", home / "c.html")
    assert turned("Level of measurement") in (home / "c.html").read_text("utf-8")
    assert counts(interface("--reviewed")) == (0, 0, 0)


def test_a_text_of_the_interface_that_is_gone_stays_below_and_comes_back(home):
    """As after an update: an entry that is no text any more, and one that is new."""
    done("translations", *INTERFACE)
    fill(home / SWEDISH, TURNED)
    done("translations", *INTERFACE)
    before = (home / SWEDISH).read_text("utf-8")
    edit(home, SWEDISH, 'msgid "Receipt"', '# of mine\nmsgid "Receipts"')
    assert counts(interface())[0] == 1
    text = (home / SWEDISH).read_text("utf-8")
    assert '\n#~ msgid "Receipts"\n' in text
    edit(home, SWEDISH, 'msgid "Receipts"', 'msgid "Receipt"')
    assert counts(interface())[0] == 0
    assert (home / SWEDISH).read_text("utf-8") == before.replace(
        '# unreviewed\nmsgid "Receipt"', '# unreviewed\n# of mine\nmsgid "Receipt"'
    )


def test_a_catalogue_of_the_interface_that_cannot_be_read_is_left_as_it_is(home):
    done("translations", *INTERFACE)
    edit(home, SWEDISH, 'msgid "Receipt"', 'msgid "Receipt')
    before = files_of(home)
    found = run("translations", *INTERFACE)
    assert found.exit_code == REFUSED
    assert f"{SWEDISH}:" in found.stderr
    assert files_of(home) == before


def test_words_of_the_front_page_have_a_catalogue(home):
    study = f"study: {NAME}\nfront: {{title: Schools, text: All of them.}}\n"
    (home / f"questionnaires/{NAME}/study.yaml").write_text(study, encoding="utf-8")
    assert counts(table()[f"{NAME}_study"]) == (2, 0, 0)
    text = (home / f"translations/ro/LC_MESSAGES/{NAME}_study.po").read_text("utf-8")
    assert "#. Words of the front page. At most" in text
    assert f'msgctxt "{NAME}_study.front.title"' in text


def test_words_of_a_list_that_ships_are_written_beside_the_study_that_adds_a_language(home):
    extra = "- {name: extra, type: select_one, label: Another, choices: yes_no}\n          "
    edit(home, QUESTIONNAIRE, "- {name: spare,", f"{extra}- {{name: spare,")
    edit(home, QUESTIONNAIRE, "[en, ro]", "[en, ro, sv]")
    mine = home / "translations/sv/LC_MESSAGES/code_lists.po"
    assert _told_of_lists(home) == {(str(mine), "translation-missing")}
    done("translations", NAME)
    assert "code_lists.yes_no.yes" in read_translations(mine)
    assert "code_lists.yes_no.yes" not in read_translations(home / LISTS)
    assert _told_of_lists(home) == {(str(mine), "translation-missing")}
    filled = "\n".join(
        f'msgctxt "{path}"\nmsgid "{each.source}"\nmsgstr "x {each.source}"\n'
        for path, each in read_translations(mine).items()
    )
    mine.write_text(filled, encoding="utf-8")
    assert _told_of_lists(home) == set()


def _told_of_lists(home):
    """(file, code) of what the check says of catalogues of lists."""
    found = check([home / "questionnaires"]).problems
    lists = (each for each in found if each.file.endswith("code_lists.po"))
    return {(str(Path(each.file).resolve()), each.code) for each in lists}
