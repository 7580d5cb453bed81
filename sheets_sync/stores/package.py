"""An xlsx file as the zip package that it is: opened with care, and changed one part at a time.

The secret kept here: what a file from outside may try (bombs, encryption, other formats), and that replacing
one part leaves every other part byte for byte, which no load-and-save by a library does.
"""

from __future__ import annotations

import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

from defusedxml import ElementTree

from sheets_sync.errors import WorkbookError
from sheets_sync.files import temporary_beside
from sheets_sync.grid import Anchor, Area, column_letters, parse_anchor, parse_area

MAX_FILE = 20_000_000
MAX_UNPACKED = 100_000_000
MAX_PARTS = 2_000
LONGEST_CELL = 32_767  # characters; Excel repairs a file that holds more
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]{0,99}?\bref="([A-Z$0-9:]{2,20})"')
FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^<>]{1,99})><(?:\w+:)?f\b[^<>]{0,200}>[^<>]{0,9000}</(?:\w+:)?f>"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
WITH_FORMULA = re.compile(rb'<(?:\w+:)?c\s[^<>]{0,60}?\br="([A-Z]{1,3}\d{1,7})"[^<>]{0,60}>\s*<(?:\w+:)?f\b')
HUNG = {"komentar sel": "comments", "komentar berutas": "threadedComments", "gambar": "media", "grafik": "charts"}
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def check(path: Path) -> None:
    """Return if the file can safely be opened as xlsx; WorkbookError says in Indonesian why not."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError as failure:
        raise WorkbookError(
            f"{path.name} tidak dapat dibuka ({failure.strerror}); tutup dari aplikasi lain lalu jalankan lagi"
        ) from failure
    if size > MAX_FILE:
        raise WorkbookError(f"{path.name} lebih dari 20 MB; hapus gambar atau tempelan, atau minta lembar baru")
    if head == OLE:
        raise WorkbookError(_old_or_encrypted(path))
    try:
        with zipfile.ZipFile(path) as package:
            infos = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as failure:
        raise WorkbookError(
            f"{path.name} rusak atau bukan berkas Excel (.xlsx); kirim ulang berkas aslinya"
        ) from failure
    names = {info.filename for info in infos}
    if "xl/workbook.xml" not in names:
        raise WorkbookError(f"{path.name} bukan berkas Excel (.xlsx); simpan ulang sebagai Excel Workbook (.xlsx)")
    if sum(info.file_size for info in infos) > MAX_UNPACKED or len(infos) > MAX_PARTS:
        raise WorkbookError(f"{path.name} menjadi lebih dari 100 MB bila dibuka; minta lembar baru dan salin angkanya")
    if any(info.flag_bits & 1 for info in infos):
        raise WorkbookError(f"{path.name} terkunci kata sandi; simpan ulang tanpa kata sandi")


def _old_or_encrypted(path: Path) -> str:
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        return f"{path.name} terkunci kata sandi; simpan ulang tanpa kata sandi"
    return f"{path.name} berformat Excel lama (.xls); simpan ulang sebagai Excel Workbook (.xlsx)"


def sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The part of each tab, by title, in the order of the tabs."""
    relations = {
        item.get("Id"): item.get("Target", "")
        for item in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels")).iter(
            f"{PACKAGE_RELATIONS}Relationship"
        )
    }
    workbook = ElementTree.fromstring(package.read("xl/workbook.xml"))
    return {
        sheet.get("name", ""): _absolute(relations.get(sheet.get(f"{RELATIONS}id"), ""))
        for sheet in workbook.iter(f"{MAIN}sheet")
    }


