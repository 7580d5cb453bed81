"""A folder of Excel files as the store: made once, read with care, and given its catatan without touching the rest."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheets_sync.errors import StoreError, WorkbookError
from sheets_sync.form import Form
from sheets_sync.grid import address
from sheets_sync.stores import package
from sheets_sync.stores.base import Ref
from sheets_sync.stores.xlsx import XlsxFolder
from sheets_sync.submission import Reading
from sheets_sync.workbook import FINDING_FIRST, SHORT_COLUMN, make_workbook
from tests import edits
from tests.edits import ZONE, HandedOut, edit, fill, hand_out, parts, repack

FIGURES = {"PEM-01": Decimal("88.56"), "PEM-05": Decimal(75), "PEM-06": Decimal("81.5"), "PEM-07": Decimal(36)}
ROWS = [
    ["PEM-01", "wajib diperbaiki", "Isi B6", "88,56", "angka", "Ketik angkanya saja.", "wajib diperbaiki: satuan"],
    ["KIRIM", "perhatian", "Isi B13", "", "ya", "Pilih ya.", "perhatian: belum dikirim"],
]
NONE = [["Belum ada catatan.", "", "", "", "", "", ""]]
FINDINGS_PART = "xl/worksheets/sheet5.xml"
MEGABYTE = 1_000_000


@pytest.fixture
def handed(tmp_path: Path, forms: dict[str, Form]) -> HandedOut:
    """The workbook of PEM, filled and sent."""
    handed = hand_out(tmp_path / "lembar", forms["PEM"])
    fill(handed, FIGURES, sender="Nurhayati")
    return handed


def feed_back(handed: HandedOut, rows: list[list[str]]) -> bool:
    return handed.store.write_rows(handed.ref, "periksa_awal", rows)


def shown_findings(path: Path, title: str = "Periksa") -> list[list[str]]:
    """What openpyxl reads in the catatan's rows, as texts."""
    sheet = openpyxl.load_workbook(path)[title]
    lines = sheet.iter_rows(min_row=FINDING_FIRST, max_col=SHORT_COLUMN, values_only=True)
    return [[str(value or "") for value in line] for line in lines]


# --- create and find -----------------------------------------------------------------------------------------


def test_create_makes_a_workbook_in_the_folder_of_its_period(tmp_path: Path, forms: dict[str, Form]) -> None:
    """The workbook lies in the folder of its period, under its name, and is found there."""
    store = XlsxFolder(tmp_path, ZONE)
    ref = store.create(make_workbook(forms["PEM"]), "2026-TW3", "PEM Seksi Pemerintahan")
    assert ref == Ref("2026-TW3", "PEM Seksi Pemerintahan.xlsx")
    assert store.find("2026-TW3") == [ref]
    assert [path.name for path in (tmp_path / "2026-TW3").iterdir()] == [ref.name]


def test_create_never_overwrites(handed: HandedOut) -> None:
    """A workbook that exists stays byte for byte, and the message names it."""
    before = handed.path.read_bytes()
    name = handed.path.stem
    with pytest.raises(WorkbookError, match=f"{name}.xlsx sudah ada dan tidak ditimpa"):
        handed.store.create(make_workbook(handed.form), handed.form.period, name)
    assert handed.path.read_bytes() == before
    assert [path.name for path in handed.path.parent.iterdir()] == [handed.path.name]


@pytest.mark.parametrize("unit", ["PEM", "REN", "YANUM"])
def test_same_plan_gives_the_same_bytes(tmp_path: Path, forms: dict[str, Form], unit: str) -> None:
    """Made twice, in two folders, a workbook is the same file."""
    first, second = (hand_out(tmp_path / folder, forms[unit]).path.read_bytes() for folder in ("a", "b"))
    assert first == second


def test_find_ignores_what_is_no_workbook(handed: HandedOut) -> None:
    """Lock files, dot files, half-written files, other formats and folders are no workbooks."""
    folder = handed.path.parent
    others = (
        "~$PEM.xlsx",
        ".~lock.PEM.xlsx#",
        ".PEM.xlsx",
        ".tulis-abc.tmp",
        "catatan.docx",
        "PEM.xls",
        "PEM.xlsx.tmp",
    )
    for name in others:
        (folder / name).write_bytes(b"")
    (folder / "arsip.xlsx").mkdir()
    assert handed.store.find("2026-TW3") == [handed.ref]


