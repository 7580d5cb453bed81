"""One part of an xlsx package can be changed without touching the others, whoever wrote it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.errors import WorkbookError
from sheets_sync.grid import Anchor, Area
from sheets_sync.stores import package

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = f'<?xml version="1.0"?><worksheet xmlns="{SPREADSHEET}"><dimension ref="A1:G5"/>'
ROWS_ABOVE = (
    '<row r="1" ht="24"><c r="A1" s="1" t="s"><v>0</v></c></row>'
    '<row r="4"><c r="A4" s="7" t="inlineStr"><is><t>Baris</t></is></c></row>'
)
FIRST_ROW = '<row r="5" spans="1:3"><c r="A5" s="8" t="s"><v>1</v></c><c s="9" r="B5"/><c r="C5"/></row>'
TAIL = '<mergeCells count="1"><mergeCell ref="A1:G1"/></mergeCells><pageMargins left="0.7"/></worksheet>'
SHEET = f"{HEAD}<sheetData>{ROWS_ABOVE}{FIRST_ROW}</sheetData>{TAIL}".encode()

Texts = list[list[str]]


def texts(part: bytes, first: int) -> Texts:
    """The texts of the part's rows from `first` downwards, as an XML parser sees them."""
    root = ElementTree.fromstring(part)
    return [
        ["".join(cell.itertext()) for cell in row.iter(f"{{{SPREADSHEET}}}c")]
        for row in root.iter(f"{{{SPREADSHEET}}}row")
        if int(row.get("r", "0")) >= first
    ]


def addresses(part: bytes) -> Iterator[str | None]:
    return (cell.get("r") for cell in ElementTree.fromstring(part).iter(f"{{{SPREADSHEET}}}c"))


def prefixed(part: bytes) -> bytes:
    """The part as some programs write it, every element with a prefix."""
    text = part.decode().replace("</", "</x:").replace(f'xmlns="{SPREADSHEET}"', f'xmlns:x="{SPREADSHEET}"')
    head, rest = text.split("?>", 1)
    return f"{head}?>{rest.replace('<', '<x:').replace('<x:/x:', '</x:')}".encode()


# --- rows ----------------------------------------------------------------------------------------------------


def test_rows_are_replaced_from_the_first_downwards() -> None:
    """Rows from the first on give way to the new ones; those above and all around stay byte for byte."""
    changed = package.replace_rows(SHEET, 5, [["a", "b"], ["c", "d"]])
    assert texts(changed, 5) == [["a", "b"], ["c", "d"]]
    assert list(addresses(changed)) == ["A1", "A4", "A5", "B5", "A6", "B6"]
    assert ROWS_ABOVE.encode() in changed
    assert changed.endswith(TAIL.encode())


def test_new_cells_look_like_the_first_row() -> None:
    """Each new cell has the look that its column had in the first row, wherever the attribute stood."""
    changed = package.replace_rows(SHEET, 5, [["a", "b", "c", "d"]] * 2)
    looks = [cell.get("s") for cell in ElementTree.fromstring(changed).iter(f"{{{SPREADSHEET}}}c")][2:]
    assert looks == ["8", "9", None, None] * 2


def test_replacing_again_with_the_same_rows_changes_nothing() -> None:
    """What stands so already is given back byte for byte."""
    once = package.replace_rows(SHEET, 5, [["a", "b"], ["c", "d"]])
    assert package.replace_rows(once, 5, [["a", "b"], ["c", "d"]]) == once


def test_dimension_grows_with_the_rows() -> None:
    """The stated dimension reaches the last row, and never shrinks."""
    assert b'<dimension ref="A1:G44"/>' in package.replace_rows(SHEET, 5, [["a"]] * 40)
    assert b'<dimension ref="A1:G5"/>' in package.replace_rows(SHEET, 5, [["a"]])


