"""What a unit typed is read right wherever its people have moved it; what cannot be placed is noticed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets_sync.form import Form
from sheets_sync.reading import identify
from sheets_sync.submission import Entry, OddityKind, Reading, Submission
from sheets_sync.workbook import KEY_TITLE, WORKBOOK_ROW
from tests import edits
from tests.edits import (
    ACTIONS,
    BUDGET_CODES,
    BUDGET_FIGURES,
    CAUSE_CODES,
    CODES,
    FIGURES,
    NOTES,
    OBSTACLES,
    Edit,
    HandedOut,
    edit,
    fill,
    put,
)

FIGURES_TYPED: dict[str, str | Decimal] = {
    "REN-01": Decimal("72.5"),
    "REN-02": "BB",
    "REN-03": Decimal(2),
    "REN-04": Decimal(11),
    "REN-05": Decimal("98.25"),
    "REN-06": Decimal(0),
}
VALUES = {code: Decimal(70) if value == "BB" else Decimal(value) for code, value in FIGURES_TYPED.items()}
EVIDENCE = {"REN-01": "kertas: LHE 2026, map 3", "REN-05": "https://drive.google.com/file/d/1"}
SPENT = {f"7.01.0{number}": Decimal(number * 12_345_678) for number in range(1, 7)}


@pytest.fixture
def handed(tmp_path: Path, forms: dict[str, Form]) -> HandedOut:
    """The workbook of REN, filled and sent: six indicators, one of them a predicate, and six programmes."""
    handed = edits.hand_out(tmp_path, forms["REN"])
    fill(handed, FIGURES_TYPED, EVIDENCE, budget=SPENT, sender="Dewi")
    return handed


def values(entries: tuple[Entry, ...]) -> dict[str, Decimal | None]:
    return {entry.code: entry.value for entry in entries}


def entry_of(submission: Submission, code: str) -> Entry:
    return next(entry for entry in (*submission.entries, *submission.budget) if entry.code == code)


def kinds(submission: Submission) -> list[OddityKind]:
    return [oddity.kind for oddity in submission.noticed]


def assert_all_read(submission: Submission) -> None:
    """Every figure, note, rupiah and the tick stand as they were typed."""
    assert values(submission.entries) == VALUES
    assert {entry.code: entry.note for entry in submission.entries if entry.note} == EVIDENCE
    assert values(submission.budget) == SPENT
    assert (submission.sent, submission.tick.typed, submission.tick.note) == (True, "ya", "Dewi")


@pytest.mark.parametrize(
    ("score", "reading"), [(Decimal("72.5"), Reading.NUMBER), ("72,50", Reading.TEXT_NUMBER)], ids=["number", "text"]
)
def test_the_score_may_be_typed_for_a_predicate(handed: HandedOut, score: str | Decimal, reading: Reading) -> None:
    """It counts as itself, not as the bound of its band."""
    fill(handed, {"REN-02": score})
    entry = entry_of(handed.submission(), "REN-02")

    assert (entry.reading, entry.value, entry.typed) == (reading, Decimal("72.5"), str(score).replace(".", ","))


# --- a workbook as it should be ------------------------------------------------------------------------------


def test_untouched_workbook_is_all_empty_and_not_sent(tmp_path: Path, forms: dict[str, Form]) -> None:
    """A workbook that nobody touched holds an empty entry for each row that was asked, in the form's order."""
    form = forms["PEM"]
    submission = edits.hand_out(tmp_path, form).submission()
    assert [entry.code for entry in submission.entries] == [row.code for row in form.rows]
    assert {entry.reading for entry in submission.entries} == {Reading.EMPTY}
    assert (submission.sent, submission.budget, submission.noticed) == (False, (), ())


def test_filled_workbook_is_read_as_typed(handed: HandedOut) -> None:
    """Figures, notes, rupiah and the tick are read where they stand, and nothing odd is noticed."""
    submission = handed.submission()
    assert_all_read(submission)
    assert submission.noticed == ()
    assert entry_of(submission, "REN-05") == Entry(
        "REN-05", "Isi", "B10", "98,25", Reading.NUMBER, Decimal("98.25"), note=EVIDENCE["REN-05"]
    )


def test_submission_names_what_it_was_read_from(handed: HandedOut) -> None:
    """The submission carries unit, period, version of the form, and the file with its time of saving."""
    submission = handed.submission()
    form = handed.form
    assert (submission.unit, submission.period, submission.form_version) == ("REN", "2026-TW3", form.version)
    assert submission.source.file == f"2026-TW3/{handed.path.name}"
    assert submission.first_sent == submission.source.modified


# --- everything may be moved ---------------------------------------------------------------------------------

