"""What must be said beside a kabupaten's figures: conflicts, and what cannot be compared; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal

from sheets_sync import dates
from sheets_sync.district_recap import by_unit, summary_of
from sheets_sync.model import ZONES
from sheets_sync.numerals import plain
from sheets_sync.regency import RegencyRecap, Reported, RuleGroup

ZONE_OF = dict(zip((7, 8, 9), ZONES, strict=True))  # by hours before UTC
NAMED = 5  # names in one sentence; of more, how many others there are


def remarks(recap: RegencyRecap) -> tuple[str, ...]:
    """Every sentence that belongs beside the figures, in Indonesian."""
    return tuple(_all(recap))


def _all(recap: RegencyRecap) -> Iterator[str]:
    for report in recap.reports:
        yield from _versions(report)
    yield from _samples(recap)
    yield from _rules(recap)
    yield from _unlisted(recap)
    yield from _nameless(recap)
    yield from _other_sums(recap)


def _versions(report: Reported) -> Iterator[str]:
    newest, *others = report.versions
    if not others:
        return
    if report.district is None:
        yield f"{report.region} {report.name}: dua paket berbeda dengan waktu tarik yang sama ({moment_words(newest.at)}); tidak jelas yang mana yang berlaku, jadi keduanya tidak dihitung."
    else:
        unused = ", ".join(moment_words(item.at) for item in others)
        yield f"{report.region} {report.name}: ada {len(report.versions)} paket yang isinya berbeda; yang dipakai ditarik {moment_words(newest.at)}, yang tidak dipakai ditarik {unused}."


def _samples(recap: RegencyRecap) -> Iterator[str]:
    made_up = [f"{item.region} {item.name}" for item in recap.districts if item.sample]
    if made_up and len(made_up) < len(recap.districts):
        yield f"Ada DATA CONTOH di antara data sungguhan: {listed(made_up)}. Karena itu seluruh rekap ini ditandai DATA CONTOH."


def _rules(recap: RegencyRecap) -> Iterator[str]:
    groups = recap.groups
    if len(groups) < 2:
        return
    if not recap.comparable:
        yield "Batas atas capaian dalam rata-rata berbeda antarkecamatan, jadi rata-ratanya tidak dapat dibandingkan, dan rata-rata gabungan tidak dihitung."
    if len({group.scale for group in groups}) > 1:
        yield "Skala kategori berbeda antarkecamatan, jadi kategorinya tidak dapat dibandingkan dan tidak dijumlahkan."


def _unlisted(recap: RegencyRecap) -> Iterator[str]:
    known = {item.region for item in recap.expected}
    found = [f"{item.region} {item.name}" for item in recap.districts if known and item.region not in known]
    if found:
        yield f"Melapor tetapi tidak ada di daftar kecamatan: {listed(found)}. Angkanya ikut dihitung."


def _nameless(recap: RegencyRecap) -> Iterator[str]:
    """What could not be read is nobody's, as long as the list does not say whose it should be."""
    if count := sum(not item.region for item in recap.left_out):
        yield f"{count} sumber tidak terbaca dan tidak diketahui milik kecamatan mana, jadi tidak masuk hitungan {len(recap.members)} kecamatan; tulis kecamatannya di kabupaten/kecamatan.csv."


def _other_sums(recap: RegencyRecap) -> Iterator[str]:
    """Where a package's own sums are not those of its indicators: what is shown is computed from these."""
    for district in recap.content:
        items = by_unit(district)
        wrong = [unit.code for unit in district.units if unit.tally != summary_of(district, items[unit.code]).tally]
        if wrong:
            yield f"{district.region} {district.name}: jumlah capaian unit {listed(wrong)} di paketnya tidak sama dengan jumlah dari indikatornya; yang dipakai dihitung ulang dari indikator."


def rule_words(group: RuleGroup) -> str:
    """A scale and cap in one phrase: `Sangat Tinggi mulai 91, ...; tanpa batas atas`."""
    scale = ", ".join(f"{name} mulai {plain(least)}" for name, least in group.scale)
    return f"{scale}; {cap_words(group.cap)}"


def cap_words(cap: Decimal | None) -> str:
    return "tanpa batas atas" if cap is None else f"batas atas {plain(cap)} dalam rata-rata"


def left_out_words(recap: RegencyRecap) -> tuple[str, ...]:
    """Everything that does not count, each with its reason."""
    return tuple(
        f"{item.region} {item.name}".strip() + f": {item.why.value}" + (f" ({item.words})" if item.words else "")
        for item in recap.left_out
    ) + tuple(
        f"{report.region} {report.name}: dua paket berbeda dengan waktu tarik yang sama"
        for report in recap.reports
        if report.district is None
    )


def listed(names: Iterable[str]) -> str:
    """The first of them by name, and how many others there are."""
    found = list(names)
    more = f" dan {len(found) - NAMED} lainnya" if len(found) > NAMED else ""
    return ", ".join(found[:NAMED]) + more


def moment_words(when: datetime) -> str:
    """`Kamis 8 Oktober 2026 pukul 10.30 WITA`, in the zone in which it was told."""
    offset = when.utcoffset()
    hours = offset.total_seconds() / 3600 if offset is not None else 0
    return dates.moment(when, ZONE_OF.get(int(hours), f"(UTC{hours:+g})"))
