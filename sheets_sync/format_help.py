"""What each text of the form is for, and how the workbook Format is filled: words for Kasubag Evlap."""

from __future__ import annotations

GUIDE_TITLE = "Cara mengubah format"
GUIDE = (
    "1. Lembar ini memuat format permintaan data kinerja {kantor}. Yang diubah di sini menjadi format untuk semua unit kerja setelah ditarik program dan disetujui.",
    "2. Ubah langsung di selnya. Baris baru diketik di baris kosong di bawah; pilih dari daftar bila ada. Sel kuning pada baris yang sudah berkode masih harus diisi.",
    "3. Unit, indikator dan pejabat tidak dihapus: isi Berlaku sampai. Kode lama tidak diganti dan tidak dipakai ulang; laporan yang lalu tetap membacanya.",
    "4. Target ada di tab Indikator, satu kelompok kolom berwarna untuk tiap dokumen. Perubahan target oleh PK Perubahan ditulis di kelompok PK Perubahan, bukan menimpa PK: triwulan yang berakhir sebelum PK Perubahan berlaku tetap dinilai dengan PK.",
    "5. Bila satu sel target suatu indikator diisi pada kelompok PK Perubahan, isi juga target tahun dan triwulan lainnya di kelompok itu. Kelompok yang dikosongkan berarti indikator itu tetap memakai dokumen sebelumnya. Tanda - berarti dokumen itu tidak memberi target.",
    "6. Target triwulan dikosongkan bila indikator tidak diminta pada triwulan itu; 0 berarti targetnya memang nol. Rentang ditulis 95-105, predikat ditulis hurufnya, desimal memakai koma.",
    "7. Dokumen baru (PK Perubahan, DPPA) dicatat dahulu di office/office.toml oleh operator. Kolom targetnya: ganti KODE pada lima kepala kolom abu-abu di tab Indikator dengan kode dokumennya, misalnya PKP-2026 TW III.",
    "8. Tab Kolom memuat kata-kata di lembar unit. Kolom Kunci jangan diubah. Teks di antara kurung kurawal, misalnya {{triwulan}}, diganti oleh program.",
    "9. Setelah selesai, simpan, lalu minta operator menjalankan sheets-sync format pull. Yang perlu diperbaiki tampil di tab Periksa beserta selnya; selama masih ada, tidak ada yang berubah.",
)
ALSO = {
    "tab": "Nama tab di lembar unit",
    "isi": "Tab Isi",
    "anggaran": "Tab Anggaran",
    "kendala": "Tab Kendala",
    "formulir": "Tab Formulir",
    "petunjuk": "Tab Petunjuk",
    "periksa": "Tab Periksa",
}
EXPLAINED = {
    "isi.judul": "baris judul",
    "isi.petunjuk": "baris di bawah judul",
    "isi.terisi": "sesudah “3 dari 8”",
    "isi.wajib": "sesudah banyaknya catatan",
    "isi.indikator": "kepala kolom pertama",
    "isi.realisasi": "kepala kolom angka",
    "isi.keterangan": "kepala kolom keterangan",
    "isi.catatan": "kepala kolom catatan",
    "isi.target": "sebelum angka target",
    "isi.catatan_belum_waktunya": "pada baris yang belum diminta",
    "isi.makin_rendah": "pada indikator berarah turun",
    "isi.sampai_triwulan": "pada indikator s.d. triwulan, sebelum nama bulan",
    "isi.kirim": "baris tanda kirim",
    "isi.ya": "isi sel tanda kirim",
    "isi.nama": "petunjuk nama pengirim",
    "isi.angka_saja": "pesan bila yang diketik bukan angka",
    "isi.pilih": "pesan bila tidak dipilih dari daftar",
    "isi.pilih_ya": "pesan pada tanda kirim",
    "kendala.isi": "tanda pada baris yang perlu diisi",
    "kendala.perlu": "sesudah banyaknya indikator",
    "formulir.kolom": "kepala kolom ke-{n}",
    "petunjuk.isi": "alinea ke-{n}; dikosongkan berarti dihapus",
    "periksa.kolom": "kepala kolom ke-{n}",
    "periksa.jawaban": "pilihan jawaban ke-{n}; dikosongkan berarti dihapus",
    "periksa.tidak_ada": "bila tidak ada catatan",
    "periksa.cara_menjawab": "di atas kolom Jawaban",
}


def explained(key: str) -> str:
    """Where the text of that key stands: `Tab Formulir: kepala kolom ke-3`."""
    table, _, rest = key.partition(".")
    name, _, number = rest.rpartition(".") if rest.rpartition(".")[2].isdigit() else (rest, "", "")
    place = ALSO.get(table, "")
    detail = EXPLAINED.get(f"{table}.{name}", name.replace("_", " ")).replace("{n}", number)
    return f"{place}: {detail}" if detail else place
