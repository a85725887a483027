"""A real mail server on this machine, whose answers a test decides; and a study that mails."""

import asyncio
import ipaddress
import ssl
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from surveyapp.storage.contacts import keep_contacts
from surveyapp.storage.database import connected
from surveyapp.storage.invitations import make_invitations
from tests.cli.round_home import make_home, open_wave
from tests.storage.contacts import TRACKED, listed
from tests.waiting import LONGEST
from tests.web.running import free_port

HOST, PASSWORD = "127.0.0.1", "right"


class Post:
    """What the server was given: mails in their order, and the heads of the envelopes.

    answers: part of an address -> what is said to it as an addressee; after: the same once its mail
    was sent, "" to hang up without a word.
    """

    def __init__(self):
        self.mails, self.envelopes = [], []
        self.answers, self.after, self.to_sender = {}, {}, None
        # as aiosmtpd calls them
        self.handle_MAIL, self.handle_RCPT, self.handle_DATA = (
            *(self.sender, self.recipient),
            self.content,
        )

    async def sender(self, _server, _session, envelope, address, options):
        if self.to_sender:
            return self.to_sender
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def recipient(self, _server, _session, envelope, address, _options):
        if answer := _answer_to(address, self.answers):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def content(self, server, _session, envelope):
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        self.envelopes.append((envelope.mail_from, tuple(envelope.rcpt_tos)))
        answer = _answer_to(envelope.rcpt_tos[0], self.after)
        if answer == "":
            server.transport.abort()
            await asyncio.sleep(0)
        return answer or "250 OK"

    @property
    def recipients(self):
        """Everybody whom a mail came to, in order."""
        return sorted(to for _, tos in self.envelopes for to in tos)

    def mail_to(self, part):
        """The only mail to an address."""
        (found,) = (each for each in self.mails if part in str(each["To"]))
        return found


def _answer_to(address, answers):
    return next((words for part, words in answers.items() if part in address), None)


@contextmanager
def post_office(**more):
    """(what it was given, its port) of a server that runs until the end."""
    post, port = Post(), free_port()
    server = Controller(post, hostname=HOST, port=port, ready_timeout=LONGEST, **more)
    server.start()
    try:
        yield post, port
    finally:
        server.stop()


def signs_in(_server, _session, _envelope, _mechanism, given):
    """Takes one password alone."""
    is_right = given.password == PASSWORD.encode()
    return AuthResult(success=is_right, handled=False)


def certificate(folder):
    """What a server of one's own shows: (its context, the file that clients trust)."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    place = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))])
    basic = x509.BasicConstraints(ca=True, path_length=None)
    made = made.add_extension(place, critical=False).add_extension(basic, critical=True)
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    files = folder / "cert.pem", folder / "key.pem"
    files[0].write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem))
    files[1].write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    return context, files[0]


def write_mail(instance, port, **changes):
    """Settings of a server on this machine; a password goes where secrets are."""
    held = changes.pop("password", None)
    settings = {"host": HOST, "port": port, "security": "none", "from": "study@example.org"}
    lines = (
        f'{name} = "{value}"\n' if isinstance(value, str) else f"{name} = {value}\n"
        for name, value in {**settings, **changes}.items()
    )
    with (instance.path / "config.toml").open("a", encoding="utf-8") as config:
        config.write('sender = "The Office"\ncontact = "Ana Pop, ana@example.org"\n\n[mail]\n')
        config.writelines(lines)
    if held:
        with (instance.path / "secrets.toml").open("a", encoding="utf-8") as kept:
            kept.write(f'mail_password = "{held}"\n')


def invite_all(instance, contacts, mode=TRACKED):
    """Keeps contacts of the wave `spring` and makes their invitations."""
    with connected(instance):
        keep_contacts("spring", contacts, mode)
        make_invitations("spring", instance.pepper)


def institutions(n, **changes):
    """Contacts with an address each, every second one in English."""
    return [
        listed(
            f"Institution {place:03}",
            **{
                "email": f"i{place:03}@example.org",
                "language": "ro" if place % 2 else "en",
                **changes,
            },
        )
        for place in range(n)
    ]


def mailing_home(path, monkeypatch, *, n=3, mode=TRACKED, **options):
    """A project with an open wave and its contacts, which mails to nobody yet."""
    instance = make_home(path, monkeypatch, is_demo=False, **options)
    open_wave("spring", "--closes", "2015-06-12")
    invite_all(instance, institutions(n), mode)
    return instance
