"""What one version of a unit's form asks otherwise than an earlier one, in words for the office and the site.

It is about a form as handed out, whatever made it another; what changed in the office's own files is format_change's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sheets_sync import dates, numerals
from sheets_sync.deadlines import Deadlines
from sheets_sync.form import BudgetRow, Form, FormRow, target_figure
from sheets_sync.targets import Target

NOTHING = "(kosong)"


@dataclass(frozen=True, slots=True)
class FormChange:
    """One difference: of which row (empty where it is of the whole form), what of it, what stood and what stands."""

    code: str
    what: str
    was: str = ""
    now: str = ""

    @property
    def words(self) -> str:
        """`target triwulan PMD-04 70 menjadi 72`, `indikator baru KESOS-05`."""
        moved = f"{self.was or NOTHING} menjadi {self.now or NOTHING}" if self.was or self.now else ""
        return " ".join(filter(None, (self.what, self.code, moved)))


def changes_between(old: Form, new: Form) -> tuple[FormChange, ...]:
    """Every difference that can be seen in what is asked; empty only where both ask the same.

    Names of persons are not among the words, since what is listed goes into the trail.
    """
    found = (
        *_rows(old.rows, new.rows, "indikator baru", _row),
        *_rows(old.budget, new.budget, "program baru", _programme),
        *_whole(old, new),
    )
    return found or _order(old, new)


def _order(old: Form, new: Form) -> tuple[FormChange, ...]:
    same = (old.rows, old.budget) == (new.rows, new.budget)
    return () if same else (FormChange("", "urutan baris diubah"),)


Row = FormRow | BudgetRow


def _rows(
    old: Sequence[Row], new: Sequence[Row], added: str, differences: Callable[[Any, Any], Iterator[FormChange]]
) -> Iterator[FormChange]:
    before, after = {row.code: row for row in old}, {row.code: row for row in new}
    for code, row in after.items():
        if code in before:
            yield from differences(before[code], row)
        else:
            yield FormChange(code, added)
    yield from (FormChange(code, "tidak diminta lagi:") for code in before if code not in after)


# --- a row ---------------------------------------------------------------------------------------------------

LABELS = {
    "name": "nama", "objective": "sasaran", "definition": "definisi", "measure": "satuan", "polarity": "arah",
    "accumulation": "akumulasi", "typed_as": "cara mengisi", "decimals": "angka di belakang koma",
    "maximum": "nilai terbesar", "evidence_required": "bukti", "source": "sumber data", "annual": "target tahun",
    "target": "target triwulan", "due": "waktu diminta", "choices": "pilihan", "numerator": "pembilang",
    "denominator": "penyebut", "part_of": "bagian dari", "supporting": "kedudukan",
    "method": "rumus capaian",
}  # fmt: skip
COMES_WITH = {"asked_when": "due"}  # a field that says the same as another


def _row(old: FormRow, new: FormRow) -> Iterator[FormChange]:
    for field in fields(FormRow):
        was, now = getattr(old, field.name), getattr(new, field.name)
        if was != now and field.name not in COMES_WITH:
            yield FormChange(new.code, LABELS[field.name], _shown(field.name, was, old), _shown(field.name, now, new))
    if old.due == new.due and old.asked_when != new.asked_when:
        yield FormChange(new.code, LABELS["due"], old.asked_when, new.asked_when)


def _shown(name: str, value: Any, row: FormRow) -> str:
    if name == "due":
        return "diminta triwulan ini" if value else row.asked_when
    if name == "evidence_required":
        return "wajib" if value else "tidak wajib"
    if name == "supporting":
        return "data pendukung" if value else "indikator"
    if isinstance(value, Target):
        return target_figure(value, row.measure)
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value) if isinstance(value, str | int) else numerals.plain(value)


def _programme(old: BudgetRow, new: BudgetRow) -> Iterator[FormChange]:
    if old.name != new.name:
        yield FormChange(new.code, "nama program", old.name, new.name)
    if old.ceiling != new.ceiling:
        yield FormChange(new.code, "pagu", numerals.rupiah(old.ceiling), numerals.rupiah(new.ceiling))


# --- the whole form ------------------------------------------------------------------------------------------

SHOWN = {
    "unit_name": "nama unit", "head": "kepala unit", "office": "nama kantor", "regency": "nama kabupaten",
    "paper": "ukuran kertas", "attention_below": "ambang perhatian",
}  # fmt: skip
TOLD = {
    "head_name": "nama kepala unit diganti", "letterhead": "kop diubah", "predicates": "nilai predikat diubah",
    "sample": "tanda data contoh diubah", "words": "tulisan format diubah",
}  # fmt: skip


DAYS = {"on_time_until": "tepat waktu sampai", "locked_on": "dikunci pada", "regency": "batas kabupaten"}
OTHERWISE = "alasan batas waktu diubah"  # where the days are the same


def _whole(old: Form, new: Form) -> Iterator[FormChange]:
    yield from _deadlines(old.deadlines, new.deadlines)
    for name, label in SHOWN.items():
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield FormChange("", label, _plain(was), _plain(now))
    yield from (FormChange("", text) for name, text in TOLD.items() if getattr(old, name) != getattr(new, name))


def _deadlines(old: Deadlines, new: Deadlines) -> Iterator[FormChange]:
    moved = [
        FormChange("", label, dates.weekday_date(was), dates.weekday_date(now))
        for name, label in DAYS.items()
        if (was := getattr(old, name)) != (now := getattr(new, name))
    ]
    yield from moved or ([FormChange("", OTHERWISE)] if old != new else [])


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else numerals.plain(value)
