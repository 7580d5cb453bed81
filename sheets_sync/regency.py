"""The kabupaten's recap of a period, merged from what each kecamatan tells; pure.

What is held is the content of each kecamatan, once; every sum follows from it. So merging is a union: in any order and
grouping it gives the same bytes, and what was merged can be merged again, from kabupaten to provinsi.

Where conflicts are settled: of the same kecamatan the content that was pulled last holds, and the others are named; of
two contents pulled at the same moment neither is newer, and the kecamatan is left out. Another period, and a kecamatan
whose code begins otherwise, is named and left out.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

from pydantic import TypeAdapter

from sheets_sync.achievement import category_of
from sheets_sync.district import District
from sheets_sync.district_recap import DistrictRecap, bands_of, recap_of, standing_from
from sheets_sync.punctuality import Punctuality
from sheets_sync.standing import weakest
from sheets_sync.tallies import Money, Summary, merged, summed_money

SCHEMA = 1  # of the file kabupaten.json
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
CONTENT: TypeAdapter[District] = TypeAdapter(District)


class Why(StrEnum):
    """Why something is left out."""

    UNREADABLE = "paketnya tidak terbaca"
    REFUSED = "isi paketnya tidak dapat dipakai"
    OTHER_PERIOD = "paketnya dari triwulan lain"
    ELSEWHERE = "bukan kecamatan di wilayah ini"


@dataclass(frozen=True, slots=True, order=True)
class Expected:
    """A kecamatan of which a package is awaited."""

    region: str
    name: str


@dataclass(frozen=True, slots=True, order=True)
class LeftOut:
    """Something that does not count, by the kecamatan or, where that is not known, by its source."""

    region: str
    name: str
    why: Why
    words: str


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a kecamatan's content that was met: when it was pulled last, and its mark."""

    at: datetime
    mark: str  # SHA-256 of all but the moment
    name: str

    @property
    def order(self) -> tuple[datetime, str, str]:
        return (self.at, self.at.isoformat(), self.mark)


