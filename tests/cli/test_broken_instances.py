"""Whatever is wrong with an instance is named with the way out, and nothing is made beside it."""

import os
import resource
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager

import pytest
from alembic import command as alembic
from click.testing import CliRunner

from surveyapp.command import main
from surveyapp.instance import create_instance, load_instance
from surveyapp.storage.database import CONTACTS
from surveyapp.storage.migrations import alembic_config, upgrade
from tests.web.running import command, get, serving

COULD_NOT_RUN, NOBODY = 2, 65534
# What `demo` says of a real instance before it looks at anything else.
IS_REAL = "is not a demo instance"
EVERY_COMMAND = ("wave list", "codes create", "staff list", "init", "demo", "serve --port 1")


def run(words):
    return CliRunner().invoke(main, words.split())


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    path = tmp_path_factory.mktemp("sound") / "study"
    upgrade(create_instance(path))
    return path


@pytest.fixture
def path(sound, tmp_path, monkeypatch):
    """A sound instance that is about to be broken."""
    copy = shutil.copytree(sound, tmp_path / "study")
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(copy))
    return copy


@pytest.fixture
def as_nobody():
    """Takes the right to read a folder away; root has to become somebody else for that."""

    @contextmanager
    def held(folder):
        folder.chmod(0)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(NOBODY)
        try:
            yield
        finally:
            if is_root:
                os.seteuid(0)
            folder.chmod(0o700)

    return held


def remove(*names):
    def harm(path):
        for name in names:
            (path / name).unlink()

    return harm


def write(name, content):
    return lambda path: (path / name).write_bytes(content)


def sql(name, *statements):
    def harm(path):
        with closing(sqlite3.connect(path / name)) as plain:
            for statement in statements:
                plain.execute(statement)
            plain.commit()

    return harm


def setting(line):
    return write("config.toml", f"{line}\n".encode())


def mode(name, bits):
    return lambda path: (path / name).chmod(bits)


def with_key(harm):
    def harmed(path):
        (path / "keys").mkdir(0o700)
        (path / "keys" / "spring.json").touch(0o600)
        harm(path)

    return harmed


def piped(name):
    def harm(path):
        (path / name).unlink()
        os.mkfifo(path / name, 0o600)

    return harm


def swap(path):
    one, two = path / "answers.db", path / "contacts.db"
    one.rename(path / "x")
    two.rename(one)
    (path / "x").rename(two)


def copy_over(path):
    """With the revision that answers had then, so that `init` would go on from there."""
    shutil.copy(path / "contacts.db", path / "answers.db")


def emptied_beside(name):
    def harm(path):
        for each in ("answers.db", "contacts.db"):
            (path / each).write_bytes(b"")
        (path / name).mkdir()

    return harm


def only_copies(path):
    for each in path.iterdir():
        each.unlink()
    (path / "questionnaires").mkdir()


A_WAVE = """insert into wave (name, questionnaire, version, version_hash, edition, parameters,
 state, is_synthetic, is_rehearsal)
 values ('spring', 'x', '1', '0', 'full', '{}', 'open', 0, 0)"""


def strange_wave(change):
    """A wave of which something else wrote a column."""
    return sql("answers.db", "pragma ignore_check_constraints = 1", A_WAVE, change)


