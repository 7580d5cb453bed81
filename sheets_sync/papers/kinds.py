"""Which papers the program makes, of which step, and what each of them waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sheets_sync.model import Role
from sheets_sync.papers import letters, results
from sheets_sync.papers.draft import Draft, PaperData, common
from sheets_sync.papers.recap_books import kecamatan_book
from sheets_sync.recap import Recap, UnitRecap
from sheets_sync.signatures import signature_block
from sheets_sync.standing import PROVISIONAL

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A paper that cannot be made yet, and why, in Indonesian."""

    step: int
    kind: str
    unit: str
    why: str


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: `build` gives its drafts' units and values, or the reason why there are none."""

    step: int
    name: str
    template: str
    build: Callable[[PaperData, date], Iterator[tuple[str, Values | str]]]
    suffix: str = ".docx"  # of the template, and so of the paper


def drafts(data: PaperData, day: date, kinds: tuple[PaperKind, ...]) -> Iterator[Draft | Waiting]:
    """Every paper of these kinds as it would be made on that day, or what it waits for."""
    for kind in kinds:
        for unit, found in kind.build(data, day):
            if isinstance(found, str):
                yield Waiting(kind.step, kind.name, unit, found)
            else:
                yield Draft(kind.step, kind.name, kind.template, unit, data.period, day, found, kind.suffix)


def _once(
    build: Callable[[PaperData, date], Values],
) -> Callable[[PaperData, date], Iterator[tuple[str, Values | str]]]:
    def one(data: PaperData, day: date) -> Iterator[tuple[str, Values | str]]:
        yield "", build(data, day)

    return one


def _request(data: PaperData, day: date) -> Iterator[tuple[str, Values | str]]:
    if data.forms:
        yield "", letters.request(data, day)
    else:
        yield "", f"formatnya belum dibuat; jalankan `sheets-sync create --period {data.period}`"


def _unit_recaps(data: PaperData, day: date) -> Iterator[tuple[str, Values | str]]:
    if data.recap is None:
        yield "", _unrecapped(data)
        return
    for unit in data.recap.units:
        yield unit.code, results.unit_recap(data, day, unit) if unit.has_sent else f"{unit.name} belum mengirim"


def _validated(
    build: Callable[[PaperData, date, Recap], Values],
) -> Callable[[PaperData, date], Iterator[tuple[str, Values | str]]]:
    """A paper of the whole kecamatan, which waits until every unit is validated."""

    def one(data: PaperData, day: date) -> Iterator[tuple[str, Values | str]]:
        if data.recap is None:
            yield "", _unrecapped(data)
        elif left := [unit.code for unit in data.recap.units if not _is_validated(unit)]:
            yield "", f"belum tervalidasi: {', '.join(left)}"
        else:
            yield "", build(data, day, data.recap)

    return one


def _district(data: PaperData, day: date, _recap: Recap) -> Values:
    """The workbook of the kecamatan, dated and signed as a paper of that day."""
    return kecamatan_book(data) | common(data, day) | {"ttd": signature_block(data.office, Role.CAMAT, day).fields()}


def _is_validated(unit: UnitRecap) -> bool:
    return unit.standing != PROVISIONAL


def _unrecapped(data: PaperData) -> str:
    return f"{data.period.label} belum direkap; jalankan `sheets-sync run --period {data.period}`"


KINDS = (
    PaperKind(1, "lembar disposisi", "lembar-disposisi", _once(letters.disposition)),
    PaperKind(2, "nota dinas", "nota-dinas", _request),
    PaperKind(4, "undangan", "undangan", _once(letters.invitation)),
    PaperKind(4, "daftar hadir", "daftar-hadir", _once(letters.attendance)),
    PaperKind(4, "notula", "notula", _once(letters.minutes)),
    PaperKind(6, "rekap unit", "rekap-unit", _unit_recaps),
    PaperKind(7, "berita acara validasi", "berita-acara-validasi", _validated(results.validation)),
    PaperKind(8, "tanda terima", "tanda-terima", _validated(results.receipt)),
    PaperKind(9, "rekap kecamatan", "rekap-kecamatan", _validated(_district), ".xlsx"),
)
