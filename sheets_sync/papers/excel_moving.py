"""What refers to rows of a tab from outside its cells moves along when rows are repeated.

Merged cells, conditional formats, validations, page breaks, links, pictures, tables, remarks and charts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from sheets_sync.grid import address, parse_address, parse_area
from sheets_sync.papers.excel_looks import MAIN
from sheets_sync.papers.excel_parts import RELATIONS, parse, relations, write
from sheets_sync.papers.references import areas, joined, shifted, written
from sheets_sync.papers.repeating import Layout, Path

FORMULAS = frozenset(("f", "formula", "formula1", "formula2"))
ONE_EACH = frozenset(("mergeCell", "hyperlink"))  # stand once for each copy of what they stood on
UNMOVED = frozenset((f"{MAIN}sheetData", f"{MAIN}sheetViews"))  # cells are moved elsewhere; the view stays
AFTER_SETUP = frozenset((
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
    "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
))  # fmt: skip
REMARK_ROW = re.compile(rb"(<x:Row>)(\d+)(</x:Row>)")


def move_references(root: Any, layouts: Mapping[str, Layout], tab: str) -> None:
    """Move all that a tab's part, or a table's or remarks' part of that tab, says of rows outside its cells."""
    layout = layouts[tab]
    beside = [child for child in root if child.tag not in UNMOVED]
    for element in [root, *(element for child in beside for element in child.iter(etree.Element))]:
        name = etree.QName(element).localname
        if name in FORMULAS and element.text:
            element.text = shifted(element.text, layouts, tab, _seen_from(layout, element))
        elif name == "sqref":
            element.text = _listed(layout, element.text or "")
        elif name == "brk" and element.getparent().tag == f"{MAIN}rowBreaks":
            element.set("id", str(layout.rows(max(int(element.get("id", "1")), 1))[1]))
        elif name == "mergeCells":
            element.attrib.pop("count", None)
        _move_attributes(layout, element, name)


def _move_attributes(layout: Layout, element: Any, name: str) -> None:
    if text := element.get("sqref"):
        element.set("sqref", _listed(layout, text))
    if not (text := element.get("ref")):
        return
    if name in ONE_EACH:
        _multiply(layout, element)
    elif name == "comment":
        row, column = parse_address(text)
        element.set("ref", address(layout.rows(row)[0], column))
    else:
        element.set("ref", written(layout.span(parse_area(text))))


def _multiply(layout: Layout, element: Any) -> None:
    for area in layout.each(parse_area(element.get("ref"))):
        one = deepcopy(element)
        one.set("ref", written(area))
        element.addprevious(one)
    element.getparent().remove(element)


def _listed(layout: Layout, text: str) -> str:
    return " ".join(written(area) for area in joined(each for area in areas(text) for each in layout.each(area)))


def _seen_from(layout: Layout, element: Any) -> Path:
    """The blocks around the first cell to which a condition applies: its references are read from there."""
    for parent in element.iterancestors():
        below = (one.text for one in parent.iterchildren(etree.Element) if etree.QName(one).localname == "sqref")
        if listed := parent.get("sqref") or next(below, None):
            return layout.path_of(areas(listed)[0].top)
    return ()


# --- parts beside the tab ------------------------------------------------------------------------------------


def move_beside(parts: dict[str, bytes], part: str, layouts: Mapping[str, Layout], tab: str) -> None:
    """Move the pictures, tables and remarks that hang on the tab whose part that is."""
    for _, kind, other in relations(parts, part):
        if kind == "drawing":
            parts[other] = _move_pictures(parts[other], layouts[tab])
        elif kind in ("table", "comments"):
            root = parse(parts[other])
            move_references(root, layouts, tab)
            parts[other] = write(root)
        elif kind == "vmlDrawing":
            parts[other] = REMARK_ROW.sub(
                lambda match: b"%s%d%s" % (match[1], layouts[tab].rows(int(match[2]) + 1)[0] - 1, match[3]),
                parts[other],
            )


def _move_pictures(part: bytes, layout: Layout) -> bytes:
    root = parse(part)
    for row in root.iter("{*}row"):
        end = etree.QName(row.getparent()).localname == "to"
        row.text = str(layout.rows(int(row.text) + 1)[end] - 1)
    return write(root)


def move_charts(parts: dict[str, bytes], layouts: Mapping[str, Layout]) -> None:
    """Every chart shows the cells that it showed, at where they went."""
    for name, part in parts.items():
        if re.fullmatch(r"xl/charts/chart\d+\.xml", name):
            root = parse(part)
            for formula in root.iter("{*}f"):
                formula.text = shifted(formula.text or "", layouts)
            parts[name] = write(root)


def set_paper(root: Any, size: str) -> None:
    """The tab's paper by Excel's number; what a printer's driver stored of another paper goes."""
    setup = root.find(f"{MAIN}pageSetup")
    if setup is None:
        setup = etree.Element(f"{MAIN}pageSetup")
        after = next((child for child in root if etree.QName(child).localname in AFTER_SETUP), None)
        root.append(setup) if after is None else after.addprevious(setup)
    if setup.get("paperSize") != size:
        setup.set("paperSize", size)
        for name in (f"{RELATIONS}id", "paperWidth", "paperHeight"):
            setup.attrib.pop(name, None)
