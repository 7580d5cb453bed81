"""Which workbook of a store is whose: by what the store tells, else by the key inside; never by a file's name."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from sheets_sync.archive import Archive, Trouble
from sheets_sync.errors import WorkbookError
from sheets_sync.form import Key
from sheets_sync.grid import Grid
from sheets_sync.layout import FINDINGS_END
from sheets_sync.model import OFFICE_BOOKS, Office, Unit
from sheets_sync.period import Period
from sheets_sync.progress import Progress
from sheets_sync.reading import identify, rows_needed
from sheets_sync.stores.base import Ref, Store
from sheets_sync.submission import Source

ROWS_AT_LEAST = 400  # of a tab, where no form tells how many it has


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook as it was read: its key says what it is."""

    key: Key
    grid: Grid
    source: Source


@dataclass(frozen=True, slots=True)
class Found:
    """A unit's workbook in the store; opened where the store could not tell whose it is without that."""

    ref: Ref
    unit: str
    opened: Opened | None


@dataclass(frozen=True, slots=True)
class Listing:
    """The workbooks of a period: the units', the office's own by their code, and what is wrong with the others."""

    units: list[Found]
    office: dict[str, Found]
    troubles: list[Trouble]


@dataclass(frozen=True, slots=True)
class Lookup:
    """The workbooks of one office in one store."""

    office: Office
    archive: Archive
    store: Store
    progress: Progress

    def find(self, period: Period, *, sharing: bool = False) -> Listing:
        """The workbooks of the period, one a unit and one of each kind of the office's own; `sharing` as in a store."""
        units = {unit.code: unit for unit in self.office.units_in(period)}
        names = {code: unit.name for code, unit in units.items()} | OFFICE_BOOKS
        named = {f"{workbook_name(unit, period)}{self.store.suffix}".casefold(): unit.code for unit in units.values()}
        named |= {f"{name} {period}{self.store.suffix}".casefold(): code for code, name in OFFICE_BOOKS.items()}
        good: dict[str, list[Found]] = {}
        troubles = []
        refs = self.store.find(str(period), sharing=sharing)
        rows = ROWS_AT_LEAST if all(ref.unit for ref in refs) else self.longest(period)
        for ref in self.progress(refs, "Membaca lembar"):
            try:
                item = self._identified(ref, period, rows, names)
            except WorkbookError as problem:
                troubles.append(Trouble(ref.unit or named.get(ref.name.casefold(), ""), str(problem)))
                continue
            good.setdefault(item.unit, []).append(item)
        for code, items in good.items():
            if len(items) > 1:
                doubled = " dan ".join(item.ref.name for item in items)
                troubles.append(
                    Trouble(code, f"{names[code]} punya {len(items)} lembar: {doubled}; sisakan satu yang benar")
                )
        single = [items[0] for items in good.values() if len(items) == 1]
        return Listing(
            [item for item in single if item.unit not in OFFICE_BOOKS],
            {item.unit: item for item in single if item.unit in OFFICE_BOOKS},
            troubles,
        )

    def longest(self, period: Period) -> int:
        """How many rows of a tab can matter in any workbook of the period."""
        of_units = 100 + 3 * len(self.office.units_in(period))  # Kendali has a row a unit
        needed = (rows_needed(form) for form in self.archive.forms.all(period).values())
        return max(FINDINGS_END, of_units, *needed)

    def _identified(self, ref: Ref, period: Period, rows: int, units: Collection[str]) -> Found:
        if ref.trouble:
            raise WorkbookError(f"{ref.name} {ref.trouble}")
        opened = None if ref.unit else self.open(ref, period, rows)
        unit = opened.key.unit if opened else ref.unit
        if unit not in units:
            raise WorkbookError(f"{ref.name}: unit {unit} tidak ada pada {period.label}; periksa office/units.csv")
        return Found(ref, unit, opened)

    def open(self, ref: Ref, period: Period, rows: int) -> Opened:
        """The workbook as it stands; WorkbookError where it is not one of this office and period, or of another unit."""
        grid, source = self.store.read(ref, rows)
        try:
            key = identify(grid)
        except ValueError as problem:
            raise WorkbookError(f"{ref.name}: {problem}") from problem
        if key.region != self.office.region_code:
            raise WorkbookError(
                f"{ref.name}: lembar kantor lain (kode wilayah {key.region}); pindahkan dari folder ini"
            )
        if key.period != str(period):
            raise WorkbookError(
                f"{ref.name}: lembar periode {key.period}, bukan {period}; pindahkan ke folder {key.period}"
            )
        if ref.unit and key.unit != ref.unit:
            raise WorkbookError(f"{ref.name}: isinya lembar unit {key.unit}, bukan {ref.unit}")
        return Opened(key, grid, source)


def workbook_name(unit: Unit, period: Period) -> str:
    """The file's name as people see it, without what Windows forbids; a workbook is never known by it."""
    plain = re.sub(r'[<>:"/\\|?*\x00-\x1f]', " ", f"{unit.code} {unit.name}")
    return f"{' '.join(plain.split())[:100].strip(' .')} {period}"
