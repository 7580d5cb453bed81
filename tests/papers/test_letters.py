"""What stands in the papers of steps 1 to 4: values written out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from sheets_sync.papers import letters
from sheets_sync.papers.draft import LONG, RECORD, SHORT, PaperData
from sheets_sync.records import Meeting, Stamp
from tests.papers.office import DISPOSITION, MEETING

DAY = date(2026, 10, 8)
IN_MAY = date(2026, 5, 20)


def test_a_lembar_disposisi_with_everything(paper_data: PaperData) -> None:
    """What was recorded stands there, with the day in words, and is called a record."""
    values = letters.disposition(replace(paper_data, disposition=DISPOSITION), DAY)
    assert {
        key: values[key] for key in ("surat_dari", "nomor_surat", "tanggal_surat", "diterima", "agenda", "sifat", "hal")
    } == {
        "surat_dari": "Sekretariat Daerah Kabupaten Banggai",
        "nomor_surat": "000.7/CONTOH/2026",
        "tanggal_surat": "28 September 2026",
        "diterima": "30 September 2026 pukul 09.15 WITA",
        "agenda": "0412",
        "sifat": "Segera",
        "hal": "Permintaan data kinerja",
    }
    assert values["arahan"] == "Kumpulkan data dari setiap seksi."
    assert values["ttd_camat"] == {
        "jabatan": "Camat Batui Selatan,",
        "nama": "Ratna Kusuma, S.STP., M.Si. (contoh)",
        "nip": "",
    }
    assert values["dicatat"] == f"Surat dan arahan di atas dicatat oleh kantor: {RECORD}."
    assert "ditandatangani" not in str(values)


def test_an_empty_lembar_disposisi_is_dotted(paper_data: PaperData) -> None:
    """Nothing is made up: numbers and days stay dotted, the sifat is one to mark by hand, and no record is claimed."""
    values = letters.disposition(paper_data, IN_MAY)
    assert (values["nomor_surat"], values["diterima"], values["hal"]) == (SHORT, SHORT, LONG)
    assert values["sifat"] == "Biasa / Penting / Segera / Sangat Segera / Rahasia"
    assert values["dicatat"] == ""
    assert values["ttd_camat"]["jabatan"] == "Plt. Camat Batui Selatan,"


def test_what_every_paper_carries(paper_data: PaperData) -> None:
    """Letterhead, the sample's mark, and that it is an internal record."""
    values = letters.disposition(paper_data, DAY)
    assert (values["kop_pemerintah"], values["kop_kantor"], values["kop_alamat"]) == (
        "PEMERINTAH KABUPATEN BANGGAI", "KECAMATAN BATUI SELATAN", "",
    )  # fmt: skip
    assert values["data_contoh"] == "DATA CONTOH: angka dan pejabat di naskah ini karangan"
    assert values["keterangan"] == "Catatan administrasi internal, bukan tanda tangan elektronik."
    own = replace(
        paper_data,
        office=replace(paper_data.office, sample=False, letterhead=("PEMKAB", "KECAMATAN", "Jalan A", "Kode pos")),
    )
    values = letters.disposition(own, DAY)
    assert (values["data_contoh"], values["kop_kantor"], values["kop_alamat"]) == ("", "KECAMATAN", "Jalan A\nKode pos")
    short = replace(paper_data, office=replace(paper_data.office, letterhead=("KECAMATAN",)))
    values = letters.disposition(short, DAY)
    assert (values["kop_pemerintah"], values["kop_kantor"]) == ("", "KECAMATAN")


def test_the_nota_dinas_asks_every_head(paper_data: PaperData) -> None:
    """Each head once with the format's version; both deadlines with their reason; signed on behalf of the Camat."""
    values = letters.request(paper_data, DAY)
    assert [row["kepala"] for row in values["unit_kerja"]][4:] == [
        "Plt. Kepala Seksi Ketenteraman dan Ketertiban Umum", "Kepala Seksi Kesejahteraan Sosial", "Kepala Seksi Pelayanan Umum",
    ]  # fmt: skip
    assert {len(row["versi"]) for row in values["unit_kerja"]} == {8}
    assert (values["tepat_waktu"], values["alasan_tepat_waktu"]) == (
        "Jumat 9 Oktober 2026", "5 hari kerja sebelum batas kabupaten, Jumat 16 Oktober 2026 (perkiraan: hari kerja ke-12 sesudah triwulan berakhir)",
    )  # fmt: skip
    assert (values["dikunci"], values["alasan_dikunci"]) == (
        "Rabu 14 Oktober 2026", "2 hari kerja sebelum batas kabupaten",
    )  # fmt: skip
    assert values["ttd"]["jabatan"] == "a.n. Camat Batui Selatan\nSekretaris Kecamatan Batui Selatan,"
    assert values["paraf"] == ["Kepala Subbagian Perencanaan dan Keuangan"]


