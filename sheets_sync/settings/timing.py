"""The office's days, hours and deadlines held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sheets_sync.dates import long_date
from sheets_sync.office_days import DayKind, RegencyDeadline, SpecialDay
from sheets_sync.settings.columns import REGENCY_DEADLINE, SPECIAL_DAY
from sheets_sync.settings.rows import Line, Mistakes, made
from sheets_sync.settings.toml_file import TomlFile
from sheets_sync.workdays import WorkCalendar, days_of

LONGEST_SPAN = timedelta(days=366)
LATEST_DEADLINE = timedelta(days=183)  # after the quarter: what lies later is a mistyped year
OLD_KEYS = {"tepat_waktu": "tepat_waktu_sebelum", "dikunci": "dikunci_sebelum"}


def check_old_keys(toml: TomlFile, mistakes: Mistakes) -> None:
    """The keys that counted from the quarter's end are named with those that count from the kabupaten's deadline."""
    table = toml.data.get("tenggat")
    for old, new in OLD_KEYS.items():
        if isinstance(table, dict) and old in table:
            text = (
                f"{old!r} tidak dipakai lagi, batas kini dihitung mundur dari batas kabupaten; ganti dengan {new!r}"
                " (7 dan 10 yang lama sama dengan 5 dan 2), dan tulis batas kabupaten di [[tenggat_kabupaten]]"
            )
            mistakes.add(toml.file, toml.line("tenggat", key=old), text)


# --- holidays.csv -------------------------------------------------------------------------------------------


def check_days(lines: Sequence[Line], mistakes: Mistakes) -> None:
    """No span ends before it begins, none is endless, and no day is told twice; Ramadan lies beside the days off."""
    usable = [line for line in lines if line.complete(SPECIAL_DAY) and not _bad_span(line, mistakes)]
    first: dict[tuple[bool, date], int] = {}
    for line in usable:
        special = SpecialDay(**line.values)
        keys = [(special.kind is DayKind.RAMADAN, day) for day in days_of(special)]
        if twice := next((key for key in keys if key in first), None):
            text = f"tanggal '{twice[1]}' sudah ada di baris {first[twice]}"
            mistakes.add(line.file, line.number, text)
        first |= {key: line.number for key in keys if key not in first}


def _bad_span(line: Line, mistakes: Mistakes) -> bool:
    start, until = line.values["day"], line.values["until"]
    text = ""
    if until is None:
        return False
    if until < start:
        text = f"'sampai' {until} lebih awal daripada 'tanggal' {start}"
    elif until - start > LONGEST_SPAN:
        text = f"'sampai' {until} lebih dari setahun sesudah 'tanggal' {start}; periksa tahunnya"
    elif line.values["kind"] is DayKind.WORKDAY:
        text = "'sampai' tidak dipakai untuk hari kerja; tulis satu baris untuk tiap tanggal"
    if text:
        mistakes.add(line.file, line.number, text)
    return bool(text)


# --- deadlines ----------------------------------------------------------------------------------------------


def check_days_before(toml: TomlFile, values: Mapping[str, Any], mistakes: Mistakes) -> None:
    """No workbook is locked before it is late, and without a letter the unit's day lies after the quarter."""
    if not {"on_time_before", "locked_before", "regency_workday"} <= values.keys():
        return
    if values["locked_before"] > values["on_time_before"]:
        text = "lembar dikunci lebih awal daripada batas tepat waktu; 'dikunci_sebelum' paling besar sama dengan 'tepat_waktu_sebelum'"
        mistakes.add(toml.file, toml.line("tenggat", key="dikunci_sebelum"), text)
    if values["regency_workday"] <= values["on_time_before"]:
        text = "batas unit jatuh di dalam triwulan; 'hari_kerja_kabupaten' harus lebih besar daripada 'tepat_waktu_sebelum'"
        mistakes.add(toml.file, toml.line("tenggat", key="hari_kerja_kabupaten"), text)


def check_entered(lines: Sequence[Line], values: Mapping[str, Any], days: Iterable[Line], mistakes: Mistakes) -> None:
    """Each deadline of the kabupaten leaves the units some days after the quarter.

    Not said while the days off or the count are not known, since then nobody knows where the unit's day falls.
    """
    if "on_time_before" not in values or any(mistake.file == "holidays.csv" for mistake in mistakes.found):
        return
    calendar = WorkCalendar(made(SpecialDay, days, SPECIAL_DAY))
    for row, line in ((RegencyDeadline(**line.values), line) for line in lines if line.complete(REGENCY_DEADLINE)):
        if text := _contradiction(row, values["on_time_before"], calendar):
            mistakes.add(line.file, line.number, text)


def _contradiction(deadline: RegencyDeadline, before: int, calendar: WorkCalendar) -> str:
    """Why the kabupaten's deadline cannot be meant; empty where it can."""
    period, day = deadline.period, deadline.day
    end = f"{period.label} baru berakhir {long_date(period.last_day)}"
    if day <= period.last_day:
        return f"batas kabupaten {long_date(day)} tidak sesudah triwulannya; {end}"
    if day - period.last_day > LATEST_DEADLINE:
        return f"batas kabupaten {long_date(day)} lebih dari enam bulan sesudah triwulan; {end}, periksa tahunnya"
    on_time = calendar.nth_before(day, before)
    if on_time <= period.last_day:
        return (
            f"batas unit, {before} hari kerja sebelum {long_date(day)}, jatuh pada {long_date(on_time)}; {end}."
            " Kecilkan 'tepat_waktu_sebelum'"
        )
    return ""
