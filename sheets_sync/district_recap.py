"""One kecamatan's figures from the content of its package: computed anew from its indicators, by its own rules; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sheets_sync.achievement import category_of
from sheets_sync.assessing import Assessing, Band, Outcome, Policy
from sheets_sync.district import District, DistrictIndicator
from sheets_sync.punctuality import Punctuality
from sheets_sync.standing import Standing, Vouched
from sheets_sync.tallies import Money, Summary, summarised, summed_money


@dataclass(frozen=True, slots=True)
class DistrictRecap:
    """One kecamatan's figures, by its own scale and cap."""

    region: str
    name: str
    at: datetime
    sample: bool
    standing: str
    scale: tuple[tuple[str, Decimal], ...]
    cap: Decimal | None
    units: int
    on_time: int
    late: int
    to_assess: int
    summary: Summary
    category: str
    money: Money

    @property
    def sent(self) -> int:
        return self.on_time + self.late

    @property
    def mean(self) -> Decimal | None:
        return self.summary.tally.mean


def standing_from(short: str) -> Standing:
    """The standing that is written so: `SEMENTARA`, `FINAL`, `REVISI KE-1`."""
    words, _, number = short.partition(" KE-")
    return Standing(Vouched.CAMAT, revision=int(number)) if number else Standing(Vouched(words))


def bands_of(scale: Iterable[tuple[str, Decimal]]) -> tuple[Band, ...]:
    """The categories as `category_of` takes them."""
    return tuple(Band(name, least) for name, least in scale)


def result_of(item: DistrictIndicator) -> Policy:
    """The percent, or why there is none."""
    return Outcome(item.outcome) if item.percent is None else item.percent


def summary_of(district: District, items: Iterable[DistrictIndicator]) -> Summary:
    """What these of its indicators add up to, by its own scale and cap; computed from them, not taken from the package."""
    return summarised(map(result_of, items), Assessing(bands_of(district.scale), average_cap=district.cap))


def recap_of(district: District) -> DistrictRecap:
    """The kecamatan's figures."""
    summary = summary_of(district, district.indicators)
    punctuality = [unit.punctuality for unit in district.units]
    return DistrictRecap(
        district.region, district.name, district.at, district.sample, district.standing, district.scale, district.cap,
        len(district.units), punctuality.count(Punctuality.ON_TIME), punctuality.count(Punctuality.LATE),
        sum(unit.to_assess for unit in district.units), summary,
        category_of(summary.tally.mean, bands_of(district.scale)), summed_money(item.money for item in district.programmes),
    )  # fmt: skip


def by_unit(district: District) -> Mapping[str, tuple[DistrictIndicator, ...]]:
    """Its indicators by unit, in the order of the units' codes."""
    found: dict[str, list[DistrictIndicator]] = {unit.code: [] for unit in district.units}
    for item in district.indicators:
        found[item.unit].append(item)
    return {code: tuple(items) for code, items in found.items()}