def test_the_invitation_tells_when_and_where(paper_data: PaperData) -> None:
    """Day, hours with their zone, place; parafs of Kasubag and Sekretaris before the Camat's signature."""
    values = letters.invitation(replace(paper_data, meeting=MEETING), DAY)
    assert values["rapat"] == {
        "hari": "Jumat 2 Oktober 2026",
        "waktu": "09.00 s.d. 10.30 WITA",
        "tempat": "Aula Kantor Camat",
        "pimpinan": "Kasubag Perencanaan",
        "notulis": "Petugas Notula",
    }
    assert values["kepada"][0] == "Sekretaris Kecamatan Batui Selatan"
    assert len(values["kepada"]) == 8
    assert values["paraf"] == ["Kepala Subbagian Perencanaan dan Keuangan", "Sekretaris Kecamatan Batui Selatan"]


def test_hours_that_nobody_recorded(paper_data: PaperData) -> None:
    """A start without an end goes on "s.d. selesai"; a day without a time has dots for it."""
    open_end = replace(paper_data, meeting=Meeting(held=Stamp(DAY, time(9))))
    assert letters.invitation(open_end, DAY)["rapat"]["waktu"] == "09.00 WITA s.d. selesai"
    day_only = replace(paper_data, meeting=Meeting(held=Stamp(DAY)))
    assert letters.invitation(day_only, DAY)["rapat"]["waktu"] == ".......... WITA s.d. selesai"


def test_the_daftar_hadir_has_a_row_for_each_post(paper_data: PaperData) -> None:
    """Camat, Sekretaris and seven heads, the Kasubag who is head too once; four rows more; signatures in turn."""
    values = letters.attendance(replace(paper_data, meeting=MEETING), DAY)
    rows = values["peserta"]
    assert [row["nama"] for row in rows[:3]] == [
        "Ratna Kusuma, S.STP., M.Si. (contoh)", "Yusuf Hidayat, S.IP. (contoh)", "Dewi Anggraini, S.E. (contoh)",
    ]  # fmt: skip
    assert len(rows) == 9 + 4
    assert [(row["kiri"], row["kanan"]) for row in rows[:3]] == [("1.", ""), ("", "2."), ("3.", "")]
    assert rows[-1]["nama"] == ""


def test_who_came_in_may_met_the_acting_camat(paper_data: PaperData) -> None:
    """The daftar hadir names who held the posts on the meeting's day, not on the day it was printed."""
    meeting = replace(MEETING, held=Stamp(IN_MAY, time(9)))
    first = letters.attendance(replace(paper_data, meeting=meeting), DAY)["peserta"][0]
    assert (first["nama"], first["jabatan"]) == ("Arman Wijaya, S.Sos. (contoh)", "Plt. Camat Batui Selatan")


def test_the_notula_is_made_from_the_record(paper_data: PaperData) -> None:
    """Who came, a line each; what was said; the leader's role signs by name, the notulis as recorded."""
    values = letters.minutes(replace(paper_data, meeting=MEETING), DAY)
    assert values["hadir"] == ["Kasi Pemerintahan", "Kasi PMD"]
    assert values["pembahasan"] == "Dibahas cara mengisi kolom realisasi."
    assert values["ttd_pimpinan"] == {
        "jabatan": "Kepala Subbagian Perencanaan dan Keuangan,", "nama": "Dewi Anggraini, S.E. (contoh)", "nip": "",
    }  # fmt: skip
    assert values["ttd_notulis"] == {"jabatan": "", "nama": "Petugas Notula", "nip": ""}
    assert values["dicatat"] == f"Isi notula dicatat oleh kantor: {RECORD}."


def test_a_leader_who_holds_no_role_signs_as_recorded(paper_data: PaperData) -> None:
    """A name that is no role stands as it was typed, without a post that nobody told."""
    meeting = replace(MEETING, leader="Tamu dari kabupaten")
    assert letters.minutes(replace(paper_data, meeting=meeting), DAY)["ttd_pimpinan"] == {
        "jabatan": "", "nama": "Tamu dari kabupaten", "nip": "",
    }  # fmt: skip


def test_an_empty_notula_has_lines_to_write_on(paper_data: PaperData) -> None:
    """Before the meeting was recorded it can be printed and written by hand, and claims no record."""
    values = letters.minutes(paper_data, DAY)
    assert values["hadir"] == [LONG] * 6
    assert values["pembahasan"].count("\n") == 5
    assert set(values["pembahasan"]) == {".", "\n"}
    assert values["dicatat"] == ""
