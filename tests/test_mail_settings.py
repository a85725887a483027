"""Settings of the mail: sound ones are read, and those that would put codes at risk are refused."""

import pytest

from surveyapp.instance import InstanceUnsafe, create_instance, load_instance
from surveyapp.mail_settings import MailSettings

SOUND = {"host": '"mail.example.org"', "from": '"study@example.org"'}
WITH_USER = {**SOUND, "user": '"study"'}


@pytest.fixture
def made(tmp_path):
    """A fresh instance without databases."""
    return create_instance(tmp_path / "study").path


def loaded(path, settings, password=None):
    """The mail of an instance with these settings; each as it is written."""
    lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
    with (path / "config.toml").open("a", encoding="utf-8") as config:
        config.write(f"\n[mail]\n{lines}")
    with (path / "secrets.toml").open("a", encoding="utf-8") as kept:
        kept.write(f"mail_password = {password}\n" if password else "")
    return load_instance(path).mail


def test_an_instance_has_no_mail_where_nobody_wrote_it(made):
    assert load_instance(made).mail is None


def test_few_settings_are_enough(made):
    expected = MailSettings("mail.example.org", 587, "starttls", "study@example.org")
    assert loaded(made, SOUND) == expected


def test_all_settings_are_read(made):
    more = {"security": '"tls"', "port": "4650", "timeout": "5", "certificates": '"ca.pem"'}
    mail = loaded(made, {**WITH_USER, **more}, '"secret words"')
    assert (mail.port, mail.security, mail.timeout) == (4650, "tls", 5)
    assert (mail.user, mail.password) == ("study", "secret words")
    assert mail.certificates == made / "ca.pem"
    assert "secret words" not in repr(load_instance(made))


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465)])
def test_every_way_has_its_port(made, security, port):
    assert loaded(made, {**SOUND, "security": f'"{security}"'}).port == port


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.2", "::1"])
def test_without_encryption_only_on_this_machine(made, host):
    assert loaded(made, {**SOUND, "host": f'"{host}"', "security": '"none"'}).port == 25


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"security": '"none"'}, "another machine"),
        ({"security": '"ssl"'}, "starttls, tls, or none"),
        ({"hsot": '"x"'}, "'hsot'"),
        ({"port": '"25"'}, "a whole number"),
        ({"port": "true"}, "a whole number"),
        ({"port": "0"}, "from 1 to 65535"),
        ({"timeout": "0"}, "from 1 to 600"),
        ({"host": '""'}, "host is missing"),
        ({"host": "25"}, "text in quotes"),
        ({"from": '"study"'}, "ana@example.org"),
        ({"from": '"a@example.org\\r\\nBcc: b@example.org"'}, "U+000D"),
        ({"user": '"study"'}, "belong together"),
    ],
)
def test_what_is_wrong_is_refused_with_words(made, changes, told):
    with pytest.raises(InstanceUnsafe, match=told.replace("+", r"\+")):
        loaded(made, {**SOUND, **changes})


def test_a_password_that_no_login_carries_is_refused(made):
    with pytest.raises(InstanceUnsafe, match="letters that no login carries"):
        loaded(made, WITH_USER, '"parolă"')


@pytest.mark.parametrize("password", ['"secret"', "5"])
def test_a_password_without_a_user_or_of_another_type_is_refused(made, password):
    with pytest.raises(InstanceUnsafe, match="mail_password"):
        loaded(made, SOUND, password)


def test_mail_is_a_table(made):
    with (made / "config.toml").open("a", encoding="utf-8") as config:
        config.write('mail = "mail.example.org"\n')
    with pytest.raises(InstanceUnsafe, match="must be a table"):
        load_instance(made)
