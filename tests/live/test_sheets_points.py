"""What google.md leaves open about Sheets: protection, ids, id_ID numbers and formulas, notes, text runs, metadata."""

from __future__ import annotations

from typing import Any

import pytest

from tests.live.conftest import Answer
from tests.live.target import OFF, WHY_SKIPPED, Tab, Target, refused

if OFF:
    pytest.skip(WHY_SKIPPED, allow_module_level=True)
pytestmark = pytest.mark.xdist_group("live")

TYPED = (
    "1,234.5", "1.5", "1.234,5", "4.250", "1,5", "12,5%", "1.234.567", "Rp1.000", "7/8/2026", "2026-08-07", "1/2",
    "10.30", "TRUE", "BENAR", "'007", "007", "1e3", "=1+1", "3 atau 4",
)  # fmt: skip
SHOWN = "userEnteredValue,effectiveValue,formattedValue,effectiveFormat(numberFormat)"


# --- id_ID ---------------------------------------------------------------------------------------------------


def test_how_id_id_reads_what_is_typed(tab: Tab, answer: Answer) -> None:
    """USER_ENTERED under id_ID: which texts become numbers, dates or stay text; RAW keeps every text."""
    tab.type(TYPED)
    tab.type(TYPED, "RAW", "B")
    rows = tab.cells(f"A1:B{len(TYPED)}", SHOWN)
    for text, row in zip(TYPED, rows, strict=True):
        answer(f"id_ID, USER_ENTERED {text!r}", _shown(row[0]))
    kept = [row[1].get("userEnteredValue", {}).get("stringValue") for row in rows]
    answer(
        "RAW keeps text as text",
        kept == list(TYPED) or [one for one in zip(TYPED, kept, strict=True) if one[0] != one[1]],
    )
    assert _number(rows[TYPED.index("1.234,5")][0]) == 1234.5


def test_numbers_sent_as_numbers(tab: Tab, answer: Answer) -> None:
    """JSON numbers stay what they are under any locale, with both options."""
    tab.type([1234.5, 0.125])
    tab.type([1234.5, 0.125], "RAW", "B")
    rows = tab.cells("A1:B2", SHOWN)
    found = [[_number(cell) for cell in row] for row in rows]
    answer("id_ID, JSON numbers", [[_shown(cell) for cell in row] for row in rows])
    assert found == [[1234.5, 1234.5], [0.125, 0.125]]


def test_formulas_through_the_api(tab: Tab, answer: Answer) -> None:
    """Which argument separator and decimal mark a formula needs in updateCells under id_ID; `paint` sends `;` and `,`."""
    formulas = ("=SUM(1;2)", "=SUM(1,2)", "=1,5+1", "=1.5+1", '=IF(TRUE;"a";"b")', "=IFERROR(1/0;7)")
    tab.put([{"userEnteredValue": {"formulaValue": text}} for text in formulas], "userEnteredValue")
    rows = tab.cells(f"A1:A{len(formulas)}", SHOWN)
    for text, row in zip(formulas, rows, strict=True):
        answer(f"id_ID, updateCells {text}", _shown(row[0]))
    assert [_number(rows[at][0]) for at in (0, 2)] == [3, 2.5]


def test_formulas_that_are_typed(tab: Tab, answer: Answer) -> None:
    """The same through values.update with USER_ENTERED."""
    formulas = ("=SUM(1;2)", "=SUM(1,2)", "=1,5+1", "=1.5+1")
    tab.type(formulas)
    rows = tab.cells(f"A1:A{len(formulas)}", SHOWN)
    for text, row in zip(formulas, rows, strict=True):
        answer(f"id_ID, USER_ENTERED {text}", _shown(row[0]))


def test_errors_under_id_id(tab: Tab, answer: Answer) -> None:
    """How errors read: the type that `read` goes by, and the text that other ways of reading give."""
    formulas = ("=1/0", "=NA()", "=NOSUCHFUNCTION()", '=1+"a"', "=SQRT(-1)", "=#REF!")
    tab.put([{"userEnteredValue": {"formulaValue": text}} for text in formulas], "userEnteredValue")
    rows = tab.cells(f"A1:A{len(formulas)}", SHOWN)
    area = f"{tab.file}/values/{tab.range(f'A1:A{len(formulas)}')}"
    plain = tab.target.main.sheets("GET", area, valueRenderOption="UNFORMATTED_VALUE")["values"]
    for text, row, other in zip(formulas, rows, plain, strict=True):
        error = row[0].get("effectiveValue", {}).get("errorValue", {})
        answer(f"id_ID, error of {text}", f"{error.get('type')} {row[0].get('formattedValue')!r}, values.get {other}")
    assert [row[0]["effectiveValue"]["errorValue"]["type"] for row in rows[:2]] == ["DIVIDE_BY_ZERO", "N_A"]


