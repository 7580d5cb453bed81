"""A quarter on a fake clock, from the disposisi to the recap: through a long holiday, the start of Ramadan and a return.

Triwulan IV 2026 is collected in February 2027. Friday the 5th is cuti bersama (Imlek on Saturday), Ramadan begins on Monday
the 8th, the Camat is replaced by a Plt. on Thursday the 11th. The kabupaten wants the figures by Friday the 19th: five working
days before it is Friday the 12th (tepat waktu), two before it Wednesday the 17th (dikunci).

Ordinary hours 7.30-12.00 and 13.00-16.00; in Ramadan 8.00-12.00 and 12.30-15.00, on its Fridays 8.00-11.30 and 12.30-15.30.
"""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sheets_sync.clock import step_clock
from sheets_sync.demo import blank_photo, type_into
from sheets_sync.demo_scenes import fill_in
from sheets_sync.model import Role
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.punctuality import Punctuality
from sheets_sync.records import Stamp
from sheets_sync.step_status import StepState, StepStatus
from sheets_sync.stepping import Stated, keep_recording, make_recording
from sheets_sync.units import approve, send_back
from tests.conftest import lay_out_office
from tests.play import workbook_path

TW4 = Period(2026, 4)
WITA = ZoneInfo("Asia/Makassar")
IN_TIME = ("UMUM", "PMD", "TRANTIB", "KESOS", "YANUM")


def at(day: int, clock: str) -> datetime:
    """A moment of February 2027 in the office's zone."""
    hour, minute = map(int, clock.split("."))
    return datetime(2027, 2, day, hour, minute, tzinfo=WITA)


def stamp(day: int, clock: str) -> Stamp:
    return Stamp(date(2027, 2, day), at(day, clock).time())