HARMLESS: dict[str, list[Edit]] = {
    "saved by another program": [],
    "tab Isi renamed": [edits.rename_tab("Isi", "Isian Bu Dewi")],
    "tab renamed with an apostrophe": [edits.rename_tab("Isi", "Isi Jum'at")],
    "all tabs renamed": [edits.rename_tab(title, f"{title} lama") for title in ("Isi", "Anggaran", "Periksa")],
    "tabs swap their names": [
        edits.rename_tab("Isi", "x"),
        edits.rename_tab("Anggaran", "Isi"),
        edits.rename_tab("x", "Anggaran"),
    ],
    "tabs reordered": [edits.reverse_tabs],
    "other tabs deleted": [edits.delete_tab(title) for title in ("Formulir", "Petunjuk", "Periksa", KEY_TITLE)],
    "tab renamed by a program without defined names": [edits.rename_tab("Isi", "Data"), edits.forget_names],
    "column inserted before Realisasi": [edits.insert_column(FIGURES)],
    "columns inserted everywhere": [edits.insert_column(name) for name in (CODES, FIGURES, NOTES, FIGURES)],
    "column inserted in Anggaran": [edits.insert_column(BUDGET_FIGURES)],
    "column with last quarter's figures inserted": [
        edits.insert_column(FIGURES, "Realisasi TW II", {code: Decimal(999) for code in FIGURES_TYPED})
    ],
    "column inserted, names left behind": [edits.names_left_behind(edits.insert_column(FIGURES))],
    "Realisasi moved to the end": [edits.move_column(FIGURES, 6)],
    "Realisasi moved to the front": [edits.move_column(FIGURES, 1)],
    "Keterangan before Realisasi": [edits.move_column(NOTES, 2)],
    "Realisasi moved, names left behind": [edits.names_left_behind(edits.move_column(FIGURES, 5))],
    "rows sorted": [edits.sort_rows()],
    "rows of Anggaran sorted": [edits.sort_rows(BUDGET_CODES)],
    "row inserted above the heading": [edits.insert_rows("")],
    "rows inserted between": [edits.insert_rows("REN-02"), edits.insert_rows("REN-05", 7)],
    "fifty rows inserted": [edits.insert_rows("REN-01", 50)],
    "heading Realisasi renamed": [edits.rename_heading(FIGURES, "Capaian bulan ini")],
    "headings renamed, column inserted": [
        edits.rename_heading(FIGURES, "Nilai"),
        edits.rename_heading(CODES, "Uraian"),
        edits.insert_column(FIGURES),
        edits.insert_rows(""),
    ],
    "all headings emptied": [edits.rename_heading(name, "") for name in (CODES, FIGURES, NOTES)],
    "heading in capitals, on two lines": [edits.rename_heading(FIGURES, " REALISASI\n"), edits.forget_names],
    "everything at once": [
        edits.rename_tab("Isi", "Kami"),
        edits.reverse_tabs,
        edits.insert_column(FIGURES, "Sementara"),
        edits.sort_rows(),
        edits.insert_rows("REN-03", 3),
        edits.rename_heading(FIGURES, "Angka"),
    ],
}


@pytest.mark.parametrize("steps", HARMLESS.values(), ids=HARMLESS.keys())
def test_everything_may_be_moved(handed: HandedOut, steps: list[Edit]) -> None:
    """Renaming, moving, inserting and sorting change nothing in what is read."""
    edit(handed.path, *steps)
    submission = handed.submission()
    assert_all_read(submission)
    assert submission.noticed == ()


def test_moved_cell_is_named_where_it_stands_now(handed: HandedOut) -> None:
    """A catatan must point at the cell as the unit sees it: tab and address follow what was moved."""
    edit(handed.path, edits.rename_tab("Isi", "Kami"), edits.insert_column(FIGURES), edits.insert_rows("REN-01", 2))
    entry = entry_of(handed.submission(), "REN-01")
    assert (entry.tab, entry.cell) == ("Kami", "C8")


# --- what is gone or double is noticed -----------------------------------------------------------------------


def test_deleted_isi_is_noticed(handed: HandedOut) -> None:
    """Without the tab Isi nothing is read from it, and the workbook is said to lack it; Anggaran is still read."""
    edit(handed.path, edits.delete_tab("Isi"))
    submission = handed.submission()
    assert set(values(submission.entries).values()) == {None}
    assert values(submission.budget) == SPENT
    assert not submission.sent
    assert [(oddity.kind, oddity.place.tab, oddity.place.row) for oddity in submission.noticed] == [
        (OddityKind.TAB_GONE, "Isi", WORKBOOK_ROW)
    ]


def test_copy_of_isi_is_not_read_instead_of_it(handed: HandedOut) -> None:
    """A duplicate of the tab in front of it does not take its place."""
    edit(handed.path, edits.copy_tab_to_front("Isi"), put("REN-01", Decimal(80)))
    assert values(handed.submission().entries) == VALUES | {"REN-01": Decimal(80)}


