"""Column maps of the hand-over file: which of our values stands in which column of a kabupaten's table."""

from __future__ import annotations

from dataclasses import dataclass

QUARTERS = (1, 2, 3, 4)
FIELDS = (
    "nomor", "kantor", "unit", "jabatan", "sasaran", "kode", "indikator", "satuan", "arah", "rumus", "sumber",
    "kode_program", "program", "target_tahun", "target_sd", "realisasi_sd", "capaian", "capaian_tahun", "kategori",
    "status", "kendala", "tindak_lanjut", "pagu", "anggaran_sd", "serapan", "sisa", "capaian_program",
    *(f"{name}_tw{quarter}" for name in ("target", "realisasi", "capaian", "anggaran") for quarter in QUARTERS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HandoverColumn:
    """One column: its heading, perhaps under a common one, and what stands in it; nothing for the reason `why`."""

    heading: str
    group: str
    field: str  # one of FIELDS; empty where the column is left empty
    why: str
    width: int  # pixels


@dataclass(frozen=True, slots=True)
class HandoverMap:
    """One hand-over file: a row an indicator, and these columns."""

    code: str  # the map's file name without its ending
    name: str
    title: str
    columns: tuple[HandoverColumn, ...]
