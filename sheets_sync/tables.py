"""The office's CSV and TOML files as rows of typed values, every mistake collected with its file and line.

The secret kept here: what Excel under Indonesian settings does to a CSV (semicolons, decimal comma, BOM,
cp1252), and how it spoils codes and NIP. What can be read safely is read; what was spoilt is refused.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from sheets_sync import numerals
from sheets_sync.errors import OfficeMistake
from sheets_sync.model import Reading

MAX_BYTES = 5_000_000
Choice = TypeVar("Choice", bound=StrEnum)


class Mistakes:
    """Collects the mistakes of all files, so that the office hears of all of them at once."""

    def __init__(self) -> None:
        self.found: list[OfficeMistake] = []

    def add(self, file: str, line: int, text: str) -> None:
        self.found.append(OfficeMistake(file, line, text))


@dataclass(frozen=True, slots=True)
class Field:
    """One column or key: its heading, the value's name in our code, and what reads it.

    `parse` gets the text (or TOML value) and raises ValueError with an Indonesian sentence. An empty cell is
    `default`, unless `required`.
    """

    key: str
    name: str
    parse: Callable[[Any], Any]
    required: bool = True
    default: Any = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file: where it stands, and its values by name (those that could be read)."""

    file: str
    number: int
    values: Mapping[str, Any]

    def complete(self, fields: Sequence[Field]) -> bool:
        """Whether every field could be read, so that a value of the model can be made."""
        return all(field.name in self.values for field in fields)


# --- what a cell may hold ----------------------------------------------------------------------------------


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"isinya {value!r}, seharusnya teks di antara tanda kutip")
    return " ".join(value.split())


def filled_text(value: Any) -> str:
    if not (words := text(value)):
        raise ValueError("masih kosong")
    return words


def code(value: Any) -> str:
    """A code of ours: letters, digits, point and hyphen; spoilt ones are named as such."""
    words = text(value)
    if re.fullmatch(r"\d+([.,]\d+)?E[+-]?\d+", words, re.IGNORECASE):
        raise ValueError(f"kode {words!r} sudah diubah Excel menjadi angka; ketik ulang di kolom berformat Teks")
    if re.fullmatch(r"\d{1,4}[-/]\w{2,9}([-/]\d{2,4})?|\w{3}-\d{2}", words) and not re.fullmatch(
        r"[A-Z]{2,}-\d{1,3}", words
    ):
        raise ValueError(f"kode {words!r} sudah diubah Excel menjadi tanggal; ketik ulang di kolom berformat Teks")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]{0,29}", words):
        raise ValueError(f"kode {words!r} hanya boleh berisi huruf, angka, titik dan tanda hubung, tanpa spasi")
    return words.upper()


def unit_code(value: Any) -> str:
    """The code of a unit: begins with a letter, so that no spreadsheet turns it into a number or a date."""
    words = code(value)
    if not re.fullmatch(r"[A-Z][A-Z0-9-]{0,14}", words):
        raise ValueError(f"kode unit {words!r} harus diawali huruf, paling panjang 15, tanpa titik dan spasi")
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
    if not re.fullmatch(r"\d{18}", words.replace(" ", "")):
        raise ValueError("NIP harus 18 angka (atau kosong)")
    return words


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
        whole_number = str(spelling.hint).replace(".", "")
        return f"; tulis {whole_number} tanpa titik, atau pakai koma untuk desimal"
    return ""


def amount(value: Any) -> Decimal:
    result = number(value)
    if result < 0:
        raise ValueError(f"{value!r} kurang dari nol")
    return result


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
        if words not in allowed:
            raise ValueError(f"{words!r} tidak dikenal; pilihannya: {', '.join(allowed)}")
        return words

    return parse


def texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("seharusnya daftar teks di antara kurung siku")
    return tuple(text(item) for item in value)


# --- CSV -----------------------------------------------------------------------------------------------------


