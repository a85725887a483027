"""An instance: its files are its owner's only, and unsafe settings are refused with words."""

import stat

import pytest

from surveyapp.by_language import in_language
from surveyapp.instance import (
    Instance,
    InstanceMissing,
    InstanceUnsafe,
    create_instance,
    instance_path,
    load_instance,
    write_demo,
)
from surveyapp.storage.migrations import upgrade


@pytest.fixture
def made(tmp_path) -> Instance:
    """A fresh instance without databases."""
    return create_instance(tmp_path / "study")


def replaced(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_instance_is_loaded_as_it_was_made(made):
    assert load_instance(made.path) == made


def test_secrets_are_long_and_never_the_same(made, tmp_path):
    other = create_instance(tmp_path / "other")
    assert len(made.pepper) == 32
    assert (made.pepper, made.cookie_keys) != (other.pepper, other.cookie_keys)


def test_only_the_owner_may_read_what_is_made(made):
    upgrade(made)
    files = [made.path, *made.path.iterdir()]
    assert {path.name for path in files} >= {"secrets.toml", "contacts.db", "answers.db"}
    assert not [path for path in files if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]


def test_a_printed_instance_shows_no_secret(made):
    assert made.pepper.hex() not in repr(made)
    assert made.cookie_keys[0] not in repr(made)


def test_an_instance_is_never_made_over_another(made):
    with pytest.raises(FileExistsError):
        create_instance(made.path)
    assert load_instance(made.path) == made


def test_a_directory_without_an_instance_says_how_to_make_one(tmp_path):
    with pytest.raises(InstanceMissing, match="surveyapp init"):
        load_instance(tmp_path)


def test_secrets_that_others_can_read_are_refused(made):
    (made.path / "secrets.toml").chmod(0o644)
    with pytest.raises(InstanceUnsafe, match="chmod 600"):
        load_instance(made.path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pepper", "salt"),
        ('pepper = "', 'pepper = "zz'),
        ('["', "["),
        ('["', '["short'),
        ("[", "[["),
    ],
)
def test_damaged_secrets_are_refused(made, old, new):
    replaced(made.path / "secrets.toml", old, new)
    with pytest.raises(InstanceUnsafe, match=r"secrets\.toml"):
        load_instance(made.path)


@pytest.mark.parametrize(
    "address", ["http://survey.example.org", "http://10.0.0.5:8000", "ftp://127.0.0.1.example.org"]
)
def test_plain_http_is_refused_anywhere_but_on_this_machine(tmp_path, address):
    with pytest.raises(InstanceUnsafe, match="https"):
        create_instance(tmp_path / "study", base_url=address)
    assert not (tmp_path / "study").exists()


@pytest.mark.parametrize("address", ["https://survey.example.org", "http://localhost:8001"])
def test_https_and_this_machine_are_taken(tmp_path, address):
    assert create_instance(tmp_path / "study", base_url=address).base_url == address


def test_what_a_demonstration_shows_is_read_afresh(tmp_path):
    demo = create_instance(tmp_path / "demo", is_demo=True)
    assert demo.demo == {}
    write_demo(demo.path, {"code": "W-1", "password": 'quote " and ă'})
    write_demo(demo.path, {"code": "W-2", "password": 'quote " and ă'})
    assert demo.demo == {"code": "W-2", "password": 'quote " and ă'}


def test_a_real_instance_shows_nothing_of_a_demonstration(made):
    write_demo(made.path, {"password": "secret"})
    assert made.demo == {}


def test_the_instance_lies_in_the_project(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SURVEYAPP_INSTANCE", raising=False)
    assert instance_path() == tmp_path / "instance"


def test_the_environment_names_another_instance(monkeypatch, tmp_path):
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path / "study"))
    assert instance_path() == tmp_path / "study"


def test_who_asks_is_one_text_or_one_for_each_language(made):
    config = made.path / "config.toml"
    plain = config.read_text(encoding="utf-8")
    config.write_text(f'{plain}sender = "The Office"\n', encoding="utf-8")
    sender = load_instance(made.path).sender
    assert [in_language(sender, language) for language in ("en", "nb")] == ["The Office"] * 2
    config.write_text(f'{plain}[contact]\nen = "Ana"\nnb = "Kari"\n', encoding="utf-8")
    contact = load_instance(made.path).contact
    assert [in_language(contact, each) for each in ("nb", "en", "ro")] == ["Kari", "Ana", "Ana"]
    assert in_language(made.contact, "en") is None


@pytest.mark.parametrize("written", ["7", '""', "[]", "{en = 3}", '{en = " "}'])
def test_a_sender_that_is_no_text_is_refused(made, written):
    with (made.path / "config.toml").open("a", encoding="utf-8") as config:
        config.write(f"sender = {written}\n")
    with pytest.raises(InstanceUnsafe, match="sender"):
        load_instance(made.path)
