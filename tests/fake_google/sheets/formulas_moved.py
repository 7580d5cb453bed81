"""Formulas that go on pointing at the same cells when these move, tabs are renamed, or cells are cut and pasted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.fake_google.sheets.area import Box, Change
from tests.fake_google.sheets.book import Book, Rule, Sheet
from tests.fake_google.sheets.formulas.rewrite import (
    Change as Rewriting,
)
from tests.fake_google.sheets.formulas.rewrite import (
    Delete,
    Insert,
    Move,
    Relocate,
    RemoveSheet,
    Rename,
    rewrite,
)
from tests.fake_google.sheets.formulas.tokens import FormulaSyntaxError, tokenize
from tests.fake_google.sheets.locales import find


def _everywhere(book: Book, change: Rewriting) -> None:
    """The change is made in every formula: of cells, of conditional formats and of drop-downs."""
    for sheet in book.sheets:
        for place, cell in sheet.cells.items():
            if cell.formula:
                text = rewrite(cell.formula, book.locale, sheet.title, change)
                if text != cell.formula:
                    sheet.cells[place] = cell._replace(formula=text)
            if cell.validation is not None and _has_formula(cell.validation.get("condition", {})):
                condition = _condition(book, sheet, cell.validation["condition"], change)
                if condition != cell.validation["condition"]:
                    validation = {**cell.validation, "condition": condition}
                    sheet.cells[place] = sheet.cells[place]._replace(validation=validation)
        sheet.rules = [_rule(book, sheet, rule, change) for rule in sheet.rules]


def _has_formula(condition: dict[str, Any]) -> bool:
    return any(item.get("userEnteredValue", "").startswith("=") for item in condition.get("values", []))


def _condition(book: Book, sheet: Sheet, condition: dict[str, Any], change: Rewriting) -> dict[str, Any]:
    values = []
    for item in condition.get("values", []):
        text = item.get("userEnteredValue", "")
        if text.startswith("="):
            item = {**item, "userEnteredValue": rewrite(text, book.locale, sheet.title, change)}  # noqa: PLW2901
        values.append(item)
    return {**condition, "values": values}


def _rule(book: Book, sheet: Sheet, rule: Rule, change: Rewriting) -> Rule:
    boolean = rule.body.get("booleanRule")
    if boolean is None or not _has_formula(boolean.get("condition", {})):
        return rule
    condition = _condition(book, sheet, boolean["condition"], change)
    return replace(rule, body={**rule.body, "booleanRule": {**boolean, "condition": condition}})


def moved_formulas(book: Book, sheet: Sheet, change: Change) -> None:
    """Every reference to the tab's cells follows them."""
    title, dimension = sheet.title, change.dimension
    if change.kind == "insert":
        _everywhere(book, Insert(title, dimension, None, change.start, change.count))
    elif change.kind == "delete":
        _everywhere(book, Delete(title, dimension, None, change.start, change.end))
    else:
        _everywhere(book, Move(title, dimension, change.start, change.end, change.destination))


def shifted_formulas(book: Book, sheet: Sheet, change: Change, band: tuple[int, int]) -> None:
    """References to cells of the band (first and last of the other direction) follow them; others stay."""
    if change.kind == "insert":
        _everywhere(book, Insert(sheet.title, change.dimension, band, change.start, change.count))
    else:
        _everywhere(book, Delete(sheet.title, change.dimension, band, change.start, change.end))


def renamed_formulas(book: Book, old: str, new: str) -> None:
    """Every reference to the tab names it by its new title."""
    _everywhere(book, Rename(old, new))


def lost_formulas(book: Book, title: str) -> None:
    """Every reference to the tab, which is gone, is #REF!."""
    _everywhere(book, RemoveSheet(title))


def relocated_formulas(book: Book, source: Sheet, box: Box, target: Sheet, place: tuple[int, int]) -> None:
    """References to cells that were cut follow them to where they were pasted."""
    change = Relocate(
        source.title,
        (box.top, box.bottom - 1),
        (box.left, box.right - 1),
        target.title,
        place[0] - box.top,
        place[1] - box.left,
    )
    _everywhere(book, change)


def respelled_formulas(book: Book, old: str, new: str) -> None:
    """Every formula is written as the new locale does: `1,5` and `;` where decimals have a comma."""
    before, after = find(old).decimal_comma, find(new).decimal_comma
    if before == after:
        return
    for sheet in book.sheets:
        for place, cell in sheet.cells.items():
            if cell.formula:
                sheet.cells[place] = cell._replace(formula=_respelled(cell.formula, before))


def _respelled(text: str, comma: bool) -> str:
    """The formula of a locale with (or without) decimal commas as one without (or with) them spells it."""
    try:
        tokens = tokenize(text, decimal_comma=comma)
    except FormulaSyntaxError:
        return text
    pieces, at, braces = [], 0, 0
    for token in tokens:
        spelled = token.text
        if token.kind == "number":
            spelled = spelled.replace(",", ".") if comma else spelled.replace(".", ",")
        elif token.kind == "mark":
            braces += {"{": 1, "}": -1}.get(spelled, 0)
            marks = _INSIDE if braces else _OUTSIDE
            spelled = marks[comma].get(spelled, spelled)
        pieces += [text[at : token.start], spelled]
        at = token.end
    return "".join([*pieces, text[at:]])


# What separates columns within braces, and arguments outside of them, by whether the old locale has decimal commas.
_INSIDE = {True: {"\\": ","}, False: {",": "\\"}}
_OUTSIDE = {True: {";": ","}, False: {",": ";"}}
