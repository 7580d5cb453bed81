"""What the Camat's page says, from situations made by hand: who is late, what is weak, what has changed, what waits."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sheets_sync.course import UnitState
from sheets_sync.model import Office
from sheets_sync.papers.briefing import briefing
from sheets_sync.period import Period
from sheets_sync.recap import BudgetLine, UnitRecap
from sheets_sync.revision import ChangedFigure, Figure
from sheets_sync.standing import VALIDATED, Standing, Vouched
from sheets_sync.tallies import Tally
from sheets_sync.targets import Target
from tests.papers.situations import TUESDAY, situation, summed
from tests.recaps import ASSESSING, achieved, returned, sent, waiting

D = Decimal
FINAL = Standing(Vouched.CAMAT, date(2026, 10, 12))


def told(office: Office, *units: UnitRecap, **changes: Any) -> dict[str, Any]:
    """The page of a kecamatan with these units."""
    return briefing(situation(office, summed(*units), **changes))


def test_all_of_it_is_json(office: Office) -> None:
    """Texts, whole numbers and lists of them: what a template can be given."""
    page = told(office, waiting("PEM", late_days=2), sent("PMD", achievements=(achieved("PMD-01", "80"),)))
    assert json.loads(json.dumps(page)) == page


def test_the_head_says_what_when_and_how_far_vouched(office: Office) -> None:
    """The office, the period, the standing of the figures, when they were pulled, and the beginning of their mark."""
    page = told(office, waiting("PEM"))
    assert page["kop"] == ["PEMERINTAH KABUPATEN BANGGAI", "KECAMATAN BATUI SELATAN"]
    assert page["judul"] == "Ringkasan kinerja Triwulan III Tahun 2026"
    assert page["status"] == "SEMENTARA (belum divalidasi)"
    assert page["data_contoh"].startswith("DATA CONTOH")
    assert page["data_per"] == "Selasa 13 Oktober 2026 pukul 10.30 WITA"
    assert page["sidik_data"] == "0123 4567 89ab cdef"


def test_figures_of_an_office_at_work_are_no_sample(office: Office) -> None:
    """Only sample data is marked as such."""
    recap = summed(waiting("PEM"), sample=False)
    assert briefing(situation(office, recap))["data_contoh"] == ""


@pytest.mark.parametrize(
    ("before", "words", "way"),
    [
        (Tally(D("180.5"), 2), "naik 3,25 poin dari TW II", "naik"),
        (Tally(D(190), 2), "turun 1,50 poin dari TW II", "turun"),
        (Tally(D("186.992"), 2), "sama dengan TW II", "tetap"),
        (Tally(), "TW II belum ada yang dinilai", ""),
    ],
)
def test_change_since_the_last_period(office: Office, before: Tally, words: str, way: str) -> None:
    """In points: 93,50 now against 90,25, 95,00 or 93,496 then; or why nothing is compared."""
    recap = summed(sent("PEM", tally=Tally(D(187), 2)))
    page = briefing(situation(office, recap, summed(sent("PEM", tally=before))))["capaian"]
    assert (page["nilai"], page["perubahan"], page["arah"]) == ("93,50", words, way)


def test_a_first_period_has_nothing_before_it(office: Office) -> None:
    """The page says so, and names the year where it is another one."""
    recap = summed(sent("PEM", tally=Tally(D(90), 1)))
    assert briefing(situation(office, recap))["capaian"]["perubahan"] == "TW II belum direkap"
    first = situation(office, recap, period=Period(2026, 1))
    assert briefing(first)["capaian"]["perubahan"] == "TW IV 2025 belum direkap"


def test_nothing_assessed_is_no_zero(office: Office) -> None:
    """There is no capaian then, no serapan, and no weakest indicator."""
    page = told(office, waiting("PEM"))
    assert (page["capaian"]["nilai"], page["serapan"]["nilai"]) == ("", "")
    assert page["capaian"]["perubahan"] == "belum ada yang dapat dinilai"
    assert page["capaian"]["dinilai"] == "0 dari 4 indikator dinilai"
    assert page["terendah"] == []
    assert page["tanpa_terendah"] == "Belum ada indikator yang dapat dinilai."
    assert page["unit_kerja"][0]["panjang"] == -1


def test_a_cap_is_told_where_it_acts(office: Office) -> None:
    """Two indicators count as 120 percent in the mean, one as 0."""
    capped = replace(ASSESSING, average_cap=D(120))
    recap = summed(sent("PEM", tally=Tally(D(240), 3, capped=2, floored=1)), assessing=capped)
    assert briefing(situation(office, recap))["capaian"]["pembatasan"] == "2 dihitung 120 %, 1 dihitung 0 %"
    assert told(office, sent("PEM", tally=Tally(D(90), 1)))["capaian"]["pembatasan"] == ""


def test_the_budget_of_programmes_that_are_known(office: Office) -> None:
    """25 of 100 million is 25,00 percent; the programme without realisasi is counted as missing."""
    known = BudgetLine("7.01.02", "Pelayanan", D(100_000_000), D(25_000_000), "PEM", VALIDATED)
    unknown = BudgetLine("7.01.03", "Pemberdayaan", D(50_000_000), None, "PMD", VALIDATED)
    assert briefing(situation(office, summed(budget=(known, unknown))))["serapan"] == {
        "nilai": "25,00", "rupiah": "Rp25.000.000 dari Rp100.000.000", "program": "1 dari 2 program", "status": "TERVALIDASI",
    }  # fmt: skip


def test_the_step_and_who_holds_it(office: Office) -> None:
    """One of two units has sent and the deadline is past: the checking is under way, filling and sending are late."""
    step = told(office, sent("PEM"), waiting("PMD", late_days=2))["langkah"]
    assert (step["nomor"], step["judul"], len(step["semua"])) == (7, "Menghimpun dan memvalidasi", 9)
    assert step["pemegang"] == "Kasubag Perencanaan"
    assert step["semua"][4:8] == ["terlambat", "terlambat", "berjalan", "belum"]
    assert step["batas_kabupaten"] == "Jumat 16 Oktober 2026"


def test_who_is_late_and_by_how_much(office: Office) -> None:
    """Together where equally late; who has not sent comes first, who was returned is not late but to mend."""
    page = told(
        office,
        sent("REN", late_days=1),
        waiting("PEM", late_days=2),
        replace(returned("UMUM"), late_days=1),
        waiting("PMD", late_days=2),
        sent("YANUM"),
    )
    assert page["terlambat"] == [
        {"kata": "Belum mengirim, lewat batas 2 hari kerja", "jumlah": 2, "unit": "Seksi PEM, Seksi PMD"},
        {"kata": "Terlambat 1 hari kerja", "jumlah": 1, "unit": "Seksi REN"},
    ]
    assert page["terlambat_lain"] == ""
    assert page["pengiriman"] == {"mengirim": 2, "jumlah": 5, "tepat": 1, "terlambat": 1, "belum": 3, "lewat": 2}


def test_many_late_units_are_named_as_far_as_there_is_room(office: Office) -> None:
    """Seven names, and how many others."""
    page = told(office, *(waiting(f"U{number}", late_days=2) for number in range(60)))
    (group,) = page["terlambat"]
    assert (group["jumlah"], group["unit"].count("Seksi")) == (60, 7)
    assert page["terlambat_lain"] == "dan 53 lainnya"


def test_the_weakest_indicators_tell_what_hindered_them(office: Office) -> None:
    """Capaian, what it is computed from, the unit, and its own words; 11,7133 is shown with two places."""
    half = Target(D(80), D(80))
    weak = achieved(
        "PEM-01",
        "64.5",
        actual=D("11.71333"),
        actual_target=half,
        hindrance="Jalan rusak, 0812-3456-7890.",
        category="Rendah",
    )
    page = told(office, sent("PEM", achievements=(weak, achieved("PEM-02", "100")), tally=Tally(D("164.5"), 2)))
    assert page["terendah"] == [
        {
            "nama": "Indikator PEM-01", "unit": "Seksi PEM", "capaian": "64,50", "kategori": "Rendah", "status": "SEMENTARA",
            "target": "80", "realisasi": "11,71", "satuan": "%", "hambatan": "Jalan rusak, [disamarkan].",
        }
    ]  # fmt: skip


def test_targets_that_were_all_reached_leave_nothing_weak(office: Office) -> None:
    """The page says so, with how many."""
    page = told(office, sent("PEM", achievements=(achieved("PEM-01", "100"),), tally=Tally(D(100), 1)))
    assert page["terendah"] == []
    assert page["tanpa_terendah"] == "Tidak ada: 1 indikator yang dinilai mencapai target."


def test_each_unit_is_a_bar_beside_its_last(office: Office) -> None:
    """In thousandths of 100 percent: never below nothing, never above the whole; -1 where there is none."""
    recap = summed(
        sent("PEM", tally=Tally(D("93.55"), 1)), sent("PMD", tally=Tally(D(140), 1)), waiting("KESOS"),
        sent("YANUM", tally=Tally(D(-30), 1)),
    )  # fmt: skip
    before = summed(sent("PEM", tally=Tally(D(50), 1)), waiting("PMD"))
    page = briefing(situation(office, recap, before))
    assert [(unit["panjang"], unit["panjang_lalu"]) for unit in page["unit_kerja"]] == [
        (935, 500), (1000, -1), (-1, -1), (0, -1)
    ]  # fmt: skip
    assert [unit["urutan_terendah"] for unit in page["unit_kerja"]] == [1, 2, 3, 0]
    assert page["triwulan_lalu"] == "TW II"


def test_a_renamed_units_bar_stands_beside_the_one_that_it_had(office: Office) -> None:
    """It took the place of PEM on the first of July."""
    july = date(2026, 7, 1)
    renamed = replace(office.units[0], code="PEMUM", valid_from=july, replaces=("PEM",))
    old = replace(next(unit for unit in office.units if unit.code == "PEM"), valid_to=date(2026, 6, 30))
    before = replace(summed(sent("PEM", tally=Tally(D(50), 1))), period="2026-TW2")
    now = situation(replace(office, units=(old, renamed)), summed(sent("PEMUM", tally=Tally(D(90), 1))), before)
    assert [unit["panjang_lalu"] for unit in briefing(now)["unit_kerja"]] == [500]


# --- what waits ----------------------------------------------------------------------------------------------


def test_what_waits_for_a_decision(office: Office) -> None:
    """Units to be validated, units that must mend, and the kabupaten's deadline three working days ahead."""
    page = told(office, sent("PEM"), sent("PMD", must=2), returned("KESOS"), waiting("YANUM"))
    assert page["keputusan"] == [
        "1 unit kerja menunggu validasi Kasubag Perencanaan (Seksi PEM).",
        "2 unit kerja harus memperbaiki isiannya (Seksi PMD, Seksi KESOS).",
        "Batas kabupaten Jumat 16 Oktober (perkiraan): 3 hari kerja lagi.",
    ]


