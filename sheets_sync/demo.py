"""A pretend operator who plays the units and officials of the sample office for the four quarters of 2026.

It types into the workbooks as a unit's spreadsheet would, inside the file (or, with other hands, online), makes the
mistakes of `demo_scenes`, reads the catatan and mends them, answers questions, sends a file by WhatsApp; officials
take in, type for a unit, return, validate, and the Camat approves. All figures come from a seed and are made up.
"""

from __future__ import annotations

import copy
import os
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from sheets_sync import demo_officers, numerals
from sheets_sync.demo_figures import Cells, Figures, Sheet, Typed
from sheets_sync.demo_scenes import ACCEPTED, LATE, TYPED, changes, fill_in, mended, scenes_of
from sheets_sync.documenting import make_documents
from sheets_sync.errors import WorkbookError
from sheets_sync.filing import Scan
from sheets_sync.filing import add as add_paper
from sheets_sync.form import Form
from sheets_sync.grid import BrokenCell, address
from sheets_sync.intake import accept, examine
from sheets_sync.lookup import workbook_name
from sheets_sync.model import OFFICE_BOOKS, Role
from sheets_sync.papering import gather
from sheets_sync.papering import make as make_papers
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.recap import Recap
from sheets_sync.records import Paper, Signed
from sheets_sync.reminding import Reminded, messages_due, prepare
from sheets_sync.report import Report
from sheets_sync.sending import Sending, make_sending
from sheets_sync.stores import package
from sheets_sync.stores.xlsx import paint
from sheets_sync.typing_in import keep_typed, parse_typed, take_proof, typed_for
from sheets_sync.units import approve, approve_period, send_back
from sheets_sync.workbook import FINDING_FIRST, REPLY_COLUMN, RULE_COLUMN, make_workbook
from sheets_sync.workdays import WorkCalendar
from sheets_sync.worktime import WorkTime

__all__ = ["PERIODS", "Cells", "Hands", "Office", "Typed", "play_quarter", "read_once", "type_into", "type_into_file"]

PERIODS = tuple(Period(2026, quarter) for quarter in range(1, 5))

Office = Callable[[datetime], Project]  # the office's folder, opened at a moment
Hands = Callable[[Project, Period, str, Mapping[str, Cells], datetime], None]  # who types into whose workbook, and when


@dataclass(frozen=True, slots=True)
class Ending:
    """How a quarter ends once its units have mended and answered."""

    by_secretary: tuple[str, ...] = ("REN",)  # what Kasubag Perencanaan heads or has typed; she validates the others
    returned: str = ""  # the unit whose workbook waits to be mended
    approved: bool = True  # by the Camat
    changed: str = ""  # the unit that changes a figure after that


ENDINGS = {
    1: Ending(),
    2: Ending(by_secretary=(), changed="KESOS"),
    3: Ending(by_secretary=("REN", "YANUM"), returned="PMD", approved=False),
}  # the fourth quarter stays as it was typed
WHY_RETURNED = "Jumlah lembaga pada PMD-04 belum sesuai dengan rekap desa; cocokkan dan perbaiki (contoh)."
WHY_STATED = "diserahkan pada hari itu, baru dibuka Kasubag sekarang (contoh)"
BASIS = "Disposisi Camat pada rekap {period} (contoh)"


def read_once(office: Office) -> Office:
    """The same office with its settings read once: nobody edits them while the year is played."""
    opened: list[Project] = []

    def at(now: datetime) -> Project:
        if not opened:
            opened.append(office(now))
        project = copy.copy(opened[0])
        project.now = now.astimezone(project.office.timezone).replace(microsecond=0)
        return project

    return at


# --- a quarter -----------------------------------------------------------------------------------------------


def play_quarter(
    office: Office, hands: Hands, period: Period, seed: int, *, build: bool = True
) -> tuple[Report, Recap]:
    """The quarter from create to the built site (its pages alone without `build`), at pretended moments."""
    quarter = Quarter(office, hands, period, seed)
    refused = quarter.begin()
    quarter.end()
    report, recap = quarter.publish(build=build)
    report.notes += refused
    return report, recap


