"""The material for Bab III of the LKjIP, as plain values that a Word template lays out: pure.

After the outline of PermenPAN-RB 53/2014: capaian a sasaran, realisasi anggaran; then what is still missing, and who can
supply it. What a person must judge is left to that person: no sentence here says more than the figures do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sheets_sync import numerals
from sheets_sync.assessing import Outcome
from sheets_sync.comparison import Comparisons, compare
from sheets_sync.earlier_years import EarlierYear
from sheets_sync.lineage import Missing
from sheets_sync.origin import bound_words, mean_working, money_working, rules_in_words, scale_words
from sheets_sync.papers.draft import PaperData, common
from sheets_sync.papers.lkjip_gaps import gaps
from sheets_sync.papers.lkjip_indicator import figure, percent_words, points_words, section, target_words, where
from sheets_sync.recap import BudgetLine, Recap
from sheets_sync.rollup import (
    Efficiency,
    ObjectiveRecap,
    category_shares,
    efficiency,
    efficiency_of,
    mean_over_objectives,
    objectives,
    supporting_of,
)
from sheets_sync.tallies import Money, Tally, summarised
from sheets_sync.year_view import Year

NOTHING = "–"
FIRST_TABLES = 2  # before those of the sasaran: by sasaran, by category


def lkjip(data: PaperData, day: date, year: Year) -> dict[str, Any]:
    """All that the template may ask for; the figures are those of `year`, the period's own standing is `data`'s."""
    rows = {row.item.code: row for row in compare(year)}
    found = objectives(year.recap)
    goals = [_objective(year, number, goal, rows) for number, goal in enumerate(found, 1)]
    last = FIRST_TABLES + len(goals)
    return common(data, day) | {
        "tahun": str(year.period.year),
        "tahun_lalu": str(year.period.year - 1),
        "sampai": f"s.d. {year.period.label}",
        "status": year.recap.standing.words,
        "peringatan_status": _warning(year),
        "ringkasan": _summary(data, year, found),
        "sasaran": goals,
        "kategori": _categories(year),
        "tidak_dinilai": _not_assessed(year),
        "jumlah_dinilai": str(year.recap.tally.count),
        "skala": scale_words(year.recap.assessing),
        "ketentuan": list(rules_in_words(year.recap.assessing)[1:]),
        "batas": _caps(year.recap.tally),
        "anggaran": _budget(year),
        "nomor_tabel": {"anggaran": str(last + 1), "efisiensi": str(last + 2), "kurang": str(last + 3)},
        "kurang": gaps(year, rows.values()),
        "daftar_isi": _contents(goals),
    }


# --- the whole ---------------------------------------------------------------------------------------------------


def _warning(year: Year) -> str:
    if year.recap.standing.approved is None:
        return "Angka di bahan ini belum disetujui Camat dan masih dapat berubah."
    return ""


def _summary(data: PaperData, year: Year, found: Sequence[ObjectiveRecap]) -> dict[str, str]:
    """The two means, and which is which; and the recap's own where it lacks what other quarters asked for."""
    recap, over = year.recap, mean_over_objectives(found)
    own = data.recap.tally if data.recap else recap.tally
    return {
        "dinilai": f"{recap.tally.count} dari {recap.indicators_due}",
        "rata_indikator": percent_words(recap.tally.mean),
        "kategori": recap.category or "belum dapat ditentukan",
        "rata_sasaran": percent_words(over.mean),
        "jumlah_sasaran": str(over.count),
        "asal": _means_origin(recap, found),
        "rekap": "" if own.count == recap.tally.count else _own_mean(year, own),
    }


def _means_origin(recap: Recap, found: Sequence[ObjectiveRecap]) -> str:
    """Both means with the sums that they are of; empty where nothing is assessed."""
    sums = [(f"sasaran {at}", goal.summary.tally.total) for at, goal in enumerate(found, 1) if goal.summary.tally.count]
    means = [(f"sasaran {number}", goal.mean) for number, goal in enumerate(found, 1) if goal.mean is not None]
    if not means:
        return ""
    indicators, over = mean_working(recap.tally, sums), mean_working(mean_over_objectives(found), means)
    return f"Rata-rata atas indikator, jumlah capaian tiap sasaran dibagi banyaknya indikator: {indicators}. Rata-rata atas sasaran: {over}."


def _own_mean(year: Year, own: Tally) -> str:
    return (
        f"Rekap {year.period.label} sendiri memuat {own.count} indikator dengan rata-rata {percent_words(own.mean)}, karena"
        " indikator yang tidak ditagih pada triwulan itu tidak ikut. Bahan ini memakai angka terakhir tahun ini dari triwulan"
        " yang menagihnya."
    )


def _categories(year: Year) -> list[dict[str, str]]:
    """Every category of the scale with its bound, how many indicators, and what percent of those assessed."""
    bands = {band.name: band for band in year.recap.assessing.bands}
    return [
        {
            "nama": share.name,
            "batas": bound_words(bands[share.name]),
            "jumlah": str(share.count),
            "persen": numerals.fixed(share.percent, 2),
        }
        for share in category_shares(year.recap)
    ]


def _not_assessed(year: Year) -> str:
    """Why the other indicators lie in no category; data pendukung never does, and is not counted."""
    counts = {name: count for name, count in year.recap.summary.outcomes.items() if name != Outcome.SUPPORTING.value}
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    return f"Di luar tabel ini: {told}." if told else "Semua indikator dinilai."