def test_a_validated_period_waits_for_the_camat(office: Office) -> None:
    """Until it is approved; then nothing waits, and the kabupaten's deadline needs no warning."""
    units = [sent(code, standing=VALIDATED, state=UnitState.VALIDATED) for code in ("PEM", "PMD")]
    assert told(office, *units)["keputusan"][0] == (
        "Seluruh 2 unit kerja sudah tervalidasi: menunggu persetujuan Camat."
    )
    assert told(office, *(replace(unit, standing=FINAL) for unit in units))["keputusan"] == []


def test_what_changed_after_the_approval_waits_for_another(office: Office) -> None:
    """How many figures, and of which units."""
    changed = ChangedFigure("PEM", "PEM-01", "Indikator", Figure.ACTUAL, D(80), D(81), "salah ketik")
    mean = ChangedFigure("", "", "", Figure.MEAN, D(80), D(81), "salah ketik")
    page = told(office, sent("PEM", standing=VALIDATED), sent("PMD", standing=FINAL), pending=(changed, mean))
    assert page["keputusan"][0] == (
        "2 angka berubah sesudah disetujui (Seksi PEM): perlu persetujuan Camat sebagai revisi."
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (8, []),
        (9, ["Batas kabupaten Jumat 16 Oktober (perkiraan): 5 hari kerja lagi."]),
        (16, ["Batas kabupaten Jumat 16 Oktober (perkiraan): hari ini."]),
        (20, ["Batas kabupaten Jumat 16 Oktober (perkiraan) sudah lewat 2 hari kerja."]),
    ],
)
def test_the_kabupatens_deadline_comes_near(office: Office, day: int, words: list[str]) -> None:
    """From five working days before it, as of the last pull and not of today."""
    recap = summed(waiting("PEM"))
    assert briefing(situation(office, replace(recap, at=TUESDAY.replace(day=day))))["keputusan"] == words


def test_names_that_are_too_long_are_cut(office: Office) -> None:
    """A name of 500 characters, a hindrance of 10,000: what is cut off is seen to be."""
    long = "Pemberdayaan Masyarakat " * 21
    item = achieved("PEM-01", "50", name=long, hindrance="hujan " * 2000, measure=long)
    page = told(office, sent("PEM", name=long, achievements=(item,), tally=Tally(D(50), 1)))
    (weak,) = page["terendah"]
    assert {field: len(weak[field]) <= 90 and weak[field].endswith("…") for field in ("nama", "unit", "satuan", "hambatan")} == {
        "nama": True, "unit": True, "satuan": True, "hambatan": True,
    }  # fmt: skip
