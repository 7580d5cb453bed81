"""Mail to a real server on loopback: over TLS or not at all, and no failure that tells an address."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from sheets_sync.errors import UsageError
from sheets_sync.mail import InDoubt, Postman, Refused, Server
from sheets_sync.messages import Message
from tests.mail_server import PASSWORD, SENDER, USER, MailServer, mail_server

NOW = datetime.fromisoformat("2026-10-08T09:00:00+08:00")
MESSAGE = Message(
    "PEM", "Seksi Pemerintahan", "H-1", "Pengingat – Triwulan III", "Yth. Kepala Seksi\n\n.titik di depan\nterima kasih"
)
PEM, PMD = "pem@contoh.example", "pmd@contoh.example"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    with mail_server(tmp_path) as running:
        yield running


def postman(server: MailServer, *, password: str = PASSWORD, seconds: float = 5, at_once: bool = False) -> Postman:
    where = Server("127.0.0.1", server.port, at_once, USER, password, SENDER)
    return Postman(where, server.context(), seconds)


def test_a_mail_arrives_as_written(server: MailServer) -> None:
    """Over STARTTLS and signed in; one session for all mails; machines do not answer it."""
    with closing(postman(server)) as man:
        assert man.send(MESSAGE, [PEM, PMD], "2026-TW3.H-1.PEM", NOW) == 0
        assert man.send(MESSAGE, [PMD], "lain", NOW) == 0
    assert [to for to, _ in server.mails] == [[PEM, PMD], [PMD]]
    mail = server.mails[0][1]
    assert (mail["Subject"], mail["From"], mail["To"]) == (MESSAGE.subject, SENDER, f"{PEM}, {PMD}")
    assert mail["Message-ID"] == "<2026-TW3.H-1.PEM@contoh.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == NOW
    assert mail.get_content().replace("\r\n", "\n") == MESSAGE.text + "\n"
    assert server.signed_in == 1
    assert [words.split()[0].upper() for words in server.in_clear] == ["EHLO", "STARTTLS"]


def test_tls_from_the_first_byte(tmp_path: Path) -> None:
    """As port 465 wants it."""
    with mail_server(tmp_path, at_once=True) as server, closing(postman(server, at_once=True)) as man:
        assert man.send(MESSAGE, [PEM], "a", NOW) == 0
        assert server.in_clear == []


def test_without_starttls_no_password_goes_out(server: MailServer) -> None:
    """A server that offers none is refused."""
    server.starttls = False
    with closing(postman(server)) as man, pytest.raises(Refused, match="STARTTLS"):
        man.send(MESSAGE, [PEM], "a", NOW)
    assert not any("AUTH" in words for words in server.in_clear)
    assert server.mails == []


def test_a_certificate_that_nobody_vouches_for_is_refused(server: MailServer) -> None:
    """With the machine's own list of authorities, to which this server's does not belong."""
    man = Postman(Server("127.0.0.1", server.port, False, USER, PASSWORD, SENDER), seconds=5)
    with closing(man), pytest.raises(Refused, match="sertifikat"):
        man.send(MESSAGE, [PEM], "a", NOW)
    assert server.mails == []


def test_a_wrong_password_is_tried_once(server: MailServer) -> None:
    """Servers lock accounts that keep trying; what the server said is not repeated."""
    with closing(postman(server, password="salah")) as man:  # noqa: S106  # a wrong one
        for _ in range(2):
            with pytest.raises(Refused, match=r"\(kode 535\); periksa SHEETS_SYNC_SMTP_USER") as refused:
                man.send(MESSAGE, [PEM], "a", NOW)
            assert "@" not in str(refused.value)
            assert "salah" not in str(refused.value)
    assert [words.split()[0].upper() for words in server.in_clear] == ["EHLO", "STARTTLS"]


def test_refused_addresses(server: MailServer) -> None:
    """One of two: the other gets it. All: nobody, and the next unit's mail goes out all the same."""
    server.refuse = {PEM}
    with closing(postman(server)) as man:
        assert man.send(MESSAGE, [PEM, PMD], "a", NOW) == 1
        with pytest.raises(Refused, match=r"semua alamat unit ini \(kode 550\)") as refused:
            man.send(MESSAGE, [PEM], "b", NOW)
        assert "@" not in str(refused.value)
        assert man.send(MESSAGE, [PMD], "c", NOW) == 0
        server.refuse = {SENDER}
        with pytest.raises(Refused, match="alamat pengirim"):
            man.send(MESSAGE, [PMD], "d", NOW)
    assert [to for to, _ in server.mails] == [[PMD], [PMD]]


