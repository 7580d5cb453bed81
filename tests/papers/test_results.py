"""What stands in the papers of steps 6 to 8: values written out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from sheets_sync.assessing import Outcome
from sheets_sync.course import Event, UnitState
from sheets_sync.model import Role
from sheets_sync.papers import results
from sheets_sync.papers.draft import RECORD, PaperData
from sheets_sync.recap import Recap, UnitRecap
from sheets_sync.records import Stamp, StepRecord
from sheets_sync.submission import Finding, Place, Severity
from sheets_sync.tallies import Tally

DAY = date(2026, 10, 8)
AT = datetime.fromisoformat("2026-10-08T10:30:00+08:00")


@pytest.fixture
def recap(paper_data: PaperData) -> Recap:
    assert paper_data.recap is not None
    return paper_data.recap


def unit_of(recap: Recap, code: str) -> UnitRecap:
    return next(unit for unit in recap.units if unit.code == code)


def finding(severity: Severity = Severity.ANSWER, reply: str = "", *, settled: bool = False) -> Finding:
    return Finding("W-01", severity, "PMD", Place("Isi", "B6", "PMD-01"), "x", "y", "z", "s", reply, settled)


def test_a_row_of_the_rekap(paper_data: PaperData, recap: Recap) -> None:
    """Target, realisasi, the year so far and capaian with a decimal comma and its category."""
    values = results.unit_recap(paper_data, DAY, unit_of(recap, "REN"))
    assert values["indikator"][0] == {
        "nomor": "1",
        "kode": "REN-01",
        "nama": "Capaian Nilai SAKIP Perangkat Daerah",
        "satuan": "Nilai",
        "target": "72,5",
        "realisasi": "72,5",
        "berjalan": "72,5\n(target 72,5)",
        "capaian": "100,00\nSangat Tinggi",
    }
    assert values["indikator"][1]["realisasi"] == "BB"
    assert values["indikator"][4]["target"] == "95–105"
    assert values["indikator"][5]["capaian"] == "tidak dinilai"
    assert values["ttd"]["nama"] == "Dewi Anggraini, S.E. (contoh)"
    assert (values["terisi"], values["status"]) == ("6 dari 6", "TERVALIDASI")
    assert values["dikirim"] == "Kamis 8 Oktober 2026 pukul 10.30 WITA, tepat waktu"
    assert values["rata_rata"] == "100,00 %, 5 dari 6 indikator dinilai"


def test_a_cap_is_told_beside_the_mean(paper_data: PaperData, recap: Recap) -> None:
    """In the rekap unit and in the berita acara; without anything assessed there is no mean."""
    capped = replace(recap, assessing=replace(recap.assessing, average_cap=Decimal(100)))
    unit = replace(unit_of(recap, "REN"), tally=Tally(Decimal(180), 2, capped=1), to_assess=3)
    told = results.unit_recap(replace(paper_data, recap=capped), DAY, unit)["rata_rata"]
    whole = results.validation(paper_data, DAY, replace(capped, tally=unit.tally))["rata_rata"]
    nothing = results.unit_recap(paper_data, DAY, replace(unit, tally=Tally()))["rata_rata"]

    assert whole == "90,00 % (dalam rata-rata, 1 capaian di atas 100 dihitung 100)"
    assert (told, nothing) == (f"{whole}, 2 dari 3 indikator dinilai", "belum ada yang dinilai")


@pytest.mark.parametrize(
    ("outcome", "value", "realisasi"),
    [
        (Outcome.EMPTY, None, "belum diisi"),
        (Outcome.NOT_DUE, None, "belum waktunya"),
        (Outcome.MUST_MEND, None, "menunggu perbaikan"),
        (Outcome.NO_TARGET, Decimal(0), "0"),
        (Outcome.SUPPORTING, Decimal("1234.5"), "1.234,5"),
    ],
)
def test_four_states_stay_four(
    paper_data: PaperData, recap: Recap, outcome: Outcome, value: Decimal | None, realisasi: str
) -> None:
    """Empty, zero, not yet asked and not computable are never printed as one another."""
    unit = unit_of(recap, "PMD")
    item = replace(unit.achievements[0], outcome=outcome, value=value, percent=None, actual=None)
    row = results.unit_recap(paper_data, DAY, replace(unit, achievements=(item,)))["indikator"][0]
    assert (row["realisasi"], row["capaian"], row["berjalan"]) == (realisasi, outcome.value, "–")


def test_what_people_typed_beside_their_figures_is_not_printed(paper_data: PaperData, recap: Recap) -> None:
    """Notes and senders' names may name anybody; the paper names its officials alone."""
    unit = unit_of(recap, "PMD")
    item = replace(
        unit.achievements[0], note="hubungi Budi Karangan", hindrance="Siti Karangan", remedy="Siti Karangan"
    )
    values = results.unit_recap(paper_data, DAY, replace(unit, achievements=(item,), typed_date="Budi Karangan"))
    assert "Karangan" not in str(values)