def test_deleted_realisasi_is_noticed(handed: HandedOut) -> None:
    """Without the column Realisasi no figure is read, and the column is said to be gone."""
    edit(handed.path, edits.delete_column(FIGURES))
    submission = handed.submission()
    assert set(values(submission.entries).values()) == {None}
    assert kinds(submission) == [OddityKind.COLUMN_GONE]


def test_note_is_never_read_as_figure(handed: HandedOut) -> None:
    """Where Realisasi is deleted and its defined name stays behind, the column that moved up is not taken for it."""
    fill(handed, {}, dict.fromkeys(FIGURES_TYPED, "12"))
    edit(handed.path, edits.names_left_behind(edits.delete_column(FIGURES)))
    submission = handed.submission()
    assert set(values(submission.entries).values()) == {None}
    assert kinds(submission) == [OddityKind.COLUMN_GONE]


def test_copied_column_does_not_take_the_place_of_realisasi(handed: HandedOut) -> None:
    """Of two columns headed Realisasi, the one that the defined name followed is read."""
    edit(handed.path, edits.copy_column_before(FIGURES), put("REN-01", Decimal(80)))
    assert values(handed.submission().entries) == VALUES | {"REN-01": Decimal(80)}


def test_deleted_keterangan_leaves_the_figures(handed: HandedOut) -> None:
    """Without the column Keterangan the notes are empty and the figures are read."""
    edit(handed.path, edits.delete_column(NOTES))
    submission = handed.submission()
    assert values(submission.entries) == VALUES
    assert {entry.note for entry in submission.entries} == {""}


def test_deleted_row_is_noticed(handed: HandedOut) -> None:
    """An indicator whose row is gone is empty and noticed; the rows that moved up keep their own figures."""
    edit(handed.path, edits.delete_row("REN-03"))
    submission = handed.submission()
    assert values(submission.entries) == VALUES | {"REN-03": None}
    assert [(oddity.kind, oddity.place.row) for oddity in submission.noticed] == [(OddityKind.ROW_GONE, "REN-03")]


def test_row_doubled_with_one_figure_is_read(handed: HandedOut) -> None:
    """A row that stands twice with the same figure has that figure, and is noticed with both cells."""
    edit(handed.path, edits.double_row("REN-03"))
    submission = handed.submission()
    assert values(submission.entries) == VALUES
    assert [(oddity.kind, oddity.place.row, oddity.shown) for oddity in submission.noticed] == [
        (OddityKind.ROW_DOUBLED, "REN-03", "B8, B9")
    ]


def test_row_doubled_with_two_figures_is_not_guessed(handed: HandedOut) -> None:
    """A row that stands twice with two figures has none; both are shown."""
    edit(handed.path, edits.double_row("REN-03", Decimal(5)))
    entry = entry_of(handed.submission(), "REN-03")
    assert (entry.reading, entry.value, entry.typed) == (Reading.SEVERAL, None, "2 / 5")


def test_row_doubled_and_emptied_is_read_from_the_filled_one(handed: HandedOut) -> None:
    """Of a doubled row with one of the two cells empty, the filled one counts."""
    edit(handed.path, edits.double_row("REN-03"), put("REN-03", None))
    entry = entry_of(handed.submission(), "REN-03")
    assert (entry.value, entry.cell) == (Decimal(2), "B9")


def test_row_with_an_unknown_code_is_noticed(handed: HandedOut) -> None:
    """A row whose code is not in the form is noticed by that code, and the one it replaced is gone."""
    edit(handed.path, edits.rename_code("REN-03", "REN-33"))
    submission = handed.submission()
    assert entry_of(submission, "REN-03").value is None
    assert [(oddity.kind, oddity.shown) for oddity in submission.noticed] == [
        (OddityKind.ROW_UNKNOWN, "REN-33"),
        (OddityKind.ROW_GONE, "REN-03"),
    ]


def test_code_in_small_letters_is_known(handed: HandedOut) -> None:
    """The case of a code does not matter."""
    edit(handed.path, edits.rename_code("REN-03", "ren-03"))
    assert_all_read(handed.submission())


@pytest.mark.parametrize(
    ("step", "lost", "kept"),
    [
        pytest.param(edits.merge("REN-03", down=1), "REN-04", "REN-03", id="two figures"),
        pytest.param(edits.merge("REN-03", right=1, name=CODES), "REN-03", "REN-04", id="code and figure"),
    ],
)
def test_figure_lost_by_merging_is_noticed(handed: HandedOut, step: Edit, lost: str, kept: str) -> None:
    """A figure that merging threw away is empty and noticed at its row; its neighbour is read."""
    edit(handed.path, step)
    submission = handed.submission()
    assert values(submission.entries) == VALUES | {lost: None}
    assert entry_of(submission, kept).value == VALUES[kept]
    assert [(oddity.kind, oddity.place.row) for oddity in submission.noticed] == [(OddityKind.MERGED, lost)]