def read_csv(path: Path, fields: Sequence[Field], mistakes: Mistakes) -> list[Line]:
    """The file's rows; comment lines (a first cell beginning with `#`) and empty lines are left out."""
    content = _decode(path, mistakes)
    if content is None:
        return []
    rows = _rows(path.name, content, [field.key for field in fields], mistakes)
    header_line, header = next(rows, (1, []))
    columns = _columns(path.name, header_line, header, fields, mistakes)
    if columns is None:
        return []
    return [
        _read_row(path.name, number_, cells, columns, mistakes)
        for number_, cells in rows
        if any(cells) and not cells[0].startswith("#")
    ]


def _decode(path: Path, mistakes: Mistakes) -> str | None:
    try:
        if path.stat().st_size > MAX_BYTES:
            mistakes.add(path.name, 0, "lebih besar dari 5 MB; ini bukan berkas CSV kantor")
            return None
        raw = path.read_bytes()
    except FileNotFoundError:
        mistakes.add(path.name, 0, "tidak ada; salin dari kerangka `sheets-sync init`")
        return None
    except OSError as failure:
        mistakes.add(path.name, 0, f"tidak dapat dibaca ({failure.strerror})")
        return None
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        mistakes.add(path.name, 0, "ini berkas Excel yang diganti namanya; simpan sebagai CSV")
        return None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _rows(file: str, content: str, headings: Sequence[str], mistakes: Mistakes) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of each row, by whichever separator finds the most of the headings."""
    lines = list(io.StringIO(content, newline=""))
    skipped = 0
    while skipped < len(lines) and re.match(r"\s*(#.*|sep=.?\s*|[;,\t\s]*)$", lines[skipped].strip('\ufeff"')):
        skipped += 1
    first = lines[skipped] if skipped < len(lines) else ""
    separator = max(",;\t", key=lambda mark: len(set(_names(first.split(mark))) & set(headings)))
    reader = csv.reader(
        io.StringIO("".join(lines[skipped:]).replace("\0", ""), newline=""), delimiter=separator, strict=True
    )
    start = skipped + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            mistakes.add(file, start, "barisnya tidak dapat dibaca; periksa tanda kutip yang tidak ditutup")
            cells = []
        yield start, [cell.strip() for cell in cells]
        start = skipped + reader.line_num + 1


def _names(header: Iterable[str]) -> list[str]:
    return [name.strip().strip('"\ufeff').strip().casefold() for name in header]


def _columns(
    file: str, line: int, header: Sequence[str], fields: Sequence[Field], mistakes: Mistakes
) -> list[Field | None] | None:
    names = _names(header)
    by_key = {field.key: field for field in fields}
    missing = [key for key in by_key if key not in names]
    unknown = [name for name in names if name and name not in by_key]
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    for name in missing:
        mistakes.add(file, line, f"kolom {name!r} tidak ada")
    for name in unknown:
        mistakes.add(file, line, f"kolom {name!r} tidak dikenal; kolomnya: {', '.join(by_key)}")
    for name in doubled:
        mistakes.add(file, line, f"kolom {name!r} ada dua kali")
    return None if missing or doubled else [by_key.get(name) for name in names]


def _read_row(file: str, line: int, cells: Sequence[str], columns: Sequence[Field | None], mistakes: Mistakes) -> Line:
    if any(cells[len(columns) :]):
        mistakes.add(
            file, line, "selnya lebih banyak daripada kepala kolom; apit teks atau angka berkoma dengan tanda kutip"
        )
        return Line(file, line, {})
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    pairs = [(field, cell) for field, cell in zip(columns, padded, strict=False) if field is not None]
    return read_fields(file, line, pairs, mistakes)


def read_fields(file: str, line: int, pairs: Iterable[tuple[Field, Any]], mistakes: Mistakes) -> Line:
    """The values of one row; whatever cannot be read becomes a mistake and is left out."""
    values: dict[str, Any] = {}
    for field, value in pairs:
        if value is None or value == "":
            if field.required:
                mistakes.add(file, line, f"{field.key!r} masih kosong")
            else:
                values[field.name] = field.default
            continue
        try:
            values[field.name] = field.parse(value)
        except ValueError as problem:
            mistakes.add(file, line, f"{field.key!r}: {problem}")
    return Line(file, line, values)


# --- TOML ----------------------------------------------------------------------------------------------------


class TomlFile:
    """A TOML file, its tables read by fields; each mistake knows its line."""

    def __init__(self, path: Path, mistakes: Mistakes) -> None:
        self.file = path.name
        self._mistakes = mistakes
        self._lines: list[str] = []
        self.data: dict[str, Any] = {}
        self.readable = False
        try:
            content = path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            mistakes.add(self.file, 0, "tidak ada; salin dari kerangka `sheets-sync init`")
            return
        except UnicodeDecodeError:
            mistakes.add(self.file, 0, "bukan teks UTF-8; simpan ulang dengan pengodean UTF-8")
            return
        except OSError as failure:
            mistakes.add(self.file, 0, f"tidak dapat dibaca ({failure.strerror})")
            return
        self._lines = content.splitlines()
        try:
            self.data = tomllib.loads(content, parse_float=Decimal)
            self.readable = True
        except (tomllib.TOMLDecodeError, RecursionError) as problem:
            match = re.search(r"at line (\d+)", str(problem))
            mistakes.add(
                self.file,
                int(match[1]) if match else len(self._lines),
                "tulisannya bukan TOML yang benar; periksa tanda kutip, kurung dan =",
            )

    def table(self, path: str, fields: Sequence[Field]) -> Line:
        """The table `[path]` (the top level for an empty path)."""
        found = self.data
        for part in path.split(".") if path else ():
            found = found.get(part, {}) if isinstance(found, dict) else {}
        if not isinstance(found, dict):
            found = {}
        return self._read(path, 0, found, fields)

    def tables(self, path: str, fields: Sequence[Field]) -> list[Line]:
        """Each of the tables `[[path]]`; none where there is none."""
        found: Any = self.data
        for part in path.split("."):
            found = found.get(part, []) if isinstance(found, dict) else []
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            self._mistakes.add(self.file, self.line(path), f"tulis [[{path}]] untuk tiap isinya")
            return []
        for index, item in enumerate(found):
            self._unknown(path, index, item, [field.key for field in fields])
        return [self._read(path, index, item, fields) for index, item in enumerate(found)]

    def only(self, path: str, known: Iterable[str]) -> None:
        """Every other key of that table is a mistake: it would be silently without effect."""
        found: Any = self.data
        for part in path.split(".") if path else ():
            found = found.get(part, {}) if isinstance(found, dict) else {}
        if isinstance(found, dict):
            self._unknown(path, 0, found, known)

    def _read(self, path: str, index: int, table: Mapping[str, Any], fields: Sequence[Field]) -> Line:
        start = self.line(path, index)
        read: dict[str, Any] = {}
        for field in fields:
            line = self.line(path, index, field.key) or start
            read |= read_fields(self.file, line, [(field, table.get(field.key))], self._mistakes).values
        return Line(self.file, start, read)

    def _unknown(self, path: str, index: int, table: Mapping[str, Any], known: Iterable[str]) -> None:
        allowed = tuple(known)
        for key in table:
            if key not in allowed:
                self._mistakes.add(
                    self.file, self.line(path, index, key), f"{key!r} tidak dikenal; pilihannya: {', '.join(allowed)}"
                )

    def line(self, path: str, index: int = 0, key: str = "") -> int:
        """The line of a table's head, or of a key in it; 0 where it cannot be found."""
        start, seen = (0, 0) if not path else (-1, -1)
        if path:
            for number_, content in enumerate(self._lines, 1):
                if re.match(rf"\s*\[\[?\s*{re.escape(path)}\s*\]\]?", content):
                    seen += 1
                    if seen == index:
                        start = number_
                        break
            if start < 0:
                return 0
        if not key:
            return start
        for number_, content in enumerate(self._lines[start:], start + 1):
            if re.match(r"\s*\[", content) and "=" not in content.split("]")[0]:
                break
            if re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", content):
                return number_
        return start
