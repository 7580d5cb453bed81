"""What stands in the papers of steps 1 to 4: lembar disposisi, nota dinas, undangan, daftar hadir, notula."""

from __future__ import annotations

from datetime import date
from typing import Any

from sheets_sync import dates
from sheets_sync.model import Office, Role
from sheets_sync.papers.draft import LONG, RECORD, SHORT, PaperData, common, day_or_dots, or_dots
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.records import Disposition, Meeting, Stamp
from sheets_sync.signatures import SignatureBlock, parafs, signature_block, title

NATURES = "Biasa / Penting / Segera / Sangat Segera / Rahasia"  # one of them is marked by hand
SPARE_ROWS = 4  # of a daftar hadir, for who comes besides
BLANK_LINES = 6  # of a notula without a record


def disposition(data: PaperData, day: date) -> dict[str, Any]:
    """One sheet: the letter, the Camat's arahan with room to sign, the Sekretaris's disposisi, the Kasubag's paraf."""
    office, found = data.office, data.disposition or Disposition()
    nobody = data.disposition is None
    return common(data, day) | {
        "surat_dari": or_dots(found.sender),
        "nomor_surat": or_dots(found.number),
        "tanggal_surat": day_or_dots(found.dated),
        "diterima": _stamp(found.received, office),
        "agenda": or_dots(found.agenda),
        "sifat": found.nature or NATURES,
        "hal": or_dots(found.subject, LONG),
        "diteruskan_kepada": or_dots(found.forwarded_to, LONG),
        "arahan": or_dots(found.instruction, f"{LONG}\n{LONG}"),
        "disposisi_sekretaris": f"Buat format permintaan data kinerja {data.period.label} dan sampaikan kepada setiap unit kerja.",
        "ttd_camat": signature_block(office, Role.CAMAT, day).fields(),
        "sekretaris": _who(office, Role.SECRETARY, day),
        "kasubag": _who(office, Role.PLANNING, day),
        "dicatat": "" if nobody else f"Surat dan arahan di atas dicatat oleh kantor: {RECORD}.",
    }


def request(data: PaperData, day: date) -> dict[str, Any]:
    """Nota dinas to all heads of units: what is asked, until when and why then, in which version of the format.

    The Sekretaris signs on behalf of the Camat, after the Kasubag's paraf.
    """
    office = data.office
    units = [unit for unit in office.units_in(data.period) if unit.code in data.forms]
    rows = [
        {"nomor": str(number), "kepala": title(office, unit.head, day), "nama": unit.name,
         "indikator": str(data.forms[unit.code][1]), "versi": data.forms[unit.code][0]}
        for number, unit in enumerate(units, 1)
    ]  # fmt: skip
    return common(data, day) | {
        "kepada": "Para kepala unit kerja sebagaimana daftar di bawah",
        "dari": title(office, Role.SECRETARY, day),
        "tembusan": title(office, Role.CAMAT, day),
        "sifat": "Penting",
        "lampiran": "Lembar isian data kinerja",
        "alasan_tepat_waktu": data.on_time_reason,
        "dikunci": dates.weekday_date(data.locked_on, year=True),
        "alasan_dikunci": data.locked_reason,
        "unit_kerja": rows,
        "ttd": signature_block(office, Role.SECRETARY, day, on_behalf_of=Role.CAMAT).fields(),
        "paraf": list(parafs(office, day, Role.SECRETARY)),
    }


def invitation(data: PaperData, day: date) -> dict[str, Any]:
    """The invitation to the meeting, signed by the Camat after the parafs of Kasubag and Sekretaris."""
    office = data.office
    heads = [title(office, unit.head, day) for unit in office.units_in(data.period)]
    return common(data, day) | {
        "sifat": "Penting",
        "lampiran": "-",
        "kepada": list(dict.fromkeys([title(office, Role.SECRETARY, day), *heads])),
        "rapat": _meeting(data, day),
        "ttd": signature_block(office, Role.CAMAT, day).fields(),
        "paraf": list(parafs(office, day, Role.CAMAT)),
    }