def test_merged_codes_hide_a_row(handed: HandedOut) -> None:
    """Where merging threw a code away, its row is gone: its figure is not given to another indicator."""
    edit(handed.path, edits.merge("REN-03", down=1, name=CODES))
    submission = handed.submission()
    assert values(submission.entries) == VALUES | {"REN-04": None}
    assert [(oddity.kind, oddity.place.row) for oddity in submission.noticed] == [(OddityKind.ROW_GONE, "REN-04")]


def test_figure_merged_with_its_note_is_read(handed: HandedOut) -> None:
    """A figure that is the first of merged cells still stands."""
    edit(handed.path, edits.merge("REN-03", right=1))
    assert_all_read(handed.submission())


# --- what cells can hold -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "cell", "shown_as", "reading", "value", "typed"),
    [
        pytest.param("REN-05", 98.25, "", Reading.NUMBER, "98.25", "98,25", id="number"),
        pytest.param("REN-05", 0.1 + 0.2, "", Reading.NUMBER, "0.3", "0,3", id="number with a computer's tail"),
        pytest.param("REN-05", 1_234_567.5, "#,##0.00", Reading.NUMBER, "1234567.5", "1.234.567,5", id="grouped"),
        pytest.param("REN-05", -3, "", Reading.NUMBER, "-3", "-3", id="negative"),
        pytest.param("REN-05", 0, "", Reading.NUMBER, "0", "0", id="zero is not empty"),
        pytest.param("REN-05", 0.125, "0.0%", Reading.PERCENT, "12.5", "12,5%", id="percent"),
        pytest.param("REN-05", 0.07, "0%", Reading.PERCENT, "7", "7%", id="percent that a computer makes 7.000…1"),
        pytest.param("REN-05", 98, 'General" %"', Reading.NUMBER, "98", "98", id="a percent sign in quotes is no percent"),
        pytest.param("REN-05", 98, r"0\%", Reading.NUMBER, "98", "98", id="an escaped percent sign is no percent"),
        pytest.param("REN-05", 98, "0_%", Reading.NUMBER, "98", "98", id="a blank as wide as % is no percent"),
        pytest.param("REN-03", 0.02, "0%", Reading.OTHER_UNIT, None, "2%", id="percent where none is asked"),
        pytest.param("REN-05", "98,25", "", Reading.TEXT_NUMBER, "98.25", "98,25", id="number as text"),
        pytest.param("REN-05", " 98,25 % ", "", Reading.TEXT_NUMBER, "98.25", "98,25 %", id="percent as text"),
        pytest.param("REN-05", "4.250", "", Reading.AMBIGUOUS, None, "4.250", id="text with two readings"),
        pytest.param("REN-03", "2 dokumen", "", Reading.WITH_UNIT, None, "2 dokumen", id="number with its satuan"),
        pytest.param("REN-03", "3 dari 10", "", Reading.SEVERAL, None, "3 dari 10", id="two numbers"),
        pytest.param("REN-03", "-", "", Reading.PLACEHOLDER, None, "-", id="a dash"),
        pytest.param("REN-03", "lengkap", "", Reading.WORDS, None, "lengkap", id="words"),
        pytest.param("REN-03", "   ", "", Reading.EMPTY, None, "", id="blanks"),
        pytest.param("REN-03", None, "", Reading.EMPTY, None, "", id="nothing"),
        pytest.param("REN-03", "=5+3", "", Reading.BROKEN, None, "rumus tanpa hasil", id="formula never computed"),
        pytest.param("REN-03", "#REF!", "", Reading.BROKEN, None, "#REF!", id="error cell #REF!"),
        pytest.param("REN-03", "#DIV/0!", "", Reading.BROKEN, None, "#DIV/0!", id="error cell #DIV/0!"),
        pytest.param("REN-03", "#N/A", "", Reading.BROKEN, None, "#N/A", id="error cell #N/A"),
        pytest.param("REN-03", True, "", Reading.WORDS, None, "TRUE", id="true"),
        pytest.param("REN-03", False, "", Reading.WORDS, None, "FALSE", id="false"),
        pytest.param("REN-03", date(2026, 9, 30), "", Reading.DATE, None, "30/09/2026", id="date"),
        pytest.param("REN-03", datetime(2026, 9, 30, 14, 5), "", Reading.DATE, None, "30/09/2026", id="date and time"),  # noqa: DTZ001  # cells have no zone
        pytest.param("REN-03", time(14, 5), "", Reading.DATE, None, "14.05", id="time"),
        pytest.param("REN-03", 46295, "dd/mm/yyyy", Reading.DATE, None, "30/09/2026", id="number shown as date"),
        pytest.param("REN-02", "BB", "", Reading.PREDICATE, "70", "BB", id="predicate"),
        pytest.param("REN-02", " bb ", "", Reading.PREDICATE, "70", "bb", id="predicate in small letters"),
        pytest.param("REN-02", "Sangat baik", "", Reading.WORDS, None, "Sangat baik", id="not a predicate"),
        pytest.param("REN-02", 70, "", Reading.NUMBER, "70", "70", id="a number where a predicate is asked"),
        pytest.param("REN-03", "BB", "", Reading.WORDS, None, "BB", id="a predicate where a number is asked"),
    ],
)  # fmt: skip
def test_a_cell_is_read_by_what_it_holds(
    handed: HandedOut, code: str, cell: object, shown_as: str, reading: Reading, value: str | None, typed: str
) -> None:
    """A number is read where only one reading is possible; anything else is named for what it is."""
    edit(handed.path, put(code, cell, shown_as))
    entry = entry_of(handed.submission(), code)
    assert (entry.reading, entry.typed) == (reading, typed)
    assert entry.value == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("code", "cell", "shown_as", "typed"),
    [
        pytest.param("REN-03", "1" * 400, "", f"{'•' * 396}1111", id="four hundred digits"),
        pytest.param("REN-03", 10**15, "", "•.•••.•••.•••.••0.000", id="sixteen digits as a number"),
        pytest.param("REN-03", -(10**15), "", "-•.•••.•••.•••.••0.000", id="and below zero"),
        pytest.param("REN-05", 10**15, "0%", "•••.•••.•••.•••.••0.000%", id="and as percent"),
        pytest.param("REN-03", "19750101 200003 1 001", "", "•••••••• •••••• 1 001", id="NIP"),
        pytest.param("REN-02", "7205012345670001", "", "••••••••••••0001", id="NIK for a predicate"),
        pytest.param("REN-03", "7.01.02", "", "•.01.02", id="code of a programme"),
    ],
)
def test_somebodys_number_is_no_figure_and_is_not_kept(
    handed: HandedOut, code: str, cell: object, shown_as: str, typed: str
) -> None:
    """NIP, NIK, codes and what is as long have no value; of their digits the last four are kept."""
    edit(handed.path, put(code, cell, shown_as))
    entry = entry_of(handed.submission(), code)
    assert (entry.reading, entry.value, entry.hint, entry.typed) == (Reading.IDENTITY, None, None, typed)


