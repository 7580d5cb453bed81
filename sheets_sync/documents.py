"""The documents that end step 9 of the SOP: the register of them, each made from the archive and the office's templates.

Each is dated by the recap's pull and never by today, so that the same archive gives the same bytes on any day.

What fills templates is imported where it is used: it takes a moment that every other command would wait for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sheets_sync.archive import recap_mark
from sheets_sync.clock import step_clock
from sheets_sync.desk import Desk
from sheets_sync.errors import UsageError
from sheets_sync.handover_book import HandoverYear, handover_book
from sheets_sync.papering import TEMPLATES, gather
from sheets_sync.papers.briefing import Situation, briefing
from sheets_sync.papers.draft import Draft, PaperData
from sheets_sync.papers.package import read_package, write_package
from sheets_sync.papers.plain import plain
from sheets_sync.period import Period
from sheets_sync.plan import Workbook
from sheets_sync.publishing import district, package
from sheets_sync.recap import Recap
from sheets_sync.reopening import pending_changes
from sheets_sync.stores.xlsx import painted
from sheets_sync.year_view import year_of

RECAPPING = 9  # the SOP's step
UNREGISTERED = "belum terdaftar"  # in the place of a code of the register


@dataclass(frozen=True, slots=True)
class Material:
    """What the documents of a period are made from."""

    desk: Desk
    period: Period
    recap: Recap
    data: PaperData
    others: Mapping[Period, Recap]  # of all periods before

    @property
    def at(self) -> datetime:
        """When the figures were pulled, in the office's time: the date of every document."""
        return self.recap.at.astimezone(self.desk.office.timezone)

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def templates(self) -> Path:
        """The folder of the office's own templates."""
        return self.desk.root / TEMPLATES

    def template(self, name: str) -> bytes:
        """The content of that template; UsageError where it cannot be read."""
        try:
            return (self.templates / name).read_bytes()
        except OSError as failure:
            raise UsageError(
                f"{TEMPLATES.as_posix()}/{name} tidak dapat dibaca ({failure.strerror}); salin dari kerangka `sheets-sync init`."
            ) from failure


@dataclass(frozen=True, slots=True)
class Built:
    """The files of a document by their place in laporan/<period>/, and what of it waits for what, in Indonesian."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One document that step 9 ends with; `build` raises UsageError where its template is broken."""

    name: str
    build: Callable[[Material], Built]


def material(desk: Desk, period: Period) -> Material:
    """What is archived of the period; UsageError where it has no recap yet."""
    data = gather(desk, period)
    if data.recap is None:
        raise UsageError(f"{period.label} belum direkap; jalankan `sheets-sync run --period {period}`.")
    before = (past for past in desk.archive.periods() if past < period)
    others = {past: recap for past in before if (recap := desk.archive.recap(past))}
    return Material(desk, period, data.recap, data, others)


def build_all(found: Material, documents: Iterable[Document]) -> Iterator[tuple[Document, Built | str]]:
    """Each document as it would be written, or what is wrong with its template."""
    for document in documents:
        try:
            yield document, document.build(found)
        except UsageError as problem:
            yield document, str(problem)


# --- the register --------------------------------------------------------------------------------------------


def _unit_books(found: Material) -> Built:
    """A workbook for each unit that has sent."""
    from sheets_sync.papers.recap_books import unit_book  # noqa: PLC0415  # see the module's first lines

    units = found.recap.units
    files = {
        f"rekap-unit-{unit.code}.xlsx": _workbook(found, "rekap unit", unit.code, unit_book(found.data, unit))
        for unit in units
        if unit.has_sent
    }
    return Built(files, tuple(f"{unit.name} belum mengirim" for unit in units if not unit.has_sent))


def _district_book(found: Material) -> Built:
    from sheets_sync.papers.recap_books import kecamatan_book  # noqa: PLC0415  # see the module's first lines

    return Built({"rekap-kecamatan.xlsx": _workbook(found, "rekap kecamatan", "", kecamatan_book(found.data))})


def _workbook(found: Material, kind: str, unit: str, values: Mapping[str, Any]) -> bytes:
    """The workbook with the hash of its data, but no code: what is registered is made by `papering`."""
    from sheets_sync.papers.excel import fill_workbook  # noqa: PLC0415  # see the module's first lines

    office, name = found.desk.office, f"{kind.replace(' ', '-')}.xlsx"
    draft = Draft(RECAPPING, kind, kind, unit, found.period, found.day, values)
    title = f"{kind.capitalize()} {unit} {found.period.label}".replace("  ", " ")
    content = found.template(name)
    return fill_workbook(content, name, draft.filled(UNREGISTERED), office.paper, found.at, title, office.name)


def _briefing(found: Material) -> Built:
    """The Camat's page, on the office's paper and for a phone."""
    from sheets_sync.papers.typeset import SCREEN, typeset  # noqa: PLC0415  # see the module's first lines

    values = briefing(_situation(found))
    template, fonts = found.templates / "ringkasan.typ", found.templates / "font"
    kinds = (("pdf", found.desk.office.paper), ("png", SCREEN))
    return Built({f"ringkasan.{suffix}": typeset(template, values, fonts, found.at, paper) for suffix, paper in kinds})


def _situation(found: Material) -> Situation:
    desk, period, recap = found.desk, found.period, found.recap
    return Situation(
        desk.office, period, recap, found.others.get(period.previous), step_clock(desk, period, recap),
        desk.deadlines(period), recap_mark(recap), pending_changes(desk, period, recap),
    )  # fmt: skip


def _annual_report(found: Material) -> Built:
    """The material for Bab III of the LKjIP, to be finished by a person in Word."""
    from sheets_sync.papers.lkjip import lkjip  # noqa: PLC0415  # see the module's first lines
    from sheets_sync.papers.word import fill_template  # noqa: PLC0415

    office, name = found.desk.office, "bahan-lkjip.docx"
    values = lkjip(found.data, found.day, year_of(office, found.recap, found.others))
    draft = Draft(RECAPPING, "bahan LKjIP", "bahan-lkjip", "", found.period, found.day, values)
    title, filled = f"Bahan LKjIP {found.period.label}", draft.filled(UNREGISTERED)
    return Built({name: fill_template(found.template(name), name, filled, office.paper, found.at, title, office.name)})


def _handovers(found: Material) -> Built:
    """The files that the kabupaten wants, one a column map in office/serah-terima/."""
    quarters = {past.quarter: recap for past, recap in found.others.items() if past.year == found.period.year}
    year = HandoverYear(found.desk.office, found.period, quarters | {found.period.quarter: found.recap})
    books = {columns.code: handover_book(columns, year) for columns in found.desk.office.handovers}
    return Built({f"serah-terima-{code}.xlsx": _stamped(book, found.at) for code, book in books.items()})


def _stamped(book: Workbook, at: datetime) -> bytes:
    """The planned workbook as a file that says it was made at that moment."""
    return write_package(read_package(painted(book)), at, plain(book.title), plain(book.author))


def _data_package(found: Material) -> Built:
    """The open data package, as the site publishes it."""
    told = district(found.desk, found.period, found.recap)
    return Built({f"data/{name}": content for name, content in package(found.desk, found.period, told).items()})


DOCUMENTS: tuple[Document, ...] = (
    Document("rekap tiap unit kerja", _unit_books),
    Document("rekap kecamatan", _district_book),
    Document("ringkasan untuk Camat", _briefing),
    Document("bahan LKjIP", _annual_report),
    Document("serah terima ke kabupaten", _handovers),
    Document("paket data terbuka", _data_package),
)
