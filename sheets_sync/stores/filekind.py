"""What a file is, by its content alone: its name comes from a phone and tells nothing.

Besides the spreadsheets that can be read, this knows what people send in their place, and what to ask for instead.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from enum import StrEnum

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
HEAD = 4096  # bytes of a text in which its kind shows
PICTURE_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
OLDEST_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")


class FileKind(StrEnum):
    """What the content is; the value is the ending that such a file is kept under."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    OTHER_PICTURE = "gambar"
    EMPTY = "kosong"
    LOCKED = "terkunci"
    WORD = "docx"
    SLIDES = "pptx"
    BINARY_EXCEL = "xlsb"
    OLDEST_EXCEL = "xls lama"
    FLAT = "fods"
    OTHER_DOCUMENT = "odt"
    NUMBERS = "numbers"
    XML_2003 = "xml"
    HTML = "html"
    CSV = "csv"
    TEXT = "txt"
    MAIL = "eml"
    SHORTCUT = "gsheet"
    LINK = "url"
    SOUND = "rekaman"
    ARCHIVE = "zip"
    ARCHIVE_WITH_WORKBOOK = "zip berisi lembar"
    BROKEN_ARCHIVE = "zip rusak"
    UNKNOWN = "tidak dikenal"


SPREADSHEETS = frozenset((FileKind.XLSX, FileKind.XLS, FileKind.ODS))
PROOFS = frozenset((FileKind.PDF, FileKind.JPEG, FileKind.PNG, FileKind.WEBP, FileKind.HEIC))

SEND = "Minta berkas lembarnya sendiri (.xlsx)"
TYPE = "bila isinya hanya ada di situ, ketik dengan `sheets-sync unit type UNIT`"
SAVE = "Buka berkasnya, simpan sebagai Excel Workbook (.xlsx), lalu kirim hasilnya"
REFUSALS = {
    FileKind.EMPTY: f"kosong: tidak ada isinya sama sekali, biasanya karena belum selesai diunduh. {SEND} sekali lagi.",
    FileKind.LOCKED: "terkunci kata sandi. Buka dengan kata sandinya, simpan tanpa kata sandi, lalu kirim lagi.",
    FileKind.PDF: f"ini PDF, isinya tidak dapat ditarik. {SEND}; {TYPE}.",
    FileKind.WORD: f"ini dokumen Word, bukan lembar. {SEND}; {TYPE}.",
    FileKind.SLIDES: f"ini presentasi, bukan lembar. {SEND}; {TYPE}.",
    FileKind.OTHER_DOCUMENT: f"ini dokumen LibreOffice yang bukan lembar kerja. {SEND}; {TYPE}.",
    FileKind.BINARY_EXCEL: f"ini Excel Binary Workbook (.xlsb). {SAVE}.",
    FileKind.OLDEST_EXCEL: f"ini format Excel yang sangat lama (sebelum 1995). {SAVE}.",
    FileKind.FLAT: f"ini Flat XML LibreOffice (.fods). {SAVE}.",
    FileKind.NUMBERS: "ini berkas Apple Numbers. Di Numbers pilih Bagikan, Ekspor, Excel (.xlsx), lalu kirim hasilnya.",
    FileKind.XML_2003: f"ini XML Spreadsheet 2003, meskipun namanya mungkin .xls. {SAVE}.",
    FileKind.HTML: f"ini halaman web (HTML), meskipun namanya mungkin .xls. {SEND}, bukan hasil ekspor dari situs.",
    FileKind.CSV: f"ini CSV: hanya teks, tanpa kunci lembar dan tanpa tab. {SEND}, jangan disimpan sebagai CSV.",
    FileKind.TEXT: f"ini teks biasa, bukan lembar. {SEND}; {TYPE}.",
    FileKind.MAIL: "ini surel yang disimpan. Buka surelnya, simpan lampirannya, lalu terima lampiran itu.",
    FileKind.SHORTCUT: "ini hanya pintasan ke Google Sheets. Buka lembarnya di Google Sheets, pilih File, Download,"
    " Microsoft Excel (.xlsx), lalu kirim hasilnya.",
    FileKind.LINK: f"ini hanya tautan, berkasnya tidak ikut terkirim. {SEND}.",
    FileKind.SOUND: f"ini rekaman suara atau video. {SEND}; {TYPE}.",
    FileKind.ARCHIVE: f"ini arsip tanpa lembar di dalamnya. {SEND}.",
    FileKind.ARCHIVE_WITH_WORKBOOK: "lembarnya masih di dalam arsip. Keluarkan dari zip dahulu, lalu terima lembar itu.",
    FileKind.BROKEN_ARCHIVE: "rusak atau terpotong, biasanya karena belum selesai diunduh. Unduh atau minta kirim ulang.",
    FileKind.UNKNOWN: f"jenisnya tidak dikenal. {SEND}; {TYPE}.",
}
PICTURE = f"ini foto, isinya tidak dapat ditarik. {SEND}; {TYPE}, dan foto ini sebagai --bukti."


def refusal(kind: FileKind) -> str:
    """What a file of that kind is, and what to send instead: a sentence to follow the file's name."""
    return REFUSALS.get(kind, PICTURE)


