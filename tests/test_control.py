"""What officers type into Kendali, read: values where it can be meant, a catatan with its cell where it cannot."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.archive import CONTROL
from sheets_sync.control import read_control, settled
from sheets_sync.control_book import make_control_book
from sheets_sync.control_fields import PAGES
from sheets_sync.grid import BrokenCell
from sheets_sync.model import Office
from sheets_sync.records import Control, Decision, Handover, Part, Stamp, StepRecord, Verdict
from sheets_sync.submission import Finding
from tests.conftest import AFTER_TW3, TW3
from tests.kendali import MEETING, Typed, control_grid

CODES = [field.code for page in PAGES for field in page.fields]


def read(office: Office, typed: Typed, *, without: str = "") -> tuple[Control, list[str]]:
    """What was read, and the catatan as `rule row tab cell`."""
    control, findings = read_control(control_grid(office, typed, without=without), office, TW3, AFTER_TW3)
    return control, [told(finding) for finding in findings]


def told(finding: Finding) -> str:
    place = finding.place
    return f"{finding.rule} {place.row} {place.tab} {place.cell}".strip()


def test_an_untouched_kendali_says_nothing(office: Office) -> None:
    assert read(office, {}) == (Control(), [])


def test_the_disposisi_and_step_1(office: Office) -> None:
    """Recorded by the Camat: dates in several spellings, the number as the office typed it."""
    typed: Typed = {
        "C-01": "Bupati Banggai", "C-02": "005/12", "C-03": date(2026, 9, 28), "C-04": "1 Oktober 2026 pukul 08.15",
        "C-05": "77", "C-06": "segera", "C-07": "Data kinerja", "C-08": "Sekretaris", "C-09": "Kumpulkan.",
        "C-10": "1-10-2026 08.30", "C-11": datetime.fromisoformat("2026-10-01T08:45"), "C-12": Decimal(15), "C-13": "Camat",
    }  # fmt: skip
    control, findings = read(office, typed)
    assert findings == []
    sheet = control.disposition
    assert (sheet.number, sheet.dated, sheet.nature) == ("005/12", date(2026, 9, 28), "Segera")
    assert sheet.received == Stamp(date(2026, 10, 1), time(8, 15))
    start, end = Stamp(date(2026, 10, 1), time(8, 30)), Stamp(date(2026, 10, 1), time(8, 45))
    assert control.steps == (StepRecord(1, start=start, end=end, worked=15, by="Camat"),)


@pytest.mark.parametrize(
    ("recorder", "proof", "behalf", "expected"),
    [
        ("operator", "disposisi.jpg", "Camat", []),
        ("Yusuf Hidayat", "https://drive.google.com/x", "Camat", []),
        ("sekretaris", "", None, ["S-09 C-14 Camat B22"]),
        ("operator", "ada di map", None, ["S-09 C-14 Camat B22"]),
        ("", "", None, ["S-13 C-13 Camat B21"]),
        ("Dewi Anggraini", "disposisi.jpg", None, ["S-13 C-13 Camat B21"]),
        ("Budi", "", None, ["S-08 C-13 Camat B21"]),
        ("Ratna Kusuma, S.STP.", "", "", []),
    ],
)
def test_who_records_step_1(office: Office, recorder: str, proof: str, behalf: str | None, expected: list[str]) -> None:
    """The Camat, or on the Camat's behalf the Sekretaris or operator with a scan of the signed sheet; nobody else."""
    control, findings = read(office, {"C-09": "Kumpulkan.", "C-13": recorder, "C-14": proof})
    assert findings == expected
    assert [step.on_behalf for step in control.steps] == ([] if behalf is None else [behalf])


