"""The columns and keys of the office's files: the Indonesian heading, our name for it, and what reads it."""

from __future__ import annotations

from decimal import Decimal

from sheets_sync.assessing import Method, Outcome
from sheets_sync.model import EXTRA_RULES, ZONES, Accumulation, Frequency, Polarity, Role, Tenure, TypedAs, UnitKind
from sheets_sync.office_days import DayKind, Season
from sheets_sync.packages.licences import DEFAULT_LICENCE, LICENCES
from sheets_sync.settings import parsing, reaching
from sheets_sync.settings.hours import day_hours
from sheets_sync.settings.rows import Field
from sheets_sync.targets import Against

UNIT = (
    Field("kode", "code", parsing.unit_code),
    Field("nama", "name", parsing.filled_text),
    Field("jenis", "kind", parsing.choice(UnitKind)),
    Field("kepala", "head", parsing.filled_text),
    Field("berlaku_sejak", "valid_from", parsing.day),
    Field("berlaku_sampai", "valid_to", parsing.day, required=False),
    Field("menggantikan", "replaces", parsing.codes, required=False, default=(), may_lack=True),
)
OFFICIAL = (
    Field("peran", "role", parsing.choice(Role)),
    Field("jabatan", "post", parsing.filled_text),
    Field("nama", "name", parsing.filled_text),
    Field("nip", "nip", parsing.nip, required=False, default=""),
    Field("status", "tenure", parsing.choice(Tenure)),
    Field("berlaku_sejak", "valid_from", parsing.day),
    Field("berlaku_sampai", "valid_to", parsing.day, required=False),
    Field("contoh", "sample", parsing.yes_no, required=False, default=False),
)
INDICATOR = (
    Field("kode", "code", parsing.code),
    Field("unit", "unit", parsing.unit_code),
    Field("sasaran", "objective", parsing.filled_text),
    Field("indikator", "name", parsing.filled_text),
    Field("definisi", "definition", parsing.filled_text),
    Field("satuan", "measure", parsing.filled_text),
    Field("arah", "polarity", parsing.choice(Polarity)),
    Field("akumulasi", "accumulation", parsing.choice(Accumulation)),
    Field("frekuensi", "frequency", parsing.choice(Frequency)),
    Field("bulan_tersedia", "available_month", parsing.between(1, 12)),
    Field("cara_isi", "typed_as", parsing.choice(TypedAs)),
    Field("desimal", "decimals", parsing.between(0, 6)),
    Field("maksimum", "maximum", parsing.number, required=False),
    Field("sumber", "source", parsing.filled_text),
    Field("bukti_wajib", "evidence_required", parsing.yes_no),
    Field("program", "programme", parsing.programme_code, required=False, default=""),
    Field("berlaku_sejak", "valid_from", parsing.day),
    Field("berlaku_sampai", "valid_to", parsing.day, required=False),
    Field("pembilang", "numerator", parsing.code, required=False, default="", may_lack=True),
    Field("penyebut", "denominator", parsing.code, required=False, default="", may_lack=True),
    Field("bagian_dari", "part_of", parsing.code, required=False, default="", may_lack=True),
    Field("rumus_capaian", "method", parsing.choice(Method), required=False, may_lack=True),
    Field("konsep", "concept", parsing.text, required=False, default="", may_lack=True),
    Field("ukuran", "dimension", parsing.text, required=False, default="", may_lack=True),
    Field("klasifikasi", "classification", parsing.text, required=False, default="", may_lack=True),
    Field("menggantikan", "replaces", parsing.codes, required=False, default=(), may_lack=True),
)
TARGET = (
    Field("indikator", "indicator", parsing.code),
    Field("dokumen", "document", parsing.code),
    Field("target_tahun", "annual", parsing.text, required=False),
    *(Field(f"tw{quarter}", f"tw{quarter}", parsing.text, required=False) for quarter in range(1, 5)),
)
CEILING = (
    Field("kode", "programme", parsing.programme_code),
    Field("nama", "name", parsing.filled_text),
    Field("dokumen", "document", parsing.code),
    Field("pagu", "amount", parsing.amount),
    Field("pengisi", "filled_by", parsing.unit_code, required=False, default=""),
)
YARDSTICK = (
    Field("indikator", "indicator", parsing.code),
    Field("jenis", "against", parsing.choice(Against)),
    Field("tahun", "year", parsing.between(2000, 2999)),
    Field("target", "target", parsing.text, required=False),
    Field("realisasi", "actual", parsing.text, required=False),
    Field("capaian_tercetak", "printed", parsing.spelled_number, required=False, default=""),
    Field("sumber", "source", parsing.filled_text),
)
SPECIAL_DAY = (
    Field("tanggal", "day", parsing.day),
    Field("jenis", "kind", parsing.choice(DayKind)),
    Field("keterangan", "note", parsing.text, required=False, default=""),
    Field("sampai", "until", parsing.day, required=False, may_lack=True),
)
HOURS = (
    Field("dasar", "basis", parsing.filled_text),
    Field("berlaku_sejak", "valid_from", parsing.day),
    Field("masa", "season", parsing.choice(Season)),
    Field("senin", "monday", day_hours),
    Field("selasa", "tuesday", day_hours),
    Field("rabu", "wednesday", day_hours),
    Field("kamis", "thursday", day_hours),
    Field("jumat", "friday", day_hours),
)
CONTACT = (
    Field("unit", "unit", reaching.unit_or_role),
    Field("surel", "address", reaching.mail_address, required=False, default=""),
    Field("jenis", "group", reaching.group_or_person, required=False, default=False),
    Field("whatsapp", "whatsapp", reaching.whatsapp_number, required=False, default="", may_lack=True),
)
OFFICE = (
    Field("nama", "name", parsing.filled_text),
    Field("kabupaten", "regency", parsing.filled_text),
    Field("provinsi", "province", parsing.filled_text),
    Field("kode_wilayah", "region_code", parsing.region_code),
    Field("zona_waktu", "zone", parsing.one_of(*ZONES)),
    Field("kertas", "paper", parsing.one_of("F4", "A4")),
    Field("kop", "letterhead", parsing.texts),
    Field("data_contoh", "sample", parsing.yes_no, required=False, default=False),
)
STORE = (
    Field("jenis", "store", parsing.one_of("folder", "google")),
    Field("folder", "folder", parsing.folder_name, required=False, default="lembar"),
    Field("folder_google", "google_folder", parsing.drive_folder, required=False, default=""),
    Field("undangan", "invite", parsing.yes_no, required=False, default=True),
)
DEADLINES = (
    Field("tepat_waktu_sebelum", "on_time_before", parsing.between(0, 60)),
    Field("dikunci_sebelum", "locked_before", parsing.between(0, 60)),
    Field("hari_kerja_kabupaten", "regency_workday", parsing.between(1, 90), required=False, default=12),
)
REGENCY_DEADLINE = (
    Field("periode", "period", parsing.period),
    Field("tanggal", "day", parsing.day),
    Field("dasar", "basis", parsing.short_text),
)
BUDGET = (Field("pengisi", "budget_filler", parsing.unit_code),)
CHECKS = (Field("aturan_tambahan", "extra_rules", parsing.some_of(*EXTRA_RULES), required=False, default=frozenset()),)
BAND = (
    Field("nama", "name", parsing.filled_text),
    Field("mulai", "floor", parsing.number, required=False),
    Field("di_atas", "above", parsing.number, required=False),
)
ASSESSMENT = (
    Field("batas_rata_rata", "average_cap", parsing.cap, required=False),
    Field("ambang_perhatian", "attention_below", parsing.number, required=False, default=Decimal(76)),
    Field("rumus_turun", "lower_method", parsing.choice(Method), required=False, default=Method.LOWER),
)
POLICIES = tuple(
    Field(key, name, parsing.policy(default), required=False, default=default)
    for key, name, default in (
        ("tanpa_target", "no_target", Outcome.NO_TARGET),
        ("belum_waktunya", "not_due", Outcome.NOT_DUE),
        ("belum_diisi", "empty", Outcome.EMPTY),
        ("target_0_realisasi_0", "zero_both", Outcome.NOT_ASSESSED),
        ("target_0_naik", "zero_target_higher", Outcome.NOT_COMPUTABLE),
        ("target_0_turun", "zero_target_lower", Decimal(0)),
        ("realisasi_0_turun", "zero_actual_ratio", Outcome.NOT_COMPUTABLE),
    )
)
OPEN_DATA = (Field("lisensi", "licence", parsing.one_of(*LICENCES), required=False, default=DEFAULT_LICENCE),)
DOCUMENT = (
    Field("kode", "code", parsing.code),
    Field("jenis", "kind", parsing.filled_text),
    Field("tahun", "year", parsing.between(2000, 2999)),
    Field("nomor", "number", parsing.text, required=False, default=""),
    Field("tanggal", "dated", parsing.day),
    Field("berlaku_sejak", "in_force_from", parsing.day),
)
IDENTITY = (
    Field("pemerintah", "government", parsing.text, required=False, default=""),
    Field("kecamatan", "district", parsing.text, required=False, default=""),
    Field("kabupaten", "regency", parsing.text, required=False, default=""),
    Field("nomor", "number", parsing.text, required=False, default=""),
    Field("tanggal_pembuatan", "made_on", parsing.text, required=False, default=""),
    Field("tanggal_revisi", "revised_on", parsing.text, required=False, default=""),
    Field("tanggal_efektif", "effective_on", parsing.text, required=False, default=""),
    Field("judul", "title", parsing.filled_text),
)
REMINDERS = (
    Field("atas_nama", "on_behalf", parsing.filled_text, required=False, default="Sekretaris"),
    Field("sebut_nama_di_grup", "names_in_group", parsing.yes_no, required=False, default=False),
)
APPROVAL = (
    Field("jabatan", "approved_by_post", parsing.text, required=False, default=""),
    Field("nama", "approved_by_name", parsing.text, required=False, default=""),
    Field("nip", "approved_by_nip", parsing.nip, required=False, default=""),
)
PROCEDURE_LISTS = (
    Field("dasar_hukum", "legal_bases", parsing.texts),
    Field("kualifikasi", "qualifications", parsing.texts),
    Field("keterkaitan", "related", parsing.texts),
    Field("peralatan", "equipment", parsing.texts),
    Field("peringatan", "warnings", parsing.texts),
    Field("pencatatan", "records", parsing.texts),
    Field("pencatatan_penutup", "records_closing", parsing.text, required=False, default=""),
    Field("judul_output", "output_heading", parsing.text, required=False, default="Output"),
)
ACTOR = (Field("kode", "code", parsing.filled_text), Field("nama", "name", parsing.filled_text))
HOLDER = (
    Field("oleh", "by", parsing.choice(Role)),
    Field("bersama", "together_with", parsing.choice(Role), required=False),
    Field("diperiksa", "checked_by", parsing.choice(Role), required=False),
    Field("melalui", "through", parsing.choice(Role), required=False),
    Field("kepada", "to", parsing.choice(Role), required=False),
)
NOTE = (Field("tempat", "place", parsing.filled_text), Field("teks", "text", parsing.filled_text))
