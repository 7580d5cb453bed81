"""A difference of the format in words, and without what only the office's own file may hold."""

from __future__ import annotations

import pytest

from sheets_sync.format_change import FormatChange, changes_between, for_record
from sheets_sync.format_columns import FILES, target_column
from sheets_sync.format_tables import Row, Tables, spelled_target


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (FormatChange("Target", "PEM-01", "tw3", "90", "92", "PKP-2026"), "PEM-01: target TW III 90 → 92 (PKP-2026)"),
        (FormatChange("Target", "PEM-01", "target_tahun", "", "92", "PK-2026"), "PEM-01: target tahun (kosong) → 92 (PK-2026)"),
        (FormatChange("Indikator", "KESOS-05", "", "", "Jumlah X"), "indikator baru KESOS-05 (Jumlah X)"),
        (FormatChange("Program", "7.01.05", "", "Program Y", "", "DPPA-2026"), "program 7.01.05 dihapus (Program Y) (DPPA-2026)"),
        (FormatChange("Unit", "PEM", "berlaku_sampai", "", "2026-09-30"), "PEM: berlaku sampai (kosong) → 2026-09-30"),
        (FormatChange("Pejabat", "camat (Camat X)", "nama", "", ""), "camat (Camat X): nama diganti"),
    ],
)  # fmt: skip
def test_a_change_in_words(change: FormatChange, words: str) -> None:
    """Whose, what, from what to what, in which document."""
    assert change.words == words


@pytest.mark.parametrize("field", ["nama", "nip", ""])
def test_a_record_names_no_official(field: str) -> None:
    """The post and that it changed; name and NIP stay in the office's file."""
    change = FormatChange("Pejabat", "camat (Camat X)", field, "Si A", "Si B")
    kept = for_record(change)
    assert "Si" not in f"{kept} {kept.words}"
    assert "Camat X" in kept.words


def test_other_changes_are_kept_as_they_are() -> None:
    """Dates of an official, and all of the rest."""
    for change in (
        FormatChange("Pejabat", "camat (X)", "berlaku_sampai", "", "2026-09-30"),
        FormatChange("Unit", "PEM", "nama", "A", "B"),
    ):
        assert for_record(change) == change


def tables(**rows: tuple[Row, ...]) -> Tables:
    return {file: rows.get(file.partition(".")[0], ()) for file in FILES}


def official(**texts: str) -> Row:
    common = {"peran": "camat", "jabatan": "Camat X", "nama": "A", "nip": "", "status": "definitif", "berlaku_sejak": "2026-01-01", "berlaku_sampai": "", "contoh": "ya"}  # fmt: skip
    return common | texts


def test_a_successor_is_a_new_row_and_a_mended_date_is_not() -> None:
    """Officials have no code: the post and the day they began make the row, else the post and the name."""
    before = tables(officials=(official(),))
    after = tables(officials=(official(berlaku_sampai="2026-05-31"), official(nama="B", berlaku_sejak="2026-06-01")))
    assert [change.words for change in changes_between(before, after)] == [
        "camat (Camat X): berlaku sampai (kosong) → 2026-05-31",
        "pejabat baru camat (Camat X) (B)",
    ]
    mended = tables(officials=(official(berlaku_sejak="2026-01-02"),))
    assert [change.field for change in changes_between(before, mended)] == ["berlaku_sejak"]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("PK-2026\nTW III", ("PK-2026", "tw3")),
        ("pkp-2026 tw 4", ("PKP-2026", "tw4")),
        ("PK-2026 Target  tahun", ("PK-2026", "annual")),
        ("PK-2026 TW IIII", None),
        ("TW III", None),
        ("Sasaran", None),
        ("", None),
    ],
)
def test_a_target_column_is_known_by_its_heading(heading: str, column: tuple[str, str] | None) -> None:
    """Document and quarter, however they are spaced and in whatever case."""
    assert target_column(heading) == column


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("88,560", "88,56"),
        ("95–105", "95-105"),
        ("95,0 - 105", "95-105"),
        ("bb", "BB"),
        ("-5", "-5"),
        ("", ""),
        (None, ""),
    ],
)
def test_targets_have_one_spelling(typed: str | None, spelled: str) -> None:
    """So that only another target is a difference."""
    assert spelled_target(typed) == spelled
