"""Where the server may be reached, and what it says where it may not start."""

import socket
from ipaddress import IPv4Address

import pytest
from click.testing import CliRunner

from surveyapp.command import main
from surveyapp.instance import create_instance
from surveyapp.settings.site_address import in_address, is_loopback
from surveyapp.storage.migrations import upgrade
from tests.cli.stored_study import instance_with_wave

COULD_NOT_RUN = 2
EVERY_ADDRESS = str(IPv4Address(0))
FOR_OTHERS = (EVERY_ADDRESS, "::", "", "192.0.2.1", "survey.example.org")


@pytest.fixture
def taken():
    """A port that somebody listens on, so that no server ever starts here."""
    with socket.socket() as listening:
        listening.bind((EVERY_ADDRESS, 0))
        listening.listen()
        yield listening.getsockname()[1]


@pytest.fixture
def serve(tmp_path, monkeypatch, taken):
    """Calls `serve` at an address, for an instance whose site has another."""
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path / "study"))

    def called(host, base_url=None):
        upgrade(create_instance(tmp_path / "study", base_url=base_url))
        return CliRunner().invoke(main, ["serve", "--host", host, "--port", str(taken)])

    return called


@pytest.mark.parametrize("host", FOR_OTHERS)
def test_nobody_else_reaches_a_site_without_https(serve, host):
    result = serve(host)
    assert result.exit_code == COULD_NOT_RUN
    assert "others reach" in result.stderr
    assert "base_url" in result.stderr
    assert "proxy" in result.stderr
    assert result.stdout == ""


def test_behind_a_proxy_with_https_the_server_may_be_reached_from_elsewhere(serve):
    result = serve(EVERY_ADDRESS, "https://survey.example.org")
    assert "others reach" not in result.stderr
    assert "cannot be used" in result.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.2"])
def test_this_machine_alone_needs_no_https(serve, host):
    assert "cannot be used" in serve(host).stderr


@pytest.mark.parametrize("host", ["300.1.1.1", "no such host", "a" * 70, "192.0.2.1"])
def test_an_address_that_this_machine_has_not_is_named_with_the_way_out(serve, host):
    result = serve(host, "https://survey.example.org")
    assert result.exit_code == COULD_NOT_RUN
    assert "is no address of this machine" in result.stderr
    assert "surveyapp serve" in result.stderr
    assert isinstance(result.exception, SystemExit)


def test_loopback_is_every_address_that_leads_back():
    loopback = [
        host for host in ("::1", "127.1.2.3", "localhost", *FOR_OTHERS) if is_loopback(host)
    ]
    assert loopback == ["::1", "127.1.2.3", "localhost"]


def test_a_host_stands_in_an_address_as_browsers_write_it():
    assert [in_address(host) for host in ("127.0.0.1", "::1")] == ["127.0.0.1", "[::1]"]


def test_an_open_wave_in_a_language_that_the_interface_lost_is_named(tmp_path, monkeypatch, taken):
    instance = instance_with_wave(tmp_path / "study", is_synthetic=True)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(instance.path))
    asked = ["serve", "--port", str(taken)]
    assert "The wave spring" not in CliRunner().invoke(main, asked).stderr
    lost = tmp_path / "project" / "translations" / "nb" / "LC_MESSAGES" / "messages.po"
    lost.parent.mkdir(parents=True)
    lost.touch()
    (tmp_path / "project" / "questionnaires").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    result = CliRunner().invoke(main, asked)
    assert "The wave spring is open and asks in nb" in result.stderr
    assert "The wave spring is open and asks in ro" not in result.stderr