class Quarter:
    """The quarter as it is played, moment by moment; `seen` keeps the clock's states at each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: dict[str, dict[int, StepStatus]] = {}
        self.punctuality: dict[str, dict[Punctuality, int]] = {}

    def project(self, moment: datetime) -> Project:
        return Project(self.folder, moment)

    def records(self, moment: datetime, number: int, **stated: object) -> None:
        """Somebody records a step at the terminal."""
        mistakes: list[str] = []
        known = {"by": "sekretaris", "done": True, **stated}
        recording = make_recording(self.project(moment), TW4, Stated(number, **known), mistakes)  # type: ignore[arg-type]  # by name
        assert mistakes == []
        keep_recording(self.project(moment), TW4, recording)

    def sends(self, unit: str, moment: datetime) -> None:
        """The unit fills every cell and sends, in a file saved at that moment."""
        project = self.project(moment)
        form = project.archive.forms.get(TW4, unit)
        assert form is not None
        path = workbook_path(project, TW4, unit)
        type_into(path, fill_in(form, [], 2026, {}).cells())
        os.utime(path, (moment.timestamp(), moment.timestamp()))

    def changes(self, unit: str, moment: datetime) -> None:
        """The unit types a note over, as one that mends would."""
        project = self.project(moment)
        path = workbook_path(project, TW4, unit)
        type_into(path, {"Isi": {(6, 3): "kertas: rekap desa yang dibetulkan, map 4"}})
        os.utime(path, (moment.timestamp(), moment.timestamp()))

    def collects(self, moment: datetime, label: str = "") -> None:
        """Pull, check, answer and recap at that moment."""
        project = self.project(moment)
        project.pull(TW4, tell=True)
        project.validate(TW4)
        project.feedback(TW4)
        recap = project.recap(TW4)
        if label:
            self.seen[label] = {status.step.number: status for status in step_clock(project, TW4, recap)}
            self.punctuality[label] = dict(recap.punctuality)


def play(folder: Path) -> Quarter:
    quarter = Quarter(folder)
    photo = folder / "disposisi.png"
    photo.write_bytes(blank_photo())
    quarter.records(
        at(3, "14.20"), 1, start="3-2-2027 14.00", end="3-2-2027 14.15", worked=10, on_behalf="camat", proofs=(photo,)
    )
    quarter.records(at(3, "14.35"), 2, part="diteruskan", end="3-2-2027 14.30")
    quarter.records(at(3, "15.35"), 2, part="dibuat", by="kasubag_evlap", start="3-2-2027 14.30", end="3-2-2027 15.30")
    quarter.records(at(4, "8.05"), 2, part="diparaf", end="4-2-2027 08.00")
    quarter.project(at(4, "8.30")).create(TW4)
    quarter.collects(at(4, "9.00"), "dibagikan")
    quarter.records(
        at(4, "13.30"), 4, by="kasubag_perencanaan", start="4-2-2027 10.00", end="4-2-2027 11.30", place="Aula kecamatan",
        present=("tujuh kepala unit",), minutes="Cara mengisi dan batas waktu dibahas.",
    )  # fmt: skip
    quarter.sends("PEM", at(8, "10.00"))
    quarter.collects(at(8, "13.00"), "Ramadan")
    for unit in IN_TIME:
        quarter.sends(unit, at(12, "15.00"))
    quarter.collects(at(15, "8.00"), "lewat batas")
    quarter.sends("REN", at(15, "9.00"))
    quarter.collects(at(15, "10.00"))
    send_back(quarter.project(at(15, "14.00")), TW4, "PMD", "Jumlah lembaga belum sesuai rekap desa.", Role.PLANNING)
    quarter.collects(at(15, "14.30"), "dikembalikan")
    quarter.changes("PMD", at(16, "11.00"))
    quarter.collects(at(16, "13.00"))
    for unit in ("PEM", "UMUM", "TRANTIB", "KESOS", "YANUM"):
        approve(quarter.project(at(16, "14.00")), TW4, unit, Role.PLANNING)
    for unit in ("REN", "PMD"):
        approve(quarter.project(at(17, "10.00")), TW4, unit, Role.SECRETARY)
    quarter.records(at(17, "13.15"), 8, by="kasubag_perencanaan", start="17-2-2027 13.00", end="17-2-2027 13.10")
    quarter.records(at(17, "14.05"), 9, by="kasubag_evlap", start="17-2-2027 13.10", end="17-2-2027 14.00", worked=45)
    quarter.collects(at(17, "14.30"), "selesai")
    return quarter


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Quarter:
    folder = lay_out_office(tmp_path_factory.mktemp("kantor") / "batui")
    office = folder / "office"
    with (office / "office.toml").open("a", encoding="utf-8") as toml:
        toml.write('\n[[tenggat_kabupaten]]\nperiode = "2026-TW4"\ntanggal = 2027-02-19\ndasar = "surat contoh"\n')
    with (office / "holidays.csv").open("a", encoding="utf-8") as days:
        days.write("2027-02-08,ramadan,perkiraan,2027-03-09\n")
    officials = office / "officials.csv"
    words = officials.read_text("utf-8").replace("definitif,2026-06-01,,ya", "definitif,2026-06-01,2027-02-10,ya")
    plt = "camat,Camat Batui Selatan,Sulaiman Haris (contoh),,Plt.,2027-02-11,,ya\n"
    officials.write_text(words.rstrip("\n") + "\n" + plt, "utf-8")
    return play(folder)


def minutes(statuses: dict[int, StepStatus]) -> dict[int, int | None]:
    return {number: status.span.minutes for number, status in statuses.items()}


def states(statuses: dict[int, StepStatus]) -> dict[int, str]:
    return {number: status.words for number, status in statuses.items()}


def test_when_the_workbooks_are_out(quarter: Quarter) -> None:
    """Thursday 4 February, 9.00: the order and the format are done, the meeting is not yet."""
    seen = quarter.seen["dibagikan"]
    assert states(seen) == {
        1: "selesai", 2: "selesai", 3: "selesai", 4: "belum", 5: "belum", 6: "belum", 7: "belum", 8: "belum", 9: "belum",
    }  # fmt: skip
    # 14.00-14.15; 14.30-16.00 and 7.30-8.00 the next morning; handed out within the minute
    assert {number: minutes(seen)[number] for number in (1, 2, 3)} == {1: 15, 2: 120, 3: 0}
    assert (seen[1].worked, seen[1].recorded_by) == (10, "dicatat Sekretaris a.n. Camat")
    assert seen[1].holder == "Camat Batui Selatan"
    assert (seen[5].deadline, seen[7].deadline, seen[9].deadline) == (
        date(2027, 2, 12), date(2027, 2, 17), date(2027, 2, 19),
    )  # fmt: skip


def test_on_the_first_day_of_ramadan(quarter: Quarter) -> None:
    """Monday 8 February, 13.00: the long holiday counts no minute, and the day begins at eight."""
    seen = quarter.seen["Ramadan"]
    assert minutes(seen)[4] == 90
    assert seen[5].words == "berjalan 1 dari 7"
    by_unit = {unit.code: unit.span.minutes for unit in seen[5].units}
    assert by_unit["PEM"] == 390 + 120  # Thursday 8.30-16.00 less an hour, Monday 8.00-10.00
    assert by_unit["PMD"] == 390 + 240 + 30  # and until 13.00, less the break of Ramadan
    assert {unit.code: unit.span.minutes for unit in seen[6].units}[
        "PEM"
    ] == 150  # sent at 10.00, in the recap of 13.00
    assert quarter.punctuality["Ramadan"] == {Punctuality.ON_TIME: 1, Punctuality.LATE: 0, Punctuality.NOT_SENT: 6}


def test_after_the_deadline(quarter: Quarter) -> None:
    """Monday 15 February, 8.00: one unit has not sent, one working day after the deadline."""
    seen = quarter.seen["lewat batas"]
    assert states(seen)[5] == "terlambat 1 hari kerja"
    assert seen[5].waiting == ("Subbagian Perencanaan dan Keuangan",)
    assert seen[7].words == "berjalan 0 dari 7"
    assert quarter.punctuality["lewat batas"] == {
        Punctuality.ON_TIME: 6, Punctuality.LATE: 0, Punctuality.NOT_SENT: 1,
    }  # fmt: skip


def test_while_a_unit_mends(quarter: Quarter) -> None:
    """Monday 15 February, 14.30: the returned unit is open again in steps 6 and 7."""
    seen = quarter.seen["dikembalikan"]
    assert seen[6].state is StepState.LATE
    assert seen[6].waiting == ("Seksi Pemberdayaan Masyarakat dan Desa",)
    assert seen[7].evidence == "0 dari 7 unit tervalidasi, 6 tanpa wajib diperbaiki, 1 dikembalikan, 1 catatan terbuka"
    assert seen[9].words == "belum"


def test_at_the_end(quarter: Quarter) -> None:
    """Wednesday 17 February, 14.30: every state, minute and date of the nine steps."""
    seen = quarter.seen["selesai"]
    assert set(states(seen).values()) == {"selesai"}
    assert minutes(seen) == {
        1: 15,
        2: 120,
        3: 0,
        4: 90,
        5: 390 + 4 * 390 + 390 + 60,  # Thursday the 4th; Monday to Thursday; Friday; Monday 8.00-9.00
        6: 270 + 3 * 390 + 390 + 120,  # Monday from 10.00; Tuesday to Thursday; Friday; Monday 8.00-10.00
        7: 270 + 3 * 390 + 390 + 390 + 390 + 120,  # and Monday, Tuesday, Wednesday until 10.00
        8: 10,
        9: 50,
    }
    assert (seen[5].span.start, seen[5].span.end) == (stamp(4, "8.30"), stamp(15, "9.00"))
    assert (seen[7].span.start, seen[7].span.end) == (stamp(8, "10.00"), stamp(17, "10.00"))
    assert {number: status.late_days for number, status in seen.items() if status.late_days} == {5: 1, 6: 1}
    assert (seen[9].worked, seen[9].recorded_by) == (45, "dicatat Kasubag Evlap")
    assert seen[8].evidence.startswith("pejabat yang sama")
    assert seen[1].holder == "Plt. Camat Batui Selatan"
    assert quarter.punctuality["selesai"] == {Punctuality.ON_TIME: 6, Punctuality.LATE: 1, Punctuality.NOT_SENT: 0}


def test_the_trail_of_the_quarter_is_whole(quarter: Quarter) -> None:
    """Nothing in it is missing or changed, and it names roles alone."""
    project = quarter.project(at(18, "8.00"))
    assert project.archive.trail.faults(TW4) == ()
    text = (quarter.folder / "data" / "2026-TW4" / "jejak.jsonl").read_text("utf-8")
    names = [official.name.split(",")[0].removesuffix(" (contoh)") for official in project.office.officials]
    assert [name for name in names if name in text] == []
