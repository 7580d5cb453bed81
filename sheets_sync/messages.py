"""The texts of reminders: from the office's templates, always within a thousand characters; pure.

Long names are shortened and lists of catatan cut; the link, the deadline and the closing never are. That this is
always possible is checked when a template is read (see `longest`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from sheets_sync.course import UnitState
from sheets_sync.dates import weekday_date
from sheets_sync.deadlines import Deadlines
from sheets_sync.model import Office, Role
from sheets_sync.pages.escape import HIDDEN
from sheets_sync.period import Period
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.recap import Recap, UnitRecap
from sheets_sync.reminders import GROUP, Due
from sheets_sync.submission import Finding, Severity
from sheets_sync.workdays import WorkCalendar

LONGEST = 1_000  # characters of a message
LISTED = 5  # catatan, or twice as many units, that a message names at most
LINE = 140  # characters of one of them
COMMON = ("kantor", "triwulan", "rentang", "batas", "alasan", "dikunci", "atas_nama")
PLACEHOLDERS = {
    "unit": ("jabatan", "unit", "permintaan", "catatan", "tautan", *COMMON),
    "secretary": ("jabatan", "belum", "semua", "daftar", "hari_ini", *COMMON),
    "camat": ("jabatan", "belum", "semua", "daftar", "hari_ini", *COMMON),
    "group": ("sudah", "belum", "semua", "permintaan", "daftar", "hari_ini", *COMMON),
}
REQUIRED = {
    "unit": ("permintaan", "catatan", "batas", "tautan"),
    "secretary": ("daftar", "batas"),
    "camat": ("daftar", "batas"),
    "group": ("sudah", "semua", "permintaan"),
}
ROOM = {  # characters that a placeholder may take; of a list, those of its shortest form
    "jabatan": 85, "unit": 60, "kantor": 45, "triwulan": 18, "rentang": 26, "permintaan": 110, "catatan": 125,
    "tautan": 116, "batas": 24, "alasan": 150, "dikunci": 24, "atas_nama": 40, "belum": 4, "semua": 4, "sudah": 4,
    "daftar": 70, "hari_ini": 24,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Message:
    """What one recipient is told; `name` is what the screen calls them, `rung` empty for the group."""

    recipient: str
    name: str
    rung: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What every message of one run shares."""

    office: Office
    period: Period
    deadlines: Deadlines
    recap: Recap
    now: datetime

    def common(self) -> dict[str, str]:
        """The placeholders that all templates may name."""
        return {
            "kantor": short(self.office.name, ROOM["kantor"]),
            "triwulan": self.period.label,
            "rentang": self.period.span,
            "batas": _day(self.deadlines.on_time_until),
            "alasan": self._reason(),
            "dikunci": _day(self.deadlines.locked_on),
            "atas_nama": short(self.office.reminders.on_behalf, ROOM["atas_nama"]),
            "hari_ini": _day(self.now.date()),
        }

    def subject(self, name: str) -> str:
        return short(f"Pengingat data kinerja {self.period.label}: {name}", LINE)

    def title(self, post_or_role: str, otherwise: str) -> str:
        """The post as a letter names it today, `Plt. Kepala Seksi Pemerintahan`."""
        official = self.office.official(post_or_role, self.now.date())
        return short(official.title if official else otherwise, ROOM["jabatan"])

    def _reason(self) -> str:
        """Why the deadline is that day, and by how many working days it has passed."""
        late = WorkCalendar(self.office.special_days).between(self.deadlines.on_time_until, self.now.date())
        passed = f", sudah lewat {late} hari kerja" if late else ""
        return short(self.deadlines.reason, ROOM["alasan"] - len(passed)) + passed


# --- one message -----------------------------------------------------------------------------------------------


def to_unit(scene: Scene, due: Due, findings: Sequence[Finding], link: str) -> Message:
    """What the unit is asked: one request, what is wrong and where, until when, and the one link."""
    (unit,) = due.units
    must = [_catatan(finding) for finding in findings if finding.severity is Severity.MUST]
    values = scene.common() | {
        "jabatan": scene.title(unit.head, unit.head),
        "unit": short(unit.name, ROOM["unit"]),
        "permintaan": f"{_request(unit)} {scene.period.label}{_afterwards(unit)}",
        "tautan": link,
    }
    text = _fitted(
        scene.office.reminders.unit,
        values,
        "catatan",
        min(len(must), LISTED),
        lambda count: _catatan_block(unit, must, count),
    )
    return Message(unit.code, unit.name, due.rung.value, scene.subject(unit.name), text)


def to_role(scene: Scene, due: Due) -> Message:
    """The list of units that still owe something, for the Sekretaris or the Camat."""
    role = Role(due.recipient)
    lines = [f"- {short(unit.name, ROOM['unit'])}: {_standing(unit)}" for unit in due.units]
    values = scene.common() | {
        "jabatan": scene.title(role.value, ROLE_NAMES[role]),
        "belum": str(len(lines)),
        "semua": str(len(scene.recap.units)),
    }
    words = scene.office.reminders.camat if role is Role.CAMAT else scene.office.reminders.secretary
    text = _fitted(words, values, "daftar", min(len(lines), 2 * LISTED), lambda count: _unit_block(lines, count))
    return Message(role.value, ROLE_NAMES[role], due.rung.value, scene.subject(f"{len(lines)} unit kerja"), text)


