"""What one cell of the office's files may hold: each function reads it, or raises ValueError in Indonesian.

The secret kept here: how Excel spoils codes and NIP. What was spoilt is refused, never mended by a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from sheets_sync import numerals
from sheets_sync.assessing import Outcome, Policy
from sheets_sync.model import OFFICE_BOOKS
from sheets_sync.period import Period
from sheets_sync.submission import Reading

MONTHS = "jan|feb|mar|apr|mei|may|jun|jul|agu|agt|aug|sep|okt|oct|nov|des|dec"  # as Excel writes them
Choice = TypeVar("Choice", bound=StrEnum)


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"isinya {value!r}, seharusnya teks di antara tanda kutip")
    return " ".join(value.split())


def filled_text(value: Any) -> str:
    if not (words := text(value)):
        raise ValueError("masih kosong")
    return words


def short_text(value: Any) -> str:
    """A text that fits into a line of a page and into a formula (Excel allows 255 characters there)."""
    if len(words := filled_text(value)) > 150:
        raise ValueError(f"{len(words)} huruf; paling panjang 150")
    return words


def code(value: Any) -> str:
    """A code of ours: letters, digits, point and hyphen; spoilt ones are named as such."""
    words = text(value)
    if re.fullmatch(r"\d+([.,]\d+)?E[+-]?\d+", words, re.IGNORECASE):
        raise ValueError(f"kode {words!r} sudah diubah Excel menjadi angka; ketik ulang di kolom berformat Teks")
    if re.fullmatch(rf"\d{{1,4}}[-/]\w{{2,9}}([-/]\d{{2,4}})?|({MONTHS})-\d{{2}}", words, re.IGNORECASE):
        raise ValueError(f"kode {words!r} sudah diubah Excel menjadi tanggal; ketik ulang di kolom berformat Teks")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]{0,29}", words):
        raise ValueError(f"kode {words!r} hanya boleh berisi huruf, angka, titik dan tanda hubung, tanpa spasi")
    return words.upper()


def unit_code(value: Any) -> str:
    """The code of a unit: begins with a letter, so that no spreadsheet turns it into a number or a date."""
    words = code(value)
    if not re.fullmatch(r"[A-Z][A-Z0-9-]{0,14}", words):
        raise ValueError(f"kode unit {words!r} harus diawali huruf, paling panjang 15, tanpa titik dan spasi")
    if re.fullmatch(r"CON|PRN|AUX|NUL|(COM|LPT)\d", words):
        raise ValueError(f"kode unit {words!r} tidak dapat menjadi nama berkas di Windows; pakai kode lain")
    if words in OFFICE_BOOKS:
        raise ValueError(f"kode unit {words!r} dipakai program untuk lembar {OFFICE_BOOKS[words]}; pakai kode lain")
    return words


def programme_code(value: Any) -> str:
    """A programme's code of the national nomenclature (Permendagri 90/2019), `7.01.02`."""
    words = text(value)
    if not re.fullmatch(r"\d\.\d{2}\.\d{2}(\.\d{1,4})*", words):
        raise ValueError(
            f"kode program {words!r} tidak seperti 7.01.02; bila Excel mengubahnya menjadi tanggal atau angka,"
            " ketik ulang di kolom berformat Teks"
        )
    return words


def region_code(value: Any) -> str:
    """A kecamatan's code of Kemendagri, `72.01.15`."""
    words = text(value)
    if not re.fullmatch(r"\d{2}\.\d{2}\.\d{2}", words):
        raise ValueError(f"kode wilayah {words!r} tidak seperti 72.01.15")
    return words


def nip(value: Any) -> str:
    """An NIP of 18 digits, spaces allowed; empty where there is none. An exponent has lost digits: refused."""
    words = text(value)
    if words in ("", "-"):
        return ""
    if re.search(r"\d[.,]\d+E\+?\d+", words, re.IGNORECASE):
        raise ValueError(
            f"NIP {words!r} sudah diubah Excel menjadi pangkat dan kehilangan angka; ketik ulang sebagai Teks"
        )
    if re.fullmatch(r"\d{15}000", words.replace(" ", "")):
        raise ValueError(f"NIP {words!r} sudah dibulatkan Excel (tiga angka terakhir hilang); ketik ulang sebagai Teks")
    if not re.fullmatch(r"\d{18}", words.replace(" ", "")):
        raise ValueError("NIP harus 18 angka (atau kosong)")
    return words


def folder_name(value: Any) -> str:
    """A folder of the office's own for the workbooks: one plain name, none of those in use."""
    words = text(value)
    if not re.fullmatch(r"[A-Za-z][\w -]{0,39}", words) or words.casefold() in (
        "office",
        "site",
        "data",
        "templates",
        "public",
    ):
        raise ValueError(f"folder {words!r} harus satu nama biasa, selain office, site, data, templates dan public")
    return words