def _absolute(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"


def anchor(package: zipfile.ZipFile, name: str) -> Anchor | None:
    """Where the defined name points now; None where it is gone."""
    workbook = ElementTree.fromstring(package.read("xl/workbook.xml"))
    for item in workbook.iter(f"{MAIN}definedName"):
        if item.get("name") == name:
            try:
                return parse_anchor(item.text or "")
            except ValueError:
                return None
    return None


def merged(stream: IO[bytes]) -> tuple[Area, ...]:
    """The merged areas of a sheet's part, read in pieces since the part may be huge."""
    areas: list[Area] = []
    rest = b""
    while piece := stream.read(1 << 20):
        window = rest + piece
        areas += [parse_area(match[1].decode()) for match in MERGE.finditer(window)]
        rest = window[window.rfind(b"<") :][:200]  # a tag cut in two by the piece's end
    return tuple(dict.fromkeys(areas))


def uncomputed(head: bytes) -> tuple[str, ...]:
    """The addresses of cells whose formula has no stored result: their figure is on nobody's screen but the unit's."""
    found = []
    for match in FORMULA.finditer(head):
        place = re.search(rb'\br="([A-Z]{1,3}\d{1,7})"', match[1])
        if place and b't="str"' not in match[1]:
            found.append(place[1].decode())
    return tuple(found)


def computed(head: bytes) -> frozenset[str]:
    """The addresses of cells that hold a formula, in that piece of a sheet's part."""
    return frozenset(match[1].decode() for match in WITH_FORMULA.finditer(head))


def hung_on(package: zipfile.ZipFile) -> tuple[str, ...]:
    """What lies over the cells of a workbook, in a word each: remarks, pictures, charts."""
    names = package.namelist()
    return tuple(word for word, part in HUNG.items() if any(name.startswith(f"xl/{part}") for name in names))


def replace_rows(part: bytes, first: int, rows: Sequence[Sequence[str]], heights: Sequence[int] = ()) -> bytes:
    """The sheet's part with the rows from `first` downwards replaced by these texts; all else as it stood.

    Each new cell keeps the look that the row `first` had in its column. Texts go in as inline strings, so that
    the shared strings need no change. `heights`, in points, are for programs that do not fit a row to its text.
    ValueError where the part has no sheet data.
    """
    data = re.search(rb"<((?:\w+:)?)sheetData\s*(?:/>|>(.*)</\1sheetData\s*>)", part, re.DOTALL)
    if data is None:
        raise ValueError("tidak ada sheetData")
    prefix, inner = data[1].decode(), data[2] or b""
    start = re.compile(rb"<(?:\w+:)?row\s[^<>]{0,200}?\br=\"(\d+)\"[^<>]*>")
    cut = next((found.start() for found in start.finditer(inner) if int(found[1]) >= first), len(inner))
    looks = [_look(inner[cut:], first, column) for column in range(1, max(map(len, rows), default=0) + 1)]
    made = "".join(
        _row(prefix, number, texts, looks, height)
        for number, (texts, height) in enumerate(zip_longest(rows, heights[: len(rows)]), first)
    )
    body = f"<{prefix}sheetData>".encode() + inner[:cut] + made.encode() + f"</{prefix}sheetData>".encode()
    changed = part[: data.start()] + body + part[data.end() :]
    return _widen(changed, first + len(rows) - 1)


def _look(rows: bytes, row: int, column: int) -> str:
    """The style of that cell, as the attribute to write; empty where it has none."""
    cell = re.search(
        rb"<(?:\w+:)?c\s([^<>]{0,99}?\br=\"%s%d\"[^<>]{0,99})" % (column_letters(column).encode(), row), rows
    )
    style = re.search(rb'\bs="(\d+)"', cell[1]) if cell else None
    return f' s="{style[1].decode()}"' if style else ""


def _row(prefix: str, number: int, texts: Sequence[str], looks: Sequence[str], height: int | None) -> str:
    cells = "".join(
        _cell(prefix, f"{column_letters(column)}{number}", look, text)
        for column, (text, look) in enumerate(zip(texts, looks, strict=False), 1)
    )
    tall = f' ht="{height}" customHeight="1"' if height else ""
    return f'<{prefix}row r="{number}"{tall}>{cells}</{prefix}row>'


def _cell(prefix: str, place: str, look: str, text: str) -> str:
    """A cell with that text; without any, it is empty, as a cell that nobody has typed into."""
    if not text:
        return f'<{prefix}c r="{place}"{look}/>'
    inline = f'<{prefix}is><{prefix}t xml:space="preserve">{xml_text(text)}</{prefix}t></{prefix}is>'
    return f'<{prefix}c r="{place}"{look} t="inlineStr">{inline}</{prefix}c>'


def _widen(part: bytes, last: int) -> bytes:
    """The part's stated dimension down to row `last` at least, since some readers stop there."""

    def grown(match: re.Match[bytes]) -> bytes:
        area = parse_area(match[2].decode())
        corner = f"{column_letters(area.left)}{area.top}:{column_letters(area.right)}{max(area.bottom, last)}"
        return match[1] + corner.encode() + match[3]

    return re.sub(rb'(<(?:\w+:)?dimension\s[^<>]{0,99}?\bref=")([A-Z0-9:]+)(")', grown, part, count=1)


def xml_text(text: str) -> str:
    """Text that is safe between two tags of a spreadsheet's part: escaped, without characters XML forbids."""
    return escape(ILLEGAL.sub(" ", text[:LONGEST_CELL]))


def replace_part(path: Path, part: str, content: bytes, seen: os.stat_result) -> None:
    """Put `content` in the place of one part; every other part stays byte for byte.

    The file is replaced in one move, and only if it is still as `seen`; WorkbookError if it changed meanwhile
    or is open elsewhere.
    """
    try:
        with temporary_beside(path) as temporary:
            with zipfile.ZipFile(path) as old, zipfile.ZipFile(temporary, "w") as new:
                for info in old.infolist():
                    data = content if info.filename == part else old.read(info)
                    new.writestr(info, data, compress_type=info.compress_type)
            shutil.copymode(path, temporary)
            os.utime(temporary, ns=(seen.st_atime_ns, seen.st_mtime_ns))  # when the unit saved it stays known
            now = path.stat()
            if (now.st_mtime_ns, now.st_size) != (seen.st_mtime_ns, seen.st_size):
                raise WorkbookError(
                    f"{path.name} baru saja disimpan oleh unit; catatannya ditulis pada tarikan berikutnya"
                )
            temporary.replace(path)
    except PermissionError as failure:
        raise WorkbookError(
            f"{path.name} sedang dibuka atau tidak boleh ditulis; catatannya ditulis pada tarikan berikutnya"
        ) from failure
    except OSError as failure:
        raise WorkbookError(f"{path.name} tidak dapat ditulis ({failure.strerror}); periksa ruang simpan") from failure
    except (zipfile.BadZipFile, zlib.error) as failure:
        raise WorkbookError(f"{path.name} rusak; kirim ulang berkas aslinya") from failure
