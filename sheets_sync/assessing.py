"""How an office judges what was reached: named formulas, what becomes of zero and of nothing, the scale, the cap."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

PLACES = 10  # decimals after which a percent is cut, so that sums of them are exact
TENTH_PLACE = Decimal(1).scaleb(-PLACES)


class Method(StrEnum):
    """How capaian is computed from target T and realisasi R, named as people write it; sources in `achievement`."""

    HIGHER = "R/T"
    LOWER = "(2T-R)/T"
    LOWER_RATIO = "T/R"
    RANGE = "rentang"


class Outcome(StrEnum):
    """What became of one indicator in the period."""

    ASSESSED = "dinilai"
    EMPTY = "belum diisi"
    NOT_DUE = "belum waktunya"
    MUST_MEND = "menunggu perbaikan"
    NO_TARGET = "tanpa target"
    NOT_ASSESSED = "tidak dinilai"
    NOT_COMPUTABLE = "tidak dapat dihitung"
    SUPPORTING = "data pendukung"


Policy = Decimal | Outcome  # a percent that counts as if it were computed, or why there is none


@dataclass(frozen=True, slots=True)
class Band:
    """A category of the achievement scale; it begins at `floor` percent, or above it, on the unrounded value."""

    name: str
    floor: Decimal
    above: bool = False  # whether the floor itself belongs to the category below

    @property
    def least(self) -> Decimal:
        """The least percent that lies in it; percents are told to ten decimals."""
        return self.floor + TENTH_PLACE if self.above else self.floor


@dataclass(frozen=True, slots=True)
class Assessing:
    """The office's rules of assessment, all of them settings; they are archived with each recap that they made.

    `bands` lie highest first; the lowest begins at 0. `average_cap` and the floor at 0 act on averages only.
    """

    bands: tuple[Band, ...]
    average_cap: Decimal | None = None
    attention_below: Decimal = Decimal(76)
    lower_method: Method = Method.LOWER  # of indicators whose lower value is better, where they name no other
    no_target: Policy = Outcome.NO_TARGET
    not_due: Policy = Outcome.NOT_DUE
    empty: Policy = Outcome.EMPTY
    zero_both: Policy = Outcome.NOT_ASSESSED  # T = 0 and R = 0
    zero_target_higher: Policy = Outcome.NOT_COMPUTABLE  # T = 0, R > 0, and higher is better
    zero_target_lower: Policy = Decimal(0)  # T = 0, R > 0, and lower is better
    zero_actual_ratio: Policy = Outcome.NOT_COMPUTABLE  # R = 0 under T/R