def attendance(data: PaperData, day: date) -> dict[str, Any]:
    """A row for each official and head of a unit, one person's once for each post, with room to sign."""
    office, when = data.office, _held_on(data, day)
    roles = (Role.CAMAT, Role.SECRETARY, Role.PLANNING, Role.EVALUATION)
    posts = [*roles, *(unit.head for unit in office.units_in(data.period))]
    people = dict.fromkeys((_name(office, post, when), title(office, post, when)) for post in posts)
    rows = [*people, *[("", "")] * SPARE_ROWS]
    return common(data, day) | {
        "rapat": _meeting(data, day),
        "peserta": [_seat(number, name, post) for number, (name, post) in enumerate(rows, 1)],
        "ttd_pimpinan": _leader(data, day).fields(),
    }


def minutes(data: PaperData, day: date) -> dict[str, Any]:
    """The notula as the meeting's record tells it; lines to write on where nothing was recorded."""
    found = data.meeting or Meeting()
    lines = "\n".join([LONG + LONG[:40]] * BLANK_LINES)
    return common(data, day) | {
        "rapat": _meeting(data, day),
        "hadir": _lines(found.present) or [LONG] * BLANK_LINES,
        "pembahasan": found.discussion.strip() or lines,
        "kesimpulan": found.conclusion.strip() or lines,
        "ttd_notulis": SignatureBlock((), or_dots(found.minuter)).fields(),
        "ttd_pimpinan": _leader(data, day).fields(),
        "dicatat": f"Isi notula dicatat oleh kantor: {RECORD}." if found.discussion.strip() else "",
    }


def _meeting(data: PaperData, day: date) -> dict[str, str]:
    found = data.meeting or Meeting()
    return {
        "hari": dates.weekday_date(found.held.day, year=True) if found.held else SHORT,
        "waktu": _hours(found, data.office.zone),
        "tempat": or_dots(found.place),
        "pimpinan": found.leader.strip() or title(data.office, Role.PLANNING, _held_on(data, day)),
        "notulis": or_dots(found.minuter),
    }


def _hours(found: Meeting, zone: str) -> str:
    """`09.00 s.d. 10.00 WITA`; nothing is made up where no time was recorded."""
    start = found.held.clock if found.held else None
    if start is None:
        return f"{SHORT[:10]} {zone} s.d. selesai"
    return f"{start:%H.%M} s.d. {found.until:%H.%M} {zone}" if found.until else f"{start:%H.%M} {zone} s.d. selesai"


def _leader(data: PaperData, day: date) -> SignatureBlock:
    """Who led the meeting: the role or the person recorded, else the Kasubag Perencanaan, as the SOP's step 4 says."""
    leader = data.meeting.leader.strip() if data.meeting else ""
    roles = {name.casefold(): role for role, name in ROLE_NAMES.items()}
    role = roles.get(leader.casefold(), None if leader else Role.PLANNING)
    return signature_block(data.office, role, _held_on(data, day)) if role else SignatureBlock((), leader)


def _held_on(data: PaperData, day: date) -> date:
    return data.meeting.held.day if data.meeting and data.meeting.held else day


def _seat(number: int, name: str, post: str) -> dict[str, str]:
    """A row of the daftar hadir: signatures go left and right in turn, so that they do not meet."""
    left, right = (f"{number}.", "") if number % 2 else ("", f"{number}.")
    return {"nomor": str(number), "nama": name, "jabatan": post, "kiri": left, "kanan": right}


def _stamp(stamp: Stamp | None, office: Office) -> str:
    if stamp is None:
        return SHORT
    clock = f" pukul {stamp.clock:%H.%M} {office.zone}" if stamp.clock else ""
    return dates.long_date(stamp.day) + clock


def _who(office: Office, role: Role, day: date) -> dict[str, str]:
    return {"jabatan": title(office, role, day), "nama": _name(office, role, day) or SHORT}


def _name(office: Office, post: str, day: date) -> str:
    holder = office.official(post, day)
    return holder.name if holder else ""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