def _caps(tally: Tally) -> str:
    """Where the cap or the floor acts on a mean; empty where neither does."""
    told = [
        words
        for count, words in (
            (tally.capped, f"{tally.capped} indikator dibatasi ke atas"),
            (tally.floored, f"{tally.floored} indikator dihitung 0 karena capaiannya kurang dari 0"),
        )
        if count
    ]
    return f"Dalam rata-rata di bahan ini {' dan '.join(told)}." if told else ""


# --- a sasaran ---------------------------------------------------------------------------------------------------


def _objective(year: Year, number: int, goal: ObjectiveRecap, rows: Mapping[str, Comparisons]) -> dict[str, Any]:
    order = {item.code: place for place, item in enumerate(year.office.indicators)}
    own = [rows[item.code] for _, item in goal.indicators]
    own.sort(key=lambda row: order.get(row.item.code, len(order)))
    before = summarised((_last_result(row) for row in own), year.recap.assessing).tally
    return {
        "nomor": str(number),
        "nama": goal.name,
        "nomor_tabel": str(FIRST_TABLES + number),
        "rata_rata": percent_words(goal.mean),
        "kategori": goal.category or "belum dapat ditentukan",
        "dinilai": f"{goal.summary.tally.count} dari {len(own)}",
        "jumlah_indikator": str(len(own)),
        "baris": [_table_row(place, row) for place, row in enumerate(own, 1)],
        "jumlah": _total(goal.summary.tally),
        "jumlah_lalu": _total(before),
        "rata": _mean(goal.summary.tally),
        "rata_lalu": _mean(before),
        "banyak": str(goal.summary.tally.count),
        "banyak_lalu": str(before.count),
        "pendukung": "; ".join(
            f"{item.code} {item.name}: {figure(item)}" for item in supporting_of(year.recap, goal.name)
        ),
        "indikator": [section(year, row) for row in own],
    }


def _last_result(row: Comparisons) -> Decimal | Outcome:
    before = row.earlier[0]
    return before.result if isinstance(before, EarlierYear) else Outcome.EMPTY


def _table_row(number: int, row: Comparisons) -> dict[str, str]:
    """A row of the sasaran's table: last year's figures beside this year's, or in words why there are none."""
    item, before = row.item, row.earlier[0]
    lacking = before.lack.value if isinstance(before, Missing) else ""
    then = before if isinstance(before, EarlierYear) else None
    return {
        "nomor": str(number),
        "kode": item.code,
        "nama": item.name,
        "satuan": item.measure,
        "target_lalu": target_words(then.target, item.measure) if then else lacking,
        "target": target_words(item.actual_target or item.annual, item.measure),
        "realisasi_lalu": target_words(then.actual, item.measure) if then else lacking,
        "realisasi": figure(item),
        "capaian_lalu": percent_words(then.result, sign="") if then else lacking,
        "capaian": percent_words(item.result, sign=""),
    }


def _total(tally: Tally) -> str:
    return numerals.fixed(tally.total, 2) if tally.count else NOTHING


def _mean(tally: Tally) -> str:
    return numerals.fixed(tally.mean, 2) if tally.mean is not None else NOTHING


# --- the budget --------------------------------------------------------------------------------------------------


def _budget(year: Year) -> dict[str, Any]:
    money = year.recap.money
    return {
        "program": [
            {
                "nomor": str(number),
                "nama": f"{line.programme} {line.name}",
                **_money(line.money),
                **_efficiency(efficiency_of(year.recap, line.programme)),
            }
            for number, line in enumerate(year.recap.budget, 1)
        ],
        "jumlah": {**_money(money), **_efficiency(efficiency(year.recap))},
        "diketahui": _known(money),
        "asal": [_line_origin(year, line) for line in year.recap.budget] + [f"Jumlah: serapan {money_working(money)}."],
    }


def _line_origin(year: Year, line: BudgetLine) -> str:
    """The programme's serapan with its numbers, where its realisasi was typed, and its standing."""
    told = f"{line.programme}: serapan {money_working(line.money)}; status {line.standing.words}."
    return f"{told} {where(year, line.part, numerals.rupiah(line.part.value))}" if line.part else told


def _money(money: Money) -> dict[str, str]:
    known = money.known > 0
    return {
        "pagu": numerals.fixed(money.ceiling, 0),
        "realisasi": numerals.fixed(money.actual, 0) if known else "belum ada",
        "serapan": percent_words(money.absorbed, sign="") if known else NOTHING,
        "sisa": numerals.fixed(money.left, 0) if known else NOTHING,
    }


def _efficiency(found: Efficiency) -> dict[str, str]:
    return {
        "capaian": percent_words(found.achieved, sign=""),
        "selisih": NOTHING if found.difference is None else points_words(found.difference),
        "efisiensi": found.words,
    }


def _known(money: Money) -> str:
    """Which part of the pagu the sums are of, where the realisasi of some programme is not known."""
    if money.known == money.programmes:
        return ""
    return (
        f"Realisasi diketahui untuk {money.known} dari {money.programmes} program; serapan dan sisa dihitung dari pagu"
        f" program itu, {numerals.rupiah(money.known_ceiling)}."
    )


# --- the table of contents ---------------------------------------------------------------------------------------


def _contents(goals: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The headings below the first one, so that the list is not blank where nobody updates it."""
    found = []
    for goal in goals:
        found.append({"tingkat": "2", "teks": f"Sasaran {goal['nomor']}: {goal['nama']}"})
        found += [{"tingkat": "3", "teks": f"{item['kode']} {item['nama']}"} for item in goal["indikator"]]
    return found
