"""The file of the desk's settings: written whole, read when it is another one, damage told."""

import subprocess
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.instance import create_instance, load_instance
from surveyapp.settings.setting import SettingsStep
from surveyapp.settings.settings_file import DESK, as_toml, settings_file
from surveyapp.settings.typed import SettingsRefused, checked_settings, mail_of
from surveyapp.study.settings import (
    ChangedMeanwhile,
    SettingsDamaged,
    change_step,
    offered_languages,
    set_aside_damaged,
    step_version,
)

STUDY, PRIVACY, MAIL = SettingsStep.STUDY, SettingsStep.PRIVACY, SettingsStep.MAIL
SETTER = """
import sys
from pathlib import Path
from surveyapp.instance import load_instance
from surveyapp.settings.setting import SettingsStep
from surveyapp.study.settings import change_step
words = {"sender": {"en": "Another process"}}
change_step(load_instance(Path(sys.argv[1])), SettingsStep.STUDY, words)
"""
SERVER = {"mail_host": "mail.example.org", "mail_from": "study@example.org"}


@pytest.fixture
def instance(tmp_path):
    """A fresh instance without databases."""
    return create_instance(tmp_path / "study")


def with_sender(instance, words):
    """Writes by hand who asks into the operator's own file."""
    with (instance.path / "config.toml").open("a", encoding="utf-8") as config:
        config.write(f"sender = {words}\n")
    return load_instance(instance.path)


WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40)


@given(words=WORDS, months=st.integers(1, 120))
def test_what_is_written_is_read_again(tmp_path_factory, words, months):
    folder = tmp_path_factory.mktemp("file")
    settings = checked_settings({"contact": {"en": words}, "contacts_months": months})
    (folder / DESK).write_bytes(as_toml(settings))
    assert settings_file(folder).settings.values == settings.values


def test_the_desk_stands_over_what_the_operator_wrote(instance):
    instance = with_sender(instance, '{en = "The operator", nb = "Driften"}')
    change_step(instance, STUDY, {"sender": {"en": "The desk", "nb": "Driften"}})
    assert instance.sender == {"en": "The desk", "nb": "Driften"}
    assert b"Driften" not in (instance.path / DESK).read_bytes()  # not copied
    change_step(instance, STUDY, {"sender": {"en": "", "nb": ""}})
    assert instance.sender == {"en": "The operator", "nb": "Driften"}


def test_words_for_every_language_stand_over_all_of_the_operator(instance):
    instance = with_sender(instance, '{en = "The operator"}')
    change_step(instance, STUDY, {"sender": {"": "The desk"}})
    assert instance.sender == {"": "The desk"}


def test_another_process_sees_a_change_at_once_and_this_one_sees_its(instance):
    assert instance.sender == {}
    command = [sys.executable, "-c", SETTER, str(instance.path)]
    subprocess.run(command, check=True)
    assert instance.sender == {"en": "Another process"}


def test_only_the_owner_may_read_it(instance):
    change_step(instance, MAIL, {**SERVER, "mail_user": "u", "mail_password": "right"})
    assert (instance.path / DESK).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "content",
    [b"sender = [", b"\xff\xfe", b"x = 1", b"sender = 5", b"contacts_months = 0", b"[sender]\nen=3",
     b'mail_host = "mail.example.org"', b'languages = ["xx_QQ_1"]', b"#" * (1 << 20) + b"#",
     b'sender = {en = "a\\u202eb"}', b"a=" + b"[" * 100_000],
)  # fmt: skip
def test_a_damaged_file_says_nothing_and_is_not_written_over(instance, content):
    instance = with_sender(instance, '"The operator"')
    (instance.path / DESK).write_bytes(content)
    assert instance.desk.damage
    assert instance.sender == {"": "The operator"}
    with pytest.raises(SettingsDamaged):
        change_step(instance, STUDY, {"sender": {"en": "x"}})
    assert (instance.path / DESK).read_bytes() == content


def test_a_damaged_file_is_set_aside_and_kept(instance):
    (instance.path / DESK).write_bytes(b"sender = [")
    assert set_aside_damaged(instance) == "desk.toml.damaged-1"
    change_step(instance, STUDY, {"sender": {"en": "Again"}})
    assert instance.sender == {"en": "Again"}
    assert (instance.path / "desk.toml.damaged-1").read_bytes() == b"sender = ["


def test_a_folder_or_pipe_in_its_place_stops_nothing(instance):
    (instance.path / DESK).mkdir()
    assert instance.desk.damage
    assert instance.mail is None


