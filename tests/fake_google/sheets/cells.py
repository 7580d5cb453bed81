"""A cell between the API's CellData and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.fake_google.masks import Mask, parse_mask
from tests.fake_google.sheets import colors, formats, show
from tests.fake_google.sheets.book import Book, Cell, Sheet
from tests.fake_google.sheets.calc import effective, number_format
from tests.fake_google.sheets.conditions import rules_at
from tests.fake_google.sheets.formulas import inspect
from tests.fake_google.sheets.shapes import document
from tests.fake_google.sheets.trouble import Invalid
from tests.fake_google.sheets.value import ErrorValue, Value

_UNKEPT = frozenset({"pivotTable", "dataSourceTable", "dataSourceFormula", "chipRuns"})
_NO_FORMAT: dict[str, Any] = {}
NO_FIELDS = "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"


def plain_number(value: float) -> float:
    """The number as JSON prints it: whole ones without a point."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def extended(value: Value) -> dict[str, Any]:
    """The value as an ExtendedValue."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, ErrorValue):
        return {"errorValue": {"type": value.type, "message": value.message}}
    if isinstance(value, str):
        return {"stringValue": value}
    return {} if value is None else {"numberValue": plain_number(value)}


def named_fields(fields: str, known: str) -> Mask:
    """The mask of an update request, which must name something that the message `known` has."""
    if not fields.strip():
        raise Invalid(NO_FIELDS)
    mask = parse_mask(fields)
    members = document()["schemas"][known]["properties"]
    for name in mask.children:
        if name != "*" and name not in members:
            raise Invalid(f"Invalid field: {name}")
    return mask


@dataclass(frozen=True)
class CellWriter:
    """What an update of cells touches."""

    mask: Mask
    value: bool
    format: Mask | None
    note: bool
    validation: bool
    runs: bool
    looks: dict[tuple[int, int], tuple[dict[str, Any], ...]] = field(default_factory=dict)  # keeps its keys alive

    @classmethod
    def of(cls, fields: str) -> CellWriter:
        mask = named_fields(fields, "CellData")
        return cls(
            mask=mask,
            value=mask.touches("userEnteredValue"),
            format=mask.child("userEnteredFormat"),
            note=mask.touches("note"),
            validation=mask.touches("dataValidation"),
            runs=mask.touches("textFormatRuns"),
        )

    def write(self, old: Cell, data: dict[str, Any]) -> Cell:
        """The cell after the update."""
        entered, formula, runs = old.entered, old.formula, old.runs
        if self.value:
            entered, formula = typed_value(data.get("userEnteredValue", {}))
            runs = ()
        if self.runs:
            runs = tuple(colors.painted(data.get("textFormatRuns", [])))
        look = old.format
        if self.format is not None:
            look = self._look(old.format, data.get("userEnteredFormat", _NO_FORMAT), self.format)
        for name in _UNKEPT:
            if name in data and self.mask.touches(name) and data[name]:
                raise Invalid(f"{name} is not supported by the local Google.")
        return Cell(
            entered,
            formula,
            look,
            data.get("note", "") if self.note else old.note,
            (data.get("dataValidation") or None) if self.validation else old.validation,
            runs,
        )

    def _look(self, old: dict[str, Any], new: dict[str, Any], mask: Mask) -> dict[str, Any]:
        """The format after the update, worked out once for all cells that have the same two formats."""
        key = (id(old), id(new))
        if key not in self.looks:
            self.looks[key] = (formats.written(old, colors.painted(new), mask), old, new)
        return self.looks[key][0]


def typed_value(value: dict[str, Any]) -> tuple[Value, str]:
    """The value and formula that a userEnteredValue sets."""
    if "formulaValue" in value:
        formula = value["formulaValue"]
        if not formula.startswith("="):
            raise Invalid(f"Invalid formulaValue: {formula}. Formulas must begin with '='.")
        return None, formula
    if "numberValue" in value:
        return float(value["numberValue"]), ""
    if "boolValue" in value:
        return bool(value["boolValue"]), ""
    if "errorValue" in value:
        raise Invalid("errorValue is a read-only field and cannot be set.")
    return (value.get("stringValue") or None), ""


class CellView:
    """The parts of CellData that a mask asks for."""

    def __init__(self, mask: Mask, book: Book, sheet: Sheet) -> None:
        self.book = book
        self.sheet = sheet
        self.locale = book.locale
        self.names = {name for name in document()["schemas"]["CellData"]["properties"] if mask.touches(name)}
        shape = mask.child("effectiveFormat")
        self.numbers_only = shape is not None and set(shape.children) == {"numberFormat"}

    def show(self, row: int, column: int, cell: Cell) -> dict[str, Any]:
        """The cell as CellData."""
        names, found = self.names, dict[str, Any]()
        value = effective(self.book, self.sheet, row, column) if not cell.blank else None
        if not cell.blank:
            if "userEnteredValue" in names:
                found["userEnteredValue"] = {"formulaValue": cell.formula} if cell.formula else extended(cell.entered)
            if "effectiveValue" in names and value is not None:
                found["effectiveValue"] = extended(value)
            if "formattedValue" in names:
                found["formattedValue"] = show.render(
                    value, number_format(self.book, self.sheet, row, column), self.locale
                )
        if "userEnteredFormat" in names and cell.format:
            found["userEnteredFormat"] = cell.format
        if "effectiveFormat" in names:
            self._look(found, row, column, cell, value)
        self._rest(found, cell)
        return found

    def _look(self, found: dict[str, Any], row: int, column: int, cell: Cell, value: Value) -> None:
        shape = number_format(self.book, self.sheet, row, column) if cell.formula else None
        look = {**cell.format, "numberFormat": shape} if shape else cell.format
        if self.numbers_only:
            numbers = formats.number_format(look, self.locale)
            if not cell.blank or cell.format:
                found["effectiveFormat"] = {"numberFormat": numbers} if numbers else {}
            return
        rules = rules_at(self.book, self.sheet, row, column) if self.sheet.rules else []
        if not cell.blank or cell.format or rules:
            found["effectiveFormat"] = formats.effective(look, value, self.locale, rules)

    def _rest(self, found: dict[str, Any], cell: Cell) -> None:
        names = self.names
        if "hyperlink" in names:
            link = hyperlink(cell, self.locale)
            if link:
                found["hyperlink"] = link
        if "note" in names and cell.note:
            found["note"] = cell.note
        if "textFormatRuns" in names and cell.runs:
            found["textFormatRuns"] = list(cell.runs)
        if "dataValidation" in names and cell.validation:
            found["dataValidation"] = cell.validation


def hyperlink(cell: Cell, locale: str) -> str:
    """Where the whole cell links to."""
    if cell.formula:
        return inspect.hyperlink(cell.formula, locale)
    return str(cell.format.get("textFormat", {}).get("link", {}).get("uri", ""))
