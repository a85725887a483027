"""A round keeps its own questionnaire: whatever happens to the files, its commands say the same."""

import json
import stat

import pytest

from surveyapp.instance import load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.records import kept_record
from surveyapp.storage.waves import Wave, WaveState, move_wave, new_wave, wave
from tests.cli.round_home import (
    BOOK,
    CATALOGUE,
    CHANGES,
    FOLDER,
    NAME,
    PLAN,
    QUESTIONNAIRE,
    SCALE,
    broken,
    deleted,
    done,
    edit,
    edited,
    make_home,
    open_wave,
    run,
    send,
)

REFUSED, COULD_NOT_RUN = 1, 2
STATES = {"open": (), "closed": ("close",), "frozen": ("close", "freeze")}
ROUNDS = [
    ("open", edited),
    ("open", broken),
    ("open", deleted),
    ("closed", edited),
    ("frozen", broken),
    ("frozen", deleted),
]
DAY = ("--date", "2015-01-09")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The project's directory."""
    make_home(tmp_path, monkeypatch)
    return tmp_path


@pytest.fixture
def real_home(tmp_path, monkeypatch):
    """The same, where waves take real answers."""
    make_home(tmp_path, monkeypatch, is_demo=False)
    return tmp_path


def shown(name="spring"):
    return json.loads(done("wave", "show", name, "--format", "json"))


def said_of(home, name="spring"):
    """Everything that commands write of a wave; rows of data files stand in random order."""
    here = ("--wave", name)
    files = home / "out"
    files.mkdir(exist_ok=True)

    def written(command, *options):
        path = files / "file"
        done(command, NAME, *options, *here, "-o", path)
        return sorted(path.read_bytes().splitlines())

    return {
        "compare": done("compare", NAME, "--format", "json", *here),
        "quality": done("quality", NAME, *here),
        "audit": done("audit", NAME, "--format", "json", *here),
        "columns": done("columns", NAME, *here),
        "export": written("export", "--labels", "ro"),
        "codebook": written("codebook", "--lang", "ro"),
        "ddi": written("ddi"),
        "report": written("report", "--lang", "ro", *DAY),
        "trace": done("trace", "T1.1", NAME, *here),
    }


@pytest.mark.parametrize(("state", "change"), ROUNDS)
def test_nothing_that_happens_to_the_files_changes_a_round(home, state, change):
    open_wave()
    send(load_instance(home / "instance"))
    for step in STATES[state]:
        done("wave", step, "spring")
    before = said_of(home)
    change(home)
    assert said_of(home) == before


@pytest.mark.parametrize("change", CHANGES)
def test_answers_are_imported_as_the_open_round_asks_them(home, change):
    open_wave()
    (home / "answers.csv").write_text("is_synthetic,country,rating\n1,RO,high\n", encoding="utf-8")
    change(home)
    assert "1 response stored in spring" in done("import", NAME, home / "answers.csv")


def test_opening_copies_everything_that_is_asked_and_published(home):
    open_wave()
    root = home / "instance/questionnaires" / shown()["release"]
    copied = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    catalogues = ("code_lists", "planned", "planned_analysis", "planned_code_books")
    lists = (f"questionnaires/code_lists/{name}.yaml" for name in ("means", "missing", "scale"))
    folder = "translations/ro/LC_MESSAGES"
    assert copied == {
        QUESTIONNAIRE,
        PLAN,
        BOOK,
        *lists,
        *(f"{folder}/{name}.po" for name in catalogues),
    }
    assert {stat.S_IMODE((root / path).stat().st_mode) for path in copied} == {0o400}


def test_what_check_refuses_is_not_opened(home):
    done("wave", "new", "spring", "--questionnaire", NAME)
    edit(home, CATALOGUE, 'msgctxt "planned.title"', 'msgctxt "planned.titles"')
    refused, checked = run("wave", "open", "spring"), run("check", home / FOLDER)
    assert (refused.exit_code, checked.exit_code) == (REFUSED, REFUSED)
    told = [line for line in checked.stdout.splitlines()[:-1] if not line.endswith("(warning)")]
    *said, hint = refused.stderr.splitlines()
    assert said == told
    assert "--with-missing-translations" in hint
    assert shown()["state"] == "draft"


def test_a_draft_asks_what_the_files_say_when_it_is_opened(home):
    made = done("wave", "new", "spring", "--questionnaire", NAME)
    before = shown()
    edit(home, QUESTIONNAIRE, 'version: "1"', 'version: "2"')
    told = done("wave", "open", "spring")
    after = shown()
    assert (before["version"], after["version"]) == ("1", "2")
    assert before["version_hash"] != after["version_hash"]
    assert "planned 1 (full)" in made
    assert f"it asks version 2, {after['version_hash'][:12]}, instead of 1" in told


def test_a_draft_whose_files_did_not_change_is_opened_without_a_word(home):
    assert len(open_wave().splitlines()) == 1


def test_a_round_that_is_opened_again_keeps_its_copy(home):
    open_wave()
    release = shown()["release"]
    done("wave", "close", "spring")
    edited(home)
    done("wave", "open", "spring")
    assert shown()["release"] == release


