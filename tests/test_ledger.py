"""The file of the trail: appended to by one at a time, whatever ends a run, and read no more than needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.errors import ArchiveError
from sheets_sync.ledger import LOCK, NAME, TIP, Ledger
from sheets_sync.period import Period
from sheets_sync.trail import Kind, written
from tests.conftest import TW3

AT = datetime.fromisoformat("2026-10-08T10:30:00+08:00")
ROOT = Path(__file__).parents[1]
CUT = "baris terakhir terpotong; dibuang pada penulisan berikutnya"


def add(ledger: Ledger, number: int, unit: str = "", kind: Kind = Kind.STEP) -> None:
    ledger.add(TW3, AT, kind, "Camat", unit=unit, data={"nomor": number})


def written_out(folder: Path, count: int) -> Ledger:
    """A trail of so many lines, and a ledger that has read nothing yet."""
    for number in range(count):
        add(Ledger(folder), number)
    return Ledger(folder)


def jejak(folder: Path) -> Path:
    return folder / str(TW3) / NAME


def numbers(ledger: Ledger) -> list[int]:
    return [line.data["nomor"] for line in ledger.lines(TW3) if "nomor" in line.data]


# --- writing and reading -------------------------------------------------------------------------------------


def test_lines_stand_in_the_order_in_which_they_were_added(tmp_path: Path) -> None:
    """Also for a ledger that was opened later, and each period has its own."""
    ledger = written_out(tmp_path, 3)
    assert numbers(ledger) == [0, 1, 2]
    assert ledger.faults(TW3) == ()
    assert ledger.lines(Period(2026, 4)) == ()
    assert ledger.faults(Period(2026, 4)) == ()


def test_lines_are_found_by_kind_and_unit(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    for number, unit in enumerate(("PMD", "PEM", "", "PEM")):
        add(ledger, number, unit)
    add(ledger, 4, "REN", Kind.STATE)
    for reader in (ledger, Ledger(tmp_path)):
        assert [line.data["nomor"] for line in reader.of(TW3, Kind.STEP, "PEM")] == [1, 3]
        assert [line.data["nomor"] for line in reader.of(TW3, Kind.STEP)] == [2]
        assert reader.units(TW3, Kind.STEP) == ("PEM", "PMD")
        assert reader.of(TW3, Kind.STATE, "PEM") == ()


def test_what_another_has_added_is_seen_at_once(tmp_path: Path) -> None:
    """Each reads on from where it was, and continues what it finds."""
    one, other = Ledger(tmp_path), Ledger(tmp_path)
    for number in range(6):
        add((one, other)[number % 2], number)
        assert numbers(one) == numbers(other) == list(range(number + 1))
    assert one.faults(TW3) == ()


def test_a_file_that_was_replaced_is_read_anew(tmp_path: Path) -> None:
    """By a longer one from a backup, a shorter one, or none."""
    ledger = written_out(tmp_path, 2)
    assert numbers(ledger) == [0, 1]
    elsewhere = written_out(tmp_path / "lain", 4)
    backup = tmp_path / "cadangan"
    backup.write_bytes(jejak(tmp_path / "lain").read_bytes().replace(b'"nomor":0', b'"nomor":9'))
    backup.replace(jejak(tmp_path))
    assert numbers(ledger) == [9, 1, 2, 3]
    jejak(tmp_path).write_bytes(written(elsewhere.lines(TW3)[0]))
    assert numbers(ledger) == [0]
    jejak(tmp_path).unlink()
    assert numbers(ledger) == []


def test_the_file_is_read_once_however_often_lines_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor do our own additions have it read again; another's are read from where they begin."""
    ledger = written_out(tmp_path, 50)
    read: list[int] = []
    content = Ledger._content

    def counted(self: Ledger, period: Period, start: int = 0) -> bytes:
        read.append(len(found := content(self, period, start)))
        return found

    monkeypatch.setattr(Ledger, "_content", counted)
    for number in range(100):
        assert ledger.of(TW3, Kind.STEP)[-1].number == 50 + number
        add(ledger, 50 + number)
    assert len(read) == 1
    add(Ledger(tmp_path), 150)
    ledger.lines(TW3)
    assert read[-1] == len(written(ledger.lines(TW3)[-1]))