def test_who_validated_is_a_role(paper_data: PaperData, recap: Recap) -> None:
    """Each unit with its catatan and who validated when; "divalidasi sendiri" stands in its row and in a sentence."""
    data = replace(
        paper_data,
        findings={
            "REN": (),
            "PMD": (finding(), finding(reply="ya"), finding(reply="ya", settled=True), finding(Severity.NOTICE)),
        },
    )
    values = results.validation(data, DAY, recap)
    rows = {row["nama"]: row for row in values["unit_kerja"]}
    own, other = rows["Subbagian Perencanaan dan Keuangan"], rows["Seksi Pemberdayaan Masyarakat dan Desa"]
    assert own["validasi"] == "Kasubag Perencanaan, Kamis 8 Oktober 2026 pukul 10.30 WITA (divalidasi sendiri)"
    assert other["validasi"] == "Kasubag Perencanaan, Kamis 8 Oktober 2026 pukul 10.30 WITA"
    assert (other["terbuka"], other["dijawab"], other["selesai"]) == ("1", "1", "1")
    assert values["kalimat_sendiri"].endswith(": Subbagian Perencanaan dan Keuangan.")
    assert values["hari_ini"] == "Kamis tanggal delapan bulan Oktober tahun dua ribu dua puluh enam"
    assert values["paraf"] == ["Sekretaris Kecamatan Batui Selatan"]
    others = tuple(replace(unit, own_validation=False) for unit in recap.units)
    assert results.validation(data, DAY, replace(recap, units=others))["kalimat_sendiri"].startswith(
        "Tidak ada unit kerja"
    )


def test_the_decision_in_force_is_told() -> None:
    """Validated, returned, validated again, locked: the second validation counts, and who locked is not who validated."""

    def event(hour: int, state: UnitState, by: str, *, validated: bool = False, content: str = "c") -> Event:
        return Event(AT.replace(hour=hour), state, by, "", content, validated)

    first = event(8, UnitState.VALIDATED, "Sekretaris", validated=True)
    back = event(9, UnitState.RETURNED, "Camat")
    second = event(10, UnitState.VALIDATED, "Kasubag Perencanaan", validated=True)
    shut = event(11, UnitState.LOCKED, "Kasubag Evlap", validated=True)
    assert results.validating_event((first, back, second, shut)) == second
    assert results.validating_event((first, back)) is None
    assert results.validating_event(()) is None


def test_one_person_signs_once(paper_data: PaperData, recap: Recap) -> None:
    """Kasubag Perencanaan and Kasubag Evlap are one person here: the paper says so."""
    values = results.receipt(paper_data, DAY, recap)
    assert values["pejabat_yang_sama"] is True
    assert values["penyerah"] == values["penerima"]
    assert len(values["dokumen"]) == 8
    assert values["dicatat"] == ""


def test_two_persons_sign_each(paper_data: PaperData, recap: Recap) -> None:
    """Where they are two, giver and receiver have a block each."""
    office = paper_data.office
    officials = tuple(
        replace(item, name="Orang Lain (contoh)", post="Kepala Subbagian Evaluasi dan Pelaporan")
        if item.role is Role.EVALUATION
        else item
        for item in office.officials
    )
    values = results.receipt(replace(paper_data, office=replace(office, officials=officials)), DAY, recap)
    assert values["pejabat_yang_sama"] is False
    assert values["ttd_penyerah"]["nama"] == "Dewi Anggraini, S.E. (contoh)"
    assert values["ttd_penerima"] == {
        "jabatan": "Kepala Subbagian Evaluasi dan Pelaporan,", "nama": "Orang Lain (contoh)", "nip": "",
    }  # fmt: skip


def test_a_recorded_handing_over_is_called_a_record(paper_data: PaperData, recap: Recap) -> None:
    """By which role, and for whom; it is dicatat, and no signature."""
    record = StepRecord(8, end=Stamp(DAY), by="Operator", on_behalf="Kasubag Perencanaan")
    values = results.receipt(replace(paper_data, records=(record,)), DAY, recap)
    assert values["dicatat"] == (
        f"Penyerahan 8 Oktober 2026 dicatat oleh Operator atas nama Kasubag Perencanaan: {RECORD}."
    )
