"""What people type, paste and hang on cells: right values or a named catatan."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sheets_sync.submission import Reading
from tests.online import OWNER, address_of
from tests.online_edits import table
from tests.online_edits.desk import UNIT, VALUES, Desk

REN = address_of(UNIT)


@pytest.mark.parametrize(
    ("text", "value", "reading", "rules"),
    [
        pytest.param("12%", None, Reading.OTHER_UNIT, {"J-04"}, id="percent where documents are counted"),
        pytest.param("1.234,5", "1234.5", Reading.NUMBER, {"J-12"}, id="grouped, with decimals"),
        pytest.param("4.250", "4250", Reading.NUMBER, {"W-04"}, id="grouped, as id_ID understands it"),
        pytest.param("'4.250", None, Reading.AMBIGUOUS, {"J-02"}, id="the same as text is asked about"),
        pytest.param("88.56", None, None, {"J-06"}, id="a point is no decimal comma"),
        pytest.param("3/4", None, Reading.DATE, {"J-06"}, id="a fraction becomes a date"),
        pytest.param("31/12/2026", None, Reading.DATE, {"J-06"}, id="date"),
        pytest.param("=1/0", None, Reading.BROKEN, {"J-07"}, id="error formula"),
        pytest.param("=5+3", "8", Reading.NUMBER, {"W-04"}, id="formula"),
        pytest.param("9e300", None, Reading.IDENTITY, {"J-10"}, id="huge number"),
        pytest.param("TRUE", None, Reading.WORDS, {"J-01"}, id="boolean"),
        pytest.param("😀 dua", None, Reading.WORDS, {"J-01"}, id="emoji"),
        pytest.param("2 dokumen", None, Reading.WITH_UNIT, {"J-03"}, id="text over a number"),
        pytest.param("", None, Reading.EMPTY, set(), id="emptied, with a reason beside it"),
    ],
)
def test_a_typed_text_is_read_as_it_shows(
    desk: Desk, text: str, value: str | None, reading: Reading | None, rules: set[str]
) -> None:
    """The unit types it in the browser; the other rows stay, and the catatan hangs on this cell."""
    desk.enter("Isi!B8", text)
    told = desk.settle()
    if text == "88.56" and told.entries["REN-03"].reading is not Reading.DATE:
        rules, reading = {"J-02"}, Reading.TEXT_NUMBER
    expected = None if value is None else Decimal(value)
    assert told.values == VALUES | {"REN-03": expected}
    assert reading in (None, told.entries["REN-03"].reading)
    assert rules <= told.rules("REN-03")
    assert bool(told.rules("REN-03") - {"K-06", "K-07"}) == bool(rules)


def test_percent_is_read_where_percent_is_asked(desk: Desk) -> None:
    """98,5% is 98.5 of a hundred, and shown back."""
    desk.enter("Isi!B10", "98,5%")
    told = desk.settle()
    assert told.values == VALUES | {"REN-05": Decimal("98.5")}
    assert told.rules("REN-05") == {"J-09"}


def test_a_formula_that_is_still_loading_is_read_again_and_named(desk: Desk) -> None:
    """IMPORTRANGE has no value yet: a catatan says so, and each sync looks until it has one."""
    desk.enter("Isi!B8", '=IMPORTRANGE("x";"Isi!B6")')
    told = desk.sync()
    assert (told.values["REN-03"], told.entries["REN-03"].typed) == (None, "masih dimuat")
    assert told.rules("REN-03") == {"J-07"}
    desk.sync()
    assert desk.sync().calls == 1 + 2
    desk.enter("Isi!B8", "2")
    told = desk.settle()
    assert (told.values, told.findings) == (VALUES, ())


def test_what_loads_in_peoples_own_tab_costs_nothing(desk: Desk) -> None:
    """A tab of their own may load for ever."""
    desk.do({"addSheet": {"properties": {"title": "Harga"}}}, by=REN)
    desk.enter("Harga!A1", '=GOOGLEFINANCE("IDX:BBRI")')
    assert desk.settle().values == VALUES


def test_values_pasted_over_inputs_are_read(desk: Desk) -> None:
    """A block of figures from elsewhere, predicate and all."""
    desk.enter("Isi!B6:B11", "80", "A", "5", "6", "97,5", "1")
    told = desk.settle()
    pasted = {"REN-01": "80", "REN-02": "80", "REN-03": "5", "REN-04": "6", "REN-05": "97.5", "REN-06": "1"}
    score = told.entries["REN-02"]
    assert (score.reading, score.typed) == (Reading.PREDICATE, "A")
    assert told.values == VALUES | {code: Decimal(text) for code, text in pasted.items()} | {"REN-02": score.value}


def test_words_pasted_over_the_figures_are_each_named(desk: Desk) -> None:
    """Six texts over six figures: six catatan, each in its row of Isi and on its cell."""
    desk.enter("Isi!B6:B11", *["sudah dikerjakan"] * 6)
    told = desk.settle()
    for row, code in enumerate(list(VALUES)[:6], 6):
        assert told.values[code] is None
        assert {"J-01", "J-08"} & told.rules(code)
        assert "wajib diperbaiki" in desk.shown(f"Isi!D{row}")
        assert "wajib diperbaiki" in desk.notes()[f"Isi!B{row}"]


def test_codes_pasted_over_are_gone_or_unknown(desk: Desk) -> None:
    """Another unit's rows over ours: none of their figures is taken for ours."""
    desk.enter("Isi!A6:A8", "PEM-01 · x", "PEM-02 · y", "PEM-03 · z", by=OWNER)
    told = desk.settle()
    assert told.values == VALUES | dict.fromkeys(("REN-01", "REN-02", "REN-03"))
    assert all(told.rules(code) == {"F-03"} for code in ("REN-01", "REN-02", "REN-03"))
    assert told.rules("LEMBAR") == {"F-06"}