def test_find_gives_all_workbooks_by_name(handed: HandedOut) -> None:
    """Workbooks come in the order of their names, whatever the case of their extension."""
    folder = handed.path.parent
    for name in ("Zeta.xlsx", "ALFA.XLSX"):
        (folder / name).write_bytes(b"")
    assert [ref.name for ref in handed.store.find("2026-TW3")] == ["ALFA.XLSX", handed.path.name, "Zeta.xlsx"]


def test_find_in_a_period_without_folder_is_empty(handed: HandedOut) -> None:
    """A period that was never begun has no workbooks."""
    assert handed.store.find("2027-TW1") == []


def test_file_in_place_of_the_folder_is_a_trouble_of_the_store(tmp_path: Path, forms: dict[str, Form]) -> None:
    """A file where the period's folder should be stops the store, not one workbook, both ways."""
    (tmp_path / "2026-TW3").write_text("bukan folder")
    store = XlsxFolder(tmp_path, ZONE)
    with pytest.raises(StoreError, match="tidak dapat dibaca"):
        store.find("2026-TW3")
    with pytest.raises(StoreError, match="tidak dapat ditulis"):
        store.create(make_workbook(forms["PEM"]), "2026-TW3", "PEM")


# --- reading bad files ---------------------------------------------------------------------------------------


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scramble(path: Path, part: str) -> None:
    """Overwrite a stretch in the middle of the part's compressed data, as a broken memory stick does."""
    with zipfile.ZipFile(path) as content:
        info = content.getinfo(part)
    old = bytearray(path.read_bytes())
    at = info.header_offset + 60 + info.compress_size // 2
    old[at : at + 40] = random.Random(7).randbytes(40)  # noqa: S311  # no secret
    path.write_bytes(bytes(old))


def other_zip(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path, "w") as content:
        for name in names:
            content.writestr(name, "<x/>")


def old_excel(path: Path, name: str = "Workbook") -> None:
    """An OLE file as Excel 97 and encryption make it: its magic, a header, and the name of a stream."""
    path.write_bytes(package.OLE + bytes(504) + "Root Entry".encode("utf-16-le") + bytes(44) + name.encode("utf-16-le"))


def too_large(path: Path) -> None:
    """A picture of over 20 MB pasted in, which no compression makes smaller."""
    with zipfile.ZipFile(path, "a") as content:
        content.writestr("xl/media/image1.png", random.Random(7).randbytes(20 * MEGABYTE + 1))  # noqa: S311


def zip_bomb(path: Path) -> None:
    """A part of 101 MB of zeros, packed into some hundred kB."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as content, content.open("xl/media/image1.png", "w") as part:
        for _ in range(101):
            part.write(bytes(MEGABYTE))


def entity_bomb(path: Path, part: str) -> None:
    """The billion laughs: ten entities, each ten times the one before."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    old = parts(path)[part].decode()
    head, tail = old.split("?>", 1)
    bomb = f'{head}?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>' + tail.replace("</t>", "&l9;</t>").replace(
        "</v>", "&l9;</v>"
    )
    repack(path, {part: bomb.encode()})


