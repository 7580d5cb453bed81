"""The tabs of the workbook Format: which of the office's files each shows, its columns, and what each is for.

The keys and names are those of `settings.columns`, by which the tabs are read; a test holds them together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sheets_sync.assessing import Method
from sheets_sync.model import Accumulation, Frequency, Polarity, Role, Tenure, TypedAs, UnitKind

DATE_HELP = "Tanggal/bulan/tahun, misalnya 01/09/2026."
UNTIL_HELP = "Kosong = masih berlaku. Isi tanggal terakhirnya bila berhenti; barisnya jangan dihapus."
YES_NO = ("ya", "tidak")
TARGETS = {"annual": "Target tahun", "tw1": "TW I", "tw2": "TW II", "tw3": "TW III", "tw4": "TW IV"}
TARGET_KEYS = {"annual": "target_tahun"} | {f"tw{quarter}": f"tw{quarter}" for quarter in range(1, 5)}
SPARE = "KODE"  # the document in the headings of the columns for a new one
NO_TARGET = "-"  # in a target cell: the document holds the row, without a target
QUARTER_WORDS = {"i": "tw1", "ii": "tw2", "iii": "tw3", "iv": "tw4", "1": "tw1", "2": "tw2", "3": "tw3", "4": "tw4"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in the file, our name for it, its width in pixels, and what it is for."""

    key: str
    name: str
    width: int
    help: str
    options: tuple[str, ...] = ()
    units: bool = False  # its options are the codes of the units
    kind: Literal["text", "date", "number"] = "text"
    optional: bool = False

    @property
    def heading(self) -> str:
        """`Berlaku sejak`, for the key `berlaku_sejak`."""
        return {"nip": "NIP"}.get(self.key, self.key.replace("_", " ").capitalize())


@dataclass(frozen=True, slots=True)
class FormatTab:
    """One tab: our name for it, its title, the file it shows, its columns, and what makes a row one of its own."""

    name: str
    title: str
    file: str
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    instruction: str

    @property
    def anchor(self) -> str:
        """The defined name by which the tab is found after somebody renamed it."""
        return f"format_{self.name}"


UNIT = FormatTab("unit", "Unit", "units.csv", (
    Column("kode", "code", 90, "Singkatan unik, huruf besar."),
    Column("nama", "name", 270, "Nama resmi unit kerja."),
    Column("jenis", "kind", 95, "Pilih dari daftar.", tuple(UnitKind)),
    Column("kepala", "head", 300, "Jabatan kepala unit, sama persis dengan tab Pejabat."),
    Column("berlaku_sejak", "valid_from", 100, DATE_HELP, kind="date"),
    Column("berlaku_sampai", "valid_to", 150, UNTIL_HELP, kind="date", optional=True),
    Column("menggantikan", "replaces", 110, "Kode unit lama yang digantikan; boleh kosong.", optional=True),
), ("kode",), "Satu baris untuk tiap unit kerja. Unit yang dihapus: isi Berlaku sampai, jangan hapus barisnya.")  # fmt: skip

INDICATOR = FormatTab("indikator", "Indikator", "indicators.csv", (
    Column("kode", "code", 90, "KODEUNIT-NN. Kode lama jangan dipakai ulang."),
    Column("indikator", "name", 230, "Nama indikator sebagaimana tercetak di perjanjian kinerja."),
    Column("unit", "unit", 80, "Unit pengisi.", units=True),
    Column("satuan", "measure", 75, "%, Dokumen, Predikat …"),
    Column("sasaran", "objective", 190, "Sasaran strategis."),
    Column("definisi", "definition", 420, "Rumus dalam kalimat."),
    Column("arah", "polarity", 75, "Naik = makin tinggi makin baik.", tuple(Polarity)),
    Column("akumulasi", "accumulation", 90, "Cara triwulan menjadi angka tahun.", tuple(Accumulation)),
    Column("frekuensi", "frequency", 95, "Seberapa sering diminta.", tuple(Frequency)),
    Column("bulan_tersedia", "available_month", 75, "Bulan 1–12 mulai ada angkanya.", kind="number"),
    Column("cara_isi", "typed_as", 95, "Yang diketik unit.", tuple(TypedAs)),
    Column("desimal", "decimals", 65, "0–6.", kind="number"),
    Column("maksimum", "maximum", 80, "Kosong = tanpa batas.", kind="number", optional=True),
    Column("sumber", "source", 150, "Asal angkanya."),
    Column("bukti_wajib", "evidence_required", 65, "ya / tidak.", YES_NO),
    Column("program", "programme", 85, "Kode di tab Program.", optional=True),
    Column("berlaku_sejak", "valid_from", 95, DATE_HELP, kind="date"),
    Column("berlaku_sampai", "valid_to", 110, UNTIL_HELP, kind="date", optional=True),
    Column("pembilang", "numerator", 95, "Kode indikator hitungan di atas garis bagi; boleh kosong.", optional=True),
    Column("penyebut", "denominator", 95, "Kode indikator pembaginya; boleh kosong.", optional=True),
    Column("bagian_dari", "part_of", 95, "Kode indikator keseluruhannya; boleh kosong.", optional=True),
    Column("rumus_capaian", "method", 95, "Kosong = rumus menurut arah.", tuple(Method), optional=True),
    Column("konsep", "concept", 190, "Standar data: apa yang diukur; boleh kosong.", optional=True),
    Column("ukuran", "dimension", 110, "Standar data: persentase, jumlah, nilai …; boleh kosong.", optional=True),
    Column("klasifikasi", "classification", 110, "Standar data: rinciannya; boleh kosong.", optional=True),
    Column("menggantikan", "replaces", 110, "Kode indikator lama yang digantikan; boleh kosong.", optional=True),
), ("kode",), "Satu baris untuk tiap indikator; targetnya di kolom berwarna, satu kelompok kolom untuk tiap dokumen.")  # fmt: skip

