"""Tabs that are renamed, moved, hidden, doubled, deleted, or brought in from elsewhere."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.online import OWNER, address_of
from tests.online_edits import table
from tests.online_edits.desk import UNIT, VALUES, Desk

REN = address_of(UNIT)
GONE = dict.fromkeys(code for code in VALUES if code.startswith("REN"))


def changed(desk: Desk, tab: str, **properties: Any) -> dict[str, Any]:
    """The request that changes those properties of the tab."""
    wanted = {"sheetId": desk.id(tab)} | properties
    return {"updateSheetProperties": {"properties": wanted, "fields": ",".join(properties)}}


def doubled(desk: Desk, title: str, name: str, **more: Any) -> dict[str, Any]:
    """The request that duplicates the tab."""
    return {"duplicateSheet": {"sourceSheetId": desk.id(title), "newSheetName": name} | more}


@pytest.mark.parametrize("title", ["Isian Bu Dewi", "Isi Jum'at", "Anggaran 2", "C3"])
def test_a_renamed_tab_is_still_the_one(desk: Desk, title: str) -> None:
    """Its catatan name the tab as it is called now, and hang in it."""
    desk.do(changed(desk, "Isi", title=title))
    desk.enter(f"'{title.replace(chr(39), chr(39) * 2)}'!B8", "dua")
    told = desk.settle()
    assert told.values == VALUES | {"REN-03": None}
    assert list(desk.notes()) == [f"{title}!B8"]
    assert "wajib diperbaiki" in desk.shown(f"{title}!D8")


def test_a_tab_renamed_between_reading_and_writing_gets_its_note(desk: Desk) -> None:
    """Tabs are written to by their ids."""
    desk.enter("Isi!B8", "dua")
    desk.sync(between=lambda: desk.do(changed(desk, "Isi", title="Isian")))
    assert list(desk.notes()) == ["Isian!B8"]
    desk.settle()


def test_titles_exchanged_do_not_matter(desk: Desk) -> None:
    desk.do(changed(desk, "Isi", title="x"))
    desk.do(changed(desk, "Anggaran", title="Isi"), changed(desk, "x", title="Anggaran"))
    told = desk.settle()
    assert (told.values, told.findings) == (VALUES, ())


def test_a_unit_may_add_hide_and_move_tabs(desk: Desk) -> None:
    """Tabs of its own, in front of ours, with headings like ours but without our codes."""
    desk.do({"addSheet": {"properties": {"title": "Kami", "index": 0}}}, by=REN)
    desk.enter("Kami!A1:A3", "Indikator", "Jumlah desa", "Jumlah warga", by=REN)
    desk.enter("Kami!B1:B3", "Realisasi", "12", "5000", by=REN)
    desk.do(changed(desk, "Formulir", hidden=True), changed(desk, "Petunjuk", hidden=True))
    desk.do(changed(desk, "Isi", index=5))
    told = desk.settle()
    assert (told.values, told.findings) == (VALUES, ())


def test_a_filled_copy_of_isi_is_named(desk: Desk) -> None:
    """The tab that was sent counts; other figures in its copy are asked about, the same ones are not."""
    desk.do(doubled(desk, "Isi", "Isi (2)", insertSheetIndex=0))
    told = desk.settle()
    assert (told.values, told.findings) == (VALUES, ())
    desk.enter("'Isi (2)'!B8", "777", by=OWNER)
    told = desk.settle()
    assert told.values == VALUES
    assert told.rules("LEMBAR") == {"F-07"}
    assert "Isi (2)" in told.findings[0].found
    desk.do({"deleteSheet": {"sheetId": desk.id("Isi (2)")}})
    assert desk.settle().findings == ()


def test_a_copy_that_took_the_title_is_named(desk: Desk) -> None:
    """The copy is called Isi now; what was sent is still the one that counts."""
    desk.do(doubled(desk, "Isi", "salinan"))
    desk.do(changed(desk, "Isi", title="Isi lama"), changed(desk, "salinan", title="Isi"))
    desk.enter("Isi!B8", "777", by=OWNER)
    told = desk.settle()
    assert told.values == VALUES
    assert told.rules("LEMBAR") == {"F-07"}


def test_the_copy_is_read_where_the_original_is_deleted(desk: Desk) -> None:
    """It carries the same marks, and nothing else does; the catatan hang in it."""
    desk.do(doubled(desk, "Isi", "Isi (2)"), {"deleteSheet": {"sheetId": desk.id()}})
    desk.enter("'Isi (2)'!B8", "0", by=OWNER)
    desk.enter("'Isi (2)'!B9", "tiga", by=OWNER)
    told = desk.settle()
    assert told.values == VALUES | {"REN-03": Decimal(0), "REN-04": None}
    assert list(desk.notes()) == ["Isi (2)!B9", "Kendala!B8"]  # no number; and nothing done needs its reason


def test_deleted_isi_is_named(desk: Desk) -> None:
    """Its figures are not read as empty from elsewhere: Anggaran still counts."""
    desk.do({"deleteSheet": {"sheetId": desk.id()}})
    told = desk.settle()
    assert told.values == VALUES | GONE
    assert told.rules("LEMBAR") == {"F-01"}


def test_both_inputs_deleted_leave_the_last_good_pull(desk: Desk) -> None:
    """Nothing typed is left: that is a trouble with the file, and what we have stays."""
    desk.do({"deleteSheet": {"sheetId": desk.id()}}, {"deleteSheet": {"sheetId": desk.id("Anggaran")}})
    told = desk.settle()
    assert told.values == VALUES
    assert "lembar ini kosong, padahal sebelumnya sudah berisi" in told.trouble


def test_deleted_periksa_is_named_and_the_notes_still_tell(desk: Desk) -> None:
    desk.do({"deleteSheet": {"sheetId": desk.id("Periksa")}})
    desk.enter("Isi!B8", "dua")
    told = desk.settle()
    assert told.values == VALUES | {"REN-03": None}
    assert "tab Periksa tidak ada lagi" in told.trouble
    assert list(desk.notes()) == ["Isi!B8"]
    desk.sync()
    assert desk.sync().calls == 1


def test_periksa_deleted_between_reading_and_writing_is_named_and_then_known(desk: Desk) -> None:
    """The batch is refused whole; the next sync has read what is left, and hangs the note."""
    desk.enter("Isi!B8", "dua")
    told = desk.sync(between=lambda: desk.do({"deleteSheet": {"sheetId": desk.id("Periksa")}}))
    assert "tidak dapat ditulisi catatan" in told.trouble
    assert desk.notes() == {}
    desk.sync()
    assert list(desk.notes()) == ["Isi!B8"]


def test_deleted_key_tab_is_not_missed(desk: Desk) -> None:
    """The spreadsheet carries the key as well."""
    desk.do({"deleteSheet": {"sheetId": desk.id("_kunci")}})
    told = desk.settle()
    assert (told.values, told.findings) == (VALUES, ())


def test_another_units_key_is_refused(desk: Desk) -> None:
    """Its hidden tab pasted over ours: nobody knows whose figures these are, and the last pull stays."""
    other = desk.office.google.state.spreadsheets[desk.office.file_of("PEM")].book.titled("_kunci")
    assert other is not None
    desk.enter("_kunci!A1", str(other.cell(0, 0).entered), by=OWNER)
    desk.enter("Isi!B8", "777")
    told = desk.settle()
    assert told.values == VALUES
    assert "kuncinya ada dua dan berbeda" in told.trouble


def test_another_units_tab_brought_in_is_not_ours(desk: Desk) -> None:
    """Its codes are not asked here; where it stands alone, ours are gone."""
    office = desk.office
    pem = office.google.state.spreadsheets[office.file_of("PEM")].book.sheets[0].id
    with office.as_user(OWNER) as client:
        client.http_client.spreadsheets_sheets_copy_to(office.file_of("PEM"), pem, desk.file)
    told = desk.settle()
    assert (told.values, told.findings) == (VALUES, ())
    desk.do({"deleteSheet": {"sheetId": desk.id()}})
    told = desk.settle()
    assert told.values == VALUES | GONE
    assert all(told.rules(code) == {"F-03"} for code in GONE) or told.rules("LEMBAR") == {"F-01"}


def test_a_copy_of_periksa_changes_nothing(desk: Desk) -> None:
    desk.do(doubled(desk, "Periksa", "Periksa (2)", insertSheetIndex=0))
    desk.enter("Isi!B8", "dua")
    desk.settle()
    assert "wajib diperbaiki" in desk.shown("Isi!D8")
    assert desk.cell("Periksa (2)!A5").entered == desk.form.words.findings_none


def test_a_tab_that_is_wholly_rearranged_is_read(desk: Desk) -> None:
    """Everything at once: renamed, rows and columns in front, the columns the other way round, sorted downwards."""
    for edit in (
        table.rename_tab(0, "Isian"),
        table.insert(0, "COLUMNS", 0, 2),
        table.insert(0, "ROWS", 0, 4),
        table.move(0, "COLUMNS", 2, 1, 6),
        table.sort(0, 9, 5, 6, 1, False),
    ):
        desk.do(*edit(desk.book))
    desk.do(*table.move(0, "ROWS", 9, 3, 14)(desk.book))
    told = desk.settle()
    assert (told.values, told.findings) == (VALUES, ())