class Quarter:
    """A quarter as it is played: `begin` up to the first catatan, `end` up to the decisions, then `publish`."""

    def __init__(self, office: Office, hands: Hands, period: Period, seed: int) -> None:
        self._office, self._hands, self._period, self._seed = office, hands, period, seed
        self._project = office(datetime.combine(period.last_day, time(1), tzinfo=UTC))
        self._report = self._project.create(period)
        self._forms = self._project.archive.forms.all(period)
        self._deadline = next(iter(self._forms.values())).on_time_until
        self._calendar = WorkCalendar(self._project.office.special_days)

    def begin(self) -> list[str]:
        """Officers have recorded, units have filled their workbooks, and read their catatan; what was refused, and why."""
        recorded = demo_officers.order_and_meeting(self._project.office, self._period)
        met = self._calendar.nth_after(self._period.last_day, 1)
        self._hands(self._project, self._period, demo_officers.UNIT, recorded, self._at(met, 11 * 60))
        for number, form in enumerate(self._forms.values()):
            scenes = scenes_of(form)
            kinds = {scene.kind for scene in scenes}
            day = self._day(1) if LATE in kinds else self._deadline - timedelta(days=1)
            away = kinds & {ACCEPTED, TYPED}  # its own workbook is opened, and saved as it was
            cells = {} if away else fill_in(form, scenes, self._seed, self._past(form)).cells()
            self._hands(self._project, self._period, form.unit, cells, self._at(day, 9 * 60 + 5 + 25 * number))
        refused = self._take_in_others()
        self._collect(self._day(2), 10 * 60 + 30)
        return refused

    def end(self) -> None:
        """The units have mended and answered, officials have decided; nothing in the last quarter."""
        ending = ENDINGS.get(self._period.quarter)
        if ending is None:
            return
        for number, form in enumerate(self._forms.values()):
            if cells := self._mended_and_answered(form):
                self._hands(
                    self._project, self._period, form.unit, cells, self._at(self._day(2), 13 * 60 + 20 * number)
                )
        self._collect(self._day(3), 9 * 60)
        self._decide(ending)
        if ending.approved:
            self._project = self._office(self._at(self._day(4), 10 * 60))
            self._approve()
            self._hand_over()
        if ending.changed:
            self._change(ending.changed)

    def publish(self, *, build: bool = True) -> tuple[Report, Recap]:
        """All is recapped as it was last pulled, papers and documents are made of it, and the site is built."""
        recap = self._project.recap(self._period)
        make_papers(self._project, gather(self._project, self._period), Role.EVALUATION)
        if self._period.quarter == 1:
            self._file_signed_sheet()
        if self._period.quarter not in ENDINGS:
            self._remind()
        self._report.notes += make_documents(self._project, self._period).broken
        self._project.render()
        if build:
            self._project.build()
        return self._report, recap

    def _file_signed_sheet(self) -> None:
        """The Camat's sheet comes back signed in wet ink; its scan is registered, and where its print lies."""
        signed = Paper(
            "", 1, "lembar disposisi", signed=Signed.WET, hardcopy=True, kept_at="map 1, lemari arsip (contoh)"
        )
        add_paper(self._project, self._period, signed, Scan(blank_photo(), ".png"), ROLE_NAMES[Role.SECRETARY])

    def _remind(self) -> None:
        """Who has not sent is reminded: the texts lie ready for the phone."""
        is_open = WorkTime.of(self._project.office).is_open
        prepare(self._project, self._period, messages_due(self._project, self._period, is_open), Reminded())

    # --- moments -----------------------------------------------------------------------------------------

    def _day(self, after: int) -> date:
        """So many working days after the deadline."""
        return self._calendar.nth_after(self._deadline, after)

    def _at(self, day: date, minutes: int) -> datetime:
        return datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=self._project.office.timezone)

    def _collect(self, day: date, minutes: int) -> None:
        self._project = self._office(self._at(day, minutes))
        self._report = self._project.pull(self._period, tell=True)
        self._project.validate(self._period)
        self._report.troubles += self._project.feedback(self._period).troubles

    # --- units -------------------------------------------------------------------------------------------

    def _past(self, form: Form) -> Figures:
        """What the unit had reported a quarter earlier."""
        before = self._project.archive.submissions.get(form.quarter.previous, form.unit)
        entries = (*before.entries, *before.budget) if before else ()
        return {entry.code: entry.value for entry in entries if entry.value is not None}

    def _mended_and_answered(self, form: Form) -> Mapping[str, Cells]:
        cells = mended(form, scenes_of(form), self._seed, self._past(form))
        answers = dict(self._answers(form))
        return cells | ({form.words.tab_findings: answers} if answers else {})

    def _answers(self, form: Form) -> Iterator[tuple[tuple[int, int], Typed]]:
        """What the unit answers in the tab Periksa, beside the questions that stand there."""
        replies = {told: scene.reply for scene in scenes_of(form) for told in scene.told if scene.reply}
        posted = self._project.archive.posted.get(self._period, form.unit)
        for number, row in enumerate(posted.answer.rows if posted else (), FINDING_FIRST):
            if reply := replies.get(f"{row[RULE_COLUMN - 1]} {row[2]}"):
                yield (number, REPLY_COLUMN), reply

    # --- what comes by other ways ------------------------------------------------------------------------

    def _take_in_others(self) -> list[str]:
        """Kasubag takes in what came by WhatsApp and types what came on paper; what was refused, and why."""
        ways = {scene.kind: form for form in self._forms.values() for scene in scenes_of(form)}
        if not ways.keys() & {ACCEPTED, TYPED}:
            return []
        self._project = self._office(self._at(self._day(1), 16 * 60 + 10))
        with tempfile.TemporaryDirectory() as folder:
            if TYPED in ways:
                self._type_for(ways[TYPED], Path(folder))
            return self._accept(ways[ACCEPTED], Path(folder)) if ACCEPTED in ways else []

    def _accept(self, form: Form, folder: Path) -> list[str]:
        """The unit first sends the workbook of the quarter before, and then the right one."""
        refused = []
        before = self._project.archive.forms.get(self._period.previous, form.unit)
        for number, sent in enumerate((before, form), 1):
            if sent is None:
                continue
            path = folder / f"DOC-{self._deadline:%Y%m%d}-WA000{number}.xlsx"
            paint(make_workbook(sent), path)
            type_into(path, fill_in(sent, scenes_of(sent), self._seed, self._past(sent)).cells())
            try:
                accept(self._project, examine(self._project, path, self._period, self._sending()))
            except WorkbookError as refusal:
                refused.append(str(refusal))
        return refused

    def _type_for(self, form: Form, folder: Path) -> None:
        sheet = fill_in(form, scenes_of(form), self._seed, self._past(form))
        photo = folder / "foto-kertas.png"
        photo.write_bytes(blank_photo())
        mistakes: list[str] = []
        typed = parse_typed(self._project, form, options_of(sheet), mistakes)
        proof = take_proof(self._project, photo, mistakes)
        unit = next(unit for unit in self._project.office.units if unit.code == form.unit)
        if proof is None or mistakes:
            raise WorkbookError("; ".join(mistakes))
        keep_typed(self._project, typed_for(self._project, unit, form, typed, proof, self._sending()))

    def _sending(self) -> Sending:
        day = self._deadline
        return make_sending(
            self._project, Role.PLANNING, f"{day.day}-{day.month}-{day.year} 14.30", WHY_STATED, mistakes=[]
        )

    # --- officials ---------------------------------------------------------------------------------------

    def _decide(self, ending: Ending) -> None:
        for code in self._forms:
            if code == ending.returned:
                send_back(self._project, self._period, code, WHY_RETURNED, Role.PLANNING)
            else:
                by = Role.SECRETARY if code in ending.by_secretary else Role.PLANNING
                approve(self._project, self._period, code, by)

    def _approve(self) -> None:
        today = self._project.now.date()
        approve_period(self._project, self._period, today, BASIS.format(period=self._period.label))
        self._project.recap(self._period)

    def _hand_over(self) -> None:
        """Kasubag Perencanaan hands over, and Kasubag Evlap closes the recap, on the day of the approval."""
        recorded = demo_officers.handing_over(self._project.office, self._period, self._project.now.date())
        self._hands(self._project, self._period, demo_officers.UNIT, recorded, self._at(self._day(4), 11 * 60 + 25))
        self._collect(self._day(4), 13 * 60 + 30)

    def _change(self, code: str) -> None:
        """A unit corrects its first percentage after all was approved; it is validated and approved once more."""
        form = self._forms[code]
        before, after = (fill_in(form, [], self._seed, self._past(form)) for _ in range(2))
        row = next(row.code for row in form.due if row.maximum == 100)
        figure = after.figures[row]
        if isinstance(figure, Decimal):
            after.figures[row] = figure - 1 if figure > 99 else figure + 1
        cells = changes(before, after)
        self._hands(self._project, self._period, form.unit, cells, self._at(self._day(5), 9 * 60 + 40))
        self._collect(self._day(6), 9 * 60)
        approve(self._project, self._period, code, Role.PLANNING)
        self._approve()