def test_fifteen_digits_are_a_figure(handed: HandedOut) -> None:
    """One less than sixteen digits is still a number."""
    edit(handed.path, put("REN-03", 10**15 - 1))
    assert entry_of(handed.submission(), "REN-03").value == Decimal(10**15 - 1)


def test_percent_in_another_satuan_is_suggested_not_read(handed: HandedOut) -> None:
    """A percent where documents are counted carries the number as it is shown, as a hint only."""
    edit(handed.path, put("REN-03", 0.02, "0%"))
    assert entry_of(handed.submission(), "REN-03").hint == Decimal(2)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        pytest.param(1_250_000_000, "1250000000", id="number"),
        pytest.param("Rp1.250.000.000", "1250000000", id="text in rupiah"),
        pytest.param("Rp. 1.250.000.000,-", "1250000000", id="text as on a receipt"),
        pytest.param("1,25 miliar", None, id="another satuan"),
        pytest.param("BB", None, id="a predicate is no rupiah"),
    ],
)
def test_rupiah_is_read_in_anggaran(handed: HandedOut, cell: object, value: str | None) -> None:
    """Rupiah typed as a number or as people write it are read."""
    edit(handed.path, put("7.01.03", cell, name=BUDGET_FIGURES))
    assert entry_of(handed.submission(), "7.01.03").value == (None if value is None else Decimal(value))


def test_long_note_is_cut(handed: HandedOut) -> None:
    """A note of thirty thousand characters is kept to its first ten thousand."""
    edit(handed.path, put("REN-01", "abc" * 10_000, name=NOTES))
    assert len(entry_of(handed.submission(), "REN-01").note) == 10_000


# --- the words of the rows -----------------------------------------------------------------------------------


def reworded(submission: Submission) -> list[tuple[OddityKind, str, str, str]]:
    """What was noticed of the rows' words: kind, tab, cell and what stands there now."""
    kinds = (OddityKind.NAME_CHANGED, OddityKind.TARGET_CHANGED)
    return [
        (item.kind, item.place.tab, item.place.cell, item.shown) for item in submission.noticed if item.kind in kinds
    ]