def test_formulas_in_conditional_formats(tab: Tab, answer: Answer) -> None:
    """Which separator a CUSTOM_FORMULA needs."""
    for formula in ("=AND(A1=1;B1=2)", "=AND(A1=1,B1=2)"):
        condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
        rule = {
            "ranges": [tab.box(3)],
            "booleanRule": {"condition": condition, "format": {"textFormat": {"bold": True}}},
        }
        no = refused(tab.change, {"addConditionalFormatRule": {"rule": rule, "index": 0}})
        answer(f"id_ID, conditional format {formula}", no or "taken")


# --- protection and ids --------------------------------------------------------------------------------------


def test_two_protections_on_the_same_cells(tab: Tab, answer: Answer) -> None:
    """A lock over a range that the tab's protection leaves open: `lock` relies on both standing side by side."""
    tab.change(_protect(tab, open_rows=3), {"addProtectedRange": {"protectedRange": {"range": tab.box(3)}}})
    mask = "sheets(properties(sheetId),protectedRanges(range,unprotectedRanges,requestingUserCanEdit))"
    sheets = tab.target.main.sheets("GET", tab.file, fields=mask)["sheets"]
    found = next(sheet["protectedRanges"] for sheet in sheets if sheet["properties"]["sheetId"] == tab.id)
    answer("a tab's protection and a range's", f"{len(found)} side by side: {found}")
    assert len(found) == 2
    assert [len(item["unprotectedRanges"]) for item in found if "unprotectedRanges" in item] == [1]


def test_who_is_among_the_editors(tab: Tab, answer: Answer) -> None:
    """A protection without editors: who may edit, by what Google made of it."""
    made = tab.change(_protect(tab))["replies"][0]["addProtectedRange"]["protectedRange"]
    users = made.get("editors", {}).get("users", [])
    own = "the maker" if len(users) == 1 else f"{len(users)} accounts"
    answer(
        "a protection without editors is open to", f"{own}; requestingUserCanEdit {made.get('requestingUserCanEdit')}"
    )


def test_a_protected_cell(target: Target, tab: Tab, answer: Answer) -> None:
    """What a unit is told that types into a protected cell through the API."""
    if target.second is None:
        answer("typing into a protected cell", "not asked: there is no second account")
        return
    body = {"type": "user", "role": "writer", "emailAddress": target.second.address}
    target.main.drive("POST", f"/{tab.file}/permissions", body, sendNotificationEmail="false", fields="id")
    tab.change(_protect(tab, open_rows=1))
    for cell in ("A1", "A2"):
        area = tab.range(cell)
        value = {"range": area, "values": [["x"]]}
        no = refused(target.second.sheets, "PUT", f"{tab.file}/values/{area}", value, valueInputOption="RAW")
        answer(f"typing into {'an open' if cell == 'A1' else 'a protected'} cell", no or "done")
        assert bool(no) == (cell == "A2")


