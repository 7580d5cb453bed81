"""Counts written in a note: read where a part of a whole is meant, left alone where anything else may be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.rules.counts import counts_in

READ = {
    "9 dari 10 desa": (9, 10),
    "9/10 desa": (9, 10),
    "9 / 10 desa": (9, 10),
    "10/10 desa": (10, 10),
    "Desa tepat waktu 9 dari 10": (9, 10),
    "9 DARI 10": (9, 10),
    "kertas: rekap, map 3 (9 dari 10 desa)": (9, 10),
    "map 3, 9 dari 10 desa": (9, 10),
    "9 dari 10.": (9, 10),
    "9 dari 10, sisanya belum": (9, 10),
    "1.250 dari 2.000 orang": (1250, 2000),
    "1.250/2.000 orang": (1250, 2000),
    "12 dari 10 desa": (12, 10),
    "0 dari 0": (0, 0),
    "No. 5 tanggal 1/10/2026: 9 dari 10 desa": (9, 10),
    "https://contoh.go.id/a/1/9 9 dari 10": (9, 10),
    "rekap\n9 dari 10 desa": (9, 10),
    "dari register: 9 dari 10": (9, 10),
}

LEFT_ALONE = (
    "",
    "9",
    "dari desa",
    "9 dari sepuluh desa",
    "9/10/2026",
    "2026/9/10 rapat",
    "9/10",
    "12/10 desa",
    "9/10 Oktober",
    "SK 12/45 desa",
    "SK. 12/45 desa",
    "12/45 tahun 2026",
    "12/45 Tahun 2026",
    "9 dari 10 Oktober",
    "RT 2/5 Desa Sinorang",
    "rt 02/05 desa",
    "lembar 1 dari 2",
    "Halaman: 1 dari 2",
    "Map 3 dari lemari 4",
    "naik menjadi 90 dari 80 tahun lalu",
    "90 dari 100 %",
    "90 dari 100%",
    "90 dari 100 persen",
    "9,5 dari 10",
    "9 dari 10,5",
    "9 dari 10.5",
    "9 dari 10-12 desa",
    "1-9 dari 10",
    "07.01/02 desa",
    "https://contoh.go.id/d/9/10",
    "https://contoh.go.id/?a=1/9 desa",
    "9 dari 10 desa, 3 dari 5 kelurahan",
    "9 dari 10 dan 9/10 desa",
    "a9 dari 10",
    "9 dari 10x",
    "9 dari 1234567890",
    "1234567890 dari 9",
    "9dari 10",
    "9 dari10",
)


@pytest.mark.parametrize(("note", "counts"), READ.items(), ids=READ.keys())
def test_a_part_of_a_whole_is_read(note: str, counts: tuple[int, int]) -> None:
    """As people write it, with thousands in points, beside other words."""
    assert counts_in(note) == (Decimal(counts[0]), Decimal(counts[1]))


@pytest.mark.parametrize("note", LEFT_ALONE)
def test_anything_else_is_left_alone(note: str) -> None:
    """Dates, numbers of letters, addresses, links, pages, comparisons, percentages, and whatever is said twice."""
    assert counts_in(note) is None


@given(st.text(alphabet="0123456789./ dariRT%-:,desa\n"))
def test_any_note_can_be_read(note: str) -> None:
    """Two whole numbers that stand in the note, or nothing; never an exception."""
    counts = counts_in(note)

    assert counts is None or all(str(count) in note.replace(".", "") or count == 0 for count in counts) or "0" in note