def drive_folder(value: Any) -> str:
    """The id of a Drive folder, taken from the address that the browser shows where a whole one was pasted."""
    words = text(value).strip()
    found = re.search(r"/folders/([\w-]+)", words)
    folder = found[1] if found else words
    if not re.fullmatch(r"[\w-]{10,}", folder):
        raise ValueError(f"{words!r} bukan kode folder Google Drive; salin alamat foldernya dari peramban")
    return folder


def whole(value: Any) -> int:
    number_ = number(value)
    if number_ != number_.to_integral():
        raise ValueError(f"{value!r} bukan bilangan bulat")
    return int(number_)


def between(low: int, high: int) -> Callable[[Any], int]:
    def parse(value: Any) -> int:
        result = whole(value)
        if not low <= result <= high:
            raise ValueError(f"{result} di luar {low} sampai {high}")
        return result

    return parse


def number(value: Any) -> Decimal:
    if isinstance(value, bool):
        raise ValueError("isinya ya/tidak, seharusnya angka")
    if isinstance(value, int | Decimal):
        return numerals.enter(value)
    spelling = numerals.read(text(value))
    if spelling.value is None:
        raise ValueError(f"{value!r} bukan angka yang jelas" + _suggestion(spelling))
    return spelling.value


def _suggestion(spelling: numerals.Spelling) -> str:
    if spelling.reading is Reading.AMBIGUOUS and spelling.hint is not None:
        likely = numerals.ungrouped(spelling.hint)
        return f"; tulis {likely} dengan koma" if "," in likely else f"; tulis {likely} tanpa titik"
    return ""


def spelled_number(value: Any) -> str:
    """A number as it is spelled, each of its decimals kept."""
    number(value)
    return text(value)


def amount(value: Any) -> Decimal:
    result = number(value)
    if result < 0:
        raise ValueError(f"{value!r} kurang dari nol")
    return result


def cap(value: Any) -> Decimal | None:
    """Where values are cut before they enter a mean; None for `tidak ada`."""
    return None if value == "tidak ada" else amount(value)


def policy(value: Any) -> Policy:
    """What counts instead of a computed capaian: a percent, or in words that there is none."""
    if not isinstance(value, str):
        return number(value)
    found = choice(Outcome)(value)
    if found in (Outcome.ASSESSED, Outcome.MUST_MEND, Outcome.SUPPORTING):
        raise ValueError(
            f"{value!r} bukan pilihan di sini; tulis angka, {Outcome.NOT_ASSESSED.value!r} atau {Outcome.NOT_COMPUTABLE.value!r}"
        )
    return found


def codes(value: Any) -> tuple[str, ...]:
    """Codes with blanks, commas or semicolons between them."""
    return tuple(code(word) for word in re.split(r"[\s,;]+", text(value)) if word)


def day(value: Any) -> date:
    """A date as TOML has it, as `2026-10-09`, or as Excel under id_ID saves it, `09/10/2026`."""
    if isinstance(value, datetime):
        raise ValueError("tulis tanggalnya saja, tanpa jam")
    if isinstance(value, date):
        return value
    words = text(value)
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(words, pattern).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    raise ValueError(f"tanggal {words!r} tidak seperti 2026-10-09 atau 09/10/2026")


def period(value: Any) -> Period:
    return Period.parse(text(value))


def yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    words = text(value).casefold()
    if words not in ("ya", "tidak"):
        raise ValueError(f"{words!r} seharusnya ya atau tidak")
    return words == "ya"


def choice(kind: type[Choice]) -> Callable[[Any], Choice]:
    def parse(value: Any) -> Choice:
        words = text(value)
        for member in kind:
            if member.value.casefold() == words.casefold():
                return member
        raise ValueError(f"{words!r} tidak dikenal; pilihannya: {', '.join(member.value for member in kind)}")

    return parse


def one_of(*allowed: str) -> Callable[[Any], str]:
    def parse(value: Any) -> str:
        words = text(value)
        for option in allowed:
            if option.casefold() == words.casefold():
                return option
        raise ValueError(f"{words!r} tidak dikenal; pilihannya: {', '.join(allowed)}")

    return parse


def some_of(*allowed: str) -> Callable[[Any], frozenset[str]]:
    """A list of codes of ours, each known."""

    def parse(value: Any) -> frozenset[str]:
        codes = [words.upper() for words in texts(value)]
        if unknown := [words for words in codes if words not in allowed]:
            raise ValueError(f"{', '.join(unknown)} tidak dikenal; pilihannya: {', '.join(allowed)}")
        return frozenset(codes)

    return parse


def texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("seharusnya daftar teks di antara kurung siku")
    return tuple(text(item) for item in value)