def test_ids_of_our_choice(tab: Tab, answer: Answer) -> None:
    """Which ids may be chosen; `paint` chooses those of tabs, so that a batch sent twice is refused."""
    column = {"sheetId": tab.id, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    mark = {"metadataKey": "live", "visibility": "DOCUMENT", "location": {"dimensionRange": column}}
    requests: dict[str, dict[str, Any]] = {
        "protectedRangeId": {"addProtectedRange": {"protectedRange": {"protectedRangeId": 4711, "range": tab.box(1)}}},
        "metadataId": {"createDeveloperMetadata": {"developerMetadata": mark | {"metadataId": 4711}}},
        "namedRangeId": {
            "addNamedRange": {"namedRange": {"namedRangeId": "live4711", "name": "Live", "range": tab.box(1)}}
        },
    }
    for name, request in requests.items():
        for attempt in ("chosen", "chosen again"):
            no = refused(tab.change, request)
            answer(f"{name} {attempt}", no or "taken")
    again = refused(tab.change, {"addSheet": {"properties": {"sheetId": tab.id, "title": "again"}}})
    answer("sheetId chosen again", again or "taken")
    assert again


def test_drop_downs_and_the_api(tab: Tab, answer: Answer) -> None:
    """Whether a strict validation holds back what the API writes, as it holds back what is typed."""
    condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Ya"}]}
    rule = {"condition": condition, "strict": True, "showCustomUi": True}
    tab.change({"setDataValidation": {"range": tab.box(2), "rule": rule}})
    for option in ("RAW", "USER_ENTERED"):
        answer(
            f"a wrong value over a strict drop-down, {option}",
            refused(tab.type, ["Mungkin"], option) or "taken",
        )


# --- notes, runs, metadata -----------------------------------------------------------------------------------


def test_long_notes(tab: Tab, answer: Answer) -> None:
    """How long a note may be; ours have at most 1,000 characters a part."""
    lengths = (2_000, 50_000, 50_001)
    for length in lengths:
        no = refused(tab.put, [{"note": "n" * length}], "note")
        answer(f"a note of {length:,} characters", no or "taken")
        assert length > 2_000 or not no


def test_how_text_runs_are_counted(tab: Tab, answer: Answer) -> None:
    """Whether an index into a text counts UTF-16 units, as `paint` does; the emoji is one character and two units."""
    runs = [{"format": {}}, {"startIndex": 4, "format": {"bold": True}}]
    cell = {"userEnteredValue": {"stringValue": "\U0001f600\U0001f600ab"}, "textFormatRuns": runs}
    no = refused(tab.put, [cell], "userEnteredValue,textFormatRuns")
    found = [] if no else tab.cells("A1:A1", "textFormatRuns(startIndex)")[0][0].get("textFormatRuns", [])
    starts = [run.get("startIndex", 0) for run in found]
    answer("textFormatRuns count", no or ("UTF-16 units" if 4 in starts else f"otherwise: runs start at {starts}"))
    assert 4 in starts


def test_much_metadata(tab: Tab, answer: Answer) -> None:
    """How much developer metadata a tab may hold."""
    for size in (29_000, 31_000):
        mark = {
            "metadataKey": "much",
            "metadataValue": "m" * size,
            "visibility": "DOCUMENT",
            "location": {"sheetId": tab.id},
        }
        no = refused(tab.change, {"createDeveloperMetadata": {"developerMetadata": mark}})
        answer(f"developer metadata of {size:,} characters on a tab", no or "taken")


def test_metadata_on_a_moved_column(tab: Tab, answer: Answer) -> None:
    """The mark of a column goes where the column goes, on which all reading rests."""
    column = {"sheetId": tab.id, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    mark = {"metadataKey": "moved", "visibility": "DOCUMENT", "location": {"dimensionRange": column}}
    tab.change(
        {"createDeveloperMetadata": {"developerMetadata": mark}},
        {"moveDimension": {"source": column, "destinationIndex": 5}},
        {"insertDimension": {"range": column | {"startIndex": 0, "endIndex": 1}}},
    )
    lookup = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "moved"}}]}
    found = tab.target.main.sheets("POST", f"{tab.file}/developerMetadata:search", lookup)["matchedDeveloperMetadata"]
    place = found[0]["developerMetadata"]["location"]["dimensionRange"]["startIndex"]
    answer("metadata of column B after a move before F and an inserted A", f"on column number {place + 1}")
    assert place == 5


# --- words ---------------------------------------------------------------------------------------------------


def _protect(tab: Tab, open_rows: int = 0) -> dict[str, Any]:
    """The request that protects the whole tab but the first rows of its first column."""
    protected: dict[str, Any] = {"range": {"sheetId": tab.id}}
    if open_rows:
        protected["unprotectedRanges"] = [tab.box(open_rows)]
    return {"addProtectedRange": {"protectedRange": protected}}


def _shown(cell: dict[str, Any]) -> str:
    """The cell's value, kind and look in a few words."""
    value = cell.get("effectiveValue", {})
    if "errorValue" in value:
        return f"error {value['errorValue'].get('type')}, shown {cell.get('formattedValue')!r}"
    kind, found = next(iter(value.items()), ("empty", ""))
    look = cell.get("effectiveFormat", {}).get("numberFormat", {}).get("type", "")
    return f"{kind.removesuffix('Value')} {found!s}, shown {cell.get('formattedValue')!r}{f', {look}' if look else ''}"


def _number(cell: dict[str, Any]) -> float | None:
    value = cell.get("effectiveValue", {}).get("numberValue")
    return None if value is None else float(value)
