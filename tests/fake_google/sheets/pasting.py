"""What a paste takes along, by its type."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.fake_google.sheets.area import Box
from tests.fake_google.sheets.book import EMPTY, Book, Cell, Rule, Sheet
from tests.fake_google.sheets.calc import effective, shifted

Block = dict[tuple[int, int], Cell]  # by place within the block


def block(sheet: Sheet, box: Box) -> Block:
    """The filled cells of the box, counted from its corner."""
    return {(row - box.top, column - box.left): cell for (row, column), cell in sheet.within(box)}


def pasted(old: Cell, new: Cell, kind: str) -> Cell:
    """The cell after the other was pasted over it; `new` has its formula shifted already."""
    if kind in ("PASTE_VALUES", "PASTE_FORMULA"):
        return old._replace(entered=new.entered, formula=new.formula, runs=())
    if kind == "PASTE_FORMAT":
        return old._replace(format=new.format)
    if kind == "PASTE_DATA_VALIDATION":
        return old._replace(validation=new.validation)
    if kind == "PASTE_CONDITIONAL_FORMATTING":
        return old
    if kind == "PASTE_NO_BORDERS":
        look = {name: value for name, value in new.format.items() if name != "borders"}
        if "borders" in old.format:
            look["borders"] = old.format["borders"]
        return new._replace(format=look)
    return new


def computed(book: Book, sheet: Sheet, box: Box, cells: Block) -> Block:
    """The cells with the results of their formulas in place of these."""
    return {
        place: cell._replace(
            entered=effective(book, sheet, box.top + place[0], box.left + place[1]), formula="", runs=()
        )
        for place, cell in cells.items()
    }


def laid(book: Book, sheet: Sheet, box: Box, cells: Block, kind: str, origin: tuple[int, int]) -> None:
    """The block covers the box, cell by cell; formulas point as far from it as they did from `origin`."""
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            new = cells.get((row - box.top, column - box.left), EMPTY)
            if new.formula:
                rows, columns = box.top - origin[0], box.left - origin[1]
                if rows or columns:
                    new = new._replace(formula=shifted(book, new.formula, rows, columns))
            sheet.put(row, column, pasted(sheet.cell(row, column), new, kind))


def turned(cells: Block) -> Block:
    """The block with rows and columns exchanged."""
    return {(column, row): cell for (row, column), cell in cells.items()}


def merges(source: list[Box], target: Sheet, box: Box, start: tuple[int, int]) -> None:
    """The merged cells of what was copied are merged where it was pasted."""
    target.merges = [merge for merge in target.merges if not box.meets(merge)]
    for merge in source:
        down, right = box.top - start[0], box.left - start[1]
        target.merges.append(Box(merge.top + down, merge.bottom + down, merge.left + right, merge.right + right))


def coloured(source: Sheet, box: Box, target: Sheet, to: Box) -> None:
    """The conditional formats of what was copied hold where it was pasted, too."""
    found: list[Rule] = []
    for rule in target.rules if source is target else source.rules:
        areas: list[Any] = []
        for area in rule.areas:
            part = source.box(area)
            top, bottom = max(part.top, box.top), min(part.bottom, box.bottom)
            left, right = max(part.left, box.left), min(part.right, box.right)
            if top < bottom and left < right:
                down, along = to.top - box.top, to.left - box.left
                areas.append(
                    area._replace(
                        sheet_id=target.id, top=top + down, bottom=bottom + down, left=left + along, right=right + along
                    )
                )
        if source is target:
            found.append(replace(rule, areas=rule.areas + tuple(areas)) if areas else rule)
        elif areas:
            found.append(Rule(tuple(areas), rule.body))
    target.rules = found if source is target else target.rules + found
