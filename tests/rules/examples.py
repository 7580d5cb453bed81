"""An example for every sentence that a unit can get from a rule: rule, what happened, and the submission."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sheets_sync.assessing import Method
from sheets_sync.form import BudgetRow, Form
from sheets_sync.model import Accumulation, Polarity, TypedAs
from sheets_sync.rules.case import Case, Past
from sheets_sync.submission import Channel, OddityKind, Place, Reading, Submission
from sheets_sync.workbook import WORKBOOK_ROW
from tests.rules.rows import EXTRA, TW2, a_row, a_share, asking, filled, past
from tests.rules.sheets import answered, blank, noticing, sent, told, typed

Example = tuple[str, str, Case]  # the rule, what happened in words, what is checked


def examples(forms: Mapping[str, Form]) -> Iterator[Example]:
    """All of them, in the order of the register."""
    yield from _format(forms["PEM"], forms["REN"])
    yield from _completeness(forms["PEM"], forms["REN"])
    yield from _kind(forms["PEM"], forms["REN"])
    yield from _bounds(forms["PEM"], forms["REN"])
    yield from _arithmetic(forms["PEM"])
    yield from _plausibility(forms["PEM"])


def _format(form: Form, planning: Form) -> Iterator[Example]:
    whole, row = Place("Isi", "", WORKBOOK_ROW), Place("Isi", "B6", "PEM-01")
    words, good = Place("Isi", "A6", "PEM-01"), answered(form)
    odd = (
        ("F-01", "tab Isi dihapus", OddityKind.TAB_GONE, whole, "Isi"),
        ("F-02", "kolom Realisasi dihapus", OddityKind.COLUMN_GONE, Place("Isi", "A5", WORKBOOK_ROW), "Realisasi"),
        ("F-03", "baris PEM-01 dihapus", OddityKind.ROW_GONE, Place("Isi", "", "PEM-01"), "PEM-01"),
        ("F-04", "baris PEM-01 disalin", OddityKind.ROW_DOUBLED, row, "B6, B9"),
        ("F-05", "sel digabung", OddityKind.MERGED, row, ""),
        ("F-06", "baris baru ditambahkan", OddityKind.ROW_UNKNOWN, Place("Isi", "A20", WORKBOOK_ROW), "PEM-99"),
        ("F-07", "salinan tab diisi", OddityKind.TAB_DOUBLED, whole, "Isi (2)"),
        ("F-08", "nama indikator diganti", OddityKind.NAME_CHANGED, words, "Desa tertib"),
        ("F-08", "nama indikator dihapus", OddityKind.NAME_CHANGED, words, ""),
        ("F-09", "target diganti", OddityKind.TARGET_CHANGED, words, "target 50 %"),
    )
    for rule, title, kind, place, shown in odd:
        yield rule, title, Case(form, noticing(good, kind, place, shown))
    pagu = noticing(answered(planning), OddityKind.TARGET_CHANGED, Place("Anggaran", "A7", "7.01.02"), "pagu Rp1")
    yield "F-09", "pagu diganti", Case(planning, pagu)


def _completeness(form: Form, planning: Form) -> Iterator[Example]:
    good, rich = answered(form), answered(planning)
    yield "K-01", "belum ada yang diketik", Case(form, blank(form))
    yield "K-01", "belum ada yang diketik, dengan anggaran", Case(planning, blank(planning))
    yield "K-02", "satu indikator dikosongkan", Case(form, typed(good, "PEM-05", text="", note=""))
    yield "K-02", "predikat dikosongkan", Case(planning, typed(rich, "REN-02", text="", note=""))
    yield "K-03", "realisasi anggaran dikosongkan", Case(planning, typed(rich, "7.01.03", text=""))
    yield "K-04", "dikirim tanpa nama", Case(form, sent(good, name=""))
    yield "K-05", "dijawab dengan kata lain, tanpa nama", Case(form, _ticked(good, "sudah", ""))
    yield "K-05", "dijawab dengan kata lain", Case(form, _ticked(good, "oke", "Siti"))
    yield "K-06", "tanpa bukti", Case(form, typed(good, "PEM-01", note=""))
    yield "K-06", "bukti tidak dapat ditelusuri", Case(form, typed(good, "PEM-01", note="foto di WA"))
    yield "K-07", "dikosongkan dengan alasan", Case(form, typed(good, "PEM-05", text="", note="menunggu buku penduduk"))
    low = typed(good, "PEM-01", number="63")
    yield "K-08", "capaian rendah tanpa kendala", Case(form, told(low, "PEM-01"))
    yield "K-08", "capaian rendah tanpa tindak lanjut", Case(form, told(low, "PEM-01", "hujan", cell="C6"))
    yield "K-08", "baris di tab Kendala dihapus", Case(form, told(low, "PEM-01", cell=""))
    by_other = replace(good, channel=Channel.TYPED, typed_by="Kasubag Perencanaan", on_behalf=form.head)
    yield "K-09", "diketikkan dari kertas", Case(form, by_other)
    yield "K-10", "diisi sebelum waktunya", Case(form, typed(good, "PEM-02", number="90"))
    early = replace(form, rows=tuple(replace(row, asked_when="") for row in form.rows))
    yield "K-10", "diisi walau tidak pernah diminta", Case(early, typed(good, "PEM-02", number="90"))


def _ticked(submission: Submission, answer: str, name: str) -> Submission:
    tick = replace(submission.tick, typed=answer, reading=Reading.WORDS, note=name)
    return replace(submission, sent=False, tick=tick)


def _kind(form: Form, planning: Form) -> Iterator[Example]:
    good, rich = answered(form), answered(planning)
    broken: dict[str, Any] = {"typed": "#REF!", "reading": Reading.BROKEN, "value": None}
    dated: dict[str, Any] = {"typed": "02/01/2026", "reading": Reading.DATE, "value": None}
    yield "J-01", "kata di sel angka", Case(form, typed(good, "PEM-01", text="sekitar sembilan puluh"))
    yield "J-01", "tanda di sel angka", Case(form, typed(good, "PEM-01", text="-"))
    yield "J-01", "predikat di sel angka", Case(form, typed(good, "PEM-01", text="BB"))
    yield "J-02", "ribuan atau desimal", Case(form, typed(good, "PEM-07", text="4.250", measure="Dokumen"))
    yield "J-02", "titik untuk koma", Case(form, typed(good, "PEM-01", text="88.56"))
    yield "J-02", "tidak mungkin, cara mana pun", Case(form, typed(good, "PEM-01", text="188.56"))
    yield "J-03", "satuan ikut diketik", Case(form, typed(good, "PEM-07", text="1.250,5 dokumen", measure="Dokumen"))
    yield "J-03", "satuan ikut diketik, angkanya tidak mungkin", Case(form, typed(good, "PEM-01", text="250 persen"))
    yield "J-04", "satuan lain", Case(form, typed(good, "PEM-01", text="8 desa"))
    yield "J-05", "dua angka", Case(form, typed(good, "PEM-01", text="8 dari 10"))
    yield "J-06", "berubah menjadi tanggal", Case(form, typed(good, "PEM-01", **dated))
    yield "J-07", "rumus rusak", Case(form, typed(good, "PEM-01", **broken))
    yield "J-07", "rumus rusak di sel predikat", Case(planning, typed(rich, "REN-02", **broken))
    yield "J-08", "predikat di luar daftar", Case(planning, typed(rich, "REN-02", text="Baik", measure="Predikat"))
    yield "J-09", "angka diketik sebagai teks", Case(form, typed(good, "PEM-01", text="88,56 %"))
    yield "J-10", "NIK di sel angka", Case(form, typed(good, "PEM-01", text="7205012345670001"))
    yield "J-10", "NIP di sel predikat", Case(planning, typed(rich, "REN-02", text="19750101 200003 1 001", measure=""))
    yield "J-11", "pecahan", Case(form, typed(good, "PEM-01", number="0.98"))
    yield "J-12", "setengah dokumen", Case(form, typed(good, "PEM-07", number="34.5"))


def _bounds(form: Form, planning: Form) -> Iterator[Example]:
    yield "B-01", "kurang dari nol", Case(form, typed(answered(form), "PEM-07", number="-5"))
    yield "B-02", "lebih dari 100 %", Case(form, typed(answered(form), "PEM-01", number="110"))
    yield "B-03", "di atas pagu", Case(planning, typed(answered(planning), "7.01.02", number="210000001"))


def _arithmetic(form: Form) -> Iterator[Example]:
    parts = asking(form, a_row(form, "X-01"), *(a_row(form, code, part_of="X-01") for code in ("X-02", "X-03")))
    yield "A-01", "bagian tidak berjumlah sama", Case(parts, filled(parts, {"X-01": 1000, "X-02": 900, "X-03": 350}))
    most = replace(parts, rows=(replace(parts.rows[0], maximum=Decimal(1200)), *parts.rows[1:]))
    yield "A-01", "jumlahnya tidak mungkin", Case(most, filled(most, {"X-01": 1000, "X-02": 900, "X-03": 350}))
    share = asking(
        form, a_share(form, "P-01", numerator="P-03", denominator="P-02"), a_row(form, "P-02"), a_row(form, "P-03")
    )
    yield "A-02", "pembilang di atas penyebut", Case(share, filled(share, {"P-01": 80, "P-02": 1000, "P-03": 1001}))
    noted = asking(form, a_share(form, "P-01"))
    yield "A-02", "begitu pula dalam keterangan", Case(noted, filled(noted, {"P-01": 90}, {"P-01": "12 dari 10 desa"}))
    yield (
        "A-03",
        "tidak cocok dengan pembilangnya",
        Case(share, filled(share, {"P-01": 80, "P-02": 3000, "P-03": 2000})),
    )
    yield (
        "A-03",
        "tidak cocok dengan keterangannya",
        Case(noted, filled(noted, {"P-01": 90}, {"P-01": "8 dari 10 desa"})),
    )
    over = replace(share, rows=(replace(share.rows[0], target=a_row(form, "", "120").target), *share.rows[1:]))
    yield "A-03", "hitungannya tidak mungkin", Case(over, filled(over, {"P-01": 90, "P-02": 10, "P-03": 11}))
    spending = asking(form, a_row(form, "X-01"), budget=_programmes("7.01", "7.02"))
    yield (
        "A-04",
        "angka yang sama di dua program",
        Case(spending, filled(spending, {"7.01": 25_500_000, "7.02": 25_500_000})),
    )
    fallen = filled(spending, {"7.01": 39_999_999})
    yield "A-05", "realisasi anggaran turun", Case(spending, fallen, (past(TW2, {"7.01": 40_000_000}),))


def _programmes(*codes: str) -> tuple[BudgetRow, ...]:
    return tuple(BudgetRow(code, f"Program {code}", Decimal(100_000_000)) for code in codes)


def _plausibility(form: Form) -> Iterator[Example]:
    def one(figure: str | int, target: str | None, *before: Past, **changes: Any) -> Case:
        asked = asking(form, a_row(form, "X-01", target, **changes))
        return Case(asked, filled(asked, {"X-01": figure}), before, EXTRA)

    same: dict[str, str | int] = {"X-01": 3, "X-02": 1000}
    two = asking(form, a_row(form, "X-01", "3"), a_row(form, "X-02", "1000"))
    yield "W-01", "kiriman triwulan lalu", Case(two, filled(two, same), (past(TW2, same),))
    yield "W-02", "jumlah sejak Januari", one(50, "25", past(TW2, {"X-01": 25}, {"X-01": 25}))
    yield "W-03", "turun", one(1999, "3000", past(TW2, {"X-01": 2000}), typed_as=TypedAs.TO_DATE)
    position: dict[str, Any] = {"typed_as": TypedAs.TO_DATE, "accumulation": Accumulation.LAST}
    yield "W-03", "posisi akhir turun", one(60, "80", past(TW2, {"X-01": 65}), measure="%", **position)
    yield "W-04", "jauh di atas target", one(1234, "1000")
    yield "W-04", "jauh di luar rentang", one(315, "95~105", polarity=Polarity.RANGE)
    yield "W-05", "lebih dari dua kali target", one(2001, "1000", polarity=Polarity.LOWER)
    yield "W-06", "targetnya nol", one(1500, "0")
    yield "W-06", "targetnya kurang dari nol", one(1500, "-10")
    yield "W-06", "realisasi nol pada rumus T/R", one(0, "10", polarity=Polarity.LOWER, method=Method.LOWER_RATIO)
    yield "W-06", "jauh di luar target", one(123_456_789, "0.000001")
    yield "W-07", "arah dan nama berlawanan", one(5, None, name="Menurunnya pelanggaran")
    yield "W-07", "sebaliknya", one(5, None, name="Peningkatan layanan", polarity=Polarity.LOWER)
    yield "W-08", "melonjak", one(1501, None, past(TW2, {"X-01": 1000}))
    five = asking(form, *(a_row(form, f"X-0{number}") for number in range(1, 6)))
    round_figures = filled(five, {row.code: 1000 * at for at, row in enumerate(five.rows, 1)})
    yield "W-09", "semuanya bulat", Case(five, round_figures, (), EXTRA)