def test_no_rows_leave_the_place_empty() -> None:
    """No new rows: the old ones go."""
    assert texts(package.replace_rows(SHEET, 5, []), 5) == []


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(f"{HEAD}<sheetData/>{TAIL}", id="self-closing"),
        pytest.param(f"{HEAD}<sheetData />{TAIL}", id="self-closing with a blank"),
        pytest.param(f"{HEAD}<sheetData></sheetData>{TAIL}", id="empty"),
        pytest.param(f"{HEAD}<sheetData>{ROWS_ABOVE}</sheetData>{TAIL}", id="only rows above"),
        pytest.param(f'{HEAD}<sheetData>{ROWS_ABOVE}<row r="5"/><row r="9"/></sheetData>{TAIL}', id="empty rows"),
        pytest.param(f"{HEAD}<sheetData>\n {ROWS_ABOVE}\n {FIRST_ROW}\n</sheetData >\n{TAIL}", id="on many lines"),
        pytest.param(f'{HEAD}<sheetData><row ht="3" r="7"><c r="A7"/></row></sheetData>{TAIL}', id="first row is missing"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("prefix", [False, True], ids=["plain", "prefixed"])
def test_rows_are_placed_however_the_part_is_written(part: str, prefix: bool) -> None:
    """Empty sheets, empty rows, line breaks and namespaces with a prefix are all the same to the reader."""
    given_part = prefixed(part.encode()) if prefix else part.encode()
    changed = package.replace_rows(given_part, 5, [["a", "<b>"]])
    assert texts(changed, 5) == [["a", "<b>"]]
    assert package.replace_rows(changed, 5, [["a", "<b>"]]) == changed


def test_part_without_sheet_data_is_refused() -> None:
    """A part that is no sheet is a ValueError."""
    with pytest.raises(ValueError, match="sheetData"):
        package.replace_rows(b"<worksheet/>", 5, [["a"]])


@given(st.lists(st.lists(st.text(max_size=30), min_size=3, max_size=3), max_size=5))
def test_any_texts_come_back_as_they_were(rows: Texts) -> None:
    """Whatever the texts hold, the part stays well-formed and they come back, less what XML forbids."""
    wanted = [[shown(text) for text in row] for row in rows]
    assert texts(package.replace_rows(SHEET, 5, rows), 5) == wanted


def shown(text: str) -> str:
    """The text as an XML parser gives it back: forbidden characters are blanks, lines end in one way."""
    allowed = "".join(letter if is_xml(ord(letter)) else " " for letter in text)
    return allowed.replace("\r\n", "\n").replace("\r", "\n")


def is_xml(code: int) -> bool:
    """Whether XML 1.0 allows the character (its production 2)."""
    return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


# --- text ----------------------------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_makes_well_formed_xml(text: str) -> None:
    """Between two tags, any text at all (halves of characters too) parses, and comes back less what XML forbids."""
    root = ElementTree.fromstring(f"<t>{package.xml_text(text)}</t>".encode())
    assert (root.text or "") == shown(text)


# --- merged cells --------------------------------------------------------------------------------------------


def test_merged_areas_are_found() -> None:
    """Every merged area is found once, whatever stands around its address."""
    part = b'<mergeCells><mergeCell ref="A1:G1"/><x:mergeCell xr:uid="{1}" ref="$B$7:$C$9"></x:mergeCell></mergeCells>'
    assert package.merged(io.BytesIO(part)) == (Area(1, 1, 1, 7), Area(7, 2, 9, 3))


@pytest.mark.parametrize("before", [0, 1, 12, 25, 26, 27, 60])
def test_merged_area_cut_by_the_end_of_a_piece_is_found(before: int) -> None:
    """A tag that lies across two of the pieces in which the part is read is found, once."""
    tag = b'<mergeCell ref="A1:B2"/>'
    part = b" " * ((1 << 20) - before) + tag + b'<mergeCell ref="C1:D2"/>'
    assert package.merged(io.BytesIO(part)) == (Area(1, 1, 2, 2), Area(1, 3, 2, 4))


def test_sheet_without_merged_cells_has_none() -> None:
    """No merged cells, no areas."""
    assert package.merged(io.BytesIO(b"<worksheet><sheetData/></worksheet>")) == ()


# --- defined names -------------------------------------------------------------------------------------------


def workbook(names: str) -> zipfile.ZipFile:
    """A package whose workbook holds these defined names and two tabs."""
    content = zipfile.ZipFile(io.BytesIO(), "w")
    content.writestr(
        "xl/workbook.xml",
        f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{RELATIONS}"><sheets><sheet name="Isi" r:id="rId2"/>'
        f'<sheet name="Jum\'at &amp; x" r:id="rId1"/></sheets><definedNames>{names}</definedNames></workbook>',
    )
    content.writestr(
        "xl/_rels/workbook.xml.rels",
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="/xl/worksheets/a.xml"/>'
        '<Relationship Id="rId2" Target="worksheets/b.xml"/></Relationships>',
    )
    return content


@pytest.mark.parametrize(
    ("refers_to", "place"),
    [
        pytest.param("'Isi'!$A$5", ("Isi", 5, 1), id="quoted"),
        pytest.param("Isi!$AB$12", ("Isi", 12, 28), id="plain"),
        pytest.param("Isi!$C$7:$D$9", ("Isi", 7, 3), id="an area's first cell"),
        pytest.param("'Jum''at &amp; x'!$A$1", ("Jum'at & x", 1, 1), id="apostrophe"),
        pytest.param("'a!b'!$A$1", ("a!b", 1, 1), id="exclamation mark in the tab's name"),
        pytest.param("#REF!$A$5", None, id="tab deleted"),
        pytest.param("Isi!#REF!", None, id="cell deleted"),
        pytest.param("#REF!", None, id="all deleted"),
        pytest.param("OFFSET(Isi!$A$1,1,1)", None, id="a formula"),
        pytest.param("", None, id="empty"),
    ],
)
def test_defined_name_says_where_it_points(refers_to: str, place: tuple[str, int, int] | None) -> None:
    """A defined name gives tab, row and column; one whose cell is gone gives no place to write to."""
    found = package.anchor(workbook(f'<definedName name="periksa_awal">{refers_to}</definedName>'), "periksa_awal")
    tabs = package.sheet_parts(workbook(""))
    expected = Anchor(*place) if place else None
    assert found == expected or (found is not None and expected is None and found.tab not in tabs)


def test_other_names_are_no_anchor() -> None:
    """Only the name asked for counts."""
    assert package.anchor(workbook('<definedName name="lain">Isi!$A$5</definedName>'), "periksa_awal") is None


def test_parts_of_the_tabs_are_found_by_title() -> None:
    """Each tab's part is known by its title, in the order of the tabs, wherever its relation points."""
    assert list(package.sheet_parts(workbook("")).items()) == [
        ("Isi", "xl/worksheets/b.xml"),
        ("Jum'at & x", "xl/worksheets/a.xml"),
    ]


# --- one part in the place of another ------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A zip of three parts, packed in different ways, with times and a comment."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as content:
        content.writestr(zipfile.ZipInfo("stored", (2026, 1, 2, 3, 4, 6)), b"abc" * 50)
        content.writestr("packed", b"abc" * 50, zipfile.ZIP_DEFLATED)
        content.writestr("old", b"lama", zipfile.ZIP_DEFLATED)
    return path


def test_replaced_part_holds_the_new_content(file: Path) -> None:
    """The part holds the new content; the others keep content, time, order and packing."""
    with zipfile.ZipFile(file) as content:
        before = [(info.filename, info.CRC, info.date_time, info.compress_type) for info in content.infolist()]
    package.replace_part(file, "old", b"baru", file.stat())
    with zipfile.ZipFile(file) as content:
        assert content.read("old") == b"baru"
        after = [(info.filename, info.CRC, info.date_time, info.compress_type) for info in content.infolist()]
        assert content.testzip() is None
    assert after[:2] == before[:2]
    assert [name for name, *_ in after] == ["stored", "packed", "old"]


def test_file_that_changed_is_not_replaced(file: Path) -> None:
    """A file saved since it was looked at stays as it was saved, and no half-written file stays."""
    seen = file.stat()
    package.replace_part(file, "old", b"oleh unit", seen)
    saved = file.read_bytes()
    with pytest.raises(WorkbookError, match=r"a\.xlsx baru saja disimpan"):
        package.replace_part(file, "old", b"baru", seen)
    assert file.read_bytes() == saved
    assert list(file.parent.iterdir()) == [file]


def test_damaged_file_is_not_replaced(file: Path) -> None:
    """A file in which another part is damaged stays as it is, with a line that says so."""
    damaged = file.read_bytes().replace(b"abcabc", b"abcabd", 1)
    file.write_bytes(damaged)
    with pytest.raises(WorkbookError, match=r"a\.xlsx rusak"):
        package.replace_part(file, "old", b"baru", file.stat())
    assert file.read_bytes() == damaged


def test_a_hostile_part_costs_no_time() -> None:
    """Thousands of unfinished tags are passed over at once: no pattern looks back over them."""
    part = b"<sheetData/>" + b"<!--" + b"<mergeCell <row <c <dimension " * 50_000 + b"-->"
    assert package.merged(io.BytesIO(part)) == ()
    assert package.uncomputed(part) == ()
    assert b">a<" in package.replace_rows(part, 5, [["a"]])
