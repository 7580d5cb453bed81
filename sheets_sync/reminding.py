"""Reminding: the messages that are due are written for the phone, or mailed, and the trail says so at once.

What is written lies in pengingat/, a private folder beside data/ and public/ that git ignores, since its links hold
numbers. The trail names units and roles, the rung and the channel, never an address. What speaks to the mail server is
imported only where something is mailed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sheets_sync.archive import Trouble
from sheets_sync.desk import Desk
from sheets_sync.errors import StoreError, UsageError
from sheets_sync.files import write_atomically
from sheets_sync.lookup import workbook_name
from sheets_sync.messages import Message, Scene, to_group, to_role, to_unit
from sheets_sync.model import Contact, Role
from sheets_sync.period import Period
from sheets_sync.reminder_page import Block, fault_of, page
from sheets_sync.reminders import GROUP, Channel, Delivery, Due, due_now, group_due, reminders_of
from sheets_sync.settings.messages import MESSAGE_FILES
from sheets_sync.trail import Kind
from sheets_sync.workdays import WorkCalendar

if TYPE_CHECKING:
    from sheets_sync.mail import Postman

FOLDER = "pengingat"
TEXTS = "templates/pesan"
PAGE = "halaman.html.j2"
IsOpen = Callable[[datetime], bool]


@dataclass
class Reminded:
    """What a run did: who was prepared for, mailed to, or maybe mailed to; where the page lies; what stood in the way."""

    prepared: list[Message] = field(default_factory=list)
    mailed: list[Message] = field(default_factory=list)
    page: Path | None = None
    notes: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def told_today(desk: Desk, period: Period) -> int:
    """How many messages of this day the trail knows."""
    today = desk.now.date()
    lines = reminders_of(desk.archive.trail.lines(period))
    return sum(line.at.astimezone(desk.office.timezone).date() == today for line in lines)


def messages_due(desk: Desk, period: Period, is_open: IsOpen, *, group: bool = False) -> list[Message]:
    """Every message that is due at the desk's moment; UsageError where there is no recap, or a text is missing."""
    recap = desk.archive.recap(period)
    if recap is None:
        raise UsageError(f"{period.label} belum direkap; jalankan `sheets-sync run --period {period}`.")
    _must_have_texts(desk)
    lines, until = desk.archive.trail.lines(period), desk.deadlines(period)
    scene = Scene(desk.office, period, until, recap, desk.now)
    calendar = WorkCalendar(desk.office.special_days)
    due = due_now(recap, until, calendar, lines, desk.now, is_open, lambda recipient: _person(desk, period, recipient))
    found = [_message(desk, scene, item) for item in due]
    if group and group_due(lines, desk.now, is_open):
        found.append(to_group(scene))
    return found


def prepare(desk: Desk, period: Period, messages: Sequence[Message], outcome: Reminded) -> None:
    """The messages lie ready for the phone, a page of them all and a text each; the trail calls them "disiapkan"."""
    if not messages:
        return
    folder = desk.root / FOLDER / str(period) / f"{desk.now:%Y-%m-%d_%H%M%S}"
    blocks = [Block.of(message, _contacts(desk, message)) for message in messages]
    template = _template(desk)
    try:
        _private(desk.root / FOLDER)
        for message in messages:
            write_atomically(folder / f"{message.recipient}.txt", f"{message.text}\n".encode())
        write_atomically(folder / "index.html", page(template, period, desk.now, desk.office.zone, blocks).encode())
    except OSError as failure:
        raise StoreError(
            f"{FOLDER}/ tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan."
        ) from failure
    for message in messages:
        _record(desk, period, message, Channel.WHATSAPP, Delivery.PREPARED)
    outcome.page = folder / "index.html"
    outcome.prepared += messages
    without = [block.message.name for block in blocks if not block.known and block.message.recipient != GROUP]
    if without:
        outcome.notes.append(f"Nomor WhatsApp belum ada di office/contacts.csv untuk {', '.join(without)}")


def mail(desk: Desk, period: Period, messages: Sequence[Message], postman: Postman, outcome: Reminded) -> list[Message]:
    """Whoever has an e-mail address is sent the message, and the trail says so before the next one goes out.

    The messages of those without an address are left over.
    """
    left = []
    with contextlib.closing(postman):
        for message in messages:
            if addresses := [contact.address for contact in _contacts(desk, message) if contact.address]:
                _mail_one(desk, period, message, addresses, postman, outcome)
            else:
                left.append(message)
    return left


