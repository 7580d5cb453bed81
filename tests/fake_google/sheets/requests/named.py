"""Requests on named ranges, protected ranges and developer metadata."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from tests.fake_google.errors import ApiError
from tests.fake_google.masks import Mask
from tests.fake_google.sheets import a1, metadata, protection
from tests.fake_google.sheets.area import Area
from tests.fake_google.sheets.book import Metadata, NamedRange, Protected, Sheet
from tests.fake_google.sheets.cells import named_fields
from tests.fake_google.sheets.ranges import grid_range
from tests.fake_google.sheets.requests.context import Context, Handler
from tests.fake_google.sheets.trouble import PROTECTED, Invalid

_NAME = re.compile(r"[^\W\d]\w{0,249}")


def add_named_range(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    wanted = body.get("namedRange", {})
    _, area = grid_range(context.book, wanted.get("range"), "namedRange.range")
    number = wanted.get("namedRangeId") or str(context.new_id())
    if any(item.id == number for item in context.book.named):
        raise Invalid(f"A named range with id {number} already exists.")
    item = NamedRange(number, _checked_name(context, wanted.get("name", ""), ""), area)
    context.book.named.append(item)
    return {"namedRange": item.to_api()}


def _checked_name(context: Context, name: str, own: str) -> str:
    if not _NAME.fullmatch(name) or a1.sides(name) is not None or name.casefold() in ("true", "false"):
        raise Invalid(f"Invalid name: {name}")
    if any(item.id != own and item.name.casefold() == name.casefold() for item in context.book.named):
        raise Invalid(f"A named range with the name '{name}' already exists.")
    return name


def _named_range(context: Context, number: str) -> NamedRange:
    found = next((item for item in context.book.named if item.id == number), None)
    if found is None:
        raise Invalid(f"No named range with id: {number}")
    return found


def update_named_range(context: Context, body: dict[str, Any]) -> None:
    mask = named_fields(body.get("fields", ""), "NamedRange")
    wanted = body.get("namedRange", {})
    old = _named_range(context, wanted.get("namedRangeId", ""))
    new = old
    if mask.touches("name") and ("name" in wanted or not mask.everything):
        new = replace(new, name=_checked_name(context, wanted.get("name", ""), old.id))
    if mask.touches("range") and ("range" in wanted or not mask.everything):
        new = replace(new, area=grid_range(context.book, wanted.get("range"), "namedRange.range")[1])
    context.book.named = [new if item is old else item for item in context.book.named]


def delete_named_range(context: Context, body: dict[str, Any]) -> None:
    old = _named_range(context, body.get("namedRangeId", ""))
    context.book.named = [item for item in context.book.named if item is not old]


def add_protected_range(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    wanted = body.get("protectedRange", {})
    number = wanted.get("protectedRangeId") or context.new_id()
    if any(item.id == number for sheet in context.book.sheets for item in sheet.protected):
        raise Invalid(f"A protected range with id {number} already exists.")
    sheet = _protected_sheet(context, wanted)
    item = protection.of_api(wanted, number, context.caller, context.book)
    _check_whole(sheet, item)
    sheet.protected.append(item)
    return {"protectedRange": protection.to_api(item, context.caller, editors=wanted_editors(wanted))}


def wanted_editors(wanted: dict[str, Any]) -> dict[str, Any]:
    """The editors as they were asked for: the reply does not name those who may edit anyway."""
    return {name: value for name, value in wanted.get("editors", {}).items() if value}


def _protected_sheet(context: Context, wanted: dict[str, Any]) -> Sheet:
    if wanted.get("tableId"):
        raise Invalid("Protected tables are not supported by the local Google.")
    if wanted.get("namedRangeId"):
        area = _named_range(context, wanted["namedRangeId"]).area
        return grid_range(context.book, area.to_api())[0]
    sheet, area = grid_range(context.book, wanted.get("range"), "protectedRange.range")
    gaps = wanted.get("unprotectedRanges", [])
    if gaps and area != Area(sheet.id):
        raise Invalid("Unprotected ranges can only be set on protected sheets.")
    for gap in gaps:
        other, _ = grid_range(context.book, gap, "protectedRange.unprotectedRanges")
        if other is not sheet:
            raise Invalid("Unprotected ranges must be on the same sheet as the protected range.")
    return sheet


def _check_whole(sheet: Sheet, item: Protected) -> None:
    """A tab as a whole is protected once only."""
    whole = Area(sheet.id)
    if item.area == whole and any(other.area == whole and other.id != item.id for other in sheet.protected):
        raise Invalid(f'Sheet "{sheet.title}" already has sheet protection.')


def _protected(context: Context, number: int) -> tuple[Sheet, Protected]:
    for sheet in context.book.sheets:
        for item in sheet.protected:
            if item.id == number:
                if not protection.may_edit(item, context.caller) or (item.warning_only and not context.caller.writer):
                    raise Invalid(PROTECTED)
                return sheet, item
    raise Invalid(f"No protected range with id: {number}")


def update_protected_range(context: Context, body: dict[str, Any]) -> None:
    mask = named_fields(body.get("fields", ""), "ProtectedRange")
    wanted = body.get("protectedRange", {})
    sheet, old = _protected(context, wanted.get("protectedRangeId", 0))
    merged = protection.to_api(old, context.caller)
    if old.warning_only:
        merged.pop("editors", None)
    for name in ("range", "namedRangeId", "description", "warningOnly", "unprotectedRanges"):
        _taken(merged, wanted, mask, name)
    editors = mask.child("editors")
    if editors is not None and (editors.everything or "editors" not in merged):
        _taken(merged, wanted, mask, "editors")
    elif editors is not None:
        merged["editors"] = {**merged["editors"], **{key: [] for key in editors.children}} | {
            key: value for key, value in wanted.get("editors", {}).items() if editors.touches(key)
        }
    target = _protected_sheet(context, merged)
    if merged.get("warningOnly") and mask.child("editors") is None:
        merged.pop("editors", None)
    new = protection.of_api(merged, old.id, context.caller, context.book)
    _check_whole(target, new)
    sheet.protected = [item for item in sheet.protected if item is not old]
    target.protected.append(new)


def _taken(merged: dict[str, Any], wanted: dict[str, Any], mask: Mask, name: str) -> None:
    if mask.touches(name) and (name in wanted or not mask.everything):
        merged.pop(name, None)
        if name in wanted:
            merged[name] = wanted[name]


def delete_protected_range(context: Context, body: dict[str, Any]) -> None:
    sheet, old = _protected(context, body.get("protectedRangeId", 0))
    sheet.protected = [item for item in sheet.protected if item is not old]


def create_developer_metadata(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    wanted = body.get("developerMetadata", {})
    number = wanted.get("metadataId") or context.new_id()
    if number < 0:
        raise Invalid("DeveloperMetadata metadataId must be positive.")
    if any(item.id == number for item in context.book.metadata):
        raise Invalid(f"A developer metadata with the id {number} already exists.")
    if not wanted.get("metadataKey"):
        raise Invalid("DeveloperMetadata metadataKey must be specified.")
    if not wanted.get("visibility"):
        raise Invalid("DeveloperMetadata visibility must be specified.")
    kind, sheet_id, index = metadata.located(context.book, wanted.get("location", {}))
    item = Metadata(
        number,
        wanted["metadataKey"],
        wanted.get("metadataValue") or None,
        wanted["visibility"],
        context.caller.project,
        kind,
        sheet_id,
        index,
    )
    context.book.metadata.append(item)
    return {"developerMetadata": item.to_api()}


def _found(context: Context, data_filter: dict[str, Any]) -> list[Metadata]:
    try:
        return metadata.matching(context.book, data_filter, context.caller)
    except ApiError as error:
        raise Invalid(error.message) from None


def update_developer_metadata(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    mask = named_fields(body.get("fields", ""), "DeveloperMetadata")
    wanted = body.get("developerMetadata", {})
    found = {item.id for data_filter in body.get("dataFilters", []) for item in _found(context, data_filter)}
    changed = []
    for at, item in enumerate(context.book.metadata):
        if item.id in found:
            context.book.metadata[at] = _updated(context, item, wanted, mask)
            changed.append(context.book.metadata[at].to_api())
    return {"developerMetadata": changed} if changed else {}


def _updated(context: Context, item: Metadata, wanted: dict[str, Any], mask: Mask) -> Metadata:
    def named(name: str) -> bool:
        return mask.touches(name) and (name in wanted or not mask.everything)

    if named("metadataKey"):
        if not wanted.get("metadataKey"):
            raise Invalid("DeveloperMetadata metadataKey must be specified.")
        item = item._replace(key=wanted["metadataKey"])
    if named("metadataValue"):
        item = item._replace(value=wanted.get("metadataValue") or None)
    if named("visibility"):
        item = item._replace(visibility=wanted.get("visibility", "DOCUMENT"))
    if named("location"):
        kind, sheet_id, index = metadata.located(context.book, wanted.get("location", {}))
        item = item._replace(kind=kind, sheet_id=sheet_id, line=index)
    return item


def delete_developer_metadata(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    found = _found(context, body.get("dataFilter", {}))
    gone = {item.id for item in found}
    context.book.metadata = [item for item in context.book.metadata if item.id not in gone]
    return {"deletedDeveloperMetadata": [item.to_api() for item in found]} if found else {}


HANDLERS: dict[str, Handler] = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
    "createDeveloperMetadata": create_developer_metadata,
    "updateDeveloperMetadata": update_developer_metadata,
    "deleteDeveloperMetadata": delete_developer_metadata,
}
