"""One indicator's section in the material for the LKjIP: its seven comparisons, and where its figures come from; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from sheets_sync import numerals
from sheets_sync.assessing import Outcome, Policy
from sheets_sync.comparison import Comparisons, Measured, against_year
from sheets_sync.earlier_years import EarlierYear
from sheets_sync.form import target_figure
from sheets_sync.lineage import Lack, Missing
from sheets_sync.model import Accumulation, Polarity
from sheets_sync.origin import missing_words, origin_of
from sheets_sync.period import Period
from sheets_sync.personal import quoted, without_personal
from sheets_sync.recap import Achievement, Commitment, QuarterFigure
from sheets_sync.rollup import Efficiency
from sheets_sync.targets import Target
from sheets_sync.year_view import Year, judged

DIGITS = 12  # of a file's hash: enough to find it
POLARITY_WORDS = {
    Polarity.HIGHER: "makin tinggi makin baik",
    Polarity.LOWER: "makin rendah makin baik",
    Polarity.RANGE: "baik bila di dalam rentang",
}
UNWRITTEN = "tidak ditulis"


def section(year: Year, row: Comparisons) -> dict[str, Any]:
    """All that the template says of one indicator."""
    item = row.item
    indicator = year.office.indicators_by_code.get(item.code)
    return {
        "kode": item.code,
        "nama": item.name,
        "satuan": item.measure,
        "unit": row.unit.name,
        "sifat": f"{POLARITY_WORDS[item.polarity]}, akumulasi {item.accumulation.value}",
        "definisi": indicator.definition if indicator else "",
        "status": item.standing.short,
        "tahun_ini": list(_this_year(year, row)),
        "catatan_tahun_ini": " ".join(filter(None, (_taken_from(year, item), missing_words(item)))),
        "riwayat": [_earlier(item, then) for then in row.earlier if isinstance(then, EarlierYear)],
        "catatan_riwayat": list(_about_earlier(row)),
        "jangka_menengah": _medium_term(year, item, row.medium_term),
        "standar": _standard(year, item, row.standard),
        "penyebab": [
            {"triwulan": cause.period.short, "penghambat": quoted(cause.hindrance) or UNWRITTEN, "tindak_lanjut": quoted(cause.remedy) or UNWRITTEN}
            for cause in row.causes
        ],
        "efisiensi": _efficiency(item, row.efficiency),
        "program": [
            {
                "nama": f"{line.programme} {line.name}",
                "pagu": numerals.fixed(line.ceiling, 0),
                "realisasi": numerals.fixed(line.actual, 0) if line.actual is not None else "belum ada",
                "serapan": percent_words(line.absorbed, sign="") if line.absorbed is not None else "–",
            }
            for line in row.programmes
        ],
        "tanpa_program": row.efficiency.words if isinstance(row.efficiency, Missing) else "",
        "asal": list(_origin(year, item)),
    }  # fmt: skip


# --- figures in words --------------------------------------------------------------------------------------------


def target_words(target: Target | None, measure: str) -> str:
    return target_figure(target, measure) if target else "tanpa target"


def figure(item: Achievement) -> str:
    """Realisasi of the year so far with its decimal comma, a predicate's letters, or why there is none."""
    if item.actual is None:
        return item.outcome.value
    if item.actual_target and item.actual_target.predicate:
        return item.typed
    return numerals.shortened(item.actual, item.measure)


def percent_words(value: Policy | None, sign: str = " %") -> str:
    """Two decimals, or in words why there is no percent."""
    if value is None:
        return "belum dapat dihitung"
    return value.value if isinstance(value, Outcome) else f"{numerals.fixed(value, 2)}{sign}"


def _signed(value: Decimal) -> str:
    return f"+{numerals.shortened(value)}" if value > 0 else numerals.shortened(value).replace("-", "−")


def points_words(value: Decimal) -> str:
    """Percentage points with their sign and two decimals; what rounds to nothing has none."""
    text = numerals.fixed(abs(value), 2)
    return text if text == "0,00" else f"{'+' if value > 0 else '−'}{text}"


# --- 1 and 2 -----------------------------------------------------------------------------------------------------


def _this_year(year: Year, row: Comparisons) -> Iterator[dict[str, str]]:
    """A row a quarter where several make up the figure, the year so far, and the year's target in each document."""
    item, assessing = row.item, year.recap.assessing
    if len(item.parts) > 1:
        for part in item.parts:
            percent = judged(item, part.target, part.value, assessing)
            yield _row(
                _label(part),
                target_words(part.target, item.measure),
                numerals.shortened(part.value, item.measure),
                percent,
            )
    yield _row(
        _so_far(year, item), target_words(item.actual_target or item.target, item.measure), figure(item), item.result
    )
    if len({version.commitment.quarter for version in row.versions}) > 1:
        yield from (_quarter_by(year, item, version.commitment) for version in row.versions)
    for version in row.versions:
        about = f"Setahun menurut {version.commitment.kind}"
        yield _row(about, target_words(version.commitment.annual, item.measure), figure(item), version.result)
    if not row.versions and item.annual is not None:
        kind = item.commitments[-1].kind if item.commitments else "PK"
        result = against_year(item, item.annual, assessing)
        yield _row(f"Setahun menurut {kind}", target_words(item.annual, item.measure), figure(item), result)


def _quarter_by(year: Year, item: Achievement, made: Commitment) -> dict[str, str]:
    """The quarter alone against its target in that document."""
    about, target = f"{year.period.label} menurut {made.kind}", target_words(made.quarter, item.measure)
    if item.value is None:
        return _row(about, target, item.outcome.value, item.outcome)
    actual = item.typed if made.quarter and made.quarter.predicate else numerals.shortened(item.value, item.measure)
    return _row(about, target, actual, judged(item, made.quarter, item.value, year.recap.assessing))


