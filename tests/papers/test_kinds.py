"""Which papers can be made, what the others wait for, and what makes a paper another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sheets_sync.papers.draft import Draft, PaperData
from sheets_sync.papers.kinds import KINDS, Waiting, drafts
from sheets_sync.standing import PROVISIONAL, Standing, Vouched
from tests.papers.office import DISPOSITION

DAY = date(2026, 10, 8)


def found(data: PaperData, day: date = DAY) -> dict[tuple[str, str], Draft | Waiting]:
    return {(item.kind, item.unit): item for item in drafts(data, day, KINDS)}


def test_all_papers_of_a_validated_quarter(paper_data: PaperData) -> None:
    """Eight of the kecamatan and seven rekap unit: nothing waits."""
    made = found(paper_data)
    assert len(made) == 15
    assert all(isinstance(item, Draft) for item in made.values())


def test_before_anything_was_done(paper_data: PaperData) -> None:
    """Papers of a person's step can be printed and filled by hand; the others say what they wait for."""
    waiting = found(replace(paper_data, recap=None, forms={}))
    assert {key[0]: item.why for key, item in waiting.items() if isinstance(item, Waiting)} == {
        "nota dinas": "formatnya belum dibuat; jalankan `sheets-sync create --period 2026-TW3`",
        "rekap unit": "Triwulan III 2026 belum direkap; jalankan `sheets-sync run --period 2026-TW3`",
        "rekap kecamatan": "Triwulan III 2026 belum direkap; jalankan `sheets-sync run --period 2026-TW3`",
        "berita acara validasi": "Triwulan III 2026 belum direkap; jalankan `sheets-sync run --period 2026-TW3`",
        "tanda terima": "Triwulan III 2026 belum direkap; jalankan `sheets-sync run --period 2026-TW3`",
    }


def test_a_unit_that_is_not_validated_is_named(paper_data: PaperData) -> None:
    """What is of the kecamatan waits for every unit, the unit's own rekap only for its sending."""
    recap = paper_data.recap
    assert recap is not None
    units = [replace(unit, standing=PROVISIONAL) if unit.code in ("PMD", "YANUM") else unit for unit in recap.units]
    units = [replace(unit, sent_at=None) if unit.code == "YANUM" else unit for unit in units]
    waiting = found(replace(paper_data, recap=replace(recap, units=tuple(units))))
    assert {key: item.why for key, item in waiting.items() if isinstance(item, Waiting)} == {
        ("rekap unit", "YANUM"): "Seksi Pelayanan Umum belum mengirim",
        ("berita acara validasi", ""): "belum tervalidasi: PMD, YANUM",
        ("tanda terima", ""): "belum tervalidasi: PMD, YANUM",
        ("rekap kecamatan", ""): "belum tervalidasi: PMD, YANUM",
    }


def test_the_mark_follows_what_the_paper_says(paper_data: PaperData) -> None:
    """Another day or another fact is another paper; a later pull or the Camat's approval of the same data is not."""
    recap = paper_data.recap
    assert recap is not None
    final = Standing(Vouched.CAMAT, date(2026, 10, 12))
    later = replace(
        recap, at=recap.at.replace(year=2027), standing=final, units=tuple(replace(unit, standing=final) for unit in recap.units)
    )  # fmt: skip
    before, after = found(paper_data), found(replace(paper_data, recap=later))
    assert all(_mark(before[key]) == _mark(after[key]) for key in before)
    other_day = found(paper_data, date(2026, 10, 9))
    assert all(_mark(before[key]) != _mark(other_day[key]) for key in before)
    told = found(replace(paper_data, disposition=DISPOSITION))
    changed = [key for key in before if _mark(before[key]) != _mark(told[key])]
    assert changed == [("lembar disposisi", "")]


def test_a_papers_footer_carries_code_and_mark(paper_data: PaperData) -> None:
    """The code as it was given, and the first sixteen digits of the mark in groups of four."""
    draft = found(paper_data)["undangan", ""]
    assert isinstance(draft, Draft)
    values = draft.filled("7K3M-9QXA")
    assert values["kode_naskah"] == "7K3M-9QXA"
    assert values["sidik_data"].replace(" ", "") == draft.mark[:16]


def _mark(item: Draft | Waiting) -> str:
    assert isinstance(item, Draft)
    return item.mark