def test_codes_in_another_order_take_their_figures_along(desk: Desk) -> None:
    """What the code in front says is what the figure is."""
    desk.enter("Isi!A8:A9", "REN-04 · tertukar", "REN-03 · tertukar", by=OWNER)
    told = desk.settle()
    assert told.values == VALUES | {"REN-03": VALUES["REN-04"], "REN-04": VALUES["REN-03"]}


def test_a_heading_pasted_over_keeps_its_mark(desk: Desk) -> None:
    """The column is still the marked one."""
    desk.enter("Isi!B5", "Capaian kami", by=OWNER)
    told = desk.settle()
    assert (told.values, told.findings) == (VALUES, ())


def test_headings_exchanged_are_believed(desk: Desk) -> None:
    """Realisasi typed over Keterangan and the reverse: no note is read as a figure."""
    desk.do(table.put(0, 4, 1, "Keterangan atau bukti")(desk.book)[0], table.put(0, 4, 2, "Realisasi")(desk.book)[0])
    told = desk.settle()
    assert {told.values[code] for code in VALUES if code.startswith("REN")} == {None}
    assert all(told.rules(code) for code in VALUES if code.startswith("REN"))


def test_the_catatan_column_pasted_over_is_not_ours_to_mend(desk: Desk) -> None:
    """The lookups are gone; Periksa and the note still tell, and what was pasted stays."""
    desk.enter("Isi!D8", "oke", by=OWNER)
    desk.enter("Isi!B8", "dua")
    told = desk.settle()
    assert told.rules("REN-03") == {"J-01"}
    assert desk.shown("Isi!D8") == "oke"
    assert "Catatan pemeriksaan" in desk.notes()["Isi!B8"]


def test_a_unit_cannot_paste_over_what_is_protected(desk: Desk) -> None:
    for place in ("Isi!A6", "Isi!B5", "Isi!D8", "Periksa!A5"):
        with pytest.raises(Exception, match="protected"):
            desk.enter(place, "x")
    assert desk.settle().calls == 1


