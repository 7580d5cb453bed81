"""Could it be a slip? Held against the target and the name of the indicator."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheets_sync.assessing import Method
from sheets_sync.form import Form
from sheets_sync.model import Polarity, TypedAs
from sheets_sync.submission import Place, Reading
from sheets_sync.workbook import WORKBOOK_ROW
from tests.rules.rows import TW2, a_row, a_share, asking, filled, found, must, past, the_one
from tests.rules.sheets import blank, typed

WHOLE_SHEET = Place("Isi", "", WORKBOOK_ROW)

# --- W-04, W-05 and W-06 -----------------------------------------------------------------------------------------


def test_a_capaian_beyond_reach_is_asked_about(form: Form) -> None:
    """W-04: with the capaian, at the cell."""
    form = asking(form, a_row(form, "X-01", "1000"))
    finding = the_one(form, filled(form, {"X-01": 1234}), "W-04")

    assert finding.place == Place("Isi", "B6", "X-01")
    assert finding.found == "1.234, capaian 123,40 %"
    assert finding.expected == "capaian 0 sampai 120 %"
    assert "sel B6 tab Isi" in finding.advice
    assert finding.short == "perlu dijawab: capaian di atas 120 %; benarkah?"


@pytest.mark.parametrize(
    ("polarity", "target", "figure", "asked"),
    [
        (Polarity.HIGHER, "100", "119.99", False),
        (Polarity.HIGHER, "100", "120", False),
        (Polarity.HIGHER, "100", "120.01", True),
        (Polarity.HIGHER, "100", "0", False),
        (Polarity.LOWER, "10", "8", False),
        (Polarity.LOWER, "10", "7.99", True),
        (Polarity.LOWER, "2", "1", True),
        (Polarity.LOWER, "10", "20", False),
        (Polarity.LOWER, "10", "20.01", False),
        (Polarity.RANGE, "95~105", "210", False),
        (Polarity.RANGE, "95~105", "210.01", True),
        (Polarity.RANGE, "95~105", "0", False),
    ],
)
def test_how_far_a_capaian_reaches(form: Form, polarity: Polarity, target: str, figure: str, asked: bool) -> None:
    """W-04: from 0 to 120 % nothing is asked; below zero on a lower-is-better indicator is said by W-05."""
    form = asking(form, a_row(form, "X-01", target, polarity=polarity))

    assert bool(found(form, filled(form, {"X-01": figure}), "W-04")) is asked


def test_below_nothing_is_said_so(form: Form) -> None:
    """W-04: far above a range the capaian falls below zero."""
    form = asking(form, a_row(form, "X-01", "95~105", polarity=Polarity.RANGE))
    finding = the_one(form, filled(form, {"X-01": 315}), "W-04")

    assert finding.found == "315, capaian -100,00 %"
    assert finding.short == "perlu dijawab: capaian di bawah 0 %; benarkah?"


@pytest.mark.parametrize("rule", ["W-04", "W-05", "W-06"])
def test_without_a_target_nothing_is_held_against_it(form: Form, rule: str) -> None:
    """W-04 to W-06: neither what has no target nor what is not due."""
    for polarity in (Polarity.HIGHER, Polarity.LOWER):
        without = asking(form, a_row(form, "X-01", polarity=polarity))
        later = asking(form, *(a_row(form, f"X-0{target}", target, polarity=polarity, due=False) for target in "01"))

        assert found(without, filled(without, {"X-01": 99999}), rule) == []
        assert found(later, filled(later, {"X-00": 9, "X-01": 9}), rule) == []


def test_predicates_are_not_held_against_numbers(planning: Form) -> None:
    """W-04: AA where B was aimed at is a joy and no slip."""
    rows = tuple(
        replace(row, target=replace(row.target, low=Decimal(10), high=Decimal(10)))
        if row.choices and row.target
        else row
        for row in planning.rows
    )
    form = replace(planning, rows=rows)
    submission = typed(blank(form), "REN-02", typed="AA", reading=Reading.PREDICATE, value=Decimal(90))

    assert found(form, submission, "W-04") == []


@pytest.mark.parametrize("figure", ["-1", "101"])
def test_what_cannot_be_is_not_asked_about(form: Form, figure: str) -> None:
    """B-01 and B-02 say it alone: no question is added to what is wajib diperbaiki."""
    form = asking(form, a_share(form, "X-01", "10"))
    submission = filled(form, {"X-01": figure})

    assert must(form, submission) == ["B-01" if figure == "-1" else "B-02"]
    assert found(form, submission, "W-04") == []
    assert found(form, typed(submission, "X-01", number="100"), "W-04")


def test_more_than_twice_of_what_should_be_few(form: Form) -> None:
    """W-05: with the target, at the cell; W-04 does not ask as well."""
    form = asking(form, a_row(form, "X-01", "1000", polarity=Polarity.LOWER))
    submission = filled(form, {"X-01": 2001})
    finding = the_one(form, submission, "W-05")

    assert finding.place == Place("Isi", "B6", "X-01")
    assert finding.found == "2.001, target 1.000"
    assert finding.expected == "paling banyak 2.000 Dokumen, dua kali target"
    assert finding.short == "perlu dijawab: lebih dari dua kali target; benarkah?"
    assert "sel B6 tab Isi" in finding.advice
    assert found(form, submission, "W-04") == []


@pytest.mark.parametrize(
    ("polarity", "target", "figure", "asked"),
    [
        (Polarity.LOWER, "10", "20", False),
        (Polarity.LOWER, "10", "20.01", True),
        (Polarity.LOWER, "0", "0", False),
        (Polarity.LOWER, "0", "0.01", True),
        (Polarity.HIGHER, "10", "21", False),
        (Polarity.RANGE, "10~20", "60", False),
    ],
)
def test_twice_the_target_is_the_limit(form: Form, polarity: Polarity, target: str, figure: str, asked: bool) -> None:
    """W-05: up to twice nothing is asked; with a target of 0 anything above is; only where lower is better."""
    form = asking(form, a_row(form, "X-01", target, polarity=polarity))

    assert bool(found(form, filled(form, {"X-01": figure}), "W-05")) is asked


def test_figures_without_a_target_to_reach(form: Form) -> None:
    """W-06: a target of 0 where more is better makes no capaian: is the target right?"""
    form = asking(form, a_row(form, "X-01", "0"))
    finding = the_one(form, filled(form, {"X-01": 1500}), "W-06")

    assert finding.place == Place("Isi", "B6", "X-01")
    assert finding.found == "1.500, target 0"
    assert finding.expected == "0, sesuai targetnya"
    assert "ketik 0 di sel B6 tab Isi" in finding.advice
    assert "beri tahu Kasubag" in finding.advice
    assert finding.short == "perlu dijawab: targetnya 0; benarkah ada realisasi?"


@pytest.mark.parametrize(
    ("target", "figure", "method", "told", "short"),
    [
        ("-10", "5", None, "5, target -10", "targetnya kurang dari nol; benarkah?"),
        ("10", "0", Method.LOWER_RATIO, "0, target 10", "capaian dari realisasi 0 tak dapat dihitung"),
        ("0.001", "123456789", None, "123.456.789, target 0,001", "terlalu jauh dari target; benarkah?"),
    ],
    ids=["negative target", "nothing under T/R", "ten million times the target"],
)
def test_why_it_cannot_be_computed(
    form: Form, target: str, figure: str, method: Method | None, told: str, short: str
) -> None:
    """W-06: each cause has its own words; none of them tells that the target is 0."""
    form = asking(form, a_row(form, "X-01", target, method=method))
    finding = the_one(form, filled(form, {"X-01": figure}), "W-06")

    assert (finding.found, finding.short) == (told, f"perlu dijawab: {short}")
    assert "ketik 0" not in finding.advice


@pytest.mark.parametrize(
    ("polarity", "target", "figure", "asked"),
    [
        (Polarity.HIGHER, "0", "0", False),
        (Polarity.HIGHER, "0", "0.01", True),
        (Polarity.HIGHER, "0.01", "0.01", False),
        (Polarity.LOWER, "0", "1", False),
        (Polarity.RANGE, "0~0", "1", True),
        (Polarity.RANGE, "0~5", "4", False),
    ],
)
def test_when_a_target_of_nothing_is_asked_about(
    form: Form, polarity: Polarity, target: str, figure: str, asked: bool
) -> None:
    """W-06: only where the capaian cannot be computed."""
    form = asking(form, a_row(form, "X-01", target, polarity=polarity))

    assert bool(found(form, filled(form, {"X-01": figure}), "W-06")) is asked


def test_every_figure_is_held_against_its_target(form: Form) -> None:
    """W-04 to W-06: one that is fine, or not computable, hides none behind it."""
    rows = [
        a_row(form, "X-01", "10"), a_row(form, "X-02", "0"), a_row(form, "X-03", "10", polarity=Polarity.LOWER),
        a_row(form, "X-04", "10"), a_row(form, "X-05", "0"), a_row(form, "X-06", "10", polarity=Polarity.LOWER),
        a_row(form, "X-07", "10"),
    ]  # fmt: skip
    form = asking(form, *rows)
    submission = filled(form, {"X-01": 10, "X-02": 1, "X-03": 21, "X-04": 13, "X-05": 1, "X-06": 21, "X-07": 13})

    assert [item.place.row for item in found(form, submission, "W-04")] == ["X-04", "X-07"]
    assert [item.place.row for item in found(form, submission, "W-05")] == ["X-03", "X-06"]
    assert [item.place.row for item in found(form, submission, "W-06")] == ["X-02", "X-05"]


# --- W-07 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "polarity", "asked"),
    [
        ("Menurunnya tingkat pelanggaran", Polarity.HIGHER, True),
        ("Menurunnya tingkat pelanggaran", Polarity.LOWER, False),
        ("Berkurangnya pengaduan", Polarity.HIGHER, True),
        ("Turunnya angka kejadian", Polarity.HIGHER, True),
        ("Persentase penurunan pelanggaran", Polarity.HIGHER, False),
        ("Persentase penurunan pelanggaran", Polarity.LOWER, True),
        ("Persentase PENGURANGAN sampah", Polarity.LOWER, True),
        ("Meningkatnya kualitas layanan", Polarity.LOWER, True),
        ("Meningkatnya kualitas layanan", Polarity.HIGHER, False),
        ("Persentase peningkatan layanan", Polarity.LOWER, True),
        ("Bertambahnya warga binaan", Polarity.LOWER, True),
        ("Meningkatnya desa dengan penurunan stunting", Polarity.LOWER, True),
        ("Peningkatan layanan dan menurunnya pengaduan", Polarity.LOWER, False),
        ("Peningkatan layanan dan menurunnya pengaduan", Polarity.HIGHER, False),
        ("Menurunnya tingkat pelanggaran", Polarity.RANGE, False),
        ("Peningkatannya", Polarity.LOWER, False),
        ("Kemenurunnya", Polarity.HIGHER, False),
        ("Jumlah dokumen", Polarity.LOWER, False),
    ],
)
def test_a_name_and_a_direction_that_disagree(form: Form, name: str, polarity: Polarity, asked: bool) -> None:
    """W-07: a state that goes down is better low, how much it went down is better high; whole words, any case."""
    form = asking(form, a_row(form, "X-01", name=name, polarity=polarity))

    assert bool(found(form, filled(form, {"X-01": 5}), "W-07")) is asked


@pytest.mark.parametrize(
    ("name", "polarity", "better", "named"),
    [
        ("Menurunnya pelanggaran", Polarity.HIGHER, "tinggi", "turun"),
        ("Peningkatan layanan", Polarity.LOWER, "rendah", "naik"),
    ],
)
def test_the_direction_is_asked_and_the_answer_holds(
    form: Form, name: str, polarity: Polarity, better: str, named: str
) -> None:
    """W-07: what stands there names no figure, so that one answer settles it for the year."""
    form = asking(form, a_row(form, "X-01", name=name, polarity=polarity))
    finding = the_one(form, filled(form, {"X-01": 5}), "W-07")

    assert finding.place == Place("Isi", "B6", "X-01")
    assert finding.found == f"{name}: dinilai makin {better} makin baik"
    assert finding.expected == f"arah {named}"
    assert finding.short == f"perlu dijawab: benarkah makin {better} makin baik?"
    assert finding == the_one(form, filled(form, {"X-01": 7}), "W-07")


def test_a_name_is_asked_about_where_a_figure_stands(form: Form) -> None:
    """W-07: an empty sheet is an empty sheet; of several names each that disagrees is asked about."""
    names = {
        "X-01": "Peningkatan layanan",
        "X-02": "Jumlah dokumen",
        "X-03": "Bertambahnya warga",
        "X-04": "Peningkatan",
    }
    form = asking(form, *(a_row(form, code, name=name, polarity=Polarity.LOWER) for code, name in names.items()))
    submission = filled(form, {"X-02": 1, "X-03": 1, "X-04": 1})

    assert found(form, blank(form), "W-07") == []
    assert [item.place.row for item in found(form, submission, "W-07")] == ["X-03", "X-04"]


# --- doing what they say -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "target", "changes", "before", "wrong", "right"),
    [
        ("W-02", "25", {}, "25", "50", "25"),
        ("W-03", "50", {"typed_as": TypedAs.TO_DATE}, "25", "24", "25"),
        ("W-04", "25", {}, "25", "250", "25"),
        ("W-05", "25", {"polarity": Polarity.LOWER}, "25", "51", "50"),
        ("W-06", "0", {}, "1", "1", "0"),
        ("W-08", "25", {}, "25", "250", "25"),
    ],
)
def test_typing_what_is_asked_settles_it(
    form: Form, rule: str, target: str, changes: dict[str, Any], before: str, wrong: str, right: str
) -> None:
    """The figure that is expected removes the question, and nothing becomes wajib diperbaiki."""
    form = asking(form, a_row(form, "X-01", target, **changes))
    earlier = past(TW2, {"X-01": before}, {"X-01": target})
    submission = filled(form, {"X-01": wrong})
    mended = typed(submission, "X-01", number=right)

    assert found(form, submission, rule, earlier)
    assert found(form, mended, rule, earlier) == []
    assert must(form, mended, earlier) == []
