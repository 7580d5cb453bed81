"""The text that goes with the package: what each column is, how to open it, what is not in it and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import fill

from sheets_sync.dates import long_date
from sheets_sync.district import District
from sheets_sync.packages.licences import Licence
from sheets_sync.packages.tables import TABLES, Table
from sheets_sync.period import Period

SAMPLE = """\
DATA CONTOH. Angka di paket ini karangan untuk latihan, bukan data resmi.
"""
OPENING = """\
CARA MEMBUKA DI EXCEL
Jangan klik dua kali berkas CSV: Excel berbahasa Indonesia salah membaca titik desimal dan mengubah kode.
1. Buka buku kerja kosong, lalu pilih Data > Dari Teks/CSV (From Text/CSV) dan pilih berkasnya.
2. Asal Berkas (File Origin): 65001 Unicode (UTF-8). Pemisah (Delimiter): Koma.
3. Pilih Ubah Data (Transform Data). Jadikan semua kolom kode, periode dan program bertipe Teks.
   Kolom angka: klik kanan > Ubah Tipe > Menggunakan Lokal (Using Locale) > Angka Desimal, Inggris (Amerika Serikat).
4. Tutup & Muat (Close & Load).
Di LibreOffice Calc: buka berkasnya, pilih Unicode (UTF-8), pemisah koma, bahasa Inggris (AS).

CARA MENULIS
Pengodean UTF-8, pemisah koma, desimal titik, tanpa pemisah ribuan. Sel kosong = tidak ada nilai; alasannya di kolom
keadaan. Nol ditulis 0. Teks yang diawali = + - @ atau tab diberi satu tanda petik (') di depannya supaya tidak dihitung
sebagai rumus; begitu juga teks yang memang diawali tanda petik, dan bagian teks sesudah titik koma, tab atau baris baru.
Buang satu tanda petik itu untuk memperoleh teks asli.
"""
LEFT_OUT = """\
YANG TIDAK ADA DI SINI, DAN SEBABNYA
- Keterangan, faktor penghambat dan tindak lanjut yang diketik unit: teks bebas, dapat memuat data pribadi.
- Nama, NIP dan kontak pejabat atau petugas: data pribadi.
- Tautan bukti dan lembar kerja: hanya untuk kantor.
- Catatan pemeriksaan: bagian dari proses di dalam kantor; hasilnya tampak di kolom keadaan dan status_data.
"""
STANDINGS = """\
STATUS DATA
SEMENTARA = belum divalidasi; TERVALIDASI = sudah divalidasi; FINAL = disetujui Camat;
REVISI KE-n = disetujui lagi sesudah berubah.
"""


def readme(district: District, licence: Licence, sources: Sequence[str]) -> str:
    """The text in Indonesian, with lines that Notepad shows whole."""
    title = f"DATA KINERJA {_line(district.name)}, {Period.parse(district.period).label}".upper()
    parts = [
        f"{title}\n{_line(district.regency)}, {_line(district.province)} (kode wilayah {district.region})\n",
        *([SAMPLE] if district.sample else []),
        _status(district, licence),
        "SUMBER\n" + "".join(f"- {_line(source)}\n" for source in sources) if sources else "",
        OPENING,
        LEFT_OUT,
        STANDINGS,
        "ISI TIAP BERKAS\n" + "\n".join(map(_table, TABLES)),
    ]
    return "\n".join(part for part in parts if part)


def _status(district: District, licence: Licence) -> str:
    return (
        f"Data per {long_date(district.at.date())} pukul {district.at:%H.%M}. Status data: {district.standing}.\n"
        f"Lisensi: {licence.title} ({licence.code}), {licence.path}\n"
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _table(table: Table) -> str:
    return "".join(_lines(table))


def _lines(table: Table) -> Iterable[str]:
    yield f"{table.file}: {table.title}\n{fill(table.description, 110)}\n"
    for column in table.columns:
        words = f"{column.name}: {column.description}"
        if column.choices:
            words += f" Pilihan: {'; '.join(column.choices)}."
        yield fill(words, 110, initial_indent="  - ", subsequent_indent="    ") + "\n"
