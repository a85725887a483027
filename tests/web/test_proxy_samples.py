"""The sample settings of a reverse proxy work in front of a running server."""

import shutil
import signal
import socket
import ssl
import subprocess
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from surveyapp.fieldwork.codes import CodeKind, new_code
from surveyapp.instance import create_instance
from surveyapp.storage.migrations import upgrade
from surveyapp.web.limits import WRONG_CODES
from tests.architecture.source import ROOT
from tests.waiting import LONGEST, wait_until
from tests.web.running import everything, free_port, listens, serving

NAME = "survey.example.org"
SAMPLES = ROOT / "docs/operator/samples"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
MAIN = """daemon off; master_process off; pid {folder}/pid; error_log /dev/null crit;
events {{}}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/site.conf;
}}
"""


def certificate(folder):
    """A certificate that signs itself: (file, file of its key)."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    files = folder / "cert.pem", folder / "key.pem"
    pem = serialization.Encoding.PEM
    files[0].write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem))
    kept = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    files[1].write_bytes(key.private_bytes(pem, *kept))
    return files


@contextmanager
def nginx(folder, upstream):
    """The port of nginx with the sample settings, only ports and certificate replaced."""
    plain, secure = free_port(), free_port()
    cert, key = certificate(folder)
    site = (SAMPLES / "nginx.conf").read_text(encoding="utf-8")
    live = f"/etc/letsencrypt/live/{NAME}"
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{secure} ssl;",
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        f"{live}/fullchain.pem": str(cert),
        f"{live}/privkey.pem": str(key),
    }.items():
        assert old in site
        site = site.replace(old, new)
    (folder / "site.conf").write_text(site)
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder))
    server = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        wait_until(lambda: server.poll() is not None or listens(secure), "nginx")
        assert server.poll() is None
        yield plain, secure
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=LONGEST)


@pytest.fixture(scope="module")
def ports(tmp_path_factory):
    if NGINX is None:
        pytest.skip("nginx is not installed (Debian: apt-get install nginx-light)")
    folder = tmp_path_factory.mktemp("proxy")
    instance = create_instance(folder / "instance", base_url=f"https://{NAME}")
    upgrade(instance)
    with (instance.path / "config.toml").open("a", encoding="utf-8") as config:
        config.write('trusted_proxies = ["127.0.0.1"]\n')
    with (
        serving(instance.path, folder / "log", "--threads", "2") as port,
        nginx(folder, port) as found,
    ):
        yield found


def secure(port, caller="127.0.0.1"):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    plain = socket.create_connection(("127.0.0.1", port), LONGEST, (caller, 0))
    return context.wrap_socket(plain, server_hostname=NAME)


def ask(port, text, caller="127.0.0.1"):
    with secure(port, caller) as made:
        made.sendall(text.encode())
        return everything(made)


def get(address, *lines):
    more = "".join(f"{line}\r\n" for line in lines)
    return f"GET {address} HTTP/1.1\r\nHost: {NAME}\r\n{more}Connection: close\r\n\r\n"


def post_code(code, *lines):
    body = f"code={code}"
    more = "".join(f"{line}\r\n" for line in lines)
    return (
        f"POST /answer/code HTTP/1.1\r\nHost: {NAME}\r\n{more}Connection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        + body
    )


def status(answer):
    return answer.split(" ", 2)[1]


def test_pages_come_through_with_their_headers(ports):
    answer = ask(ports[1], get("/help-now?lang=nb"))
    assert status(answer) == "200"
    assert "Strict-Transport-Security" in answer
    assert "Content-Security-Policy" in answer


def test_plain_http_leads_to_https(ports):
    with socket.create_connection(("127.0.0.1", ports[0]), LONGEST) as made:
        made.sendall(get("/help-now").encode())
        answer = everything(made)
    assert status(answer) == "301"
    assert f"Location: https://{NAME}/help-now" in answer


def test_pages_come_through_while_many_clients_send_half_a_request(ports):
    half = [secure(ports[1]) for _ in range(40)]
    for n, each in enumerate(half):
        head = f"POST /answer/code HTTP/1.1\r\nHost: {NAME}\r\n"
        each.sendall((head + ("Content-Length: 99\r\n\r\ncode=" if n % 2 else "")).encode())
    try:
        assert status(ask(ports[1], get("/help-now"))) == "200"
    finally:
        for each in half:
            each.close()


def test_callers_are_told_apart_and_cannot_choose_their_address(ports):
    guesser, other = "127.6.6.6", "127.7.7.7"
    answers = [
        ask(
            ports[1],
            post_code(new_code(CodeKind.WORKSPACE), f"X-Forwarded-For: 198.51.{n}.1"),
            guesser,
        )
        for n in range(WRONG_CODES.most + 1)
    ]
    assert [status(each) for each in answers] == ["400"] * WRONG_CODES.most + ["429"]
    assert "Retry-After" in answers[-1]
    assert status(ask(ports[1], post_code(new_code(CodeKind.WORKSPACE)), other)) == "400"
