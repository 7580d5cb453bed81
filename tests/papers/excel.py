"""Excel templates made for a test, and what LibreOffice makes of a filled one."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from pypdf import PageObject, PdfReader

from sheets_sync.papers.excel import fill_workbook
from tests.libreoffice import save_as

AT = datetime.fromisoformat("2026-10-08T00:00:00+08:00")


def template(paint: Callable[[Any, Any], object]) -> bytes:
    """A workbook with one tab, Rekap, painted by that function of the workbook and the tab."""
    stream = BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    paint(workbook, workbook.add_worksheet("Rekap"))
    workbook.close()
    return stream.getvalue()


def cells(**texts: Any) -> bytes:
    """A workbook whose tab Rekap holds these texts, by address."""
    return template(lambda _, tab: [tab.write(place, text) for place, text in texts.items()])


def filled(content: bytes, values: Mapping[str, Any], paper: str = "F4") -> bytes:
    return fill_workbook(content, "rekap.xlsx", values, paper, AT, "Rekap", "Kecamatan")


def tab(content: bytes, title: str = "Rekap", *, results: bool = False) -> Any:
    """The tab as openpyxl reads it: formulas, or their stored results."""
    return openpyxl.load_workbook(BytesIO(content), data_only=results)[title]


def table(content: bytes, *, results: bool = False) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in tab(content, results=results).iter_rows()]


def without_results(content: bytes) -> bytes:
    """The workbook without any formula's stored result, so that whoever opens it must compute them."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
            new.writestr(info, part)
    return stream.getvalue()


def computed(content: bytes, folder: Path) -> dict[str, list[list[str]]]:
    """Each tab as LibreOffice computes it: figures with all their digits, nothing taken from what was stored."""
    path = folder / "dihitung.xlsx"
    path.write_bytes(without_results(content))
    save_as(
        [path], "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1", folder, folder / "lo"
    )
    made = {}
    for title in openpyxl.load_workbook(BytesIO(content)).sheetnames:
        with (folder / f"dihitung-{title}.csv").open(encoding="utf-8", newline="") as stream:
            made[title] = list(csv.reader(stream))
    return made


def printed(content: bytes, folder: Path) -> list[PageObject]:
    """The pages of the PDF that LibreOffice makes of it."""
    path = folder / "cetak.xlsx"
    path.write_bytes(content)
    return list(PdfReader(save_as([path], "pdf", folder, folder / "lo") / "cetak.pdf").pages)


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return package.read(name).decode()
