"""What a cell of contacts.csv may hold: a unit or a role, an address, a number. No message repeats what stands there."""

from __future__ import annotations

import re
from typing import Any

from sheets_sync.model import Role
from sheets_sync.settings import parsing

ROLES_REACHED = (Role.CAMAT, Role.SECRETARY, Role.EVALUATION, Role.PLANNING)  # who may stand in contacts.csv


def mail_address(value: Any) -> str:
    words = parsing.text(value).strip()
    if not re.fullmatch(r"[^@\s,;<>\"'()]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", words) or len(words) > 254:
        raise ValueError("bukan satu alamat surel; tulis satu alamat tiap baris, misalnya nama@contoh.go.id")
    return words


def unit_or_role(value: Any) -> str:
    """A unit's code, or the role of an official; what stands there is never repeated, since it may be an address."""
    words = parsing.text(value)
    for role in ROLES_REACHED:
        if words.casefold() == role.value and not words.isupper():
            return role.value
    try:
        return parsing.unit_code(words)
    except ValueError:
        roles = ", ".join(role.value for role in ROLES_REACHED)
        raise ValueError(f"bukan kode unit di units.csv dan bukan salah satu peran: {roles}") from None


def whatsapp_number(value: Any) -> str:
    """The digits of an Indonesian mobile number, `62812...`, however it is spelled; it is never repeated in a message.

    Without the country's code, mobile numbers begin with 8 and have 9 to 12 digits; the others are landlines.
    """
    words = parsing.text(value).removeprefix("'")
    if re.fullmatch(r"\d+([.,]\d*)?E\+?\d+", words, re.IGNORECASE):
        raise ValueError("nomor ini sudah diubah Excel menjadi pangkat dan kehilangan angka; ketik ulang sebagai Teks")
    if not re.fullmatch(r"[+(]?[0-9][0-9 ().\u2010-\u2015-]*", words) or re.search(r"\.\d{1,2}$", words):
        raise ValueError("bukan satu nomor WhatsApp; tulis satu nomor tiap baris, misalnya dengan awalan 08 atau +62")
    digits = re.sub(r"\D", "", words)
    bare = re.sub(r"^(0?0?62|(?=[08]))0?", "", digits)
    if re.fullmatch(r"8[1-9]\d{7,10}", bare):
        return f"62{bare}"
    if bare != digits and not bare.startswith("8"):
        raise ValueError("ini nomor telepon kantor atau rumah; WhatsApp perlu nomor ponsel yang berawalan 08")
    raise ValueError("bukan nomor ponsel Indonesia yang lengkap; tulis dari 08 atau +62, 10 sampai 13 angka")


def group_or_person(value: Any) -> bool:
    """True for a Google Group's address; what else stands there is not repeated, since it may be an address."""
    words = parsing.text(value).casefold()
    if words not in ("orang", "grup"):
        raise ValueError("isinya tidak dikenal; pilihannya: orang, grup")
    return words == "grup"