@pytest.mark.parametrize(
    ("old", "new", "kind", "shown"),
    [
        (
            "Jumlah Dokumen",
            "Banyaknya Dokumen",
            OddityKind.NAME_CHANGED,
            "Banyaknya Dokumen Perencanaan Perangkat Daerah",
        ),
        ("target 2 Dokumen", "target 1 Dokumen", OddityKind.TARGET_CHANGED, "target 1 Dokumen"),
        ("target 2 Dokumen", "target 2 Laporan", OddityKind.TARGET_CHANGED, "target 2 Laporan"),
        ("\ntarget 2 Dokumen", "", OddityKind.TARGET_CHANGED, ""),
        ("\ntarget 2 Dokumen", " target 3 Dokumen", OddityKind.TARGET_CHANGED, "target 3 Dokumen"),
        ("Daerah\n", "Desa ", OddityKind.NAME_CHANGED, "Jumlah Dokumen Perencanaan Perangkat Desa"),
        ("Jumlah Dokumen Perencanaan Perangkat Daerah\n", "", OddityKind.NAME_CHANGED, ""),
        ("Daerah", "Daerah (baru)", OddityKind.NAME_CHANGED, "Jumlah Dokumen Perencanaan Perangkat Daerah (baru)"),
    ],
)
def test_changed_words_are_noticed(handed: HandedOut, old: str, new: str, kind: OddityKind, shown: str) -> None:
    """Name and target are told apart, with or without the end of line between them; the figure is read all the same."""
    edit(handed.path, edits.reword("REN-03", lambda text: text.replace(old, new)))
    submission = handed.submission()
    assert_all_read(submission)
    assert reworded(submission) == [(kind, "Isi", "A8", shown)]


@pytest.mark.parametrize("text", ["REN-03", "REN-03 · apa saja", "REN-03 tanpa tanda"])
def test_a_row_whose_words_were_replaced_is_still_its_codes(handed: HandedOut, text: str) -> None:
    """The code alone decides whose figure it is; name and target are both said to be changed."""
    edit(handed.path, edits.reword("REN-03", lambda _: text))
    submission = handed.submission()
    assert_all_read(submission)
    assert [kind for kind, *_ in reworded(submission)] == [OddityKind.NAME_CHANGED, OddityKind.TARGET_CHANGED]


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "_x000D_\n"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: f"  {text.replace(' ', '  ')} ",
        lambda text: text.replace("\n", ""),
        lambda text: text.replace(" · ", " "),
        lambda text: text.replace(" · ", "·"),
    ],
)
def test_what_spreadsheets_do_to_words_is_no_change(handed: HandedOut, change: Callable[[str], str]) -> None:
    """Blanks, ends of lines, capitals and the mark after the code say nothing."""
    edit(handed.path, edits.reword("REN-03", change), edits.reword("7.01.02", change, BUDGET_CODES))
    assert reworded(handed.submission()) == []


def test_a_changed_pagu_is_noticed(handed: HandedOut) -> None:
    """Programmes have their words too: the name, and the pagu below it."""
    edit(handed.path, edits.reword("7.01.02", lambda text: text.replace("pagu Rp2", "pagu Rp3"), BUDGET_CODES))
    ((kind, tab, cell, shown),) = reworded(handed.submission())
    assert (kind, tab, cell) == (OddityKind.TARGET_CHANGED, "Anggaran", "A7")
    assert shown.startswith("pagu Rp3")


def test_moved_and_sorted_rows_keep_their_words(handed: HandedOut) -> None:
    """Where a row stands is no part of what it says."""
    edit(handed.path, edits.sort_rows(), edits.insert_rows("REN-02", 3), edits.insert_column(CODES))
    assert reworded(handed.submission()) == []


# --- the tab Kendala -----------------------------------------------------------------------------------------


def cause_of(submission: Submission, code: str) -> Entry:
    return next(cause for cause in submission.causes if cause.code == code)


def told(handed: HandedOut, *steps: Edit) -> Entry:
    """The causes of REN-03, whose row of Kendala is filled before these edits."""
    edit(handed.path, put("REN-03", "hujan", name=OBSTACLES), put("REN-03", "dijadwalkan ulang", name=ACTIONS), *steps)
    return cause_of(handed.submission(), "REN-03")


def test_causes_are_read_as_words(handed: HandedOut) -> None:
    """The obstacle is what was typed, what is done about it the note; a number there is a word like another."""
    assert told(handed) == Entry("REN-03", "Kendala", "B8", "hujan", Reading.WORDS, note="dijadwalkan ulang")
    assert told(handed, put("REN-03", 4250, name=OBSTACLES)).typed == "4.250"
    assert [cause.code for cause in handed.submission().causes] == [row.code for row in handed.form.assessable]
    assert handed.submission().noticed == ()


def test_a_row_of_kendala_points_at_its_empty_cell(handed: HandedOut) -> None:
    """So that a catatan can say where to type: the obstacle's cell first."""
    assert cause_of(handed.submission(), "REN-03").cell == "B8"
    edit(handed.path, put("REN-03", "hujan", name=OBSTACLES))
    assert cause_of(handed.submission(), "REN-03").cell == "C8"
    edit(handed.path, put("REN-03", None, name=OBSTACLES), put("REN-03", "dijadwalkan", name=ACTIONS))
    cause = cause_of(handed.submission(), "REN-03")
    assert (cause.cell, cause.reading) == ("B8", Reading.EMPTY)


def test_causes_change_the_content(handed: HandedOut) -> None:
    """A word more in Kendala is a change, and a workbook with nothing else is not blank."""
    before = handed.submission()
    told(handed)
    assert not handed.submission().same_content(before)