def options_of(sheet: Sheet) -> dict[str, Sequence[str]]:
    """The same as the options of `sheets-sync unit type`, which reads texts."""
    figures = {
        code: numerals.ungrouped(typed) if isinstance(typed, Decimal) else str(typed)
        for code, typed in sheet.figures.items()
    }
    return {
        "--isi": [f"{code}={text}" for code, text in figures.items()],
        "--keterangan": [f"{code}={text}" for code, text in sheet.notes.items()],
        "--hambatan": [f"{code}={obstacle}" for code, (obstacle, _) in sheet.causes.items()],
        "--tindak-lanjut": [f"{code}={action}" for code, (_, action) in sheet.causes.items()],
    }


def blank_photo() -> bytes:
    """A white PNG, in place of the photo of a paper that nobody wrote."""
    width, height = 90, 160
    pixels = zlib.compress((b"\0" + b"\xff" * width) * height, 9)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    made = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


# --- typing into a file --------------------------------------------------------------------------------------


def type_into_file(project: Project, period: Period, code: str, typed: Mapping[str, Cells], saved: datetime) -> None:
    """Hands for an office with a folder of Excel files: of a unit, or of the officers in the office's own workbook."""
    unit = next((unit for unit in project.office.units if unit.code == code), None)
    name = workbook_name(unit, period) if unit else f"{OFFICE_BOOKS[code]} {period}"
    path = project.root / project.office.folder / str(period) / f"{name}.xlsx"
    type_into(path, typed)
    os.utime(path, (saved.timestamp(), saved.timestamp()))