def broken_xml(path: Path, part: str) -> None:
    old = parts(path)[part]
    repack(path, {part: old[: len(old) // 2]})


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


Spoil = Callable[[Path], object]
BROKEN = "rusak dan tidak dapat dibaca; kirim ulang berkas aslinya"
NOT_EXCEL = "rusak atau bukan berkas Excel"
OTHER_ZIP = "bukan berkas Excel"
PASSWORD = "terkunci kata sandi; simpan ulang tanpa kata sandi"  # noqa: S105  # words of a message

BAD_FILES: dict[str, tuple[Spoil, str]] = {
    "corrupt zip": (lambda path: scramble(path, "xl/worksheets/sheet1.xml"), BROKEN),
    "truncated": (cut_in_half, NOT_EXCEL),
    "zero bytes": (lambda path: path.write_bytes(b""), NOT_EXCEL),
    "text renamed": (lambda path: path.write_text("indikator;realisasi\nPEM-01;88,56\n"), NOT_EXCEL),
    "docx renamed": (lambda path: other_zip(path, "[Content_Types].xml", "word/document.xml"), OTHER_ZIP),
    "ods renamed": (lambda path: other_zip(path, "mimetype", "content.xml", "styles.xml"), OTHER_ZIP),
    "plain zip renamed": (lambda path: other_zip(path, "foto.jpg"), OTHER_ZIP),
    "old Excel": (old_excel, "berformat Excel lama"),
    "encrypted": (lambda path: old_excel(path, "EncryptedPackage"), PASSWORD),
    "over 20 MB": (too_large, "lebih dari 20 MB"),
    "zip bomb": (zip_bomb, "menjadi lebih dari 100 MB bila dibuka"),
    "entity bomb in a tab": (lambda path: entity_bomb(path, "xl/worksheets/sheet1.xml"), BROKEN),
    "entity bomb in the texts": (lambda path: entity_bomb(path, "xl/sharedStrings.xml"), BROKEN),
    "entity bomb in the workbook": (lambda path: entity_bomb(path, "xl/workbook.xml"), BROKEN),
    "broken tab": (lambda path: broken_xml(path, "xl/worksheets/sheet1.xml"), BROKEN),
    "broken workbook": (lambda path: broken_xml(path, "xl/workbook.xml"), BROKEN),
    "no relations": (lambda path: repack(path, {"xl/_rels/workbook.xml.rels": None}), BROKEN),
    "no workbook": (lambda path: repack(path, {"xl/workbook.xml": None}), OTHER_ZIP),
    "a folder in its place": (folder_instead, "tidak dapat dibuka"),
    "gone": (lambda path: path.unlink(), "tidak dapat dibuka"),
}


def assert_clear(message: str, name: str) -> None:
    """One line that names the file in front and ends in what to do."""
    assert message.startswith(name)
    assert "\n" not in message
    assert "; " in message


@pytest.mark.parametrize(("spoil", "says"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_bad_file_is_refused_with_a_clear_line(handed: HandedOut, spoil: Spoil, says: str) -> None:
    """Whatever is wrong with a file, reading it says so in one Indonesian line that names the file."""
    spoil(handed.path)
    with pytest.raises(WorkbookError, match=says) as caught:
        handed.grid()
    assert_clear(str(caught.value), handed.path.name)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_bad_file_is_closed_again(handed: HandedOut, part: str) -> None:
    """A file that could not be read is not kept open, so that the unit can put a good one in its place."""
    broken_xml(handed.path, part)
    with pytest.raises(WorkbookError):
        handed.grid()
    still_open = [link.readlink() for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    assert handed.path not in still_open


UNREACHED = ("corrupt zip", "entity bomb in a tab", "broken tab", "entity bomb in the texts")
BAD_TO_WRITE: dict[str, Spoil] = {
    **{name: spoil for name, (spoil, _) in BAD_FILES.items() if name not in UNREACHED},
    "tab Periksa corrupt": lambda path: scramble(path, FINDINGS_PART),
    "tab Periksa cut short": lambda path: broken_xml(path, FINDINGS_PART),
    "tab Periksa without rows": lambda path: repack(path, {FINDINGS_PART: b"<worksheet/>"}),
    "tab Periksa lost": lambda path: repack(path, {FINDINGS_PART: None}),
}


@pytest.mark.parametrize("spoil", BAD_TO_WRITE.values(), ids=BAD_TO_WRITE.keys())
def test_bad_file_gets_no_catatan(handed: HandedOut, spoil: Spoil) -> None:
    """A file that went bad since it was pulled is left as it is, and one clear line says why; the run goes on."""
    spoil(handed.path)
    before = handed.path.read_bytes() if handed.path.is_file() else b""
    with pytest.raises(WorkbookError) as caught:
        feed_back(handed, ROWS)
    assert_clear(str(caught.value), handed.path.name)
    assert (handed.path.read_bytes() if handed.path.is_file() else b"") == before


# --- a tab formatted to the last row -------------------------------------------------------------------------

LAST_ROW = 1_048_576
READ_AND_MEASURE = """
import sys, time
from pathlib import Path
from zoneinfo import ZoneInfo
from sheets_sync.stores.base import Ref
from sheets_sync.stores.xlsx import XlsxFolder

began = time.perf_counter()
grid, _ = XlsxFolder(Path(sys.argv[1]), ZoneInfo("Asia/Makassar")).read(Ref(sys.argv[2], sys.argv[3]), 130)
seconds = time.perf_counter() - began
tab = grid.tab("Isi")
print([str(tab.cells[row, 2].value) for row in range(6, 10)], max(row for row, _ in tab.cells))
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(f"{seconds:.2f} s")
print(int(peak.split()[1]) // 1024)
"""  # VmHWM, not ru_maxrss, which Linux lets a new process inherit from the one that started it


def formatted_rows(first: int) -> Iterator[bytes]:
    """Rows of two empty cells with a look, down to Excel's last, in pieces of a thousand."""
    for top in range(first, LAST_ROW + 1, 1000):
        rows = range(top, min(top + 1000, LAST_ROW + 1))
        yield "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in rows).encode()


def format_to_the_last_row(path: Path, part: str, first: int) -> None:
    """Give whole columns of the tab a look, as a click on the columns' heads does in some programs."""
    kept = parts(path)
    head, tail = kept.pop(part).split(b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as content:
        for name, old in kept.items():
            content.writestr(name, old)
        with content.open(part, "w", force_zip64=True) as stream:
            for piece in chain((head,), formatted_rows(first), (b"</sheetData>", tail)):
                stream.write(piece)


def test_tab_formatted_to_the_last_row_is_read_within_130_mb(
    handed: HandedOut, record_property: Callable[[str, object], None]
) -> None:
    """Two columns formatted down to row 1.048.576 hide no figure and do not fill the memory."""
    format_to_the_last_row(handed.path, "xl/worksheets/sheet1.xml", 14)
    done = subprocess.run(
        [sys.executable, "-c", READ_AND_MEASURE, str(handed.store.root), handed.ref.period, handed.ref.name],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.splitlines()[-1]
    cells, seconds, megabytes = done.stdout.splitlines()
    record_property("reading took", seconds)
    print(f"reading took {seconds}, {megabytes} MB at most")  # noqa: T201  # shown with -s
    assert cells == "['88.56', '75', '81.5', '36'] 13"
    assert int(megabytes) < 130


# --- catatan -------------------------------------------------------------------------------------------------


def test_catatan_stand_in_periksa(handed: HandedOut) -> None:
    """The rows stand in the tab Periksa from its first row downwards."""
    assert feed_back(handed, ROWS) is True
    assert shown_findings(handed.path) == ROWS


def test_every_other_part_stays_byte_for_byte(handed: HandedOut) -> None:
    """Of the file's parts only the tab Periksa changes; what the unit typed is not touched."""
    before = parts(handed.path)
    feed_back(handed, ROWS)
    after = parts(handed.path)
    assert list(after) == list(before)
    assert [name for name in before if before[name] != after[name]] == [FINDINGS_PART]
    assert {entry.code: entry.value for entry in handed.submission().entries if entry.value} == FIGURES


def test_same_catatan_again_write_nothing(handed: HandedOut) -> None:
    """Written a second time, the same rows leave the file's bytes and its time of saving."""
    feed_back(handed, ROWS)
    before = handed.path.read_bytes()
    os.utime(handed.path, ns=(10**18, 10**18))
    assert feed_back(handed, ROWS) is False
    assert handed.path.read_bytes() == before
    assert handed.path.stat().st_mtime_ns == 10**18


def test_fewer_catatan_leave_no_old_ones(handed: HandedOut) -> None:
    """Rows that are no longer needed are gone."""
    feed_back(handed, ROWS * 20)
    feed_back(handed, NONE)
    assert shown_findings(handed.path) == NONE


def test_catatan_put_back_give_the_first_file_again(handed: HandedOut) -> None:
    """What was written depends on the rows alone, not on those before."""
    feed_back(handed, NONE)
    first = parts(handed.path)
    feed_back(handed, ROWS)
    feed_back(handed, NONE)
    assert parts(handed.path)[FINDINGS_PART].replace(b":G6", b":G5") == first[FINDINGS_PART]


def test_headings_and_looks_of_periksa_stay(handed: HandedOut) -> None:
    """The rows above stay, and new rows look like the first one did."""
    feed_back(handed, ROWS)
    sheet = openpyxl.load_workbook(handed.path)["Periksa"]
    assert [sheet.cell(4, column).value for column in range(1, 10)] == list(handed.form.words.findings_columns)
    looks = {
        (cell.font.sz, cell.alignment.wrap_text, cell.border.bottom.style) for row in sheet["A5:G6"] for cell in row
    }
    assert looks == {(10, True, "thin")}


@pytest.mark.parametrize(
    ("steps", "title"),
    [
        pytest.param([], "Periksa", id="saved by another program"),
        pytest.param([edits.rename_tab("Periksa", "Catatan Jum'at & kita")], "Catatan Jum'at & kita", id="tab renamed"),
        pytest.param([edits.reverse_tabs], "Periksa", id="tabs reordered"),
        pytest.param([edits.delete_tab("Formulir"), edits.delete_tab("Petunjuk")], "Periksa", id="tabs deleted"),
    ],
)
def test_catatan_reach_an_edited_workbook(handed: HandedOut, steps: list[edits.Edit], title: str) -> None:
    """Whatever a program or a person made of the workbook, the catatan find the tab Periksa."""
    edit(handed.path, *steps)
    assert feed_back(handed, ROWS) is True
    assert shown_findings(handed.path, title) == ROWS
    assert feed_back(handed, ROWS) is False
    assert {entry.code: entry.value for entry in handed.submission().entries if entry.value} == FIGURES


def test_deleted_periksa_is_said(handed: HandedOut) -> None:
    """Without the tab Periksa the catatan have no place in the workbook, and the line says where they are shown."""
    edit(handed.path, edits.delete_tab("Periksa"))
    before = handed.path.read_bytes()
    with pytest.raises(WorkbookError, match="tab Periksa tidak ada lagi; catatan hanya tampil di situs"):
        feed_back(handed, ROWS)
    assert handed.path.read_bytes() == before


@pytest.mark.parametrize(
    "lock",
    [
        pytest.param(lambda name: f"~${name}", id="Excel, short name"),
        pytest.param(lambda name: f"~${name[2:]}", id="Excel, long name"),
        pytest.param(lambda name: f".~lock.{name}#", id="LibreOffice"),
    ],
)
def test_open_workbook_is_left_alone(handed: HandedOut, lock: Callable[[str], str]) -> None:
    """A workbook that somebody has open is not written, and the line says so; it is still read."""
    handed.path.with_name(lock(handed.path.name)).write_bytes(b"")
    before = handed.path.read_bytes()
    with pytest.raises(WorkbookError, match=r"sedang dibuka.*ditulis pada tarikan berikutnya"):
        feed_back(handed, ROWS)
    assert handed.path.read_bytes() == before
    assert handed.submission().sent


def test_file_saved_meanwhile_is_not_overwritten(handed: HandedOut) -> None:
    """A unit that saves between our reading and our writing keeps what it saved."""
    seen = handed.path.stat()
    fill(handed, {"PEM-01": Decimal(90)})
    saved = handed.path.read_bytes()
    with pytest.raises(WorkbookError, match="baru saja disimpan oleh unit"):
        package.replace_part(handed.path, FINDINGS_PART, b"<x/>", seen)
    assert handed.path.read_bytes() == saved
    assert [path.name for path in handed.path.parent.iterdir()] == [handed.path.name]


def test_rights_of_the_file_stay(handed: HandedOut) -> None:
    """Who may read and write the file does not change with its catatan."""
    handed.path.chmod(0o664)
    feed_back(handed, ROWS)
    assert handed.path.stat().st_mode & 0o777 == 0o664


def test_folder_that_may_not_be_written_is_said(handed: HandedOut) -> None:
    """Where the folder is closed to us the workbook stays, with a clear line; root, whom nothing is denied, writes."""
    folder, before = handed.path.parent, handed.path.read_bytes()
    folder.chmod(0o555)
    try:
        if os.geteuid() == 0:
            assert feed_back(handed, ROWS) is True
        else:
            with pytest.raises(WorkbookError, match="sedang dibuka atau tidak boleh ditulis"):
                feed_back(handed, ROWS)
            with pytest.raises(StoreError, match="periksa izin"):
                handed.store.create(make_workbook(handed.form), handed.form.period, "lain")
            assert handed.path.read_bytes() == before
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param('<b>&amp; "kutip" & <tak> ]]>', None, id="markup"),
        pytest.param("a\x00b\x0bc\x1fd\ufffee", "a b c d e", id="control characters"),
        pytest.param("a\ud800b", "a b", id="half a character"),
        pytest.param("baris satu\nbaris dua\tx", None, id="lines"),
        pytest.param("  blanks around  ", None, id="blanks around"),
        pytest.param("é ñ — “kutip” 😀 العربية", None, id="other scripts"),
        pytest.param("panjang " * 1250, None, id="ten thousand characters"),
        pytest.param('=HYPERLINK("http://contoh.id";"klik")', None, id="formula"),
        pytest.param("+62 812", None, id="begins with +"),
        pytest.param("@SUM(1)", None, id="begins with @"),
        pytest.param("-1", None, id="looks like a number"),
    ],
)
def test_any_text_stays_text(handed: HandedOut, text: str, shown: str | None) -> None:
    """What a unit typed comes back in its catatan as text: never a formula, never broken XML."""
    feed_back(handed, [["PEM-01", "perhatian", "Isi B6", text, "", "", text]])
    cell = openpyxl.load_workbook(handed.path)["Periksa"].cell(FINDING_FIRST, 4)
    assert (cell.value, cell.data_type) == (shown or text, "s")


def test_text_longer_than_a_cell_is_cut(handed: HandedOut) -> None:
    """Excel repairs files with more than 32.767 characters in a cell, so no longer text is written."""
    feed_back(handed, [["PEM-01", "perhatian", "Isi B6", "x" * 40_000, "", "", ""]])
    with zipfile.ZipFile(handed.path) as content:
        longest = max(len(text) for text in content.read(FINDINGS_PART).decode().replace("<", ">").split(">"))
    assert longest <= 32_767


# --- what is read --------------------------------------------------------------------------------------------


def test_only_the_rows_asked_for_are_read(handed: HandedOut) -> None:
    """Rows below the last that can matter are not read."""
    grid, _ = handed.store.read(handed.ref, 7)
    tab = grid.tab("Isi")
    assert tab is not None
    assert max(row for row, _ in tab.cells) == 7


def test_cells_far_to_the_right_are_not_read(handed: HandedOut) -> None:
    """A stray cell in column XFD costs nothing and hides nothing."""

    def stray(book: Any) -> None:
        book["Isi"]["XFD6"] = "x"

    edit(handed.path, stray)
    tab = handed.grid().tab("Isi")
    assert tab is not None
    assert address(6, 16_384) == "XFD6"
    assert max(column for _, column in tab.cells) <= 60
    assert handed.submission().entries[0].value == FIGURES["PEM-01"]


def test_source_carries_digest_and_time(handed: HandedOut) -> None:
    """The source names file, digest and the time of saving in the office's zone."""
    os.utime(handed.path, (1_790_000_000, 1_790_000_000))
    _, source = handed.store.read(handed.ref, 10)
    assert source.file == f"2026-TW3/{handed.path.name}"
    assert len(source.sha256) == 64
    assert source.modified.isoformat() == "2026-09-21T22:13:20+08:00"


def test_infinite_number_does_not_hide_the_others(handed: HandedOut) -> None:
    """A number beyond what a spreadsheet can hold is noticed in its own cell; the rest of the workbook is read."""
    part = "xl/worksheets/sheet1.xml"
    repack(handed.path, {part: parts(handed.path)[part].replace(b"<v>75</v>", b"<v>1E+400</v>")})
    entries = {entry.code: entry for entry in handed.submission().entries}
    assert entries["PEM-01"].value == FIGURES["PEM-01"]
    assert entries["PEM-05"].value is None
    assert entries["PEM-05"].reading is not Reading.EMPTY