def test_causes_alone_are_something(tmp_path: Path, forms: dict[str, Form]) -> None:
    """Nothing at all was typed only where Kendala is empty too."""
    handed = edits.hand_out(tmp_path, forms["REN"])
    assert handed.submission().blank
    told(handed)
    assert not handed.submission().blank


@pytest.mark.parametrize(
    "steps",
    [
        [edits.rename_tab("Kendala", "Hambatan")],
        [edits.insert_column(OBSTACLES), edits.insert_column(ACTIONS, "Catatan kami")],
        [edits.move_column(ACTIONS, 2)],
        [edits.sort_rows(CAUSE_CODES), edits.reverse_tabs],
        [edits.rename_heading(OBSTACLES, "Sebab"), edits.rename_heading(ACTIONS, "Rencana")],
        [edits.forget_names],
        [edits.delete_tab("Isi")],
    ],
)
def test_causes_may_be_moved(handed: HandedOut, steps: list[Edit]) -> None:
    """Like the figures, they are found wherever they went."""
    cause = told(handed, *steps)
    assert (cause.typed, cause.note) == ("hujan", "dijadwalkan ulang")
    assert {kind for kind in kinds(handed.submission()) if kind is not OddityKind.TAB_GONE} == set()


def test_deleted_kendala_is_noticed(handed: HandedOut) -> None:
    """The figures are read, the causes are empty, and the workbook is said to lack the tab."""
    cause = told(handed, edits.delete_tab("Kendala"))
    submission = handed.submission()
    assert cause == Entry("REN-03", "Kendala", "", "", Reading.EMPTY)
    assert_all_read(submission)
    assert [(item.kind, item.place.tab, item.shown) for item in submission.noticed] == [
        (OddityKind.TAB_GONE, "Kendala", "Kendala")
    ]


@pytest.mark.parametrize(("name", "heading"), [(OBSTACLES, "Faktor penghambat"), (ACTIONS, "Tindak lanjut")])
def test_deleted_column_of_kendala_is_noticed(handed: HandedOut, name: str, heading: str) -> None:
    """By the heading that it had."""
    cause = told(handed, edits.delete_column(name))
    assert (cause.typed, cause.note) == (("", "dijadwalkan ulang") if name == OBSTACLES else ("hujan", ""))
    assert [(item.kind, item.shown) for item in handed.submission().noticed] == [(OddityKind.COLUMN_GONE, heading)]


def test_a_row_gone_from_kendala_is_no_fault_of_its_figure(handed: HandedOut) -> None:
    """Its causes are empty and have no cell; nothing is noticed of the figure."""
    cause = told(handed, edits.delete_row("REN-03", CAUSE_CODES))
    assert (cause.tab, cause.cell, cause.typed) == ("Kendala", "", "")
    assert handed.submission().noticed == ()


def test_two_rows_of_kendala_are_read_together(handed: HandedOut) -> None:
    """A row that somebody copied for a second cause adds its words."""
    edit(handed.path, edits.reword("REN-04", lambda text: text.replace("REN-04", "REN-03"), CAUSE_CODES))
    assert told(handed).typed == "hujan"
    edit(handed.path, lambda book: book["Kendala"].__setitem__("B9", "banjir"))
    assert cause_of(handed.submission(), "REN-03").typed == "hujan / banjir"
    assert handed.submission().noticed == ()


# --- the tick ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "sent"),
    [
        pytest.param("ya", True, id="ya"),
        pytest.param(" YA ", True, id="YA with blanks"),
        pytest.param(True, True, id="a ticked box"),
        pytest.param("TRUE", True, id="TRUE as text"),
        pytest.param("Benar", True, id="Benar"),
        pytest.param(False, False, id="an empty box"),
        pytest.param(None, False, id="empty"),
        pytest.param("tidak", False, id="tidak"),
        pytest.param("sudah", False, id="pasted over"),
        pytest.param("belum ya", False, id="a sentence with ya"),
        pytest.param(1, False, id="a number"),
    ],
)
def test_only_ya_sends(handed: HandedOut, cell: object, sent: bool) -> None:
    """Only "ya" or a ticked box sends; anything else stays in the entry as it was typed."""
    edit(handed.path, edits.tick(cell, "Dewi"))
    submission = handed.submission()
    assert submission.sent is sent
    assert (submission.first_sent is not None) is sent
    assert submission.tick.note == "Dewi"


def test_tick_is_found_where_it_was_moved(handed: HandedOut) -> None:
    """The row "Saya kirim" is known by its words, wherever it stands."""
    edit(handed.path, edits.insert_rows("REN-04", 4), edits.insert_column(FIGURES))
    assert handed.submission().tick.cell == "C16"


# --- whose workbook it is ------------------------------------------------------------------------------------


def test_key_is_found(handed: HandedOut) -> None:
    """The key names office, unit, period and version of the form."""
    assert identify(handed.grid()) == handed.form.key


