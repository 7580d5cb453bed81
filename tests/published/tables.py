"""Published tables as JSON, and what we say of each figure in them; `python -m tests.published.tables FILE...` prints it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from sheets_sync.assessing import Method
from sheets_sync.published import cells
from sheets_sync.published.rows import PrintedRow, reconcile
from sheets_sync.published.totals import (
    Efficiency,
    MeanItem,
    reconcile_budget,
    reconcile_change,
    reconcile_efficiency,
    reconcile_mean,
    reconcile_sum,
)
from sheets_sync.published.verdicts import Verdict, figure_words

FIXTURES = Path(__file__).parent.parent / "fixtures" / "published"
METHODS = {"positif": Method.HIGHER, "negatif": Method.LOWER, "rentang": Method.RANGE}
Said = tuple[str, Verdict]


def read(path: Path) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return table


def verdicts(table: Mapping[str, Any]) -> list[Said]:
    """Every figure of the table, row by row and then its summary, with our verdict."""
    before = table.get("rows_prev_year", {"tahun": "", "rows": []})
    rows = {str(table.get("tahun")): table.get("rows", []), str(before["tahun"]): before["rows"]}
    said = [(_cells(row), verdict_on(row)) for part in rows.values() for row in part]
    said += _efficiencies(table.get("rows_efisiensi", []))
    said += [item for row in table.get("rows_anggaran", []) for item in _budget(row)]
    return said + list(_summary(table, rows))


def verdict_on(row: Mapping[str, Any]) -> Verdict:
    return reconcile(
        PrintedRow(
            row.get("target"),
            row.get("realisasi"),
            row.get("capaian_published"),
            _method(row),
            row.get("satuan") or "",
            row.get("target_narasi", ""),
            row.get("realisasi_narasi", ""),
        )
    )


def _method(row: Mapping[str, Any]) -> Method | None:
    """The formula that the row names, or that of its polarity; None where that is unclear."""
    named = row.get("expected_formula")
    return Method(named) if named in list(Method) else METHODS.get(str(row.get("polaritas")).split(" ")[0])


def number(text: str) -> Decimal:
    """The cell's figure as we read it."""
    return cells.read(text, {}).value


def _cells(row: Mapping[str, Any]) -> str:
    return f"{row.get('realisasi')} / {row.get('target')}"


def _efficiencies(rows: Sequence[Mapping[str, Any]]) -> Iterator[Said]:
    for row in rows:
        for kind in ("dana", "sdm"):
            output, used = row["capaian_output"], row[f"capaian_input_{kind}"]
            yield f"{output} / {used}", reconcile_efficiency(row[f"efisiensi_{kind}"], output, used, Efficiency.RATIO)


def _budget(row: Mapping[str, Any]) -> Iterator[Said]:
    found = reconcile_budget(
        row["pagu"], row["realisasi"], row.get("persen_published"), row.get("kelebihan"), row.get("baris_indikator")
    )
    yield _cells({"realisasi": row["realisasi"], "target": row["pagu"]}), found.percent
    if found.rest:
        yield f"{row['realisasi']} − {row['pagu']}", found.rest


def _summary(table: Mapping[str, Any], rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[Said]:
    summary = table.get("summary_published", {})
    for key, text in summary.items():
        if isinstance(text, dict):
            for year, figure in text.items():
                yield f"{key} {year}", reconcile_mean(figure, _items(_of_year(table, year)))
        elif key.startswith(("rata_rata", "jumlah_capaian")):
            of = reconcile_sum if key.startswith("jumlah") else reconcile_mean
            year = key.rpartition("_")[2]
            yield key, of(text, _items(rows.get(year) or table.get("rows", [])))
        elif key.startswith("rerata_efisiensi"):
            column = [MeanItem(row[key.removeprefix("rerata_")]) for row in table["rows_efisiensi"]]
            yield key, reconcile_mean(text, column)
        elif key.startswith("perubahan"):
            before, after = (rows[year][0]["capaian_published"] for year in sorted(rows))
            yield key, reconcile_change(text, before, after)
    yield from _absorption(summary)


def _absorption(summary: Mapping[str, str]) -> Iterator[Said]:
    percent = summary.get("anggaran_persen") or summary.get("serapan_persen")
    if percent:
        yield "serapan", reconcile_budget(summary["anggaran_pagu"], summary["anggaran_realisasi"], percent).percent
    if "efisiensi_persen" in summary:
        yield "efisiensi", reconcile_efficiency(summary["efisiensi_persen"], None, percent)


def _of_year(table: Mapping[str, Any], year: str) -> list[Mapping[str, Any]]:
    return [row for row in table.get("rows", []) if str(row.get("tahun")) == year]


def _items(rows: Sequence[Mapping[str, Any]]) -> list[MeanItem]:
    return [MeanItem(row.get("capaian_published"), _ours(row), row.get("sasaran", "")) for row in rows]


def _ours(row: Mapping[str, Any]) -> Decimal | None:
    computed = verdict_on(row).computed
    return computed if isinstance(computed, Decimal) else None


def lines(table: Mapping[str, Any]) -> list[str]:
    """`88,95 / 84,75 | 104,96 | 104,96 | sesuai`: the numbers, what is printed, what we compute, and why."""
    return [
        f"{label} | {verdict.printed} | {figure_words(verdict.computed)} | {verdict.words}"
        for label, verdict in verdicts(table)
    ]


if __name__ == "__main__":
    for name in sys.argv[1:]:
        sys.stdout.write("\n".join([name, *lines(read(Path(name))), ""]) + "\n")
