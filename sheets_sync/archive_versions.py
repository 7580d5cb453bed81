"""Of which shape an archive is, and what becomes of one that another version of the program made.

    1  with the trail (jejak.jsonl); no recap says by which rules it was judged
    2  each recap holds the rules that judged it; data/arsip.json says `{"skema": 2}`

What is older than 1 kept states and approvals in files of their own (riwayat/, persetujuan.json).
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from sheets_sync import numerals
from sheets_sync.achievement import percent_of
from sheets_sync.archive import FORM, RECAP
from sheets_sync.assessing import Assessing
from sheets_sync.desk import Desk
from sheets_sync.errors import ArchiveError
from sheets_sync.files import write_atomically
from sheets_sync.form import FormRow
from sheets_sync.kept import parsed
from sheets_sync.model import METHODS
from sheets_sync.recap import Achievement, UnitRecap
from sheets_sync.tallies import summarised, summed

SCHEMA = 2
MARK, KEY = "arsip.json", "skema"
OLDER = ("riwayat", "persetujuan.json")  # of a period, before there was a trail
Rows = dict[tuple[str, str], FormRow]  # of forms, by unit and code
ASSESSING: TypeAdapter[Assessing] = TypeAdapter(Assessing)


def bring_up(desk: Desk) -> str:
    """The archive has this version's shape and says so; one sentence where an earlier version had made it.

    ArchiveError where it is too old for that, or newer than this program.
    """
    if _marked(desk) == SCHEMA:
        return ""
    _refuse_older(desk)
    stale = list(_stale(desk))
    for path, recap in stale:
        _migrate(desk, path, recap)
    with contextlib.suppress(OSError):  # a folder that cannot be written to is told of where something must be
        write_atomically(_mark_path(desk), json.dumps({KEY: SCHEMA}).encode() + b"\n")
    if not stale:
        return ""
    return (
        f"Arsip data/ dari versi sebelumnya sudah disesuaikan: {len(stale)} rekap kini menyebut aturan penilaiannya (dari"
        " office.toml); isian dan angkanya tidak berubah."
    )


def check_version(desk: Desk) -> None:
    """ArchiveError, with what to do, where this version cannot read the archive as it is."""
    if _marked(desk) == SCHEMA:
        return
    _refuse_older(desk)
    if next(_stale(desk), None):
        raise ArchiveError(
            "Arsip data/ dibuat versi program sebelumnya; jalankan `sheets-sync recap` sekali untuk menyesuaikannya."
            " Isian dan angka yang sudah ada tidak berubah."
        )


def _mark_path(desk: Desk) -> Path:
    return desk.archive.folder / MARK


def _marked(desk: Desk) -> int:
    """The shape that the archive's mark tells; 1 where it has none."""
    path = _mark_path(desk)
    try:
        found = json.loads(path.read_bytes())[KEY]
    except FileNotFoundError:
        return 1
    except OSError as failure:
        raise ArchiveError(f"Arsip {path} tidak dapat dibaca ({failure.strerror}); periksa izinnya.") from failure
    except (ValueError, KeyError, TypeError, RecursionError):
        found = None
    if type(found) is not int or found < 1:
        raise ArchiveError(
            f'Arsip {path} rusak: isinya harus {{"{KEY}": {SCHEMA}}}; kembalikan dari cadangan, atau hapus berkas itu'
            " lalu jalankan `sheets-sync recap`."
        )
    if found > SCHEMA:
        raise ArchiveError(
            f"Arsip data/ dibuat versi program yang lebih baru (skema {found}; program ini mengenal sampai {SCHEMA});"
            " perbarui sheets-sync. Tidak ada yang diubah."
        )
    return found


def _refuse_older(desk: Desk) -> None:
    for period in desk.archive.periods():
        folder = desk.archive.folder / str(period)
        if there := [name for name in OLDER if (folder / name).exists()]:
            raise ArchiveError(
                f"Arsip data/{period} dibuat versi lama, sebelum ada jejak (berisi {', '.join(there)}), dan tidak dapat"
                f" disesuaikan. Pindahkan folder data/ ke tempat lain sebagai cadangan, jalankan `sheets-sync run --period"
                f" {period}` agar isian ditarik lagi dari lembarnya, lalu catat lagi validasi (`unit approve`) dan"
                " persetujuan Camat (`period approve`)."
            )


# --- from 1 to 2 ---------------------------------------------------------------------------------------------


def _stale(desk: Desk) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every archived recap that does not say by which rules it was judged, and where it lies."""
    for path in desk.archive.recap_files():
        try:
            found = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError):
            continue  # whoever reads it tells what is wrong with it
        if isinstance(found, dict) and "assessing" not in found:
            yield path, found


def _migrate(desk: Desk, path: Path, recap: Mapping[str, Any]) -> None:
    """The recap says by which rules, and each indicator by which formula, the former version had judged it."""
    judged = dict(recap) | {"assessing": ASSESSING.dump_python(_former_rules(desk), mode="json")}
    found = parsed(RECAP, path, json.dumps(judged, ensure_ascii=False).encode())
    rows = _rows(path.parent / "format")
    units = tuple(_unit(unit, rows, found.assessing) for unit in found.units)
    tally = summed(unit.tally for unit in units)
    try:
        write_atomically(path, RECAP.dump_json(replace(found, units=units, tally=tally), indent=1) + b"\n")
    except OSError as failure:
        raise ArchiveError(
            f"Arsip {path} tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan."
        ) from failure


def _unit(unit: UnitRecap, rows: Rows, assessing: Assessing) -> UnitRecap:
    """The unit with its percents to as many places as they are kept now, and its sum of these."""
    achievements = tuple(_achievement(item, rows.get((unit.code, item.code)), assessing) for item in unit.achievements)
    tally = summarised((item.result for item in achievements), assessing).tally
    return replace(unit, achievements=achievements, tally=tally)


def _achievement(item: Achievement, row: FormRow | None, assessing: Assessing) -> Achievement:
    method = row.method_used if row else METHODS[item.polarity]
    percent = item.percent
    if percent is not None and item.actual is not None and item.actual_target is not None:
        again = percent_of(method, item.actual_target, item.actual, assessing)
        percent = numerals.tidy(again) if isinstance(again, Decimal) else percent
    return replace(item, method=method, percent=percent, supporting=row.supporting if row else False)


def _former_rules(desk: Desk) -> Assessing:
    """The office's scale and limits, with the policies that were no settings then: they are the usual ones now."""
    today = desk.office.assessing
    return Assessing(today.bands, today.average_cap, today.attention_below)


def _rows(folder: Path) -> Rows:
    """The rows of the forms that lie beside the recap, by unit and code."""
    forms = (parsed(FORM, path, path.read_bytes()) for path in sorted(folder.glob("*.json")))
    return {(form.unit, row.code): row for form in forms for row in form.rows}