def to_group(scene: Scene) -> Message:
    """Counts and thanks; names of units only where the office says so."""
    common = scene.common()
    waiting = [unit for unit in scene.recap.units if not unit.has_sent]
    lines = [f"- {short(unit.name, ROOM['unit'])}" for unit in waiting] if scene.office.reminders.names_in_group else []
    request = (
        f"Bagi {len(waiting)} unit kerja lainnya, dimohon kiranya segera mengirimkan datanya."
        f" Batas waktu: {common['batas']}."
    )
    values = common | {
        "sudah": str(scene.recap.sent),
        "belum": str(len(waiting)),
        "semua": str(len(scene.recap.units)),
        "permintaan": request if waiting else "",
    }
    words = scene.office.reminders.group
    text = _fitted(words, values, "daftar", min(len(lines), 2 * LISTED), lambda count: _unit_block(lines, count))
    return Message(GROUP, "Grup unit kerja", "", scene.subject("grup unit kerja"), text)


def whatsapp_link(number: str, text: str) -> str:
    """What opens WhatsApp with the text typed in; without a number WhatsApp asks to whom (faq.whatsapp.com: click to chat)."""
    return f"https://wa.me/{number}?text={quote(text, safe='')}"


def mail_link(addresses: Sequence[str], message: Message) -> str:
    """What opens the phone's own mail program with the message written (RFC 6068)."""
    to = ",".join(quote(address, safe="@") for address in addresses)
    body = quote(message.text.replace("\n", "\r\n"), safe="")
    return f"mailto:{to}?subject={quote(message.subject, safe='')}&body={body}"


def short(text: str, room: int) -> str:
    """The text in one line, without characters that hide, cut to the room that there is."""
    words = " ".join(HIDDEN.sub("", text).split())
    return words if len(words) <= room else f"{words[: room - 1].rstrip(' ,;:.-')}…"


def longest(words: str, template: str) -> int:
    """How long a text of that template becomes when every placeholder takes all its room."""
    return len(words.format_map({name: "x" * ROOM[name] for name in PLACEHOLDERS[template]}))


# --- its parts ---------------------------------------------------------------------------------------------------


def _fitted(words: str, values: Mapping[str, str], name: str, most: int, block: Callable[[int], str]) -> str:
    """The template filled in, with as many lines of its list as there is room for."""
    for count in range(most, 0, -1):
        text = _filled(words, {**values, name: block(count)})
        if len(text) <= LONGEST:
            return text
    return _filled(words, {**values, name: block(0)})


def _filled(words: str, values: Mapping[str, str]) -> str:
    """The text without gaps where a placeholder had nothing to say."""
    return re.sub(r"\n{3,}", "\n\n", words.format_map(values)).strip()


def _request(unit: UnitRecap) -> str:
    if unit.state is UnitState.RETURNED:
        return "memperbaiki isian data kinerja"
    return "memperbaiki catatan wajib pada data kinerja" if unit.has_sent else "mengisi dan mengirimkan data kinerja"


def _afterwards(unit: UnitRecap) -> str:
    if unit.state is UnitState.RETURNED:
        return " yang dikembalikan, lalu mengirimkannya kembali"
    return " yang sudah dikirim" if unit.has_sent else ""


def _standing(unit: UnitRecap) -> str:
    """What the unit owes, in a few words, for a list."""
    must = f"{unit.must} catatan wajib diperbaiki"
    if unit.state is UnitState.RETURNED:
        return "dikembalikan, belum dikirim lagi"
    if unit.has_sent:
        return must
    filled = f"belum mengirim, terisi {unit.filled} dari {unit.due}"
    return f"{filled}, {must}" if unit.must else filled


def _catatan(finding: Finding) -> str:
    place = f"tab {finding.place.tab}" + (f" sel {finding.place.cell}" if finding.place.cell else "")
    return short(f"- {place}: {finding.short.removeprefix(f'{Severity.MUST.value}: ')}", LINE)


def _catatan_block(unit: UnitRecap, must: Sequence[str], count: int) -> str:
    """How far the unit is, and the first catatan; the shortest form only counts them."""
    lines = (
        []
        if unit.has_sent or unit.state is UnitState.RETURNED
        else [f"Terisi {unit.filled} dari {unit.due} indikator."]
    )
    if unit.state is UnitState.UNREADABLE:
        lines = ["Lembarnya belum dapat dibaca; mohon hubungi Kasubag Evaluasi dan Pelaporan."]
    if must and not count:
        lines.append(f"{len(must)} catatan wajib diperbaiki ada di tab Periksa.")
    elif must:
        more = len(must) - count
        lines += [
            "Yang wajib diperbaiki:",
            *must[:count],
            *([f"- dan {more} catatan lain di tab Periksa"] if more else []),
        ]
    return "\n".join(lines)


def _unit_block(lines: Sequence[str], count: int) -> str:
    if not lines:
        return ""
    more = len(lines) - count
    rest = (
        [f"- dan {more} unit kerja lain"]
        if more and count
        else [f"{more} unit kerja; daftarnya ada di situs."]
        if more
        else []
    )
    return "\n".join([*lines[:count], *rest])


def _day(day: date) -> str:
    return weekday_date(day, year=True)