BROKEN = {
    "answers lost": (remove("answers.db"), "answers.db is missing"),
    "contacts lost": (remove("contacts.db"), "contacts.db is missing"),
    "secrets lost": (remove("secrets.toml"), "secrets.toml is missing"),
    "config lost": (remove("config.toml"), "config.toml is missing"),
    "both settings lost": (remove("config.toml", "secrets.toml"), "config.toml is missing"),
    "both databases lost": (remove("answers.db", "contacts.db"), "contacts.db is missing"),
    "answers empty": (write("answers.db", b""), "answers.db is empty"),
    "answers garbage": (write("answers.db", b"garbage" * 999), "answers.db: it is damaged"),
    "secrets garbage": (write("secrets.toml", b"\xff\xfe"), "secrets.toml cannot be read"),
    "secrets empty": (write("secrets.toml", b""), "secrets.toml is damaged"),
    "secrets of a wrong type": (
        write("secrets.toml", b'pepper = 5\ncookie_keys = "x"\n'),
        "secrets.toml is damaged",
    ),
    "config garbage": (write("config.toml", b"\x00 = ["), "config.toml cannot be read"),
    "address is a number": (setting("base_url = 5"), "base_url"),
    "address is broken": (setting('base_url = "http://[::1"'), "base_url"),
    "address is not safe": (setting('base_url = "http://survey.example.org"'), "https://"),
    "demo is a word": (setting('demo = "no"'), "true or false"),
    "proxies are no list": (setting('trusted_proxies = "127.0.0.1"'), "a list"),
    "proxies are no addresses": (setting('trusted_proxies = ["nginx"]'), "127.0.0.1"),
    "database has no address": (setting('answers_url = "nonsense"'), "no address of a database"),
    "database is of no kind": (setting('answers_url = "x://y/z"'), "no address of a database"),
    "database has no port": (
        setting('answers_url = "postgresql://here:x/y"'),
        "no address of a database",
    ),
    "database is in memory": (setting('answers_url = "sqlite://"'), "names no file"),
    "config is a pipe": (piped("config.toml"), "config.toml: Not a file"),
    "secrets are a pipe": (piped("secrets.toml"), "secrets.toml: Not a file"),
    "setting is misspelt": (setting('trusted_proxy = ["127.0.0.1"]'), "trusted_proxies"),
    "newer": (
        sql("answers.db", "update alembic_version set version_num = '9999'"),
        "a newer one wrote it",
    ),
    "foreign": (
        sql("answers.db", "drop table alembic_version"),
        "was not made by surveyapp",
    ),
    "table lost": (sql("answers.db", "drop table response"), "lacks the tables response"),
    "column lost": (
        sql("answers.db", "alter table wave_correction drop column reason"),
        "lacks the columns wave_correction.reason",
    ),
    "swapped": (swap, "the database of something else"),
    "contacts in the place of answers": (copy_over, "the database of something else"),
    "two revisions": (
        sql("answers.db", "insert into alembic_version values ('x')"),
        "several revisions",
    ),
    "everything empty beside copies": (emptied_beside("questionnaires"), "questionnaires is there"),
    "everything empty beside snapshots": (emptied_beside("snapshots"), "snapshots is there"),
    "only copies left": (only_copies, "config.toml is missing"),
    "wave in no state": (
        strange_wave("update wave set state = 'elsewhere'"),
        "a wave that cannot be read",
    ),
    "wave with a broken day": (
        strange_wave("update wave set opens = 'yesterday'"),
        "a wave that cannot be read",
    ),
    "wave with broken parameters": (
        strange_wave("update wave set parameters = '{'"),
        "a wave that cannot be read",
    ),
    "wave with a list": (
        strange_wave("update wave set parameters = '[1]'"),
        "a wave that cannot be read",
    ),
    "secrets open to others": (mode("secrets.toml", 0o640), "chmod 600"),
    "config open to others": (mode("config.toml", 0o604), "chmod 600"),
    "answers open to others": (mode("answers.db", 0o644), "chmod 600"),
    "folder open to others": (mode(".", 0o755), "chmod 700"),
    "keys open to others": (with_key(mode("keys", 0o750)), "chmod 700"),
    "a key open to others": (with_key(mode("keys/spring.json", 0o644)), "chmod 600"),
}


def held(path):
    return {each.name: each.read_bytes() for each in path.iterdir() if each.is_file()}


@pytest.mark.parametrize("kind", BROKEN)
def test_every_command_says_what_is_wrong_and_changes_nothing(path, kind):
    harm, words = BROKEN[kind]
    harm(path)
    before = held(path)
    for each in EVERY_COMMAND:
        result = run(each)
        assert (each, result.exit_code) == (each, COULD_NOT_RUN), result.output
        assert isinstance(result.exception, SystemExit), result.exception
        said = (words, IS_REAL) if each == "demo" else (words,)
        assert any(each in result.stderr for each in said), (each, result.stderr)
    after = held(path)
    assert {name: after.get(name) for name in before} == before
    assert after.keys() - before.keys() <= {
        f"{n}.db-{e}" for n in ("answers", "contacts") for e in ("wal", "shm")
    }


def test_an_older_database_is_brought_up_to_date_by_init_only(path):
    instance = load_instance(path)
    alembic.downgrade(alembic_config(CONTACTS, instance.contacts_url), "0001")
    refused = run("wave list")
    assert refused.exit_code == COULD_NOT_RUN
    assert "older than" in refused.stderr
    assert "surveyapp init" in refused.stderr
    assert run("init").exit_code == 0
    assert run("wave list").exit_code == 0