def test_step_2_has_three_parts(office: Office) -> None:
    """Forwarded and parafed by the Sekretaris, made by Kasubag Evlap; begun only is not done."""
    control, findings = read(
        office, {"T-01": "1-10-2026", "T-02": "Buat format.", "T-04": "2-10-2026 10.00", "E-01": "1-10-2026 13.00"}
    )
    assert findings == []
    assert {(step.part, step.by, step.done, step.note) for step in control.steps} == {
        (Part.FORWARDED, "Sekretaris", True, "Buat format."),
        (Part.MADE, "Kasubag Evlap", False, ""),
        (Part.INITIALLED, "Sekretaris", True, ""),
    }


def test_a_meeting_is_a_record_once_complete(office: Office) -> None:
    control, findings = read(office, MEETING)
    assert findings == []
    (step,) = control.steps
    assert (step.step, step.note) == (4, "Aula kecamatan")
    assert (step.start, step.end) == (Stamp(date(2026, 10, 7), time(9)), Stamp(date(2026, 10, 7), time(11, 30)))


def test_a_meeting_that_was_held_misses_something(office: Office) -> None:
    """Every part that is missing has its own catatan, and the step is not recorded."""
    control, findings = read(office, {"P-01": "7-10-2026", "P-08": "Jadwal."})
    assert findings == ["S-07 P-04 Kasubag Perencanaan B12", "S-07 P-07 Kasubag Perencanaan B15"]
    assert control.steps == ()


def test_a_meeting_may_lie_ahead(office: Office) -> None:
    """An invitation is written before the meeting: no catatan yet."""
    control, findings = read(office, {"P-01": "12-10-2026", "P-02": "09.00", "P-04": "Aula"})
    assert findings == []
    assert control.meeting.held == Stamp(date(2026, 10, 12), time(9))


def test_decisions(office: Office) -> None:
    """Validated, returned with a sentence, with and without a date."""
    control, findings = read(
        office, {"PEM": "validasi", "PEM:4": "8-10-2026", "PMD": "Kembalikan", "PMD:3": "Jumlah lembaga belum sesuai."}
    )
    assert findings == []
    assert control.decisions == (
        Decision("PEM", Verdict.VALIDATE, "", date(2026, 10, 8)),
        Decision("PMD", Verdict.RETURN, "Jumlah lembaga belum sesuai."),
    )


def test_decisions_that_cannot_be_meant(office: Office) -> None:
    """An unknown word, no word beside a reason, no sentence, an unreadable date: each at its cell, all at once."""
    control, findings = read(
        office,
        {"REN": "oke", "UMUM:3": "Perbaiki angka.", "PEM": "kembalikan", "PEM:3": "salah", "PMD": "validasi", "PMD:4": "besok"},
    )  # fmt: skip
    assert control.decisions == ()
    assert findings == [
        "S-04 REN Kasubag Perencanaan B20",
        "S-04 UMUM Kasubag Perencanaan B21",
        "S-05 PEM Kasubag Perencanaan C22",
        "S-01 PMD Kasubag Perencanaan D23",
    ]


def test_the_camat_approves_with_date_and_basis(office: Office) -> None:
    control, findings = read(office, {"C-15": "8-10-2026", "C-16": "Disposisi 8 Oktober"})
    assert (control.decisions, findings) == (
        (Decision("", Verdict.APPROVE, "Disposisi 8 Oktober", date(2026, 10, 8)),),
        [],
    )
    assert read(office, {"C-15": "8-10-2026"})[1] == ["S-14 C-16 Camat B26"]


