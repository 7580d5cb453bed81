"""What a file is shows in its content, and each thing that is no spreadsheet is answered in words of its own."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.errors import WorkbookError
from sheets_sync.stores.filekind import OLE, PROOFS, SPREADSHEETS, FileKind, kind_of, refusal
from sheets_sync.stores.received import open_received
from tests.edits import ZONE


def zipped(*names: str, mimetype: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        if mimetype:
            package.writestr("mimetype", mimetype)
        for name in names:
            package.writestr(name, "isi")
    return stream.getvalue()


def compound(*names: str) -> bytes:
    """A compound file's head and directory, as far as its kind shows in it."""
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *names))
    return OLE + bytes(504) + entries


SAMPLES = {
    "nothing": (b"", FileKind.EMPTY),
    "nothing but zeros, as of a broken download": (bytes(5000), FileKind.EMPTY),
    "blank lines": (b"\r\n \n", FileKind.EMPTY),
    "xlsx": (zipped("[Content_Types].xml", "xl/workbook.xml"), FileKind.XLSX),
    "xls": (compound("Workbook", "SummaryInformation"), FileKind.XLS),
    "xls of 1995": (compound("Book"), FileKind.XLS),
    "xls with a Word object inside": (compound("Workbook", "WordDocument"), FileKind.XLS),
    "ods": (zipped("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), FileKind.ODS),
    "pdf": (b"%PDF-1.4\n...", FileKind.PDF),
    "pdf after a mark": (b"\xef\xbb\xbf\n%PDF-1.7\n...", FileKind.PDF),
    "jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF", FileKind.JPEG),
    "png": (b"\x89PNG\r\n\x1a\n\0\0", FileKind.PNG),
    "webp": (b"RIFF\x10\0\0\0WEBPVP8 ", FileKind.WEBP),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0", FileKind.HEIC),
    "gif": (b"GIF89a...", FileKind.OTHER_PICTURE),
    "tiff": (b"II*\0\x08\0", FileKind.OTHER_PICTURE),
    "video": (b"\0\0\0\x18ftypmp42\0\0\0\0", FileKind.SOUND),
    "voice note": (b"OggS\0\x02", FileKind.SOUND),
    "wav": (b"RIFF\x10\0\0\0WAVEfmt ", FileKind.SOUND),
    "docx": (zipped("[Content_Types].xml", "word/document.xml"), FileKind.WORD),
    "doc": (compound("WordDocument"), FileKind.WORD),
    "doc with a table of Excel inside": (compound("WordDocument", "Workbook"), FileKind.WORD),
    "rtf": (b"{\\rtf1\\ansi", FileKind.WORD),
    "pptx": (zipped("ppt/presentation.xml"), FileKind.SLIDES),
    "odt": (zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"), FileKind.OTHER_DOCUMENT),
    "xlsb": (zipped("xl/workbook.bin"), FileKind.BINARY_EXCEL),
    "xls of 1992": (b"\x09\x04\x06\x00\x00\x00\x10\x00", FileKind.OLDEST_EXCEL),
    "numbers": (zipped("Index/Document.iwa", "Metadata/Properties.plist"), FileKind.NUMBERS),
    "encrypted xlsx": (compound("EncryptionInfo", "EncryptedPackage"), FileKind.LOCKED),
    "mail of Outlook": (compound("__properties_version1.0"), FileKind.MAIL),
    "mail": (b"Received: by 10.0.0.1\r\nSubject: lembar\r\n", FileKind.MAIL),
    "zip with the workbook": (zipped("lembar/PEM.XLSX"), FileKind.ARCHIVE_WITH_WORKBOOK),
    "rar": (b"Rar!\x1a\x07\x00", FileKind.ARCHIVE_WITH_WORKBOOK),
    "zip of photos": (zipped("foto.jpg"), FileKind.ARCHIVE),
    "zip cut off": (zipped("xl/workbook.xml")[:60], FileKind.BROKEN_ARCHIVE),
    "xml of Excel 2003": (
        b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        FileKind.XML_2003,
    ),
    "flat ods": (b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument"', FileKind.FLAT),
    "html called xls": (b"<html><body><table><tr><td>1</td></tr></table>", FileKind.HTML),
    "a table alone": (b'\r\n<TABLE border="1"><tr>', FileKind.HTML),
    "mht": (b"MIME-Version: 1.0\nContent-Type: multipart/related", FileKind.HTML),
    "csv": (b"kode;nama;nilai\r\nPEM-01;Persentase;98,5\r\n", FileKind.CSV),
    "csv of an old Windows": ("kode,nama\nPEM-01,d\xe9sa\n".encode("cp1252"), FileKind.CSV),
    "text of Excel": ("kode\tnilai\nPEM-01\t98\n".encode("utf-16"), FileKind.CSV),
    "a chat": (b"Selamat pagi Bu\nPEM-01 sudah 98\n", FileKind.TEXT),
    "other json": (b'{"nama": "PEM"}', FileKind.TEXT),
    "broken json": (b'{"url": ', FileKind.TEXT),
    "other xml": (b"<?xml version='1.0'?><gpx></gpx>", FileKind.TEXT),
    "shortcut": (b'{"url": "https://docs.google.com/open?id=1x", "email": "a@b.id"}', FileKind.SHORTCUT),
    "newer shortcut": (json.dumps({"": "PERINGATAN", "doc_id": "1x"}).encode(), FileKind.SHORTCUT),
    "link": (b"[InternetShortcut]\r\nURL=https://docs.google.com/x", FileKind.LINK),
    "an address": (b"https://docs.google.com/spreadsheets/d/1x\n", FileKind.LINK),
    "something else": (b"\x7fELF\x02\x01\x01\0\0", FileKind.UNKNOWN),
    "another compound file": (compound("Tidak dikenal"), FileKind.UNKNOWN),
}  # fmt: skip


@pytest.mark.parametrize(("content", "kind"), SAMPLES.values(), ids=SAMPLES)
def test_the_content_tells_the_kind(content: bytes, kind: FileKind) -> None:
    """Every file that people send in the place of a workbook is known for what it is."""
    assert kind_of(content) is kind


@pytest.mark.parametrize("kind", [kind for kind in FileKind if kind not in SPREADSHEETS])
def test_every_refusal_says_what_it_is_and_what_to_do(kind: FileKind) -> None:
    """Each kind is answered with what it is and what to send instead, and no two alike except pictures."""
    words = refusal(kind)
    others = [refusal(other) for other in FileKind if other is not kind and other not in SPREADSHEETS]
    pictures = kind in PROOFS - {FileKind.PDF} or kind is FileKind.OTHER_PICTURE
    assert words.endswith(".")
    assert any(
        word in words.casefold() for word in ("kirim", "simpan", "minta", "keluarkan", "buka", "unduh", "ekspor")
    )
    assert (words in others) is pictures


@pytest.mark.parametrize("kind", ["pdf", "jpg", "docx", "csv", "html called xls", "zip with the workbook"])
def test_what_is_refused_is_named_by_its_file(tmp_path: Path, kind: str) -> None:
    """The refusal begins with the file's name as the sender knows it."""
    path = tmp_path / "DOC-20261005-WA0003.xlsx"
    path.write_bytes(SAMPLES[kind][0])
    with pytest.raises(WorkbookError) as caught:
        open_received(path, 400, ZONE)
    assert str(caught.value) == f"{path.name}: {refusal(SAMPLES[kind][1])}"


def test_pdf_points_to_typing() -> None:
    """Who has only a PDF or a photo is told of `unit type`."""
    assert refusal(FileKind.PDF) == (
        "ini PDF, isinya tidak dapat ditarik. Minta berkas lembarnya sendiri (.xlsx); bila isinya hanya ada di situ,"
        " ketik dengan `sheets-sync unit type UNIT`."
    )
    assert "--bukti" in refusal(FileKind.JPEG)


@given(st.binary(max_size=300), st.sampled_from([b"", OLE, b"PK\x03\x04", b"<", b"{", b"%PDF-", b"\xff\xfe"]))
def test_any_bytes_have_a_kind(content: bytes, start: bytes) -> None:
    """Whatever the bytes, a kind is told and nothing is raised."""
    assert kind_of(start + content) in FileKind
