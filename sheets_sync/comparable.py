"""Which indicators of many kecamatan may be set side by side, and in what order; pure.

Sorted by capaian are only indicators that share their code and everything that makes a capaian what it is: name,
satuan, arah, rumus and akumulasi. Where only the code is the same, they are told apart, and what differs is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sheets_sync.district import District, DistrictIndicator
from sheets_sync.regency import RegencyRecap
from sheets_sync.wording import folded

Nature = tuple[str, str, str, str, str]
NATURE_WORDS = ("nama", "satuan", "arah", "rumus", "akumulasi")


@dataclass(frozen=True, slots=True)
class Placed:
    """One indicator of one kecamatan; `rank` from 1, the same for the same capaian; None where it has none."""

    rank: int | None
    region: str
    district: str
    scale: tuple[tuple[str, Decimal], ...]
    item: DistrictIndicator


@dataclass(frozen=True, slots=True)
class Alike:
    """Indicators that may be ranked together: best first, then those without a capaian in the order of their codes."""

    nature: DistrictIndicator  # the first of them, for its name, satuan, arah, rumus and akumulasi
    rows: tuple[Placed, ...]

    @property
    def districts(self) -> int:
        return len({row.region for row in self.rows})

    @property
    def ranked(self) -> int:
        return sum(row.rank is not None for row in self.rows)


@dataclass(frozen=True, slots=True)
class SameCode:
    """All indicators of one code; more than one group where the code means different indicators."""

    code: str
    groups: tuple[Alike, ...]  # the largest first
    differing: tuple[str, ...]  # of NATURE_WORDS, what tells the groups apart

    @property
    def districts(self) -> int:
        return len({row.region for group in self.groups for row in group.rows})


def side_by_side(recap: RegencyRecap) -> tuple[SameCode, ...]:
    """Every code that more than one kecamatan reports, in the order of the codes."""
    found: dict[str, dict[Nature, list[tuple[District, DistrictIndicator]]]] = {}
    for district in recap.content:
        for item in district.indicators:
            found.setdefault(item.code, {}).setdefault(_nature(item), []).append((district, item))
    codes = (_same_code(code, groups) for code, groups in sorted(found.items()))
    return tuple(item for item in codes if item.districts > 1)


def _nature(item: DistrictIndicator) -> Nature:
    """What must be the same, however it is spaced or cased."""
    parts = (item.name, item.measure, item.polarity, item.method, item.accumulation)
    name, measure, polarity, method, accumulation = map(folded, parts)
    return name, measure, polarity, method, accumulation


def _same_code(code: str, found: dict[Nature, list[tuple[District, DistrictIndicator]]]) -> SameCode:
    natures = list(found)
    differing = tuple(
        words for words, parts in zip(NATURE_WORDS, zip(*natures, strict=True), strict=True) if len(set(parts)) > 1
    )
    groups = sorted((_alike(rows) for rows in found.values()), key=_size_first)
    return SameCode(code, tuple(groups), differing)


def _size_first(group: Alike) -> tuple[int, str, Nature]:
    return (-group.districts, min(row.region for row in group.rows), _nature(group.nature))


def _alike(found: Sequence[tuple[District, DistrictIndicator]]) -> Alike:
    rows = sorted(found, key=lambda pair: (pair[0].region, pair[1].unit))
    assessed = [(district, item, item.percent) for district, item in rows if item.percent is not None]
    ranked = sorted(assessed, key=lambda found: -found[2])
    ranks = {percent: rank for rank, (_, _, percent) in reversed(list(enumerate(ranked, 1)))}  # the first of equals
    placed = [_placed(ranks[percent], district, item) for district, item, percent in ranked]
    without = [_placed(None, district, item) for district, item in rows if item.percent is None]
    return Alike(rows[0][1], (*placed, *without))


def _placed(rank: int | None, district: District, item: DistrictIndicator) -> Placed:
    return Placed(rank, district.region, district.name, district.scale, item)


def only_in_one(recap: RegencyRecap, compared: Iterable[SameCode]) -> int:
    """How many codes a single kecamatan reports, so that there is nothing to compare them with."""
    codes = {item.code for district in recap.content for item in district.indicators}
    return len(codes - {item.code for item in compared})
