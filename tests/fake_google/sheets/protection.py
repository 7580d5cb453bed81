"""Protected ranges: who may edit what, and how a range reads to its caller."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.fake_google.caller import Caller
from tests.fake_google.sheets.area import ROWS, Area, Box
from tests.fake_google.sheets.book import Book, Protected, Sheet
from tests.fake_google.sheets.trouble import PROTECTED, Invalid


def may_edit(item: Protected, caller: Caller) -> bool:
    """The caller passes this protection: the owner and its editors do, and everyone where it only warns."""
    return (
        caller.owner
        or item.warning_only
        or item.domain
        or caller.email in item.users
        or bool(caller.groups.intersection(item.groups))
    )


def check_cells(sheet: Sheet, box: Box, caller: Caller) -> None:
    """Nothing happens; an error where the caller may not edit one of the cells."""
    for item in sheet.protected:
        if may_edit(item, caller) or not box.area:
            continue
        closed = _meeting(sheet.box(item.area), box)
        for gap in item.open:
            closed = [part for piece in closed for part in piece.without(sheet.box(gap))]
        if closed:
            raise Invalid(PROTECTED)


def _meeting(first: Box, second: Box) -> list[Box]:
    if not first.meets(second):
        return []
    return [
        Box(
            max(first.top, second.top),
            min(first.bottom, second.bottom),
            max(first.left, second.left),
            min(first.right, second.right),
        )
    ]


def check_lines(sheet: Sheet, dimension: str, start: int, end: int, caller: Caller) -> None:
    """Nothing happens; an error where the caller may not delete, move or resize those rows or columns."""
    box = Box(start, end, 0, sheet.column_count) if dimension == ROWS else Box(0, sheet.row_count, start, end)
    for item in sheet.protected:
        if not may_edit(item, caller) and sheet.box(item.area).meets(box):
            raise Invalid(PROTECTED)


def check_insert(sheet: Sheet, dimension: str, at: int, caller: Caller) -> None:
    """Nothing happens; an error where the caller may not insert rows or columns there."""
    for item in sheet.protected:
        if may_edit(item, caller):
            continue
        box = sheet.box(item.area)
        start, end = (box.top, box.bottom) if dimension == ROWS else (box.left, box.right)
        whole = (item.area.bottom is None) if dimension == ROWS else (item.area.right is None)
        if start < at < end or (whole and start <= at):
            raise Invalid(PROTECTED)


def check_sheet(sheet: Sheet, caller: Caller, *, any_range: bool = False) -> None:
    """Nothing happens; an error where the caller may not change the tab itself, or with `any_range` remove it."""
    for item in sheet.protected:
        whole = item.area == Area(sheet.id)
        if (whole or any_range) and not may_edit(item, caller):
            raise Invalid(PROTECTED)


def of_api(value: dict[str, Any], number: int, caller: Caller, book: Book) -> Protected:
    """The protection that a ProtectedRange asks for; who asks is among its editors."""
    editors = value.get("editors", {})
    users, groups = editors.get("users", []), editors.get("groups", [])
    warning = value.get("warningOnly", False)
    if warning and (users or groups):
        raise Invalid("ProtectedRange is warningOnly. Editors cannot be set on it.")
    named = value.get("namedRangeId", "")
    area = Area.of(value.get("range", {}))
    if named:
        area = next((item.area for item in book.named if item.id == named), area)
    return Protected(
        id=number,
        area=area,
        description=value.get("description", ""),
        warning_only=warning,
        users=_distinct([*users, caller.email]),
        groups=_distinct(groups),
        domain=editors.get("domainUsersCanEdit", False),
        open=tuple(Area.of(item).on(area.sheet_id) for item in value.get("unprotectedRanges", [])),
        named=named,
    )


def _distinct(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def to_api(item: Protected, caller: Caller, *, editors: dict[str, Any] | None = None) -> dict[str, Any]:
    """As a ProtectedRange; only those who may edit are told who else may."""
    found: dict[str, Any] = {"protectedRangeId": item.id, "range": item.area.to_api()}
    if item.named:
        found["namedRangeId"] = item.named
    if item.description:
        found["description"] = item.description
    if item.warning_only:
        found["warningOnly"] = True
    if may_edit(item, caller):
        found["requestingUserCanEdit"] = True
    if item.open:
        found["unprotectedRanges"] = [area.to_api() for area in item.open]
    if editors is not None:
        found["editors"] = editors
    elif may_edit(item, caller):
        found["editors"] = _editors(item)
    return found


def _editors(item: Protected) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if item.users:
        found["users"] = list(item.users)
    if item.groups:
        found["groups"] = list(item.groups)
    if item.domain:
        found["domainUsersCanEdit"] = True
    return found
