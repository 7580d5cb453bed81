"""What a file of the archive says, or that it is broken, and where; numbers that no office ever had are refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from sheets_sync.errors import ArchiveError

Kept = TypeVar("Kept")
MOST_WHOLE, MOST_DIGITS = 20, 60  # before the comma; in all. What is typed has 15, and sums of it a few more
# Seldom there, so that seldom all is looked through: a value with an exponent, or as many digits in a row.
PERHAPS_HUGE = re.compile(rb"[\"\s:\[][-+]?[\d.]+[eE][+-]?\d+[\"\s,}\]]|\d{%d}" % (MOST_WHOLE + 1))


def parsed(kind: TypeAdapter[Kept], path: Path, content: bytes) -> Kept:
    """What the file says; ArchiveError with the place where that cannot be, or where a number is beyond all reason."""
    try:
        value = kind.validate_json(content)
    except ValidationError as failure:
        first: Any = failure.errors()[0]
        raise _broken(path, ".".join(str(part) for part in first["loc"])) from failure
    if PERHAPS_HUGE.search(content) and (place := _huge(kind.dump_python(value))) is not None:
        raise _broken(path, place)
    return value


def _broken(path: Path, place: str) -> ArchiveError:
    return ArchiveError(
        f"Arsip {path} rusak di {place or 'awal berkas'}; kembalikan dari cadangan, atau hapus berkas itu"
        " lalu jalankan `sheets-sync run`."
    )


def _huge(value: Any, place: tuple[str, ...] = ()) -> str | None:
    """Where a number stands that has more digits than any figure; None where none does.

    Written out, `1E+999999` is a million digits, and a percent of it is beyond what a Decimal computes with.
    """
    if isinstance(value, Decimal):
        long = (
            value.adjusted() >= MOST_WHOLE
            or value.adjusted() < -MOST_DIGITS
            or len(value.as_tuple().digits) > MOST_DIGITS
        )
        return ".".join(place) if long else None
    if isinstance(value, dict):
        inner: Iterable[tuple[Any, Any]] = value.items()
    else:
        inner = enumerate(value) if isinstance(value, list | tuple) else ()
    found = (_huge(item, (*place, str(name))) for name, item in inner)
    return next((one for one in found if one is not None), None)
