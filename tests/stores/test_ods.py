"""OpenDocument as any program may write it: repeated, spanned, commented, and hostile."""

from __future__ import annotations

import io
import time as clock
import tracemalloc
import zipfile
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from sheets_sync.errors import WorkbookError
from sheets_sync.grid import Anchor, Area, BrokenCell, Cell, Grid
from sheets_sync.stores.ods import MAX_TABS, read_ods
from sheets_sync.stores.received import open_received
from tests.edits import ZONE

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("meta", "meta"),
        ("draw", "drawing"),
    )
)
MANIFEST = "<manifest/>"
ENCRYPTED = "<manifest><encryption-data/></manifest>"


def document(body: str, *, head: str = "", manifest: str = MANIFEST, meta: str = "") -> bytes:
    """An ods whose spreadsheet holds `body`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", manifest)
        content = f"<office:spreadsheet>{body}</office:spreadsheet>"
        package.writestr("content.xml", f"{head}<office:document-content {SPACES}>{content}</office:document-content>")
        if meta:
            package.writestr("meta.xml", f"<office:document-meta {SPACES}>{meta}</office:document-meta>")
    return stream.getvalue()


def read(body: str, rows: int = 10) -> Grid:
    with zipfile.ZipFile(io.BytesIO(document(body))) as package:
        return read_ods(package, rows)


def row(*cells: str, repeated: str = "") -> str:
    again = f' table:number-rows-repeated="{repeated}"' if repeated else ""
    return f"<table:table-row{again}>{''.join(cells)}</table:table-row>"


def table(*rows: str, name: str = "Isi") -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def number(value: object, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="float" office:value="{value}" {attributes}/>'


def text(*paragraphs: str, attributes: str = "") -> str:
    inside = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)
    return f'<table:table-cell office:value-type="string" {attributes}>{inside}</table:table-cell>'


def only(cell: str) -> Cell | None:
    """What that cell is read as."""
    return read(table(row(cell))).tabs[0].cells.get((1, 1))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (number("12.50"), Cell(Decimal("12.5"))),
        (number("0.30000000000000004"), Cell(Decimal("0.3"))),
        (number("1e3"), Cell(Decimal(1000))),
        (number("NaN"), Cell(BrokenCell("#NUM!"))),
        (number("bukan"), Cell(BrokenCell("#NUM!"))),
        ('<table:table-cell office:value-type="percentage" office:value="0.975"/>', Cell(Decimal("0.975"), percent=True)),
        ('<table:table-cell office:value-type="currency" office:value="150"/>', Cell(Decimal(150))),
        ('<table:table-cell office:value-type="boolean" office:boolean-value="true"/>', Cell(value=True)),
        ('<table:table-cell office:value-type="boolean" office:boolean-value="false"/>', Cell(value=False)),
        ('<table:table-cell office:value-type="date" office:date-value="2026-09-30"/>', Cell(datetime(2026, 9, 30))),  # noqa: DTZ001
        (
            '<table:table-cell office:value-type="date" office:date-value="2026-09-30T14:05:09.5"/>',
            Cell(datetime(2026, 9, 30, 14, 5, 9)),  # noqa: DTZ001
        ),
        ('<table:table-cell office:value-type="date" office:date-value="2026-13-30"/>', Cell(BrokenCell("#VALUE!"))),
        ('<table:table-cell office:value-type="time" office:time-value="PT10H05M00S"/>', Cell(time(10, 5))),
        ('<table:table-cell office:value-type="time" office:time-value="kemarin"/>', Cell(BrokenCell("#VALUE!"))),
        (text("72,5"), Cell("72,5")),
        (text("a", "b<text:s text:c='2'/>c<text:tab/>d<text:line-break/>e"), Cell("a\nb  c\td\ne")),
        (text("<text:span>te</text:span><text:a>bal</text:a>"), Cell("tebal")),
        (text(), None),
        ('<table:table-cell office:value-type="string" office:string-value="isi"/>', Cell("isi")),
        (text("98<text:note>catatan kaki</text:note>"), Cell("98")),
        (text("98", attributes="").replace("<text:p>", "<office:annotation><text:p>komentar</text:p></office:annotation><text:p>"), Cell("98")),
        (text("#DIV/0!", attributes='table:formula="of:=1/0"'), Cell(BrokenCell("#DIV/0!"))),
        (text("Err:502", attributes='table:formula="of:=X()"'), Cell(BrokenCell("Err:502"))),
        (text("#1 di kabupaten"), Cell("#1 di kabupaten")),
        ('<table:table-cell table:formula="of:=B6"/>', Cell(BrokenCell("rumus tanpa hasil"))),
        ('<table:table-cell table:formula="of:=B6"><text:p/></table:table-cell>', None),
        (number(1, 'table:formula="of:=TRUE()"'), Cell(value=True)),
        ("<table:table-cell><draw:frame><draw:text-box><text:p>kotak</text:p></draw:text-box></draw:frame></table:table-cell>", None),
    ],
)  # fmt: skip
def test_each_kind_of_cell(cell: str, value: Cell | None) -> None:
    """Every kind of cell is read for what it holds; comments, footnotes and drawings are none of it."""
    assert only(cell) == value


def test_repeated_cells_and_rows_stand_where_they_are_shown() -> None:
    """A cell and a row that the file says once stand as often as people see them."""
    grid = read(
        table(
            row(number(1, 'table:number-columns-repeated="3"'), text("x")),
            row(number(2), repeated="2"),
            row("<table:table-cell/>", repeated="3"),
            row("<table:covered-table-cell/>", number(7)),
        )
    )
    cells = {at: cell.value for at, cell in grid.tabs[0].cells.items()}
    assert cells == {(1, 1): 1, (1, 2): 1, (1, 3): 1, (1, 4): "x", (2, 1): 2, (3, 1): 2, (7, 2): 7}


def test_endless_repetition_costs_nothing() -> None:
    """A row formatted a million times, and one of a million cells, take neither time nor memory."""
    body = table(
        row(number(1, 'table:number-columns-repeated="16384"'), repeated="1048576"),
        row(number(5), repeated="999999999"),
    )
    tracemalloc.start()
    started = clock.perf_counter()
    grid = read(body * 40, rows=400)
    took, peak = clock.perf_counter() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert max(grid.tabs[0].cells) == (400, 60)
    assert took < 20
    assert peak < 300_000_000


def test_merged_areas_and_names() -> None:
    """Merged cells are known by their area; global names point at their first cell, broken ones nowhere."""
    names = "".join(
        f'<table:named-range table:name="{name}" table:cell-range-address="{target}"/>'
        for name, target in (
            ("isi_realisasi", "$Isi.$B$5"),
            ("isi_keterangan", "$'Isi Jum''at. baru'.$C$5:.$C$9"),
            ("rusak", "#REF!"),
            ("aneh", "$Isi.$5:.$5"),
        )
    )
    spanned = 'table:number-columns-spanned="2" table:number-rows-spanned="3"'
    grid = read(
        table(row("<table:table-cell/>", number(1, spanned)))
        + f"<table:named-expressions>{names}</table:named-expressions>"
    )
    assert grid.tabs[0].merged == (Area(1, 2, 3, 3),)
    assert grid.anchors == {"isi_realisasi": Anchor("Isi", 5, 2), "isi_keterangan": Anchor("Isi Jum'at. baru", 5, 3)}


def test_groups_are_read_and_inner_tables_are_not() -> None:
    """Header rows and grouped rows count as rows; a table inside a drawing is no tab."""
    inner = f"<table:shapes><draw:frame>{table(row(number(9)), name='dalam')}</draw:frame></table:shapes>"
    header = f"<table:table-header-rows>{row(number(1))}</table:table-header-rows>"
    grid = read(table(inner, header, f"<table:table-row-group>{row(number(2))}</table:table-row-group>"))
    assert [tab.title for tab in grid.tabs] == ["Isi"]
    assert {at: cell.value for at, cell in grid.tabs[0].cells.items()} == {(1, 1): 1, (2, 1): 2}


def test_the_key_among_the_properties() -> None:
    """The key that we keep in the file's properties is found there."""
    meta = (
        '<office:meta><meta:user-defined meta:name="Kunci lembar">sheets-sync|a|b|c|d</meta:user-defined></office:meta>'
    )
    with zipfile.ZipFile(io.BytesIO(document(table(), meta=meta))) as package:
        assert read_ods(package, 10).keys == ("sheets-sync|a|b|c|d",)


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
HOSTILE = {
    "entities": document(table(row(text("&c;"))), head=BOMB),
    "a file of this machine": document(
        table(row(text("&d;"))), head='<!DOCTYPE a [<!ENTITY d SYSTEM "file:///etc/hostname">]>'
    ),
    "depth": document(table(row(f"{'<table:table-cell>' * 100_000}{'</table:table-cell>' * 100_000}"))),
    "tabs": document(table(row(number(1), repeated="400")) * (MAX_TABS + 1)),
    "broken off": document(table(row(number(1))) + "<table:table"),
    "no content": document("")[:-400],
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_refused(tmp_path: Path, content: bytes) -> None:
    """Entities, external files, endless nesting and endless tabs end in a refusal, at once."""
    path = tmp_path / "lembar.ods"
    path.write_bytes(content)
    started = clock.perf_counter()
    with pytest.raises(WorkbookError, match=r"^lembar\.ods: rusak"):
        open_received(path, 400, ZONE)
    assert clock.perf_counter() - started < 10


def test_a_password_is_asked_away(tmp_path: Path) -> None:
    """An encrypted ods is refused with how to save it."""
    path = tmp_path / "lembar.ods"
    path.write_bytes(document(table(), manifest=ENCRYPTED))
    with pytest.raises(WorkbookError, match=r"^lembar\.ods: terkunci kata sandi"):
        open_received(path, 400, ZONE)