def _row(about: str, target: str, actual: str, percent: Policy | None) -> dict[str, str]:
    return {"uraian": about, "target": target, "realisasi": actual, "capaian": percent_words(percent, sign="")}


def _label(part: QuarterFigure) -> str:
    return Period.parse(part.period).label


def _so_far(year: Year, item: Achievement) -> str:
    """What the assessed figure is of."""
    if item.accumulation is Accumulation.LAST or len(item.parts) == 1:
        return f"{_label(item.parts[-1]) if item.parts else year.period.label} (yang dinilai)"
    return f"s.d. {year.period.label} (yang dinilai)"


def _taken_from(year: Year, item: Achievement) -> str:
    if not item.parts or item.parts[-1].period == str(year.period):
        return ""
    return f"Indikator ini tidak ditagih pada {year.period.label}; angkanya dari {_label(item.parts[-1])}."


def _earlier(item: Achievement, then: EarlierYear) -> dict[str, str]:
    return {
        "tahun": str(then.year),
        "target": target_words(then.target, item.measure),
        "realisasi": target_figure(then.actual, item.measure) if then.actual else "tidak ada",
        "capaian": percent_words(then.result, sign=""),
        "selisih": then.difference.lack.value if isinstance(then.difference, Missing) else _signed(then.difference),
        "poin": then.points.lack.value if isinstance(then.points, Missing) else points_words(then.points),
        "sumber": then.source + (f", kode waktu itu {then.code}" if then.code != item.code else ""),
    }


def _about_earlier(row: Comparisons) -> Iterator[str]:
    """What lacks, what does not compare and why, and printed figures that are not ours."""
    for then in row.earlier:
        if isinstance(then, Missing):
            yield f"{_sentence(then)}."
            continue
        if isinstance(then.difference, Missing) and then.difference.lack is Lack.APART:
            yield f"Realisasi {then.year} {then.difference.words}."
        if then.printed:
            yield f"Capaian {then.year} di dokumennya: {then.printed}."


def _sentence(missing: Missing) -> str:
    return missing.words[0].upper() + missing.words[1:]


# --- 3, 4 and 6 --------------------------------------------------------------------------------------------------


def _medium_term(year: Year, item: Achievement, found: Measured | Missing) -> str:
    if isinstance(found, Missing):
        return f"{_sentence(found)}."
    yearly = " Akumulasinya jumlah: target akhir dibaca sebagai target satu tahun." if _is_sum(item) else ""
    row = found.yardstick
    return (
        f"Realisasi s.d. {year.period.label} {figure(item)} {item.measure}; target akhir {row.year}"
        f" {target_words(found.bound, item.measure)} {item.measure} ({row.source}). Tingkat kemajuan {percent_words(found.result)};"
        f" {_gap(item, found, 'target akhir')}.{yearly}"
    )


def _standard(year: Year, item: Achievement, found: Measured | Missing) -> str:
    if isinstance(found, Missing):
        return f"{_sentence(found)}."
    row = found.yardstick
    what = "Standar nasional" if row.target else "Angka nasional"
    return (
        f"Realisasi s.d. {year.period.label} {figure(item)} {item.measure}; {what.casefold()} {row.year}"
        f" {target_words(found.bound, item.measure)} {item.measure} ({row.source}): {_gap(item, found, what.casefold())}."
    )


def _is_sum(item: Achievement) -> bool:
    return item.accumulation is Accumulation.SUM


def _gap(item: Achievement, found: Measured, what: str) -> str:
    """`0,98 Nilai di bawah target akhir (belum mencapai)`."""
    where, _, judgement = found.words.partition(", ")
    if found.bound.predicate or not found.difference:
        return f"{where} {'dengan ' if where == 'sama' else ''}{what}"
    told = f" ({judgement})" if judgement else ""
    return f"{numerals.shortened(abs(found.difference))} {item.measure} {where} {what}{told}"


def _efficiency(item: Achievement, found: Efficiency | Missing) -> str:
    if isinstance(found, Missing):
        return f"{_sentence(found)}."
    if found.difference is None:
        return f"Program {item.programme}: {found.words}."
    return (
        f"Rata-rata capaian indikator yang didukung program {item.programme} {percent_words(found.achieved)}, serapannya"
        f" {percent_words(found.absorbed)}, selisih {points_words(found.difference)} poin persentase: {found.words}."
    )


# --- where it comes from -----------------------------------------------------------------------------------------


def _origin(year: Year, item: Achievement) -> Iterator[str]:
    """The formula with its numbers, how the year adds up, and each cell with its file, pull and hash."""
    origin = origin_of(item, year.recap.assessing)
    yield f"Rumus {origin.method}: {origin.working}."
    if about := "; ".join(filter(None, (origin.sums, origin.mean))):
        yield f"{about[0].upper()}{about[1:]}."
    yield from _cells(year, item, origin.parts)


def _cells(year: Year, item: Achievement, parts: Iterable[QuarterFigure]) -> Iterator[str]:
    predicate = item.actual_target and item.actual_target.predicate
    for part in parts:
        yield where(year, part, item.typed if predicate else numerals.told(part.value, item.measure))


def where(year: Year, part: QuarterFigure, value: str) -> str:
    """The figure of one quarter with its cell, its file, when that was pulled, and its hash."""
    pulled = part.pulled.astimezone(year.office.timezone)
    cell = f"sel {part.cell} " if part.cell else ""
    return (
        f"{Period.parse(part.period).short}: {value}, {cell}berkas {without_personal(part.file)}, ditarik"
        f" {pulled:%d/%m/%Y %H.%M} {year.office.zone}, SHA-256 {part.digest[:DIGITS]}."
    )
