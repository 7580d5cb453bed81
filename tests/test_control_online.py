"""Kendali in Google Sheets: reserved for each officer's address, read like any other, told in its own tab."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import gspread
import pytest

from sheets_sync.control_book import make_control_book
from sheets_sync.control_fields import UNIT
from sheets_sync.course import UnitState
from sheets_sync.form import Form
from sheets_sync.model import Contact
from sheets_sync.pipeline import Project
from sheets_sync.trail import Kind
from tests.conftest import AFTER_TW3, TW3
from tests.kendali import Typed, places
from tests.online import OWNER, OnlineOffice, online_office

CAMAT, SECRETARY = "camat@contoh.example", "sekretaris@contoh.example"
CONTACTS = (Contact("camat", CAMAT), Contact("sekretaris", SECRETARY))
PEM = {"PEM-01": Decimal("88.56"), "PEM-05": Decimal(75), "PEM-06": Decimal("81.5"), "PEM-07": Decimal(36)}


@pytest.fixture
def online(tmp_path: Path) -> Iterator[OnlineOffice]:
    """Only PEM and the two officers have addresses."""
    with online_office(tmp_path / "kantor", ["PEM"]) as office:
        for address in (CAMAT, SECRETARY):
            office.google.state.add_user(address)
        yield office


def project(online: OnlineOffice, hours: int = 0) -> Project:
    """A run some hours later, with the officers' addresses."""
    made = online.project(AFTER_TW3 + timedelta(hours=hours))
    made.office = replace(made.office, contacts=(*(made.office.contacts or ()), *CONTACTS))
    return made


def type_online(online: OnlineOffice, typed: Typed, email: str) -> None:
    """What that person types into Kendali in the browser."""
    office = online.project().office
    for (title, row, column), value in places(make_control_book(office, TW3), typed).items():
        with online.as_user(email) as client:
            book = client.open_by_key(online.file_of(UNIT))
            book.worksheet(title).update_cell(row, column, value)  # type: ignore[arg-type]  # text or number


def test_each_tab_is_open_to_its_officer_alone(online: OnlineOffice) -> None:
    """The Camat types on the Camat's tab, the Sekretaris not; where no address is known, all may who may edit."""
    report = project(online).create(TW3)
    assert report.troubles == []
    (note,) = [note for note in report.notes if note.startswith("Kendali")]
    assert "Kasubag Evlap, Kasubag Perencanaan belum ada" in note
    type_online(online, {"C-09": "Kumpulkan data."}, CAMAT)
    type_online(online, {"T-02": "Buat format."}, SECRETARY)
    type_online(online, {"P-04": "Aula"}, SECRETARY)
    type_online(online, {"C-09": "Pemilik berkas selalu dapat."}, OWNER)
    for typed, email in (({"C-09": "lain"}, SECRETARY), ({"T-02": "lain"}, CAMAT)):
        with pytest.raises(gspread.exceptions.APIError, match="protected"):
            type_online(online, typed, email)


def test_nothing_around_the_inputs_can_be_changed(online: OnlineOffice) -> None:
    """Not even by the officer whose tab it is."""
    project(online).create(TW3)
    with online.as_user(CAMAT) as client:
        sheet = client.open_by_key(online.file_of(UNIT)).worksheet("Camat")
        with pytest.raises(gspread.exceptions.APIError, match="protected"):
            sheet.update_cell(9, 1, "bukan kodenya")


def test_kendali_is_pulled_told_and_then_quiet(online: OnlineOffice, forms: dict[str, Form]) -> None:
    """Records, a decision and a catatan in one round; then nothing is left to read; no address in data/."""
    project(online).create(TW3)
    online.fill(forms["PEM"], PEM)
    type_online(online, {"C-09": "Kumpulkan.", "C-11": "7-10-2026 14.30", "C-13": "Camat", "C-04": "kemarin"}, CAMAT)
    type_online(online, {"PEM": "kembalikan", "PEM:3": f"Hubungi {CAMAT} lebih dahulu."}, SECRETARY)
    sync(online, 1)
    made = project(online, 1)
    (line,) = [line for line in made.archive.trail.lines(TW3) if line.kind is Kind.STEP]
    assert (line.step, line.by, line.data["end"]) == (1, "Camat", "2026-10-07T14:30")
    course = made.archive.courses.get(TW3, "PEM") or ()
    assert [event.state for event in course if event.by == "Kasubag Perencanaan"] == [UnitState.RETURNED]
    assert online.column(UNIT, "Periksa!A5:C6") == [["C-04", "wajib diperbaiki", "Camat B12"]]
    type_online(online, {"C-04": "1-10-2026"}, CAMAT)
    for hour in (2, 3, 4):
        asked = sync(online, hour)
    assert asked == 1
    assert online.column(UNIT, "Periksa!A5") == [["Belum ada catatan."]]
    assert len([line for line in made.archive.trail.lines(TW3) if line.kind is Kind.STEP]) == 1
    kept = "".join(path.read_text("utf-8") for path in (online.folder / "data").rglob("*.json*"))
    assert "contoh.example" not in kept


def sync(online: OnlineOffice, hours: int) -> int:
    """Pull, check and tell; the calls it took."""
    before = online.requests()
    made = project(online, hours)
    assert made.pull(TW3).troubles == []
    made.validate(TW3)
    assert made.feedback(TW3).troubles == []
    return online.requests() - before