PROGRAMME = FormatTab("program", "Program", "programmes.csv", (
    Column("kode", "programme", 95, "Seperti 7.01.02."),
    Column("nama", "name", 430, "Nama program."),
    Column("dokumen", "document", 120, "DPA atau DPPA di office.toml."),
    Column("pagu", "amount", 150, "Rupiah penuh.", kind="number"),
    Column("pengisi", "filled_by", 90, "Unit pengisi realisasi.", units=True, optional=True),
), ("kode", "dokumen"), "Satu baris untuk tiap program dan dokumen anggaran.")  # fmt: skip

OFFICIAL = FormatTab("pejabat", "Pejabat", "officials.csv", (
    Column("peran", "role", 150, "Peran dalam SOP.", tuple(role for role in Role if role is not Role.UNIT)),
    Column("jabatan", "post", 320, "Untuk kepala_unit: sama dengan kolom Kepala di tab Unit."),
    Column("nama", "name", 240, "Nama dengan gelar."),
    Column("nip", "nip", 165, "18 angka, sebagai teks; boleh kosong.", optional=True),
    Column("status", "tenure", 85, "Definitif atau pengganti.", tuple(Tenure)),
    Column("berlaku_sejak", "valid_from", 100, DATE_HELP, kind="date"),
    Column("berlaku_sampai", "valid_to", 130, UNTIL_HELP, kind="date", optional=True),
    Column("contoh", "sample", 65, "ya bila nama karangan.", YES_NO, optional=True),
), ("peran", "jabatan", "berlaku_sejak"), "Bila pejabat berganti: isi Berlaku sampai pada baris lama, lalu tambahkan baris baru.")  # fmt: skip

WORDS = FormatTab("kolom", "Kolom", "triwulan.toml", (
    Column("kunci", "key", 170, "Jangan diubah."),
    Column("teks", "text", 430, "Yang tampil di lembar unit kerja.", optional=True),
), ("kunci",), "Kata-kata di lembar unit: kepala kolom, petunjuk, tab. {unit} {triwulan} {batas} … diisi program.")  # fmt: skip

TARGET_FILE = "targets.csv"
TABS = (UNIT, INDICATOR, PROGRAMME, OFFICIAL, WORDS)
FILES = (UNIT.file, INDICATOR.file, TARGET_FILE, PROGRAMME.file, OFFICIAL.file, WORDS.file)
KEYS = {tab.file: tab.keys for tab in TABS} | {TARGET_FILE: ("indikator", "dokumen")}
BEFORE_TARGETS = 4  # columns of the tab Indikator; the other ones follow the targets
NEVER_GONE = (UNIT.file, INDICATOR.file, OFFICIAL.file)  # rows that end, and are not taken away


def target_heading(document: str, name: str) -> str:
    """`PK-2026 TW III`: complete in itself, so that a column may be moved."""
    return f"{document} {TARGETS[name]}"


def target_column(heading: str) -> tuple[str, str] | None:
    """Document and target of such a heading; None for any other."""
    found = re.fullmatch(r"(.+?)\s+(target\s*tahun|TW\s*(IV|I{1,3}|[1-4]))", " ".join(heading.split()), re.IGNORECASE)
    if found is None:
        return None
    return found[1].upper(), QUARTER_WORDS[found[3].casefold()] if found[3] else "annual"


def squeezed(heading: str) -> str:
    """A heading as it is compared: without case, blanks and underscores."""
    return re.sub(r"[\s_]+", "", heading).casefold()