def kind_of(content: bytes) -> FileKind:
    """What the content is; never an exception, whatever it holds."""
    if not content.strip(b"\0 \r\n\t"):
        return FileKind.EMPTY
    if content.startswith(OLE):
        return _ole_kind(content)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(content)
    return _signature(content) or _text_kind(content) or FileKind.UNKNOWN


def _signature(content: bytes) -> FileKind | None:
    """What the first bytes say."""
    brand = content[8:12]
    if b"%PDF-" in content[:1024]:
        return FileKind.PDF
    if content[4:8] == b"ftyp":
        return FileKind.HEIC if brand in PICTURE_BRANDS else FileKind.SOUND
    if content.startswith(b"RIFF"):
        return FileKind.WEBP if brand == b"WEBP" else FileKind.SOUND
    return next((kind for start, kind in SIGNATURES if content.startswith(start)), None)


SIGNATURES = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    ((b"GIF8", b"BM", b"II*\0", b"MM\0*"), FileKind.OTHER_PICTURE),
    ((b"OggS", b"ID3", b"#!AMR", b"\x1aE\xdf\xa3"), FileKind.SOUND),
    ((b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b"), FileKind.ARCHIVE_WITH_WORKBOOK),  # who packs, packs something
    (OLDEST_EXCEL, FileKind.OLDEST_EXCEL),
    (b"{\\rtf", FileKind.WORD),
)


def _ole_kind(content: bytes) -> FileKind:
    """What the compound file's directory names; the first name stands nearest to the root."""
    names = {
        "EncryptedPackage": FileKind.LOCKED,
        "Workbook": FileKind.XLS,
        "Book": FileKind.XLS,
        "WordDocument": FileKind.WORD,
        "PowerPoint Document": FileKind.SLIDES,
        "__properties_version1.0": FileKind.MAIL,
    }
    places = [(_entry_at(content, name), kind) for name, kind in names.items()]
    found = [(place, kind) for place, kind in places if place is not None]
    return min(found)[1] if found else FileKind.UNKNOWN


def _entry_at(content: bytes, name: str) -> int | None:
    """Where a directory entry of that name stands: entries are 128 bytes long and begin with the name."""
    spelled = name.encode("utf-16-le") + b"\0\0"
    place = content.find(spelled)
    while place >= 0:
        if (place - 512) % 128 == 0:
            return place
        place = content.find(spelled, place + 2)
    return None


def _zip_kind(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            declared = _declared(package, names)
    except Exception:  # noqa: BLE001  # a hostile or broken archive may fail anywhere inside the library
        return FileKind.BROKEN_ARCHIVE
    if declared:
        return FileKind.ODS if declared.startswith(ODS_TYPE) else FileKind.OTHER_DOCUMENT
    for name, kind in PARTS:
        if name in names:
            return kind
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        return FileKind.NUMBERS
    if any(name.casefold().endswith((".xlsx", ".xls", ".ods")) for name in names):
        return FileKind.ARCHIVE_WITH_WORKBOOK
    return FileKind.ARCHIVE


PARTS = (
    ("xl/workbook.xml", FileKind.XLSX),
    ("xl/workbook.bin", FileKind.BINARY_EXCEL),
    ("word/document.xml", FileKind.WORD),
    ("ppt/presentation.xml", FileKind.SLIDES),
)


def _declared(package: zipfile.ZipFile, names: set[str]) -> str:
    """The type that an OpenDocument file declares of itself; empty for any other archive."""
    if "mimetype" not in names or package.getinfo("mimetype").file_size > HEAD:
        return ""
    declared = package.read("mimetype").decode("ascii", "replace").strip()
    return declared if "opendocument" in declared else ""


def _text_kind(content: bytes) -> FileKind | None:
    """What kind of text it is; None where it is none."""
    text = _as_text(content[:HEAD])
    if text is None:
        return None
    lower = text.casefold()
    if lower.startswith("<"):
        return _markup_kind(lower)
    if lower.startswith("{"):
        return FileKind.SHORTCUT if _is_shortcut(content) else FileKind.TEXT
    if re.match(r"\[internetshortcut\]|https?://\S+$", lower):
        return FileKind.LINK
    if re.match(r"(?:from|received|return-path|date|subject|message-id|delivered-to|x-[\w-]+): ", lower):
        return FileKind.MAIL
    if lower.startswith("mime-version:"):
        return FileKind.HTML
    lines = text.splitlines()[:-1] or text.splitlines()
    return FileKind.CSV if any(all(mark in line for line in lines) for mark in ";,\t") else FileKind.TEXT


def _as_text(head: bytes) -> str | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").strip()
    if re.search(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]", head):
        return None
    return head.decode("utf-8-sig", "replace").strip()


def _markup_kind(lower: str) -> FileKind:
    if "urn:schemas-microsoft-com:office:spreadsheet" in lower:
        return FileKind.XML_2003
    if "opendocument" in lower:
        return FileKind.FLAT
    return FileKind.HTML if re.search(r"<(?:!doctype html|html|head|body|table|meta|div)\b", lower) else FileKind.TEXT


def _is_shortcut(content: bytes) -> bool:
    """Whether it is what Google Drive for desktop leaves on a disk in the place of a spreadsheet."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and ("doc_id" in found or "docs.google.com" in str(found.get("url", "")))