def test_merged_inputs_are_named(desk: Desk) -> None:
    """The unit merges two figures: the first stands, the other is named; parted again and filled, all is well."""
    desk.do(*table.merge(0, 7, 1, 2, 1)(desk.book), by=REN)
    told = desk.settle()
    assert told.values == VALUES | {"REN-04": None}
    assert "F-05" in told.rules("REN-04")
    area = {"sheetId": desk.id(), "startRowIndex": 7, "endRowIndex": 9, "startColumnIndex": 1, "endColumnIndex": 2}
    desk.do({"unmergeCells": {"range": area}}, by=REN)
    desk.enter("Isi!B9", "1")
    told = desk.settle()
    assert (told.values, told.findings) == (VALUES, ())


def test_a_merge_over_codes_hides_the_row(desk: Desk) -> None:
    desk.do(*table.merge(0, 7, 0, 2, 1)(desk.book))
    told = desk.settle()
    assert told.values == VALUES | {"REN-04": None}
    assert told.rules("REN-04") == {"F-03"}


def test_another_locale_reads_what_it_shows(desk: Desk) -> None:
    """Under en_US a point is the decimal sign; figures typed before stay what they were."""
    desk.do({"updateSpreadsheetProperties": {"properties": {"locale": "en_US"}, "fields": "locale"}}, by=REN)
    desk.enter("Isi!B10", "88.56")
    told = desk.settle()
    assert told.values == VALUES | {"REN-05": Decimal("88.56")}


# --- notes -----------------------------------------------------------------------------------------------------


def test_peoples_notes_stay_where_ours_would_hang(desk: Desk) -> None:
    """The unit's own note is never replaced; Periksa tells in its place. Taken away, ours hangs there."""
    desk.do(*table.note(0, 7, 1, "tanya Bu Dewi")(desk.book), by=REN)
    desk.enter("Isi!B8", "dua")
    desk.settle()
    assert desk.notes()["Isi!B8"] == "tanya Bu Dewi"
    assert "wajib diperbaiki" in desk.shown("Isi!D8")
    desk.do(*table.note(0, 7, 1, "")(desk.book), by=REN)
    desk.settle()
    assert desk.notes()["Isi!B8"].startswith("Catatan pemeriksaan")


def test_our_note_goes_with_its_row(desk: Desk) -> None:
    """Moved after it was told: the note and the catatan are on the figure's new cell, the old one is clean."""
    desk.enter("Isi!B8", "dua")
    desk.settle()
    desk.do(*table.move(0, "ROWS", 7, 1, 11)(desk.book))
    told = desk.settle()
    assert told.entries["REN-03"].cell == "B11"
    assert list(desk.notes()) == ["Isi!B11"]
    assert "wajib diperbaiki" in desk.shown("Isi!D11")


def test_a_row_moved_between_reading_and_writing_gets_its_note_at_the_next_sync(desk: Desk) -> None:
    """Our note falls on the wrong cell, and is taken away from it when that is seen."""
    desk.enter("Isi!B8", "dua")
    desk.sync(between=lambda: desk.do(*table.insert(0, "ROWS", 5, 1)(desk.book)))
    assert list(desk.notes()) == ["Isi!B8"]
    desk.settle()
    assert list(desk.notes()) == ["Isi!B9"]


def test_a_copy_of_our_note_is_taken_away(desk: Desk) -> None:
    """Copied cells carry our notes along; ours hang only where a catatan is."""
    desk.enter("Isi!B8", "dua")
    desk.settle()
    desk.do(*table.paste(0, 7, 1, 1, 1, 8, 1, False)(desk.book), by=REN)
    desk.enter("Isi!B9", "1")
    desk.settle()
    assert list(desk.notes()) == ["Isi!B8"]