def test_an_address_that_smtp_cannot_say_is_refused_without_being_shown(server: MailServer) -> None:
    """The library's own words would repeat it."""
    with closing(postman(server)) as man:
        with pytest.raises(Refused, match="huruf") as refused:
            man.send(MESSAGE, ["pém@contoh.example"], "a", NOW)
        assert "contoh" not in str(refused.value)
        assert man.send(MESSAGE, [PMD], "b", NOW) == 0


def test_a_refused_content(server: MailServer) -> None:
    """Nothing was sent, and that is known."""
    server.refuse_data = True
    with closing(postman(server)) as man, pytest.raises(Refused, match="554"):
        man.send(MESSAGE, [PEM], "a", NOW)


def test_a_line_that_breaks_after_the_mail_leaves_doubt(server: MailServer) -> None:
    """The server has it all and never says so; the next mail goes out by a new session."""
    server.silent_after = 0
    with closing(postman(server)) as man:
        with pytest.raises(InDoubt):
            man.send(MESSAGE, [PEM], "a", NOW)
        server.silent_after = None
        assert man.send(MESSAGE, [PMD], "b", NOW) == 0
    assert len(server.mails) == 2


def test_a_silent_server_is_waited_for_once(server: MailServer) -> None:
    """The second mail does not wait again."""
    server.stall = True
    with closing(postman(server, seconds=0.3)) as man:
        started = time.monotonic()
        for _ in range(3):
            with pytest.raises(Refused, match="tidak menjawab"):
                man.send(MESSAGE, [PEM], "a", NOW)
        assert time.monotonic() - started < 2


def test_no_server_at_all() -> None:
    """A port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    man = Postman(Server("127.0.0.1", port, False, USER, PASSWORD, SENDER), seconds=2)
    with closing(man), pytest.raises(Refused, match="tidak dapat dihubungi"):
        man.send(MESSAGE, [PEM], "a", NOW)


# --- settings ---------------------------------------------------------------------------------------------------

GOOD = {
    "SHEETS_SYNC_SMTP": "smtp.contoh.example:587", "SHEETS_SYNC_SMTP_USER": USER,
    "SHEETS_SYNC_SMTP_PASSWORD": PASSWORD, "SHEETS_SYNC_SMTP_SENDER": SENDER,
}  # fmt: skip


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("smtp.contoh.example:587", ("smtp.contoh.example", 587, False)),
        ("smtp.contoh.example:465", ("smtp.contoh.example", 465, True)),
        ("smtps://smtp.contoh.example:10465", ("smtp.contoh.example", 10465, True)),
    ],
)
def test_the_server_from_the_environment(where: str, expected: tuple[str, int, bool]) -> None:
    """Port 465 and smtps:// speak TLS at once; neither password nor addresses show in its repr."""
    server = Server.of(GOOD | {"SHEETS_SYNC_SMTP": where})
    assert (server.host, server.port, server.tls_at_once) == expected
    assert not any(secret in repr(server) for secret in (PASSWORD, SENDER))


def test_all_that_is_missing_is_named_at_once() -> None:
    """Without what stands there."""
    with pytest.raises(UsageError) as refused:
        Server.of({"SHEETS_SYNC_SMTP": "smtp.contoh.example", "SHEETS_SYNC_SMTP_SENDER": "bukan alamat rahasia"})
    lines = str(refused.value).splitlines()[1:]
    assert [line.split()[1] for line in lines] == ["SHEETS_SYNC_SMTP", "SHEETS_SYNC_SMTP_USER", "SHEETS_SYNC_SMTP_PASSWORD", "SHEETS_SYNC_SMTP_SENDER"]  # fmt: skip
    assert "rahasia" not in str(refused.value)
