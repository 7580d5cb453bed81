"""A mail server on loopback, with TLS and sign-in, that keeps what it is sent and fails as it is told."""

from __future__ import annotations

import base64
import contextlib
import socketserver
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD, SENDER = "kantor", "rahasia-uji", "kantor@contoh.example"  # of this server alone


@dataclass
class MailServer:
    """What the server holds, and how it is to fail."""

    certificate: Path
    port: int = 0
    mails: list[tuple[list[str], EmailMessage]] = field(default_factory=list)  # to whom, and what
    signed_in: int = 0
    in_clear: list[str] = field(default_factory=list)  # commands that came before TLS
    starttls: bool = True
    refuse: set[str] = field(default_factory=set)  # addresses, the sender's too
    refuse_data: bool = False
    silent_after: int | None = None  # mails after which it drops the line in place of an answer
    stall_after: int | None = None  # mails after which it says nothing more, and keeps the line
    stalled: threading.Event = field(default_factory=threading.Event)  # set to let a stalled answer end
    stall: bool = False

    def context(self) -> ssl.SSLContext:
        """That of a client that trusts this server."""
        return ssl.create_default_context(cafile=str(self.certificate))


class Talk(socketserver.StreamRequestHandler):
    """One client's session."""

    secure: ssl.SSLContext
    held: MailServer
    at_once: bool

    def setup(self) -> None:
        self.tls = False
        self.recipients: list[str] = []
        if self.at_once:
            self.request = self.secure.wrap_socket(self.request, server_side=True)
            self.tls = True
        super().setup()

    def handle(self) -> None:
        with contextlib.suppress(OSError, ssl.SSLError, ValueError):
            if self.held.stall:
                self.held.stalled.wait(30)
                return
            self.say("220 siap")
            while line := self.rfile.readline():
                words = line.decode("ascii", "replace").strip()
                if not self.tls:
                    self.held.in_clear.append(words)
                if not self.answer(words):
                    return

    def finish(self) -> None:
        with contextlib.suppress(OSError, ssl.SSLError, ValueError):
            super().finish()
        self.request.close()

    def say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def answer(self, words: str) -> bool:
        """Whether the talk goes on."""
        verb = words.split(" ", 1)[0].upper()
        if verb == "EHLO":
            offers = ["AUTH PLAIN"] if self.tls else ["STARTTLS"] if self.held.starttls else []
            self.say("250-kantor", *(f"250-{offer}" for offer in offers), "250 8BITMIME")
        elif verb == "STARTTLS":
            self.say("220 mulai")
            self.request = self.secure.wrap_socket(self.request, server_side=True)
            self.tls = True
            super().setup()
        elif verb == "AUTH":
            right = base64.b64decode(words.split()[2]) == f"\0{USER}\0{PASSWORD}".encode()
            self.held.signed_in += right
            self.say("235 masuk" if right else "535 ditolak untuk kantor@contoh.example")
        elif verb in ("MAIL", "RCPT"):
            self.address(verb, words.split("<")[1].split(">", maxsplit=1)[0])
        elif verb == "DATA":
            return self.take()
        else:
            self.recipients.clear()
            self.say("221 selesai" if verb == "QUIT" else "250 baik")
            return verb != "QUIT"
        return True

    def address(self, verb: str, address: str) -> None:
        if address in self.held.refuse:
            self.say(f"550 {address} tidak dikenal")
            return
        if verb == "RCPT":
            self.recipients.append(address)
        self.say("250 baik")

    def take(self) -> bool:
        if self.held.refuse_data:
            self.say("554 isi ditolak")
            return True
        if self.held.stall_after is not None and len(self.held.mails) >= self.held.stall_after:
            self.held.stalled.wait(30)
            return False
        self.say("354 tulis")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        mail = message_from_bytes(b"".join(lines), policy=default)
        self.held.mails.append((list(self.recipients), mail))
        self.recipients.clear()
        if self.held.silent_after is not None and len(self.held.mails) > self.held.silent_after:
            return False
        self.say("250 diterima")
        return True


@contextlib.contextmanager
def mail_server(folder: Path, *, at_once: bool = False) -> Iterator[MailServer]:
    """A server for 127.0.0.1 with a certificate of its own; `at_once` speaks TLS from the first byte."""
    certificate = _certificate(folder)
    held = MailServer(certificate)
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(certificate, folder / "kunci.pem")
    handler = type("Talking", (Talk,), {"held": held, "secure": secure, "at_once": at_once})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        held.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield held
        finally:
            held.stalled.set()
            server.shutdown()
            thread.join()


def _certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1, signed by itself, and its key beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "server uji")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    (folder / "kunci.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    path = folder / "sertifikat.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return path