# --- half a line ---------------------------------------------------------------------------------------------


@settings(deadline=None)  # it writes files
@given(st.data())
def test_half_a_line_is_passed_over_and_then_dropped_with_a_notice(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:  # fmt: skip
    """Wherever the run was killed within it: reading goes on, and the next writing tells of it."""
    folder = tmp_path_factory.mktemp("data")
    ledger = written_out(folder, 2)
    whole = jejak(folder).read_bytes()
    add(Ledger(folder), 2)
    tip = (folder / str(TW3) / TIP).read_bytes()
    half = data.draw(st.integers(len(whole) + 1, jejak(folder).stat().st_size - 1))
    (folder / str(TW3) / TIP).write_bytes(json.dumps({"number": 2, "mark": ledger.lines(TW3)[1].mark}).encode())
    os.truncate(jejak(folder), half)
    for reader in (ledger, Ledger(folder)):
        assert numbers(reader) == [0, 1]
        assert reader.faults(TW3) == (CUT,)
    add(ledger, 3)
    assert [line.kind for line in ledger.lines(TW3)][2:] == [Kind.MENDED, Kind.STEP]
    assert ledger.lines(TW3)[2].data == {"terbuang": half - len(whole)}
    assert ledger.faults(TW3) == Ledger(folder).faults(TW3) == ()
    assert (folder / str(TW3) / TIP).read_bytes() != tip


# --- the note of the last line -------------------------------------------------------------------------------


def test_lines_cut_off_at_the_end_are_found_and_stay_found(tmp_path: Path) -> None:
    """Whatever is written afterwards follows what was noted, not what is left."""
    ledger = written_out(tmp_path, 5)
    lines = ledger.lines(TW3)
    jejak(tmp_path).write_bytes(b"".join(map(written, lines[:3])))
    assert ledger.faults(TW3) == ("di akhir hilang 2 baris",)
    add(ledger, 5)
    assert ledger.faults(TW3) == ("sebelum baris 4 hilang 2 baris",)
    add(Ledger(tmp_path), 6)
    assert ledger.faults(TW3) == ("sebelum baris 4 hilang 2 baris",)


def test_a_trail_that_was_removed_is_found_and_stays_found(tmp_path: Path) -> None:
    ledger = written_out(tmp_path, 2)
    jejak(tmp_path).unlink()
    assert ledger.faults(TW3) == ("di akhir hilang 2 baris",)
    add(ledger, 2)
    assert ledger.faults(TW3) == ("sebelum baris 1 hilang 2 baris",)


def test_a_last_line_that_was_written_anew_is_found_and_stays_found(tmp_path: Path) -> None:
    """It fits the line before it, but is not the one that was noted."""
    ledger = written_out(tmp_path, 2)
    forger = written_out(tmp_path / "lain", 1)
    forger.add(TW3, AT, Kind.APPROVAL, "Camat", data={"basis": "palsu"})
    jejak(tmp_path).write_bytes(jejak(tmp_path / "lain").read_bytes())
    assert ledger.faults(TW3) == ("baris 2 bukan yang dicatat sebagai baris terakhir; jejak mungkin ditulis ulang",)
    add(ledger, 2)
    assert ledger.faults(TW3) == ("baris 3 tidak menyambung pada baris sebelumnya",)


@pytest.mark.parametrize("tip", [None, b"", b"{", b"[]", b'{"number": 1}', b"\xff"])
def test_without_its_note_a_trail_is_not_whole(tmp_path: Path, tip: bytes | None) -> None:
    """Gone or unreadable, it is told, and written anew with the next line."""
    ledger = written_out(tmp_path, 2)
    path = tmp_path / str(TW3) / TIP
    path.unlink()
    if tip is not None:
        path.write_bytes(tip)
    assert ledger.faults(TW3) == ("catatan baris terakhir (jejak.ujung) hilang atau tidak dapat dibaca",)
    add(ledger, 2)
    assert ledger.faults(TW3) == ()


@pytest.mark.parametrize("behind", [0, 1, 2])
def test_a_note_that_lags_behind_is_no_fault(tmp_path: Path, behind: int) -> None:
    """A run was killed after it had added a line and before it had noted that; the next goes on from the line."""
    ledger = written_out(tmp_path, 3)
    noted = ledger.lines(TW3)[2 - behind]
    (tmp_path / str(TW3) / TIP).write_text(json.dumps({"number": noted.number, "mark": noted.mark}), "utf-8")
    assert ledger.faults(TW3) == ()
    add(ledger, 3)
    assert ledger.faults(TW3) == ()
    assert [line.number for line in ledger.lines(TW3)] == [1, 2, 3, 4]


# --- other processes -----------------------------------------------------------------------------------------

WRITER = """
import sys
from datetime import datetime
from pathlib import Path
from sheets_sync.ledger import Ledger
from sheets_sync.period import Period
from sheets_sync.trail import Kind
ledger, at = Ledger(Path(sys.argv[1])), datetime.fromisoformat("2026-10-08T10:30:00+08:00")
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    ledger.add(Period(2026, 3), at, Kind.STEP, sys.argv[2], data={"nomor": number, "panjang": "x" * 2000})
    print(number, flush=True)
"""


def start(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    """A process that adds so many lines once it is told to; it is ready when this returns."""
    words = [sys.executable, "-c", WRITER, str(folder), name, str(count)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def test_two_processes_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each line of each stands there once, in its order, in one unbroken chain."""
    processes = [start(tmp_path, name, 150) for name in ("satu", "dua")]
    for process in processes:
        go(process)
    for process in processes:
        process.communicate(timeout=60)
        assert process.returncode == 0
    ledger = Ledger(tmp_path)
    assert ledger.faults(TW3) == ()
    lines = ledger.lines(TW3)
    assert Counter(line.by for line in lines) == {"satu": 150, "dua": 150}
    for name in ("satu", "dua"):
        assert [line.data["nomor"] for line in lines if line.by == name] == list(range(150))


@pytest.mark.parametrize("after", [1, 7, 40])
def test_kill_9_leaves_a_trail_that_goes_on(tmp_path: Path, after: int) -> None:
    """What the process had added is there; at most half a line more, and that is dropped with a notice."""
    with start(tmp_path, "satu", 100_000) as process:
        go(process)
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(after)]
        process.kill()
        told += process.stdout.readlines()
    ledger = Ledger(tmp_path)
    assert set(ledger.faults(TW3)) <= {CUT}
    done = [line for line in told if line.endswith("\n")]
    assert len(done) <= len(ledger.lines(TW3)) <= len(done) + 1
    add(ledger, -1)
    assert ledger.faults(TW3) == ()


# --- what cannot be ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [NAME, TIP, LOCK])
def test_a_file_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / str(TW3) / name).mkdir(parents=True)
    with pytest.raises(ArchiveError, match=r"Jejak .* tidak dapat di(tulis|baca)"):
        add(Ledger(tmp_path), 0)


def test_a_file_that_cannot_be_read_is_told_in_a_sentence(tmp_path: Path) -> None:
    jejak(tmp_path).mkdir(parents=True)
    with pytest.raises(ArchiveError, match="tidak dapat dibaca"):
        Ledger(tmp_path).lines(TW3)


def test_what_is_refused_leaves_the_trail_as_it_was(tmp_path: Path) -> None:
    """A number that JSON does not know is a fault of ours, and nothing of it is written."""
    ledger = written_out(tmp_path, 1)
    before = jejak(tmp_path).read_bytes()
    with pytest.raises(ValueError, match="JSON"):
        ledger.add(TW3, AT, Kind.STEP, "Camat", data={"angka": float("nan")})
    assert jejak(tmp_path).read_bytes() == before
    add(ledger, 1)
    assert ledger.faults(TW3) == ()
