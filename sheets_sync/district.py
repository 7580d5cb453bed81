"""What one kecamatan tells others about a period: the content of its open data package, without anybody's free text.

It is made from a recap, written and read as CSV by `packages`, and merged with that of other kecamatan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sheets_sync.tallies import Money, Tally

REPORTED, NOT_REPORTED = "dilaporkan", "belum diisi atau menunggu perbaikan"  # of a programme's realisasi
SCHEMA = 1  # of the package; another number is another shape, and is not read


@dataclass(frozen=True, slots=True)
class DistrictIndicator:
    """One indicator: what it measures (Satu Data Indonesia, Perpres 39/2019), and what was reached."""

    code: str
    unit: str
    objective: str
    name: str
    concept: str
    definition: str
    classification: str
    dimension: str  # ukuran
    measure: str  # satuan
    polarity: str
    method: str  # of capaian, by its name
    accumulation: str
    frequency: str
    source: str
    programme: str
    target: Decimal | None  # of what is typed in the quarter; of a range the lower bound
    target_high: Decimal | None  # the upper bound, where it is a range
    actual: Decimal | None
    target_so_far: Decimal | None
    actual_so_far: Decimal | None
    annual: Decimal | None
    percent: Decimal | None
    category: str
    outcome: str  # Outcome: why there is no percent, or `dinilai`
    standing: str  # Standing.short
    target_so_far_high: Decimal | None = None  # the upper bounds of those, where they are ranges
    annual_high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DistrictUnit:
    """One unit: how far it is, and what its indicators add up to."""

    code: str
    name: str
    kind: str
    state: str
    punctuality: str
    late_days: int
    filled: int
    due: int
    to_assess: int
    tally: Tally
    standing: str


@dataclass(frozen=True, slots=True)
class DistrictProgramme:
    """One programme's pagu and realisasi in rupiah."""

    code: str
    name: str
    unit: str  # that reports it; empty where that unit stands no more
    ceiling: Decimal
    actual: Decimal | None
    standing: str

    @property
    def state(self) -> str:
        """Whether its realisasi is known, in words."""
        return REPORTED if self.actual is not None else NOT_REPORTED

    @property
    def money(self) -> Money:
        """The programme as a sum of one."""
        return Money.of(self.ceiling, self.actual)


@dataclass(frozen=True, slots=True)
class District:
    """One kecamatan in one period, as pulled at `at`; rows in the order of their codes."""

    region: str  # Kemendagri's code: 72.01.15
    name: str
    regency: str
    province: str
    period: str
    at: datetime  # in whole seconds
    sample: bool
    standing: str
    scale: tuple[tuple[str, Decimal], ...]  # category and its least percent, highest first
    cap: Decimal | None  # of what enters a mean
    indicators: tuple[DistrictIndicator, ...]
    units: tuple[DistrictUnit, ...]
    programmes: tuple[DistrictProgramme, ...]

    @property
    def regency_code(self) -> str:
        """Kemendagri's code of the kabupaten: 72.01."""
        return self.region[:5]

    @property
    def province_code(self) -> str:
        """And of the province: 72."""
        return self.region[:2]