def test_giver_and_receiver_may_be_one_person(office: Office) -> None:
    """In Batui Selatan one official holds both posts: step 8 closes as such."""
    control, findings = read(office, {"P-10": "8-10-2026 09.00", "P-11": "Kasubag Evlap", "E-04": "8-10-2026 09.15"})
    assert findings == []
    given, received = Stamp(date(2026, 10, 8), time(9)), Stamp(date(2026, 10, 8), time(9, 15))
    assert control.handover == Handover(given, "Kasubag Evlap", received)
    (step,) = control.steps
    assert (step.given_by, step.received_by, step.same_person) == ("Kasubag Perencanaan", "Kasubag Evlap", True)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"C-04": "kemarin"}, "S-01 C-04 Camat B12"),
        ({"C-04": Decimal(46301)}, "S-01 C-04 Camat B12"),
        ({"C-03": "31-9-2026"}, "S-01 C-03 Camat B11"),
        ({"C-04": "8-10-2026 10.31"}, "S-03 C-04 Camat B12"),
        ({"C-06": "Kilat"}, "S-11 C-06 Camat B14"),
        ({"E-01": "7-10-2026 10.00", "E-02": "7-10-2026 09.59"}, "S-02 E-02 Kasubag Evlap B10"),
        ({"E-03": "setengah jam"}, "S-10 E-03 Kasubag Evlap B11"),
        ({"E-03": Decimal("1.5")}, "S-10 E-03 Kasubag Evlap B11"),
        ({"P-02": "pagi"}, "S-01 P-02 Kasubag Perencanaan B10"),
        ({"T-04": "7-10-2026", "T-05": "Anu"}, "S-08 T-05 Sekretaris B15"),
        ({"P-10": "8-10-2026 09.00", "E-04": "7-10-2026"}, "S-02 E-04 Kasubag Evlap B14"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told_at_its_cell(office: Office, typed: Typed, expected: str) -> None:
    assert read(office, typed)[1] == [expected]


def test_a_minute_ago_is_no_future(office: Office) -> None:
    """The moment of the reading is 8 October 10.30."""
    control, findings = read(office, {"C-04": "8-10-2026 10.30"})
    assert findings == []
    assert control.disposition.received == Stamp(date(2026, 10, 8), time(10, 30))


def test_a_tab_that_is_gone_is_named_and_costs_nothing(office: Office) -> None:
    """What was read before stays."""
    before, _ = read(office, {"T-01": "1-10-2026"})
    control, findings = read(office, {}, without="Sekretaris")
    assert findings == ["S-12 LEMBAR Sekretaris"]
    assert settled(control, before, clean=False).steps == before.steps


def test_addresses_are_left_out(office: Office) -> None:
    """What somebody typed of another's address or number goes into no archive."""
    control, _ = read(office, {"C-09": "Kirim ke ratna@contoh.example atau 0812-3456-7890, nomor 005/0812."})
    text = control.disposition.instruction
    assert "@" not in text
    assert "3456" not in text
    assert "005/0812" in text


ANYTHING = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["validasi", "kembalikan", "operator", "7-10-2026 14.30", "09.00", "a.pdf", "\ud800", "=1/0"]),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.builds(BrokenCell, st.text(max_size=9)),
)


@given(data=st.data())
def test_anything_in_any_cell_is_read(office: Office, data: st.DataObject) -> None:
    """Whatever stands in whatever cell ends in a value or a catatan, and both can be written as JSON."""
    names = [*CODES, "PEM", "PEM:3", "PEM:4"]
    typed = data.draw(st.dictionaries(st.sampled_from(names), ANYTHING, max_size=6))
    control, findings = read_control(control_grid(office, typed), office, TW3, AFTER_TW3)
    assert CONTROL.validate_json(CONTROL.dump_json(control)) == control
    assert all(finding.expected and finding.advice and finding.short and finding.found for finding in findings)
    assert all(finding.place.tab and finding.place.cell for finding in findings)


def test_each_tab_says_what_it_is_not(office: Office) -> None:
    """No tick and no name here is a signature; and each is reserved for one role."""
    plan = make_control_book(office, TW3)
    for sheet in plan.sheets[: len(PAGES)]:
        texts = [cell.content for cell in sheet.cells.values() if isinstance(cell.content, str)]
        assert "Catatan administrasi internal, bukan tanda tangan elektronik." in texts
    assert [sheet.editors_role for sheet in plan.sheets[: len(PAGES)]] == [page.role.value for page in PAGES]
    assert len(CODES) == len(set(CODES))
