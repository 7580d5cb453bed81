"""Mail by the office's own SMTP server, always over TLS; no address, user or password ever stands in a message.

Who reads a trouble knows the unit; which address it was stands in contacts.csv.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP as RULES
from email.utils import format_datetime

from sheets_sync.errors import UsageError
from sheets_sync.messages import Message

SERVER, USER, PASSWORD, SENDER = (f"SHEETS_SYNC_SMTP{part}" for part in ("", "_USER", "_PASSWORD", "_SENDER"))
SUBMISSIONS = 465  # TLS from the first byte on (RFC 8314); every other port begins in clear and must offer STARTTLS
SECONDS = 20.0  # without an answer


@dataclass(frozen=True, slots=True)
class Server:
    """The office's mail server, and who sends."""

    host: str
    port: int
    tls_at_once: bool
    user: str = field(repr=False)
    password: str = field(repr=False)
    sender: str = field(repr=False)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Server:
        """As the environment says; UsageError names every variable that is missing or malformed."""
        values = {name: environment.get(name, "").strip() for name in (SERVER, USER, PASSWORD, SENDER)}
        where = re.fullmatch(r"(smtps://)?([\w.-]+):(\d{1,5})", values[SERVER])
        wrong = [] if where else [f"{SERVER} harus berupa host:port, misalnya smtp.contoh.go.id:587"]
        wrong += [f"{name} masih kosong" for name in (USER, PASSWORD) if not values[name]]
        if not re.fullmatch(r"[^@\s<>,;]+@[\w-]+(\.[\w-]+)+", values[SENDER], re.ASCII):
            wrong.append(f"{SENDER} harus satu alamat surel")
        if where is None or wrong:
            lines = "\n".join(f"  - {line}" for line in wrong)
            raise UsageError(f"Surel belum dapat dikirim; lengkapi variabel lingkungan ini:\n{lines}")
        port = int(where[3])
        at_once = bool(where[1]) or port == SUBMISSIONS
        return cls(where[2], port, at_once, values[USER], values[PASSWORD], values[SENDER])


class Refused(Exception):
    """The mail was not taken; the message says why, in Indonesian, without an address."""


class InDoubt(Exception):
    """The server had the whole mail and gave no answer: it may have been sent, and must not be sent again."""


class Postman:
    """A session with the server, opened when the first mail goes out; after a failure to reach it nobody tries again."""

    def __init__(self, server: Server, context: ssl.SSLContext | None = None, seconds: float = SECONDS) -> None:
        self._server, self._seconds = server, seconds
        self._context = context or ssl.create_default_context()
        self._session: smtplib.SMTP | None = None
        self._down = ""  # why the server cannot be used at all

    def send(self, message: Message, addresses: Sequence[str], mark: str, now: datetime) -> int:
        """The mail is with the server; how many of the addresses it refused.

        Raises:
            Refused: where nobody was sent anything.
            InDoubt: where that is not known.
        """
        session = self._open()
        try:
            mail = self._mail(message, addresses, mark, now)
            refused = self._address(session, addresses)
        except ValueError:  # its words would repeat the address
            self._drop()
            raise Refused("alamat surel memuat huruf yang tidak diterima server; periksa office/contacts.csv") from None
        except (smtplib.SMTPException, OSError) as failure:
            self._drop()
            raise Refused(_words(failure)) from None
        self._hand_over(session, mail)
        return refused

    def close(self) -> None:
        if self._session is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._session.quit()
        self._drop()

    def _open(self) -> smtplib.SMTP:
        if self._down:
            raise Refused(self._down)
        if self._session is None:
            try:
                self._session = self._greeted()
            except (smtplib.SMTPException, OSError) as failure:
                self._down = _words(failure)
                raise Refused(self._down) from None
        return self._session

    def _greeted(self) -> smtplib.SMTP:
        """A session over TLS, signed in."""
        server = self._server
        session: smtplib.SMTP
        if server.tls_at_once:
            session = smtplib.SMTP_SSL(server.host, server.port, timeout=self._seconds, context=self._context)
        else:
            session = smtplib.SMTP(server.host, server.port, timeout=self._seconds)
        try:
            if not server.tls_at_once:
                session.starttls(context=self._context)
            session.login(server.user, server.password)
        except BaseException:
            session.close()
            raise
        return session

    def _address(self, session: smtplib.SMTP, addresses: Sequence[str]) -> int:
        """The server knows from whom and to whom; the session stays usable where it takes nobody."""
        answers = [session.mail(self._server.sender)[0]]
        answers += [session.rcpt(address)[0] for address in addresses]
        refused = sum(code not in (250, 251) for code in answers[1:])
        if answers[0] == 250 and refused < len(addresses):
            return refused
        session.rset()
        who = "alamat pengirim" if answers[0] != 250 else "semua alamat unit ini"
        raise Refused(f"server surel menolak {who} (kode {answers[0] if answers[0] != 250 else answers[-1]})")

    def _hand_over(self, session: smtplib.SMTP, mail: bytes) -> None:
        try:
            code, _ = session.data(mail)
        except smtplib.SMTPDataError as failure:  # it did not even want to hear it
            self._drop()
            raise Refused(_words(failure)) from None
        except (smtplib.SMTPException, OSError):
            self._drop()
            raise InDoubt from None
        if code != 250:
            self._drop()
            raise Refused(f"server surel menolak isi surat (kode {code})")

    def _mail(self, message: Message, addresses: Sequence[str], mark: str, now: datetime) -> bytes:
        """The mail as it goes out; `mark` makes two of the same message one for who receives them."""
        mail = EmailMessage(policy=RULES)
        mail["Subject"] = message.subject
        mail["From"] = self._server.sender
        mail["To"] = ", ".join(addresses)
        mail["Date"] = format_datetime(now)
        mail["Message-ID"] = f"<{mark}@{self._server.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notices in return
        mail.set_content(message.text + "\n")
        return mail.as_bytes()

    def _drop(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None


def _words(failure: Exception) -> str:
    """Why, without what the server said: it may repeat an address."""
    if isinstance(failure, smtplib.SMTPAuthenticationError):
        return f"server surel menolak nama pengguna atau kata sandi (kode {failure.smtp_code}); periksa {USER} dan {PASSWORD}"
    if isinstance(failure, smtplib.SMTPNotSupportedError):
        return (
            "server surel tidak menyediakan STARTTLS atau cara masuk yang dikenal; tanpa itu kata sandi tidak dikirim"
        )
    if isinstance(failure, ssl.SSLError):
        return "sertifikat atau sambungan TLS server surel tidak dapat dipercaya; periksa nama server"
    if isinstance(failure, TimeoutError) or isinstance(failure.__context__, TimeoutError):  # smtplib wraps it
        return "server surel tidak menjawab; periksa jaringan, lalu jalankan lagi"
    if isinstance(failure, smtplib.SMTPResponseException):
        return f"server surel menolak (kode {failure.smtp_code})"
    return (
        f"server surel tidak dapat dihubungi atau memutus sambungan; periksa {SERVER} dan jaringan, lalu jalankan lagi"
    )
