"""An Office file made the same way every time."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

from sheets_sync.papers.package import read_package, write_package

AT = datetime(2026, 10, 8, 10, 30, tzinfo=timezone(timedelta(hours=8)))
PARTS = {"word/document.xml": b"<a/>", "docProps/core.xml": b"dated today", "[Content_Types].xml": b"<b/>"}


def test_the_order_of_parts_does_not_matter() -> None:
    """The same parts in any order, at the same moment in any zone, give the same bytes."""
    made = write_package(PARTS, AT, "Nota", "Kecamatan")
    assert made == write_package(dict(reversed(PARTS.items())), AT.astimezone(UTC), "Nota", "Kecamatan")
    assert made != write_package(PARTS, AT + timedelta(hours=1), "Nota", "Kecamatan")


def test_times_come_from_the_given_moment() -> None:
    """The zip's times and the file's created and modified are that moment, in UTC."""
    made = write_package(PARTS, AT, "Nota <&>", "Kecamatan")
    with zipfile.ZipFile(BytesIO(made)) as package:
        assert package.namelist() == ["[Content_Types].xml", "docProps/core.xml", "word/document.xml"]
        assert {info.date_time for info in package.infolist()} == {(2026, 10, 8, 2, 30, 0)}
    core = read_package(made)["docProps/core.xml"].decode()
    assert core.count("2026-10-08T02:30:00Z") == 2
    assert "Nota &lt;&amp;&gt;" in core


def test_a_file_without_properties_gets_none() -> None:
    """A part that the file's own list of parts does not name would make Word call it broken."""
    assert read_package(write_package({"a.xml": b"1"}, AT, "x", "y")) == {"a.xml": b"1"}