def _mail_one(
    desk: Desk, period: Period, message: Message, addresses: Sequence[str], postman: Postman, outcome: Reminded
) -> None:
    from sheets_sync.mail import InDoubt, Refused  # noqa: PLC0415  # see the module's first lines

    mark = f"{period}.{message.rung or 'grup'}.{message.recipient}.{desk.now:%Y%m%d}.{desk.office.region_code}"
    try:
        refused = postman.send(message, addresses, mark, desk.now)
    except Refused as problem:
        outcome.troubles.append(Trouble(message.recipient, f"surel belum terkirim: {problem}"))
        return
    except InDoubt:
        _record(desk, period, message, Channel.MAIL, Delivery.UNSURE)
        text = (
            "server surel tidak memberi jawaban sesudah menerima surat; tanyakan kepada penerimanya, tidak dikirim lagi"
        )
        outcome.troubles.append(Trouble(message.recipient, text))
        return
    _record(desk, period, message, Channel.MAIL, Delivery.SENT)
    outcome.mailed.append(message)
    if refused:
        text = f"{refused} dari {len(addresses)} alamat ditolak server surel; periksa office/contacts.csv"
        outcome.troubles.append(Trouble(message.recipient, text))


# --- who, and about what ---------------------------------------------------------------------------------------


def _message(desk: Desk, scene: Scene, due: Due) -> Message:
    if due.recipient in tuple(Role):
        return to_role(scene, due)
    findings = desk.archive.findings.get(scene.period, due.recipient) or ()
    return to_unit(scene, due, findings, _link(desk, scene.period, due.recipient))


def _link(desk: Desk, period: Period, code: str) -> str:
    """Where the unit finds its workbook: the spreadsheet's address, or the name of the file."""
    if desk.office.store == "google":
        held = desk.archive.held.get(period, code)
        return f"https://docs.google.com/spreadsheets/d/{held.file}" if held and held.file else "belum dibuat"
    unit = next(unit for unit in desk.office.units_in(period) if unit.code == code)
    return f"{workbook_name(unit, period)}.xlsx"


def _person(desk: Desk, period: Period, recipient: str) -> str:
    """Who stands behind a unit or a role today; the recipient itself where nobody is recorded."""
    heads = {unit.code: unit.head for unit in desk.office.units_in(period)}
    official = desk.office.official(heads.get(recipient, recipient), desk.now.date())
    return official.name if official else recipient


def _contacts(desk: Desk, message: Message) -> list[Contact]:
    return [contact for contact in desk.office.contacts or () if contact.unit == message.recipient]


def _must_have_texts(desk: Desk) -> None:
    """Every text is there and the page can be made, before anybody is told anything."""
    texts = {file: getattr(desk.office.reminders, name) for name, file in MESSAGE_FILES.items()}
    missing = [file for file, words in texts.items() if not words]
    missing += [] if (desk.root / TEXTS / PAGE).is_file() else [PAGE]
    if missing:
        raise UsageError(f"{TEXTS}/ belum lengkap: {', '.join(missing)}; salin dari kantor baru (`sheets-sync init`).")
    if fault := fault_of(_template(desk)):
        raise UsageError(f"{TEXTS}/{PAGE} {fault}; salin dari kantor baru (`sheets-sync init`).")


def _template(desk: Desk) -> str:
    return (desk.root / TEXTS / PAGE).read_text("utf-8-sig", errors="replace")


def _record(desk: Desk, period: Period, message: Message, channel: Channel, delivery: Delivery) -> None:
    unit = "" if message.recipient in (*Role, GROUP) else message.recipient
    data = {"to": message.recipient, "rung": message.rung, "channel": channel.value, "state": delivery.value}
    desk.archive.trail.add(period, desk.now, Kind.REMINDER, "program", unit=unit, data=data)


def _private(folder: Path) -> None:
    """The folder is there, for this user alone, and git leaves it alone even in an office laid out earlier."""
    folder.mkdir(exist_ok=True)
    with contextlib.suppress(OSError):  # a file system without modes
        folder.chmod(0o700)
    write_atomically(folder / ".gitignore", b"*\n")