def test_two_rounds_of_the_same_files_share_one_copy(home):
    open_wave("spring")
    open_wave("autumn")
    assert shown("spring")["release"] == shown("autumn")["release"]
    assert len(list((home / "instance/questionnaires").iterdir())) == 1


def test_two_rounds_with_other_words_stand_side_by_side(home):
    open_wave("first")
    edit(home, QUESTIONNAIRE, "label: Romania", "label: Wallachia")
    edit(home, CATALOGUE, 'msgid "Romania"', 'msgid "Wallachia"')
    open_wave("second")
    instance = load_instance(home / "instance")
    send(instance, "first", 12)
    send(instance, "second", 7)
    answered = {name: len(said_of(home, name)["export"]) - 1 for name in ("first", "second")}
    assert answered == {"first": 24, "second": 14}
    for name, mine, other in (
        ("first", "Romania", "Wallachia"),
        ("second", "Wallachia", "Romania"),
    ):
        book = home / "book.html"
        done("codebook", NAME, "--wave", name, "-o", book)
        assert mine in book.read_text(encoding="utf-8")
        assert other not in book.read_text(encoding="utf-8")


@pytest.mark.parametrize("damage", ["changed", "more", "less", "gone"])
def test_a_damaged_copy_is_refused_with_what_to_do(home, damage):
    open_wave()
    root = home / "instance/questionnaires" / shown()["release"]
    path = root / SCALE
    if damage == "changed":
        path.chmod(0o600)
        path.write_text(path.read_text(encoding="utf-8").replace("High", "Hign"), encoding="utf-8")
    elif damage == "more":
        (root / "questionnaires/code_lists/more.yaml").write_text("list: more\n", encoding="utf-8")
    elif damage == "less":
        path.unlink()
    else:
        root.rename(home / "elsewhere")
    found = run("compare", NAME, "--wave", "spring")
    assert found.exit_code == REFUSED
    assert "bring the folder back from a backup" in found.stderr


def test_the_day_of_closing_is_kept_until_a_round_is_opened_again(home):
    open_wave()
    assert shown()["ended"] is None
    done("wave", "close", "spring")
    ended = shown()["ended"]
    assert ended
    done("wave", "freeze", "spring")
    assert shown()["ended"] == ended
    open_wave("autumn")
    done("wave", "close", "autumn")
    done("wave", "open", "autumn")
    assert shown("autumn")["ended"] is None


def unbound(home, version_hash):
    """A wave that was opened before there were copies."""
    with connected(load_instance(home / "instance")):
        new_wave(
            Wave("old", NAME, "1", version_hash, "full", {}, None, None, WaveState.DRAFT, True)
        )
        move_wave("old", WaveState.OPEN)


def test_init_gives_an_open_round_of_before_its_copy(home):
    done("wave", "new", "spring", "--questionnaire", NAME)
    unbound(home, shown()["version_hash"])
    assert "The wave old has its own copy of planned now." in run("init").stderr
    assert shown("old")["release"]
    assert "old" not in run("init").stderr


def test_init_says_when_the_files_of_an_old_round_are_gone(home):
    unbound(home, "0" * 64)
    told = run("init")
    assert told.exit_code == 0
    assert "They changed since; put version 1 back for a copy." in told.stderr
    assert shown("old")["release"] is None


def test_a_closed_round_of_before_is_not_opened_with_other_files(home):
    unbound(home, "0" * 64)
    done("wave", "close", "old")
    found = run("wave", "open", "old")
    assert found.exit_code == REFUSED
    assert "another version of the questionnaire" in found.stderr


def test_a_real_round_is_reported_as_it_was_asked(real_home):
    open_wave()
    send(load_instance(real_home / "instance"))
    done("wave", "close", "spring")
    done("wave", "freeze", "spring")
    before = done("compare", NAME)
    edited(real_home)
    assert done("compare", NAME) == before


def test_a_frozen_wave_of_the_project_s_past_is_named_without_its_files(home):
    open_wave()
    edited(home)
    with connected(load_instance(home / "instance")):
        assert wave("spring").version == "1"
    assert "planned 1 (full)" in done("wave", "list")


def test_a_wave_of_another_questionnaire_is_no_wave_of_this_one(home):
    open_wave()
    found = run("compare", "unheard_of", "--wave", "spring")
    assert found.exit_code == COULD_NOT_RUN
    assert "There is no questionnaire 'unheard_of'" in found.stderr


def test_figures_of_another_round_are_no_earlier_release_of_this_one(two_rounds):
    done("wave", "close", "first")
    done("wave", "freeze", "first")
    done("audit", NAME, "--wave", "first")
    assert kept_record(load_instance(two_rounds / "instance"), "first") is not None
    assert "Sound" in done("audit", NAME, "--wave", "second")


@pytest.fixture
def two_rounds(home):
    """Two rounds of the same questionnaire; in the second one institution fewer answered."""
    for name, n in (("first", 12), ("second", 11)):
        open_wave(name)
        send(load_instance(home / "instance"), name, n)
    return home
