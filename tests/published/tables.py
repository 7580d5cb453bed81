"""Published tables as JSON, and what we say of each figure in them; `python -m tests.published.tables FILE...` prints it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from sheets_sync import numerals
from sheets_sync.assessing import Method
from sheets_sync.published import cells
from sheets_sync.published.rows import PrintedRow, reconcile
from sheets_sync.published.totals import (
    EfficiencyFormula,
    MeanItem,
    reconcile_budget,
    reconcile_change,
    reconcile_efficiency,
    reconcile_mean,
    reconcile_sum,
)
from sheets_sync.published.verdicts import Verdict, figure_words

FIXTURES = Path(__file__).parent.parent / "fixtures" / "published"
METHODS = {
    "positif": Method.HIGHER,
    "maximize": Method.HIGHER,
    "negatif": Method.LOWER,
    "minimize": Method.LOWER,
    "rentang": Method.RANGE,
}
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
            _text(row.get("target")),
            _text(row.get("realisasi")),
            _text(row.get("capaian_published")),
            _method(row),
            row.get("satuan") or "",
            _text(row.get("target_narasi")) or "",
            _text(row.get("realisasi_narasi")) or "",
        )
    )


def _text(value: object) -> str | None:
    """The cell's text; a number of JSON as a table would print it."""
    return numerals.plain(Decimal(str(value))) if isinstance(value, int | float) else cast("str | None", value)


def _method(row: Mapping[str, Any]) -> Method | None:
    """The formula that the row names, or that of its polarity; None where that is unclear."""
    named = str(row.get("expected_formula")).replace(" ", "")
    found = next((method for method in Method if named.startswith(method)), None)
    return found or METHODS.get(str(row.get("polaritas")).casefold().split(" ")[0])


def number(text: str) -> Decimal:
    """The cell's figure as we read it."""
    return cells.read(text, {}).value


def _cells(row: Mapping[str, Any]) -> str:
    return " / ".join("–" if row.get(name) is None else str(_text(row[name])) for name in ("realisasi", "target"))


def _efficiencies(rows: Sequence[Mapping[str, Any]]) -> Iterator[Said]:
    for row in rows:
        for kind in ("dana", "sdm"):
            cells_of = (f"efisiensi_{kind}", "capaian_output", f"capaian_input_{kind}")
            text, output, used = (_text(row.get(name)) for name in cells_of)
            if text:
                yield f"{output} / {used}", reconcile_efficiency(text, output, used, EfficiencyFormula.RATIO)


def _budget(row: Mapping[str, Any]) -> Iterator[Said]:
    names = ("pagu", "realisasi", "persen_published", "kelebihan")
    ceiling, actual, percent, rest = (_text(row.get(name)) for name in names)
    found = reconcile_budget(ceiling, actual, percent, rest, row.get("baris_indikator"))
    yield _cells({"realisasi": actual, "target": ceiling}), found.percent
    if found.rest:
        yield f"{actual} − {ceiling}", found.rest


def _summary(table: Mapping[str, Any], rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[Said]:
    summary = table.get("summary_published", {})
    for key, text in summary.items():
        if isinstance(text, dict):
            for year, figure in text.items():
                yield f"{key} {year}", reconcile_mean(_text(figure), _items(_of_year(table, year)))
        elif key.startswith(("rata_rata", "jumlah_capaian")):
            of = reconcile_sum if key.startswith("jumlah") else reconcile_mean
            year = key.rpartition("_")[2]
            yield key, of(_text(text), _items(_of_year(table, year) or rows.get(year) or table.get("rows", [])))
        elif key.startswith("rerata_efisiensi"):
            column = [row.get(key.removeprefix("rerata_")) for row in table.get("rows_efisiensi", [])]
            yield key, reconcile_mean(_text(text), [MeanItem(_text(cell)) for cell in column])
        elif key.startswith("perubahan") and all(rows.values()):
            found = [reconcile_change(_text(text), *pair) for pair in _pairs(rows, key)]
            yield key, next((verdict for verdict in found if verdict.explained), found[0])
    yield from _absorption(summary)


def _pairs(rows: Mapping[str, Sequence[Mapping[str, Any]]], key: str) -> list[tuple[str | None, str | None]]:
    """The capaian of each indicator in the first year and in the last, those named in the key first.

    Of the first rows where no names agree.
    """
    words = set(key.casefold().split("_"))
    first, *_, last = (rows[year] for year in sorted(rows))
    cells_of = [(row.get("indikator"), _text(row.get("capaian_published"))) for row in last]
    before = {row.get("indikator"): _text(row.get("capaian_published")) for row in first}
    found = [(name, cell) for name, cell in cells_of if name and name in before]
    found.sort(key=lambda pair: words.isdisjoint(str(pair[0]).casefold().split()))
    return [(before[name], cell) for name, cell in found] or [
        (_text(first[0].get("capaian_published")), cells_of[0][1])
    ]


def _absorption(summary: Mapping[str, Any]) -> Iterator[Said]:
    percent = _text(summary.get("anggaran_persen") or summary.get("serapan_persen"))
    ceiling, actual = (_text(summary.get(name)) for name in ("anggaran_pagu", "anggaran_realisasi"))
    if percent and ceiling and actual:
        yield "serapan", reconcile_budget(ceiling, actual, percent).percent
    if "efisiensi_persen" in summary:
        yield "efisiensi", reconcile_efficiency(_text(summary["efisiensi_persen"]), None, percent)


def _of_year(table: Mapping[str, Any], year: str) -> list[Mapping[str, Any]]:
    return [row for row in table.get("rows", []) if str(row.get("tahun")) == year]


def _items(rows: Sequence[Mapping[str, Any]]) -> list[MeanItem]:
    return [MeanItem(_text(row.get("capaian_published")), _ours(row), row.get("sasaran", "")) for row in rows]


def _ours(row: Mapping[str, Any]) -> Decimal | None:
    computed = verdict_on(row).computed
    return computed if isinstance(computed, Decimal) else None


def lines(table: Mapping[str, Any]) -> list[str]:
    """`88,95 / 84,75 | 104,96 | 104,96 | sesuai`: the numbers, what is printed, what we compute, and why."""
    return [
        f"{label} | {verdict.printed} | {figure_words(verdict.computed)} | {verdict.words}"
        for label, verdict in verdicts(table)
    ]


def report(name: str, table: Mapping[str, Any]) -> str:
    """The lines below a heading, and how many figures are ours, have a cause, or have none."""
    said = [verdict for _, verdict in verdicts(table)]
    ours, explained = sum(one.reproduced for one in said), sum(one.explained for one in said)
    counts = f"{len(said)} angka: {ours} sesuai, {explained - ours} dengan sebab, {len(said) - explained} tidak dapat dijelaskan"
    return "\n".join([name, "realisasi / target | tercetak | dihitung | sebab", *lines(table), counts, "", ""])


if __name__ == "__main__":
    for name in sys.argv[1:]:
        sys.stdout.write(report(name, read(Path(name))))
