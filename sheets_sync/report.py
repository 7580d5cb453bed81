"""What a verb tells when it has ended, and the sentences about workbooks that stood in the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from sheets_sync.archive import Trouble

EMPTIED = (
    "lembar ini kosong, padahal sebelumnya sudah berisi; isian dari tarikan terakhir tetap tersimpan. Kembalikan"
    " berkas yang berisi, atau hapus kiriman unit ini di data/ bila memang dikosongkan"
)
GONE = (
    "lembarnya hilang; isian dari tarikan terakhir tetap tersimpan. Kembalikan berkasnya, atau hapus kiriman unit"
    " ini di data/ bila memang mulai dari lembar kosong"
)
CONTROL_GONE = (
    "lembarnya hilang; yang sudah dicatat di dalamnya tetap tersimpan. Kembalikan berkasnya, atau hapus"
    " data/{}/kendali.json bila memang mulai dari lembar kosong"
)
NAMED_NO_LONGER = (
    "alamat yang pernah diberi akses tidak ada lagi di office/contacts.csv; bila orangnya sudah pindah, cabut aksesnya"
    " lewat tombol Bagikan di lembar itu"
)
LOST = (
    "lembarnya tidak ditemukan lagi di Google Drive: dihapus, dipindahkan ke akun lain, atau tidak lagi dibagikan"
    " kepada akun kantor"
)
FORMER_FORM = (
    "lembar ini masih memakai format sebelumnya; isiannya dibaca menurut format itu, dan baris yang baru dianggap belum"
    " diisi"
)


@dataclass
class Report:
    """What a verb did, a line each; what the office should look at; and the workbooks that stood in the way."""

    done: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)  # workbooks brought up to a changed format, each with what changed
    documents: str = ""  # what became of those in laporan/, in a line
    shared: int = 0  # addresses that were let in
    notes: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
