"""A printed row: ours, or explained by the likeliest cause that fits."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from sheets_sync.achievement import USUAL
from sheets_sync.assessing import Method, Outcome
from sheets_sync.published.cells import Interval
from sheets_sync.published.rows import PrintedRow, reconcile
from sheets_sync.published.verdicts import Cause

HIGHER, LOWER, LOWER_RATIO, RANGE = Method.HIGHER, Method.LOWER, Method.LOWER_RATIO, Method.RANGE


@pytest.mark.parametrize(
    ("method", "target", "actual", "printed", "ours", "words"),
    [
        # ours, to a hundredth
        (HIGHER, "84,75", "88,95", "104,96", "104,96", "sesuai"),
        (HIGHER, "84,75", "88,95", "104.96%", "104,96", "sesuai"),
        (HIGHER, "84,75", "88,95", "104,97", "104,96", "sesuai"),  # 104,9557: a hundredth above
        (LOWER_RATIO, "8", "5", "160", "160,00", "sesuai"),
        (LOWER, "7", "6,5", "107,14", "107,14", "sesuai"),
        (None, "80-90", "85", "100", "100,00", "sesuai"),
        (HIGHER, "0", "0", "-", "tidak dinilai", "sesuai"),
        (HIGHER, "12", "-", "-", "belum diisi", "sesuai"),
        (HIGHER, "-", "5", "-", "tanpa target", "sesuai"),
        # cut, or rounded more coarsely
        (HIGHER, "53", "84,37", "159,18", "159,19", "dipotong, bukan dibulatkan"),  # 159,1887
        (HIGHER, "60", "41", "68,3", "68,33", "dibulatkan ke desimal yang lebih sedikit"),
        (HIGHER, "60", "41", "68", "68,33", "dibulatkan ke desimal yang lebih sedikit"),
        (HIGHER, "60", "40", "66", "66,67", "dipotong, bukan dibulatkan"),
        # capped, or not below nought
        (HIGHER, "72,29", "79,29", "100", "109,68", "dibatasi 100"),
        (HIGHER, "75", "105", "120", "140,00", "dibatasi 120"),
        (LOWER, "4", "9", "0", "-25,00", "dibatasi 0"),
        (LOWER, "10", "4", "120", "160,00", "dibatasi 120"),
        # finer figures than printed
        (HIGHER, "70", "66,7", "95,24", "95,29", "dihitung dari angka yang belum dibulatkan"),
        (HIGHER, "33,3", "50", "150,00", "150,15", "dihitung dari angka yang belum dibulatkan"),
        (LOWER, "5,3", "4,7", "111,80", "111,32", "dihitung dari angka yang belum dibulatkan"),
        # a score behind a predicate, or what nobody filled in
        (HIGHER, "BB", "BB", "102,13", "100,00", "diduga dihitung dari nilai yang tidak tercetak di balik predikat"),
        (HIGHER, "65", "B", "98,46", "92,31", "diduga dihitung dari nilai yang tidak tercetak di balik predikat"),
        (HIGHER, "A", "78,12", "95,00", "97,65", "diduga dihitung dari nilai yang tidak tercetak di balik predikat"),
        (HIGHER, "BB", "B", "120,00", "85,71", "tidak dapat dijelaskan"),
        (HIGHER, "12", "-", "0", "belum diisi", "ketentuan lain untuk yang tidak terisi"),
        (HIGHER, "Nihil", "Nihil", "100", "tanpa target", "ketentuan lain untuk yang tidak terisi"),
        # another formula
        (LOWER, "5,0", "4,08", "81,6", "118,40", "rumus lain: R/T, arah indikator terbaca terbalik"),
        (LOWER, "8", "5", "160", "137,50", "rumus lain: T/R"),
        (LOWER_RATIO, "8", "5", "137,50", "160,00", "rumus lain: (2T-R)/T"),
        (HIGHER, "8", "5", "137,50", "62,50", "rumus lain: (2T-R)/T, arah indikator terbaca terbalik"),
        (None, "8", "5", "160", "62,50", "rumus lain: T/R"),  # no formula is claimed, so none is misread
        (LOWER, "9", "7", "128,57", "122,22", "rumus lain: T/R"),
        (LOWER, "9", "7", "128,5", "122,22", "rumus lain: T/R, dipotong, bukan dibulatkan"),
        (HIGHER, "80-90", "85", "94,44", "106,25", "rumus lain: R/T terhadap batas atas rentang"),
        (HIGHER, "80", "68", "88", "85,00", "rumus lain: 100 + (R − T)"),
        # something else in place of capaian
        (HIGHER, "82,5", "88,94", "7,81", "107,81", "tercetak selisih, bukan capaian: capaian − 100"),
        (HIGHER, "80", "68", "-15", "85,00", "tercetak selisih, bukan capaian: capaian − 100"),
        (HIGHER, "80", "68", "0,85", "85,00", "tercetak sebagai pecahan, bukan persen: capaian / 100"),
        (HIGHER, "87,50", "79,63", "79,63", "91,01", "rumus lain: realisasi dicetak sebagai capaian"),
        # nought
        (LOWER, "0", "0", "100", "tidak dinilai", "ketentuan lain untuk nilai nol"),
        (LOWER_RATIO, "5", "0", "100", "tidak dapat dihitung", "ketentuan lain untuk nilai nol"),
        # a misprint, last
        (
            HIGHER,
            "64,25",
            "71,38",
            "111,90",
            "111,10",
            "diduga salah ketik di sumber: capaian, angka ke-4 tercetak 9, seharusnya 1",
        ),
        (
            HIGHER,
            "64,25",
            "77,38",
            "111,10",
            "120,44",
            "diduga salah ketik di sumber: realisasi, angka ke-2 tercetak 7, seharusnya 1",
        ),
        (
            HIGHER,
            "64,25",
            "7138",
            "111,10",
            "11.109,73",
            "diduga salah ketik di sumber: realisasi, tanda desimal bergeser 2 angka ke kanan",
        ),
        # not explained
        (HIGHER, "50", "40", "97,30", "80,00", "tidak dapat dijelaskan"),
        (HIGHER, "90", "92", "113", "102,22", "tidak dapat dijelaskan"),  # an example of the rule on SKP
    ],
)
def test_the_cause(method: Method | None, target: str, actual: str, printed: str, ours: str, words: str) -> None:
    """Each cause, on a row that has it and no likelier one."""
    verdict = reconcile(PrintedRow(target, actual, printed, method))
    assert verdict.brief == f"tercetak {printed}; dihitung {ours} ({words})"


def test_finer_figures_are_told_as_an_interval() -> None:
    """95,24 of 70 needs a realisasi from 66,6645 to 66,6715; the table prints 66,7."""
    verdict = reconcile(PrintedRow("70", "66,7", "95,24", HIGHER))
    assert verdict.interval == Interval(D("66.6645"), D("66.6715"))
    assert "antara 66,6645 dan 66,6715, misalnya 66,67 (tercetak 66,7)" in verdict.sentence
    assert not verdict.surmised


def test_a_count_is_never_the_rounding_of_another_number() -> None:
    """96 of 100 dokumen is not 96,43; 96 percent may be."""
    row = PrintedRow("100", "96", "96,43", HIGHER, "dokumen")
    assert reconcile(row).cause is Cause.UNEXPLAINED
    measured = reconcile(replace(row, measure="%"))
    assert measured.cause is Cause.UNROUNDED
    assert measured.surmised


def test_the_narrative_counts_where_the_table_does_not() -> None:
    """47 of the prose, over 49,81, cut after two places: 94,35."""
    verdict = reconcile(PrintedRow("46", "49,81", "94,35", HIGHER, prose_target="47"))
    assert verdict.causes == (Cause.FORMULA, Cause.POLARITY, Cause.PROSE, Cause.TRUNCATED)
    assert "T/R (T = 47; R = 49,81) = 94,3586" in verdict.sentence
    both = reconcile(PrintedRow("46", "49,81", "80,00", HIGHER, prose_target="50", prose_actual="40"))
    assert both.causes == (Cause.PROSE,)


def test_a_surmise_names_what_would_fit() -> None:
    """Where the misprint cannot be found for certain, all that fit are named, and that it is not certain."""
    verdict = reconcile(PrintedRow("2,95", "6,72", "229,38", HIGHER))
    assert verdict.cause is Cause.MISPRINT
    assert verdict.surmised
    assert "target 2,93 (tercetak 2,95: angka ke-3 tercetak 5, seharusnya 3)" in verdict.sentence
    assert "tidak dapat dipastikan yang mana" in verdict.sentence


@pytest.mark.parametrize(
    ("target", "actual", "printed", "ours"),
    [("85", "190", "(23,53)", "-23,53"), ("84,75", "88,95", "(104,96%)", "104,96"), ("80", "68", "( 85 )", "85,00")],
)
def test_brackets_are_a_minus_or_nothing(target: str, actual: str, printed: str, ours: str) -> None:
    """Whichever makes the row; and the cell is quoted as it stands."""
    verdict = reconcile(PrintedRow(target, actual, printed, LOWER if ours.startswith("-") else HIGHER))
    assert (verdict.cause, verdict.printed) == (Cause.REPRODUCED, printed)
    assert verdict.computed == pytest.approx(D(ours.replace(",", ".")), abs=D("0.01"))


def test_a_misprint_of_another_formula_names_that_too() -> None:
    """T/R gives 92,35, so 94,35 on an indicator whose higher value is better takes two causes, and both are said."""
    verdict = reconcile(PrintedRow("46", "49,81", "94,35", HIGHER))
    assert verdict.causes == (Cause.MISPRINT, Cause.FORMULA)
    assert verdict.sentence.endswith("angka ke-2 tercetak 4, seharusnya 2, rumus lain: T/R.")


def test_what_is_not_explained_says_what_would_be_needed() -> None:
    """The sentence has our figure, and the realisasi and the target that the printed one would need."""
    verdict = reconcile(PrintedRow("50", "40", "97,30", HIGHER))
    assert verdict.sentence == (
        "Tercetak 97,30; R/T (T = 50; R = 40) memberi 80,00. Untuk 97,30 diperlukan realisasi 48,65 atau target 41,11."
    )


@pytest.mark.parametrize(
    ("target", "actual", "printed", "cause", "part"),
    [
        (
            "11 jenis; 50 lembar",
            "11 jenis; 50 lembar",
            "100",
            Cause.COMPOUND,
            "tercetak sama, sejalan dengan capaian 100",
        ),
        (
            "11 jenis; 50 lembar",
            "11 jenis; 40 lembar",
            "90",
            Cause.COMPOUND,
            "Target “11 jenis; 50 lembar” tidak dihitung",
        ),
        ("12 dokumen", None, "100", Cause.NOT_PRINTED, "Realisasi"),
        ("12 dokumen", "10-12", "100", Cause.UNREADABLE, "Realisasi"),
        ("WTP", "WTP", "100", Cause.UNREADABLE, "tercetak sama"),
        ("80", "68", "Tercapai", Cause.UNREADABLE, "Capaian"),
        ("80", "68", None, Cause.NOT_PRINTED, "dihitung 85,00"),
    ],
)
def test_what_cannot_be_computed(
    target: str | None, actual: str | None, printed: str | None, cause: Cause, part: str
) -> None:
    """Two quantities in a cell, words, and what is not printed are named and not computed with."""
    verdict = reconcile(PrintedRow(target, actual, printed, HIGHER))
    assert verdict.cause is cause
    assert part in verdict.sentence


def test_the_offices_own_rules_decide_what_is_ours() -> None:
    """With nought of nought counted as 100, a printed 100 is ours; predicates have the office's scores."""
    row = PrintedRow("0", "0", "100", LOWER)
    assert reconcile(row).computed is Outcome.NOT_ASSESSED
    assert reconcile(row, replace(USUAL, zero_both=D(100))).reproduced
    opinion = PrintedRow("WTP", "WDP", "75", HIGHER)
    assert reconcile(opinion, predicates={"WTP": D(4), "WDP": D(3)}).reproduced
