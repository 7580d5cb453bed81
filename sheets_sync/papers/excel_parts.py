"""The parts of an Excel file as XML: opened with care, its tabs and shared texts found, and written again."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from sheets_sync.papers.excel_looks import MAIN
from sheets_sync.papers.package import read_package

RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
WORKBOOK = "xl/workbook.xml"
WORKBOOK_TYPE = b"spreadsheetml.sheet.main+xml"  # templates and files with macros have others
MAX_UNPACKED = 100_000_000
ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ in a text as A
STRINGS = "xl/sharedStrings.xml"
STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
STRINGS_RELATION = f"{RELATIONS[1:-1]}/sharedStrings"


def open_parts(content: bytes) -> dict[str, bytes]:
    """The parts of the file; ValueError where it unpacks to more than any template needs, or is no Excel file."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        if sum(info.file_size for info in package.infolist()) > MAX_UNPACKED:
            raise ValueError("lebih dari 100 MB bila dibuka")
    parts = read_package(content)
    if WORKBOOK not in parts or WORKBOOK_TYPE not in parts["[Content_Types].xml"]:
        raise ValueError("tidak ada buku kerja di dalamnya")
    return parts


def parse(part: bytes) -> Any:
    """The part's root; ValueError for one that declares entities, which no Office program writes."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(part, parser)
    if root.getroottree().docinfo.doctype:
        raise ValueError("XML dengan DOCTYPE")
    return root


def write(root: Any) -> bytes:
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def relations(parts: Mapping[str, bytes], part: str) -> Iterator[tuple[str, str, str]]:
    """(id, type's last word, the other part) of each relation of the part to another inside the file."""
    beside = relations_part(part)
    for item in parse(parts[beside]).iter(f"{PACKAGE_RELATIONS}Relationship") if beside in parts else ():
        if item.get("TargetMode") != "External":
            target = normpath(join("/", dirname(part), item.get("Target", ""))).lstrip("/")
            yield item.get("Id", ""), item.get("Type", "").rpartition("/")[2], target


def relations_part(part: str) -> str:
    return join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels")


def sheet_parts(parts: Mapping[str, bytes], workbook: Any) -> dict[str, str]:
    """The part of each tab that has cells, by title, in the order of the tabs."""
    found = {number: target for number, kind, target in relations(parts, WORKBOOK) if kind == "worksheet"}
    sheets = workbook.iterfind(f"{MAIN}sheets/{MAIN}sheet")
    titled = {sheet.get("name", ""): found.get(sheet.get(f"{RELATIONS}id", "")) for sheet in sheets}
    return {title: part for title, part in titled.items() if part and part in parts}


def without(parts: dict[str, bytes], gone: str) -> None:
    """Take the part out of the file, and what the file says of it."""
    if parts.pop(gone, None) is None:
        return
    types = parse(parts["[Content_Types].xml"])
    for item in [item for item in types if item.get("PartName") == f"/{gone}"]:
        types.remove(item)
    parts["[Content_Types].xml"] = write(types)
    beside = relations_part(WORKBOOK)
    listed = parse(parts[beside])
    for item in [item for item in listed if item.get("Target", "").endswith(gone.rpartition("/")[2])]:
        listed.remove(item)
    parts[beside] = write(listed)


@dataclass(slots=True)
class Strings:
    """The texts that cells share, by number; those that are added come after the template's own."""

    root: Any
    own: int  # how many of them are the template's

    def item(self, number: str) -> Any:
        return self.root[int(number)]

    def add(self, item: Any) -> str:
        self.root.append(item)
        return str(len(self.root) - 1)

    def add_text(self, text: str) -> str:
        """Text that XML does not forbid, as the number by which a cell shows it."""
        item = etree.Element(f"{MAIN}si")
        shown = etree.SubElement(item, f"{MAIN}t")
        shown.text = escaped(text)
        shown.set(PRESERVE, "preserve")
        return self.add(item)

    def blank(self, fields: re.Pattern[str]) -> None:
        """Empty every text of the template that holds a field: no cell shows it any more."""
        for item in self.root[: self.own]:
            if fields.search(text_of(item)):
                for child in list(item):
                    item.remove(child)
                etree.SubElement(item, f"{MAIN}t")

    def content(self) -> bytes:
        for name in ("count", "uniqueCount"):
            self.root.attrib.pop(name, None)
        return write(self.root)


def open_strings(parts: dict[str, bytes]) -> Strings:
    """The workbook's shared texts; a workbook without any gets an empty table."""
    if STRINGS not in parts:
        parts[STRINGS] = f'<sst xmlns="{MAIN[1:-1]}"/>'.encode()
        types, beside = parse(parts["[Content_Types].xml"]), relations_part(WORKBOOK)
        etree.SubElement(types, f"{TYPES}Override", PartName=f"/{STRINGS}", ContentType=STRINGS_TYPE)
        listed = parse(parts[beside])
        etree.SubElement(
            listed, f"{PACKAGE_RELATIONS}Relationship", Id="rIdTexts", Type=STRINGS_RELATION, Target="sharedStrings.xml"
        )
        parts["[Content_Types].xml"], parts[beside] = write(types), write(listed)
    root = parse(parts[STRINGS])
    return Strings(root, len(root))


def texts(item: Any) -> list[Any]:
    """The elements that hold the text of a shared or inline string, without its reading aids (`rPh`)."""
    return [*item.iterfind(f"{MAIN}t"), *item.iterfind(f"{MAIN}r/{MAIN}t")]


def text_of(item: Any) -> str:
    return "".join(one.text or "" for one in texts(item))


def escaped(text: str) -> str:
    """The text so spelled that Excel reads it as it is."""
    return ESCAPED.sub("_x005F_", text)