def test_a_page_of_a_database_that_was_destroyed_stops_the_start(path):
    held_bytes = bytearray((path / "answers.db").read_bytes())
    held_bytes[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    (path / "answers.db").write_bytes(held_bytes)
    result = run("serve --port 1")
    assert result.exit_code == COULD_NOT_RUN
    assert "is damaged" in result.stderr


@pytest.mark.parametrize("target", ["file", "file/below", "proc"])
@pytest.mark.parametrize("each", EVERY_COMMAND)
def test_a_place_where_no_instance_can_be_is_named(tmp_path, monkeypatch, target, each):
    (tmp_path / "file").write_text("a file")
    place = "/proc/self/attr/study" if target == "proc" else str(tmp_path / target)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", place)
    result = run(each)
    assert result.exit_code == COULD_NOT_RUN
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.stderr.strip()


@pytest.mark.parametrize(
    "address", ["http://survey.example.org", "nonsense", "https://[", "ftp://x"]
)
def test_an_address_that_is_not_safe_makes_nothing(tmp_path, monkeypatch, address):
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path / "study"))
    result = run(f"init --base-url {address}")
    assert result.exit_code == COULD_NOT_RUN
    assert "base_url" in result.stderr
    assert not (tmp_path / "study").exists()


def test_a_disk_that_is_full_leaves_nothing_half_made(tmp_path):
    path = tmp_path / "study"
    limit = 20_000
    tried = subprocess.run(
        [command(), "init"],
        env={**os.environ, "SURVEYAPP_INSTANCE": str(path)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert tried.returncode == COULD_NOT_RUN
    assert "Traceback" not in tried.stderr
    assert tried.stderr.strip()
    assert not list(path.iterdir())


def test_codes_on_a_disk_that_is_full_are_all_missing_and_none_is_printed(path):
    sql("answers.db", A_WAVE)(path)
    sql("answers.db", "pragma wal_checkpoint(truncate)")(path)
    most = (path / "answers.db").stat().st_size
    tried = subprocess.run(
        [command(), "codes", "create", "-n", "2000"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (tried.returncode, tried.stdout) == (COULD_NOT_RUN, "")
    assert "Traceback" not in tried.stderr
    with closing(sqlite3.connect(path / "answers.db")) as plain:
        assert plain.execute("select count(*) from code_grant").fetchone() == (0,)


@pytest.mark.parametrize("each", EVERY_COMMAND)
def test_a_folder_that_may_not_be_read_is_named(path, monkeypatch, as_nobody, each):
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(path / "answers.db"))
    run(each)  # loads what the command needs
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(path))
    with as_nobody(path):
        result = run(each)
    assert result.exit_code == COULD_NOT_RUN
    assert isinstance(result.exception, SystemExit), result.exception
    assert "Permission denied" in result.stderr


def test_a_demo_that_was_not_filled_is_served_and_says_how_to_fill_it(tmp_path):
    upgrade(create_instance(tmp_path / "demo", is_demo=True))
    with serving(tmp_path / "demo", tmp_path / "log") as port:
        assert "200 OK" in get(port, "/help-now")
    assert "surveyapp demo" in (tmp_path / "log").read_text()


def test_screening_rules_that_cannot_be_used_are_named_and_pages_are_served(tmp_path, monkeypatch):
    rules = tmp_path / "questionnaires/screening/land.yaml"
    rules.parent.mkdir(parents=True)
    rules.write_text("screening: land\nwords: {person: [she, (he]}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    upgrade(create_instance(tmp_path / "demo", is_demo=True))
    with serving(tmp_path / "demo", tmp_path / "log") as port:
        assert "200 OK" in get(port, "/help-now")
    assert "screening/land.yaml:2:23 phrase-ill-formed" in (tmp_path / "log").read_text()


def test_an_instance_that_was_made_by_init_is_sound_in_a_folder_that_was_there(
    tmp_path, monkeypatch
):
    path = tmp_path / "study"
    path.mkdir(mode=0o755)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(path))
    assert run("init").exit_code == 0
    assert run("init").exit_code == 0
    assert run("wave list").stdout == "There is no wave yet.\n"


@pytest.mark.parametrize(
    ("each", "words"),
    [
        ("init --demo", "is not a demo instance"),
        ("demo", "is not a demo instance"),
        ("init --base-url https://other.example", "Change it in that file"),
    ],
)
def test_init_changes_no_setting_of_an_instance_that_is_there_and_says_so(path, each, words):
    before = held(path)
    result = run(each)
    assert result.exit_code == COULD_NOT_RUN
    assert words in result.stderr
    assert held(path) == before


def test_init_may_be_repeated_with_the_settings_that_are_there(path):
    assert run("init").exit_code == 0
    assert run("init --base-url http://127.0.0.1:8000").exit_code == 0