@pytest.mark.parametrize(
    "step",
    [
        pytest.param(edits.delete_tab(KEY_TITLE), id="only in the file's properties"),
        pytest.param(edits.clear_key_property, id="only in the hidden tab"),
        pytest.param(edits.rename_tab(KEY_TITLE, "Sheet9"), id="in a hidden tab that was renamed"),
        pytest.param(edits.change_key_tab("kosong"), id="overtyped in the hidden tab"),
        pytest.param(edits.change_key_property("kosong"), id="overwritten in the properties"),
    ],
)
def test_one_key_is_enough(handed: HandedOut, step: Edit) -> None:
    """Either of the two places where the key is kept suffices."""
    edit(handed.path, step)
    assert identify(handed.grid()) == handed.form.key


def test_workbook_without_key_is_refused(handed: HandedOut) -> None:
    """A workbook without a key is not ours; the message says to ask for a new one."""
    edit(handed.path, edits.clear_key_property, edits.delete_tab(KEY_TITLE))
    with pytest.raises(ValueError, match=r"kuncinya tidak ada.*minta lembar baru"):
        identify(handed.grid())


@pytest.mark.parametrize("change", [edits.change_key_tab, edits.change_key_property], ids=["tab", "property"])
def test_two_keys_that_disagree_are_refused(handed: HandedOut, change: Callable[[str], Edit]) -> None:
    """A tab copied from another unit's workbook makes it unclear whose figures these are: nothing is guessed."""
    edit(handed.path, change(str(replace(handed.form.key, unit="PEM"))))
    with pytest.raises(ValueError, match="kuncinya ada dua dan berbeda"):
        identify(handed.grid())


# --- any sequence of edits -----------------------------------------------------------------------------------

CODE = st.sampled_from(sorted(FIGURES_TYPED))
NAME = st.sampled_from((CODES, FIGURES, NOTES))
TITLE = st.sampled_from(("Isi", "Anggaran", "Formulir", "Kami", "Isi (2)", "Jum'at", "Rekap & Data"))
Step = tuple[Edit, str, Decimal | None]  # the edit; the code it overtypes, if any, and the value that then is right


def harmless(step: Edit) -> Step:
    return step, "", None


STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(lambda title: harmless(edits.rename_tab_of(CODES, title)), TITLE),
    st.builds(lambda name: harmless(edits.insert_column(name)), NAME),
    st.builds(lambda name, heading: harmless(edits.rename_heading(name, heading)), NAME, st.text("abc Realisasi", max_size=9)),
    st.builds(lambda name, to: harmless(edits.move_column(name, to)), NAME, st.integers(1, 7)),
    st.builds(lambda code, count: harmless(edits.insert_rows(code, count)), CODE, st.integers(1, 5)),
    st.builds(lambda descending: harmless(edits.sort_rows(descending=descending)), st.booleans()),
    st.builds(lambda code: harmless(edits.delete_row(code)), CODE),
    st.builds(lambda code: harmless(edits.double_row(code)), CODE),
    st.builds(lambda code: (edits.double_row(code, Decimal(777)), code, Decimal(777)), CODE),  # all that is left, if the first row goes
    st.builds(lambda code, name, down, right: harmless(edits.merge(code, down=down, right=right, name=name)),
              CODE, NAME, st.integers(0, 2), st.integers(0, 2)),
    st.just(harmless(edits.reverse_tabs)),
    st.just(harmless(edits.delete_tab("Isi"))),
    st.just(harmless(edits.delete_column(FIGURES))),
    st.builds(lambda code, cell: (put(code, cell), code, None), CODE,
              st.sampled_from(("#REF!", date(2026, 1, 2), True, "nihil", "4.250", "12 kali"))),
    st.builds(lambda code, number: (put(code, float(number)), code, Decimal(number)), CODE, st.integers(100, 999)),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=1, max_size=6))
def test_no_sequence_of_edits_yields_a_wrong_value(handed: HandedOut, steps: list[Step]) -> None:
    """Whatever people do, in any order: a value that is read is one typed for that code, and a lost one shows."""
    original = handed.path.read_bytes()
    try:
        edit(handed.path, *(step for step, _, _ in steps))
        submission = handed.submission()
    finally:
        handed.path.write_bytes(original)
    typed: dict[str, set[Decimal | None]] = {code: {value} for code, value in VALUES.items()}
    for _, code, value in steps:
        if code:  # on a merged, deleted or doubled row the overtyping may have met nothing
            typed[code].add(value)
    missing = {oddity.place.row for oddity in submission.noticed}
    assert [entry.code for entry in submission.entries] == list(VALUES)
    for entry in submission.entries:
        if entry.value is not None:
            assert entry.value in typed[entry.code]
        elif entry.reading is Reading.EMPTY:
            assert missing & {entry.code, WORKBOOK_ROW}, f"{entry.code} was lost without a word"
