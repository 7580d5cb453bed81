"""A spreadsheet in which people work is brought up to a newer plan: in place, in one batch.

Written are only rows that this batch inserts and cells that the units cannot type into; what stands in an input is
neither read back nor sent. Rows are where the last read found them: nobody but the office can move them meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sheets_sync.grid import Area
from sheets_sync.layout import FINDING_FIRST, FINDINGS, FIRST_ROW, FORM, GUIDE, KEY, RETIRED, retired_words, text_of
from sheets_sync.plan import CellPlan, Colour, Content, Formula, Sheet, Style
from sheets_sync.renewal import FIGURE, GREY, NOTE, Renewal, Standing
from sheets_sync.stores.google import paint
from sheets_sync.stores.google.moves import Layout, moved
from sheets_sync.stores.google.read import cells_of

Json = dict[str, Any]
EVERYTHING = f"userEnteredValue,textFormatRuns,{paint.LOOK}"


def tab_ids(sheets: list[Json]) -> dict[str, int]:
    """The id of each tab of ours that is left, by our name for it."""
    found: dict[str, int] = {}
    for sheet in sheets:
        number = sheet["properties"].get("sheetId", 0)
        for mark in sheet.get("developerMetadata", ()):
            if mark.get("metadataKey") == paint.MARK and paint.is_our_sheet(number):
                found.setdefault(str(mark.get("metadataValue", "")), number)
    return found


def requests_of(sheets: list[Json], renewal: Renewal, editor: str) -> list[Json]:
    """The requests that let the spreadsheet be as the new plan says."""
    return [request for request in _Work(sheets, renewal, editor).requests() if request]


class _Work:
    """One re-issue: the tabs as they were read, and where everything of the new plan goes."""

    def __init__(self, sheets: list[Json], renewal: Renewal, editor: str) -> None:
        self.renewal, self.editor = renewal, editor
        self.raw = {sheet["properties"].get("sheetId", 0): sheet for sheet in sheets}
        self.ids = tab_ids(sheets)
        self.former = {sheet.name: sheet for sheet in renewal.former.sheets}
        self.layouts = self._layouts()
        self.titles = self._titles()
        self.made = {sheet.name: self._free_id() for sheet in renewal.new.sheets if self._is_missing(sheet)}

    def _is_missing(self, sheet: Sheet) -> bool:
        """A table whose tab there is not: it is asked only now, or somebody deleted it."""
        return sheet.name in self.renewal.codes and sheet.name not in self.renewal.standing

    def _free_id(self) -> int:
        number = next(at for at in range(paint.FIRST_SHEET_ID, paint.FIRST_SHEET_ID + 100) if at not in self.raw)
        self.raw[number] = {"properties": {"sheetId": number}}
        return number

    def _layouts(self) -> dict[str, Layout]:
        made = {}
        for name, standing in self.renewal.standing.items():
            number = standing.tab.id
            if number is not None:
                self.ids[name] = number
                made[name] = Layout.of_table(
                    standing.head, standing.columns, standing.rows, self.renewal.codes.get(name, {})
                )
        if place := self.renewal.posted.findings:
            made[FINDINGS] = Layout.shifted(place[1] - FINDING_FIRST, place[2] - 1)
        return made

    def _titles(self) -> dict[str, str]:
        """What each tab is called after the batch: as people call it, unless it still bears the former plan's title."""
        titles = {sheet.name: sheet.title for sheet in self.renewal.new.sheets}
        for name, number in self.ids.items():
            now = self.raw[number]["properties"]["title"]
            if name in titles and not (name in self.former and now == self.former[name].title):
                titles[name] = now
        return titles

    def requests(self) -> Iterator[Json]:
        for name, number in self.ids.items():
            if self.titles.get(name, "") not in ("", self.raw[number]["properties"]["title"]):
                properties = {"sheetId": number, "title": self.titles[name]}
                yield {"updateSheetProperties": {"properties": properties, "fields": "title"}}
        for sheet in self.renewal.new.sheets:
            if sheet.name in self.made:
                yield from self._add(sheet, self.made[sheet.name])
        for name, standing in self.renewal.standing.items():
            if name in self.layouts:
                yield from self._table(name, standing)
        for sheet in self.renewal.new.sheets:
            if sheet.name in (FORM, GUIDE) and sheet.name in self.ids:
                yield from self._rewritten(sheet, self.ids[sheet.name])
            elif sheet.name == FINDINGS and sheet.name in self.ids and sheet.name in self.layouts:
                yield from self._heading(sheet, self.ids[sheet.name])
        yield from self._key()

    # --- tabs --------------------------------------------------------------------------------------------

    def _add(self, sheet: Sheet, number: int) -> Iterator[Json]:
        """A tab that there is not yet, with its marks."""
        whole = self._moved(sheet)
        yield paint.add_sheet(whole, number, self.renewal.new.sheets.index(sheet))
        yield from paint.sheet_requests(whole, number, self.titles, self.editor)
        names = {name: at for name, at in self.renewal.new.names.items() if at[0] == sheet.name}
        marks = paint.marks(replace(self.renewal.new, names=names), {sheet.name: number})
        yield from marks[1:]  # the first is the spreadsheet's own

    def _moved(self, sheet: Sheet) -> Sheet:
        """The planned tab with every cell where it goes, and formulas that point to where the others go."""
        return moved(sheet, self.layouts)

    def _rewritten(self, sheet: Sheet, number: int) -> Iterator[Json]:
        """A tab in which nobody types, cell by cell as planned; rows that are planned no longer are emptied."""
        former, new = self.former[sheet.name], self._moved(sheet)
        before, now = _last_row(former), _last_row(new)
        if now > before:
            yield _insert(number, before, now - before)
        elif now < before:
            area = paint.grid_range(Area(now + 1, 1, before, len(sheet.widths)), number)
            yield {"updateCells": {"range": area, "fields": EVERYTHING}}
        old_spans, new_spans = paint.spans(former), paint.spans(new)
        if old_spans != new_spans:
            yield from ({"unmergeCells": {"range": paint.grid_range(area, number)}} for area in old_spans)
        yield paint.all_cells(new, number, self.titles)
        if old_spans != new_spans:
            for span in new_spans:
                yield {"mergeCells": {"range": paint.grid_range(span, number), "mergeType": "MERGE_ALL"}}
        if former.heights != new.heights:
            yield from paint.sizes(replace(new, widths=()), number)

    def _heading(self, sheet: Sheet, number: int) -> Iterator[Json]:
        """What stands above the catatan, where it is another text than before."""
        former, layout = self.former[FINDINGS], self.layouts[FINDINGS]
        for (row, column), cell in sheet.cells.items():
            old = former.cells.get((row, column))
            if row < FINDING_FIRST and (old is None or old.content != cell.content):
                yield self._write(number, layout.row(row), layout.column(column), cell)
        if former.checks != sheet.checks:
            yield from self._checks(self._moved(sheet), number)

    def _key(self) -> Iterator[Json]:
        mark = {"developerMetadataLookup": {"metadataKey": paint.KEY_MARK}}
        value = {"metadataValue": self.renewal.new.key}
        yield {
            "updateDeveloperMetadata": {"dataFilters": [mark], "developerMetadata": value, "fields": "metadataValue"}
        }
        if KEY in self.ids:
            sheet = next(sheet for sheet in self.renewal.new.sheets if sheet.name == KEY)
            yield self._write(self.ids[KEY], 1, 1, sheet.cells[1, 1])

    # --- tables ------------------------------------------------------------------------------------------

    def _table(self, name: str, standing: Standing) -> Iterator[Json]:
        number, layout = self.ids[name], self.layouts[name]
        for after, count in sorted(layout.inserts.items(), reverse=True):
            yield _insert(number, after, count)
        planned = next((sheet for sheet in self.renewal.new.sheets if sheet.name == name), None)
        whole = self._moved(planned) if planned else Sheet(name, "", (), {})
        if planned:
            yield from self._head(planned, standing, number)
            yield from self._rows(planned, whole, standing, number)
            yield from self._checks(whole, number)
            yield from self._new_rows(planned, number)
        yield from self._retired(name, standing, number)
        yield from self._protection(whole, number)

    def _head(self, planned: Sheet, standing: Standing, number: int) -> Iterator[Json]:
        """Title, instruction, counts and headings, where our own text or formula still stands."""
        layout, former = self.layouts[planned.name], self.former.get(planned.name)
        formulas = _formulas(self.raw[number])
        whole = self._moved(planned)
        for (row, column), cell in planned.cells.items():
            if row >= FIRST_ROW or cell.content is None or not layout.has(row, column):
                continue
            old = former.cells.get((row, column)) if former else None
            stands = standing.tab.text(row + layout.shift, layout.column(column))
            at = layout.row(row), layout.column(column)
            if isinstance(cell.content, Formula):
                if (row + layout.shift, at[1]) in formulas:
                    yield self._write(number, *at, whole.cells[at])
            elif stands != cell.content and old is not None and stands == str(old.content).strip():
                yield self._write(number, *at, cell)

    def _rows(self, planned: Sheet, whole: Sheet, standing: Standing, number: int) -> Iterator[Json]:
        """The words of each row and its catatan; of a row that is new the looks of its inputs, too."""
        layout, codes = self.layouts[planned.name], self.renewal.codes[planned.name]
        for (row, column), cell in planned.cells.items():
            if row < FIRST_ROW or not layout.has(row, column):
                continue
            stands = (
                standing.tab.text(standing.rows[codes[row]], standing.columns[1]) if codes[row] in standing.rows else ""
            )
            at = layout.row(row), layout.column(column)
            if column not in (FIGURE, NOTE):
                if column != 1 or stands != _text(cell.content):
                    yield self._write(number, *at, whole.cells[at])
            elif not stands or RETIRED in stands.partition("\n")[0]:
                yield self._look(number, *at, cell.style)

    def _retired(self, name: str, standing: Standing, number: int) -> Iterator[Json]:
        """Rows that are asked no longer say so, and keep what was typed in them."""
        layout, codes = self.layouts[name], self.renewal.codes.get(name, {})
        for code, row in standing.rows.items():
            text = standing.tab.text(row, standing.columns[1])
            if code in codes.values() or RETIRED in text.partition("\n")[0]:
                continue
            at = layout.final(row)
            yield self._write(number, at, layout.column(1), CellPlan(retired_words(code, text), GREY))
            if 4 in standing.columns:
                yield self._write(number, at, layout.column(4), CellPlan(None, GREY))
            for column in (FIGURE, NOTE):
                if column in standing.columns:
                    yield self._look(number, at, layout.column(column), replace(GREY, align="right"))
                    empty = Colour(Area(at, layout.column(column), at, layout.column(column)), "empty", fill=GREY.fill)
                    yield {"addConditionalFormatRule": {"rule": paint.colour_rule(empty, number), "index": 0}}

    def _new_rows(self, planned: Sheet, number: int) -> Iterator[Json]:
        """Heights and colours of the rows that were inserted."""
        layout = self.layouts[planned.name]
        heights = {layout.row(row): planned.heights[row] for row in layout.inserted if row in planned.heights}
        yield from paint.sizes(Sheet(planned.name, "", (), {}, heights), number)
        for colour in planned.colours:
            areas = layout.areas(colour.area, only=layout.inserted)
            if areas:
                rule = paint.colour_rule(replace(colour, area=areas[0]), number)
                rule["ranges"] = [paint.grid_range(area, number) for area in areas]
                yield {"addConditionalFormatRule": {"rule": rule, "index": 0}}

    def _checks(self, whole: Sheet, number: int) -> Iterator[Json]:
        for check in whole.checks:
            yield {"setDataValidation": {"range": paint.grid_range(check.area, number), "rule": paint.rule_of(check)}}

    def _protection(self, whole: Sheet, number: int) -> Iterator[Json]:
        """Open are the inputs of the rows that are asked; a protection that somebody took away stays away."""
        areas = [paint.grid_range(area, number) for area in paint.open_areas(whole)]
        for item in self.raw[number].get("protectedRanges", ()):
            if item.get("range", {}).keys() <= {"sheetId"} and item.get("unprotectedRanges"):
                protected = {"protectedRangeId": item["protectedRangeId"], "unprotectedRanges": areas}
                yield {"updateProtectedRange": {"protectedRange": protected, "fields": "unprotectedRanges"}}

    # --- cells -------------------------------------------------------------------------------------------

    def _write(self, number: int, row: int, column: int, cell: CellPlan) -> Json:
        start = {"sheetId": number, "rowIndex": row - 1, "columnIndex": column - 1}
        values = [{"values": [paint.cell_data(cell.content, cell.style, self.titles)]}]
        return {"updateCells": {"start": start, "rows": values, "fields": EVERYTHING}}

    def _look(self, number: int, row: int, column: int, style: Style) -> Json:
        """The cell's look alone: what stands in it is not touched."""
        start = {"sheetId": number, "rowIndex": row - 1, "columnIndex": column - 1}
        values = [{"values": [{"userEnteredFormat": paint.look(style)}]}]
        return {"updateCells": {"start": start, "rows": values, "fields": paint.LOOK}}


def _insert(number: int, after: int, count: int) -> Json:
    place = {"sheetId": number, "dimension": "ROWS", "startIndex": after, "endIndex": after + count}
    return {"insertDimension": {"range": place, "inheritFromBefore": True}}


def _last_row(sheet: Sheet) -> int:
    return max(row for row, _ in sheet.cells)


def _formulas(sheet: Json) -> set[tuple[int, int]]:
    """The cells that hold a formula."""
    return {
        (row, column) for row, column, cell in cells_of(sheet) if "formulaValue" in cell.get("userEnteredValue", {})
    }


def _text(content: Content) -> str:
    return text_of(content) if isinstance(content, tuple) else str(content or "")


def is_locked(sheets: list[Json], words: str) -> bool:
    """Whether the inputs are closed for the unit by a protection of that description."""
    return any(item.get("description") == words for sheet in sheets for item in sheet.get("protectedRanges", ()))


def key_of(answer: Json) -> str:
    """The key on the spreadsheet; empty where it has none."""
    marks: Mapping[str, str] = {
        item["metadataKey"]: item.get("metadataValue", "") for item in answer.get("developerMetadata", ())
    }
    return marks.get(paint.KEY_MARK, "")
