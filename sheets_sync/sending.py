"""When what came by WhatsApp or on paper counts as sent: the moment of the command, or a stated one with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sheets_sync import dates
from sheets_sync.desk import Desk
from sheets_sync.errors import UsageError
from sheets_sync.model import Role
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.submission import TimeBasis
from sheets_sync.typed_time import parse_moment


@dataclass(frozen=True, slots=True)
class Sending:
    """When what came counts as sent, what that rests on, and the title of the official who takes it in."""

    at: datetime
    basis: TimeBasis
    reason: str
    by: str


def make_sending(desk: Desk, role: Role, stated: str, reason: str, mistakes: list[str]) -> Sending:
    """The moment of the command, or the stated one; what cannot be meant so is added to `mistakes`."""
    official = desk.office.official(role.value, desk.now.date())
    if official is None:
        mistakes.append(
            f"pemegang peran {ROLE_NAMES[role]} belum dicatat di office/officials.csv; lengkapi, atau sebut peran lain dengan --oleh"
        )
    by = official.title if official else ""
    why = " ".join(reason.split())
    if not stated:
        if why:
            mistakes.append(
                "--alasan hanya dipakai bersama --diterima; sebut kapan berkasnya diterima, atau hapus --alasan"
            )
        return Sending(desk.now, TimeBasis.ACCEPTED, "", by)
    if not why:
        mistakes.append(
            '--diterima perlu alasan; tambahkan misalnya --alasan "dikirim lewat WhatsApp, baru dibuka hari ini"'
        )
    try:
        at = parse_moment(stated, desk.office.timezone, desk.office.zone)
    except ValueError as problem:
        mistakes.append(f"--diterima: {problem}")
        return Sending(desk.now, TimeBasis.STATED, why, by)
    if at > desk.now:
        mistakes.append(f"--diterima: {dates.moment(at, desk.office.zone)} belum terjadi; periksa tanggal dan jamnya")
    return Sending(at, TimeBasis.STATED, why, by)


def refuse_all(mistakes: list[str]) -> None:
    """UsageError with everything that is wrong with the command; nothing where nothing is."""
    if mistakes:
        lines = "\n".join(f"  - {mistake}" for mistake in mistakes)
        raise UsageError(f"Belum ada yang dicatat; {len(mistakes)} hal perlu diperbaiki:\n{lines}")