def test_a_full_disk_keeps_what_was_there(instance):
    change_step(instance, STUDY, {"sender": {"en": "Before"}})
    full = ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh"]  # no file may grow
    setter = [sys.executable, "-c", SETTER, str(instance.path)]
    found = subprocess.run([*full, *setter], check=False, capture_output=True, text=True)
    assert "OSError" in found.stderr
    assert instance.sender == {"en": "Before"}
    assert {each.name for each in instance.path.glob("desk*")} == {DESK, f"{DESK}.lock"}


def test_writers_at_the_same_moment_lose_nothing(instance):
    names = ("study_name", "sender", "contact")
    start = threading.Barrier(len(names))

    def write(name):
        start.wait()
        change_step(instance, STUDY, {name: {"en": name}})

    threads = [threading.Thread(target=write, args=(name,)) for name in names]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert instance.desk.settings.values == {name: {"en": name} for name in names}


def test_the_second_of_two_who_saw_the_same_is_refused(instance):
    seen = step_version(instance, STUDY)
    change_step(instance, STUDY, {"sender": {"en": "First"}}, seen)
    with pytest.raises(ChangedMeanwhile):
        change_step(instance, STUDY, {"sender": {"en": "Second"}}, seen)
    change_step(instance, PRIVACY, {"funder": {"en": "X"}}, step_version(instance, PRIVACY))
    assert instance.sender == {"en": "First"}


@pytest.mark.parametrize(
    ("step", "typed", "code"),
    [
        (STUDY, {"sender": {"en": "a\r\nBcc: spy@example.net"}}, "line-end"),
        (STUDY, {"sender": {"en": "a\u2028b"}}, "line-end"),
        (STUDY, {"sender": {"en": "=?utf-8?q?a=0ab?="}}, "not-in-a-head"),
        (STUDY, {"sender": {"en": "x" * 201}}, "too-long"),
        (STUDY, {"contact": {"en": "a\u202eb"}}, "strange-sign"),
        (STUDY, {"contact": {"en": "a\x00b"}}, "strange-sign"),
        (STUDY, {"contact": {"zz_zz": "a"}}, "no-language"),
        (STUDY, {"mail_host": "a"}, "no-such-setting"),
        (SettingsStep.LANGUAGES, {"languages": ("xx",)}, "no-language"),
        (SettingsStep.RETENTION, {"contacts_months": "1e3"}, "not-a-number"),
        (SettingsStep.RETENTION, {"contacts_months": "١٢"}, "not-a-number"),
        (SettingsStep.RETENTION, {"contacts_months": "0"}, "out-of-range"),
        (SettingsStep.RETENTION, {"contacts_months": "121"}, "out-of-range"),
        (MAIL, {**SERVER, "mail_from": "nobody"}, "not-an-address"),
        (MAIL, {**SERVER, "mail_host": "mail example"}, "not-a-host"),
        (MAIL, {**SERVER, "mail_security": "none"}, "other-machine"),
        (MAIL, {**SERVER, "mail_security": "ssl"}, "not-a-choice"),
        (MAIL, {**SERVER, "mail_user": "u"}, "user-and-password"),
        (MAIL, {"mail_host": "mail.example.org"}, "from-missing"),
        (MAIL, {"mail_from": "a@example.org"}, "host-missing"),
    ],
)
def test_what_could_do_harm_is_refused_and_nothing_is_changed(instance, step, typed, code):
    with pytest.raises(SettingsRefused) as refused:
        change_step(instance, step, typed)
    assert [each.code for each in refused.value.refusals] == [code]
    assert not (instance.path / DESK).exists()


def test_a_password_is_not_handed_to_another_server(instance):
    change_step(instance, MAIL, {**SERVER, "mail_user": "u", "mail_password": "secret words"})
    with pytest.raises(SettingsRefused, match="type-again"):
        change_step(instance, MAIL, {"mail_host": "spy.example.net"})
    change_step(instance, MAIL, {"mail_port": "2525"})
    assert (instance.mail.host, instance.mail.port) == ("mail.example.org", 2525)
    assert "secret words" not in repr(instance) + repr(instance.mail) + repr(instance.desk)


def test_the_usual_port_and_security(instance):
    change_step(instance, MAIL, SERVER)
    mail = mail_of(instance.desk.settings)
    assert (mail.security, mail.port, mail.sender) == ("starttls", 587, "study@example.org")


def test_languages_are_offered_in_their_own_order_and_all_where_none_is_left(instance):
    exist = offered_languages(instance)
    change_step(instance, SettingsStep.LANGUAGES, {"languages": (exist[-1], exist[0])})
    assert offered_languages(instance) == (exist[0], exist[-1])
    change_step(instance, SettingsStep.LANGUAGES, {"languages": ()})
    assert offered_languages(instance) == exist