@dataclass(frozen=True, slots=True)
class Reported:
    """What is held of one kecamatan: every state that was met, newest first, and the content of the newest.

    There is no content where two states were pulled at the same moment.
    """

    region: str
    versions: tuple[Version, ...]
    district: District | None

    @property
    def name(self) -> str:
        return self.versions[0].name


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The kecamatan that assess by the same scale and cap, and what they add up to: comparable among themselves."""

    scale: tuple[tuple[str, Decimal], ...]
    cap: Decimal | None
    districts: tuple[DistrictRecap, ...]
    summary: Summary
    category: str


@dataclass(frozen=True, slots=True)
class RegencyPart:
    """One kabupaten of a provinsi: who belongs to it, and what those that reported add up to."""

    code: str
    name: str
    members: tuple[str, ...]  # codes
    districts: tuple[DistrictRecap, ...]
    summary: Summary
    money: Money

    @property
    def mean(self) -> Decimal | None:
        """None of nothing, and where caps differ."""
        return self.summary.tally.mean if _one_cap(self.districts) else None


@dataclass(frozen=True, slots=True)
class RegencyRecap:
    """All kecamatan under `scope` (the code's beginning, `72.01`) in one period; in the order of their codes.

    Everything from `sample` on follows from what stands above it.
    """

    schema: int
    scope: str
    period: str
    expected: tuple[Expected, ...]
    reports: tuple[Reported, ...]
    left_out: tuple[LeftOut, ...]
    sample: bool
    name: str  # of the kabupaten; of the provinsi where several are merged
    standing: str
    districts: tuple[DistrictRecap, ...]
    summary: Summary
    money: Money

    def merge(self, other: RegencyRecap) -> RegencyRecap:
        """Both in one; ValueError where they are of different periods."""
        if self.period != other.period:
            raise ValueError(f"{self.period} and {other.period} are not one period")
        return _assembled(
            _common(self.scope, other.scope),
            self.period,
            (*self.expected, *other.expected),
            (*self.reports, *other.reports),
            (*self.left_out, *other.left_out),
        )

    @property
    def content(self) -> tuple[District, ...]:
        return tuple(report.district for report in self.reports if report.district is not None)

    @property
    def members(self) -> dict[str, str]:
        """Every kecamatan that is known to belong here, with its name: expected, reported or left out."""
        known = {item.region: item.name for item in self.left_out if item.region and item.why is not Why.ELSEWHERE}
        known |= {report.region: report.name for report in self.reports}
        return dict(sorted((known | {item.region: item.name for item in self.expected}).items()))

    @property
    def awaited(self) -> tuple[Expected, ...]:
        """Who is expected and has not reported, without those that are left out for a reason."""
        there = {report.region for report in self.reports} | {item.region for item in self.left_out}
        return tuple(item for item in self.expected if item.region not in there)

    @property
    def comparable(self) -> bool:
        """Whether all means are made with the same cap."""
        return _one_cap(self.districts)

    @property
    def mean(self) -> Decimal | None:
        """The mean over all indicators; None of nothing, and where caps differ: then there is no such thing."""
        return self.summary.tally.mean if self.comparable else None

    @property
    def groups(self) -> tuple[RuleGroup, ...]:
        """The kecamatan by scale and cap, in the order of their first codes."""
        found: dict[object, list[DistrictRecap]] = {}
        for item in self.districts:
            found.setdefault((item.scale, item.cap), []).append(item)
        return tuple(map(_group, found.values()))

    @property
    def parts(self) -> tuple[RegencyPart, ...]:
        """The same by kabupaten, in the order of their codes."""
        regions: dict[str, list[str]] = {}
        for region in self.members:
            regions.setdefault(regency_of(region), []).append(region)
        reported: dict[str, list[DistrictRecap]] = {}
        for item in self.districts:
            reported.setdefault(regency_of(item.region), []).append(item)
        names = {regency_of(item.region): item.regency for item in reversed(self.content)}
        return tuple(
            _part(code, names.get(code, code), found, reported.get(code, ())) for code, found in regions.items()
        )

    @property
    def category(self) -> str:
        """Empty where there is no mean, or scales differ."""
        groups = self.groups
        return groups[0].category if len(groups) == 1 else ""

    @property
    def punctuality(self) -> dict[Punctuality, int]:
        """How many units of all kecamatan are TEPAT, TERLAMBAT and BELUM."""
        on_time, late = (sum(getattr(item, name) for item in self.districts) for name in ("on_time", "late"))
        units = sum(item.units for item in self.districts)
        return {
            Punctuality.ON_TIME: on_time,
            Punctuality.LATE: late,
            Punctuality.NOT_SENT: units - on_time - late,
        }


def _group(districts: Sequence[DistrictRecap]) -> RuleGroup:
    first, summary = districts[0], merged(item.summary for item in districts)
    category = category_of(summary.tally.mean, bands_of(first.scale))
    return RuleGroup(first.scale, first.cap, tuple(districts), summary, category)


def _one_cap(districts: Iterable[DistrictRecap]) -> bool:
    return len({item.cap for item in districts}) <= 1


def _part(code: str, name: str, regions: Sequence[str], districts: Sequence[DistrictRecap]) -> RegencyPart:
    summary, money = merged(item.summary for item in districts), summed_money(item.money for item in districts)
    return RegencyPart(code, name, tuple(regions), tuple(districts), summary, money)


# --- from districts to a recap -------------------------------------------------------------------------------


def merge_districts(
    expected: Iterable[Expected],
    districts: Iterable[District],
    period: str,
    scope: str | None = None,
    left_out: Iterable[LeftOut] = (),
) -> RegencyRecap:
    """The recap of the kabupaten from what was read.

    What is merged in parts needs the same `scope` in each part; without one it is that of those expected, else of most.
    `left_out` is what could not be read at all.
    """
    awaited, found = tuple(expected), tuple(districts)
    here = scope_of(awaited, found) if scope is None else scope
    told, reports = list(left_out), []
    for district in found:
        why = _why_not(district, period, here)
        if why is None:
            reports.append(_reported(district))
        else:
            told.append(LeftOut(district.region, district.name, why, _words(district, why)))
    return _assembled(here, period, awaited, reports, told)


def scope_of(expected: Sequence[Expected], districts: Sequence[District]) -> str:
    """The kabupaten's code that those expected have in common; without any, that of most kecamatan that were read."""
    if expected:
        first, *others = (regency_of(item.region) for item in expected)
        for other in others:
            first = _common(first, other)
        return first
    counts = Counter(map(regency_of, {item.region for item in districts}))
    return min(counts, key=lambda code: (-counts[code], code), default="")


def regency_of(region: str) -> str:
    """The kabupaten's code: the first two parts of the kecamatan's."""
    return ".".join(region.split(".")[:2])


def _common(one: str, other: str) -> str:
    """The parts that both codes begin with: `72` of `72.01` and `72.02`."""
    parts = []
    for left, right in zip(one.split("."), other.split("."), strict=False):
        if left != right:
            break
        parts.append(left)
    return ".".join(parts)


def _within(region: str, scope: str) -> bool:
    return not scope or region.startswith(f"{scope}.")


def _why_not(district: District, period: str, scope: str) -> Why | None:
    if not _within(district.region, scope):
        return Why.ELSEWHERE
    return None if district.period == period else Why.OTHER_PERIOD


def _words(district: District, why: Why) -> str:
    return district.period if why is Why.OTHER_PERIOD else f"{district.region}, {district.regency}"


def _reported(district: District) -> Reported:
    mark = hashlib.sha256(CONTENT.dump_json(replace(district, at=LONG_AGO))).hexdigest()
    return Reported(district.region, (Version(district.at, mark, district.name),), district)


def _joined(one: Reported, other: Reported) -> Reported:
    """Both in one: every state once, with the last moment at which it was pulled; the newest state's content."""
    latest: dict[str, Version] = {}
    for version in sorted((*one.versions, *other.versions), key=lambda item: item.order):
        latest[version.mark] = version
    versions = tuple(sorted(latest.values(), key=lambda item: item.order, reverse=True))
    newest = versions[0]
    if sum(item.at == newest.at for item in versions) > 1:
        return Reported(one.region, versions, None)
    held = next(item.district for item in (one, other) if item.district and item.versions[0].mark == newest.mark)
    return Reported(one.region, versions, replace(held, at=newest.at))


def _assembled(
    scope: str,
    period: str,
    expected: Iterable[Expected],
    reports: Iterable[Reported],
    left_out: Iterable[LeftOut],
) -> RegencyRecap:
    held: dict[str, Reported] = {}
    for report in reports:
        known = held.get(report.region)
        held[report.region] = report if known is None else _joined(known, report)
    names: dict[str, str] = {}
    for item in sorted(expected, reverse=True):  # of two names of one code the first by the alphabet holds
        names[item.region] = item.name
    kept = tuple(held[region] for region in sorted(held))
    content = [report.district for report in kept if report.district is not None]
    districts = tuple(map(recap_of, content))
    # Whom one kabupaten turned away as another's is no stranger where that one is merged too.
    away = {item for item in left_out if not (item.why is Why.ELSEWHERE and item.region in held)}
    return RegencyRecap(
        SCHEMA, scope, period, tuple(Expected(*pair) for pair in sorted(names.items())), kept, tuple(sorted(away)),
        any(item.sample for item in content), _name(scope, content), _standing(districts), districts,
        merged(item.summary for item in districts), summed_money(item.money for item in districts),
    )  # fmt: skip


def _name(scope: str, content: Sequence[District]) -> str:
    if not content:
        return ""
    return content[0].regency if "." in scope else content[0].province if scope else "Indonesia"


def _standing(districts: Iterable[DistrictRecap]) -> str:
    """That of the weakest part that has a figure."""
    return weakest(standing_from(item.standing) for item in districts if item.summary.tally.count).short


RECAP: TypeAdapter[RegencyRecap] = TypeAdapter(RegencyRecap)


def canonical_json(recap: RegencyRecap) -> bytes:
    """The recap as a file: the same bytes for the same content."""
    return RECAP.dump_json(recap, indent=1) + b"\n"