def type_into(path: Path, sheets: Mapping[str, Cells]) -> None:
    """Type into cells of a workbook as a spreadsheet would; looks and drop-downs stay."""
    for title, typed in sheets.items():
        with zipfile.ZipFile(path) as content:
            part = package.sheet_parts(content)[title]
            old = content.read(part)
        package.replace_part(path, part, _typed_part(old, typed), path.stat())
    os.utime(path)  # saved now


def _typed_part(part: bytes, typed: Cells) -> bytes:
    for (row, column), value in typed.items():
        cell = address(row, column).encode()
        pattern = re.compile(rb'<c r="%s"((?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)' % cell, re.DOTALL)
        kind, inside = _cell(value)
        new = b'<c r="%s"\\1%s>%s</c>' % (cell, kind, inside.replace(b"\\", b"\\\\"))
        part, count = pattern.subn(new, part, count=1)
        if not count:
            raise ValueError(f"no cell {cell.decode()} to type into")
    return part


def _cell(value: Typed) -> tuple[bytes, bytes]:
    """The attribute of the cell's type, and what stands in it."""
    if isinstance(value, Decimal):
        return b"", b"<v>%s</v>" % format(value, "f").encode()
    if isinstance(value, BrokenCell):
        return b' t="e"', b"<f>1/0</f><v>%s</v>" % value.text.encode()
    if not value:
        return b"", b""
    return b' t="inlineStr"', b'<is><t xml:space="preserve">%s</t></is>' % package.xml_text(value).encode()
