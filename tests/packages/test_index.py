"""The list of a published site's packages."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sheets_sync.packages.index import Listed, index_of, package_folder, read_index
from sheets_sync.packages.troubles import Trouble
from sheets_sync.period import Period
from tests.packages.districts import DISTRICT

EARLIER = replace(DISTRICT, period="2025-TW4")


def test_the_list_is_read_as_written() -> None:
    """In the order of periods, whichever came first."""
    assert index_of([DISTRICT, EARLIER]) == index_of([EARLIER, DISTRICT])
    assert read_index(index_of([DISTRICT, EARLIER])) == (
        Listed(Period(2025, 4), "hasil/2025-TW4/data/"),
        Listed(Period(2026, 3), "hasil/2026-TW3/data/"),
    )


def test_the_list_says_what_each_package_is() -> None:
    """Enough to choose one without opening it."""
    (entry,) = json.loads(index_of([DISTRICT]))["paket"]
    assert entry == {
        "periode": "2026-TW3",
        "folder": package_folder("2026-TW3"),
        "kode_wilayah": "72.01.15",
        "kecamatan": "Kecamatan Batui Selatan",
        "ditarik": "2026-10-08T10:30:00+08:00",
        "status_data": "SEMENTARA",
        "data_contoh": True,
    }


@pytest.mark.parametrize(
    "folder",
    ["../rahasia/", "/etc/", "hasil/../../x/", "https://contoh.invalid/", "hasil\\x/", "hasil", "", 5, "a/?x=/"],
)
def test_no_folder_outside_the_site(folder: object) -> None:
    """A list that points elsewhere is not followed."""
    content = json.dumps({"paket": [{"periode": "2026-TW3", "folder": folder}]}).encode()
    assert isinstance(read_index(content), Trouble)


@pytest.mark.parametrize(
    "content",
    [
        b"<html>",
        b"[]",
        b"{}",
        b'{"paket": []}',
        b'{"paket": [5]}',
        b'{"paket": [{"periode": "2026", "folder": "a/"}]}',
        b'{"paket": [{"periode": "2026-TW3", "folder": "a/"}, {"periode": "2026-TW3", "folder": "b/"}]}',
    ],
)
def test_a_list_that_is_none(content: bytes) -> None:
    """Told as a trouble of that file."""
    found = read_index(content)
    assert isinstance(found, Trouble)
    assert found.file == "hasil/data/index.json"
