"""Kasubag types for a unit from paper or chat: read as if it stood in the cells of the unit's own workbook."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from sheets_sync import numerals
from sheets_sync.collecting import take_in
from sheets_sync.desk import Desk
from sheets_sync.errors import WorkbookError
from sheets_sync.form import Form
from sheets_sync.grid import Anchor, Cell, Grid, Tab
from sheets_sync.intake import RECEIVED, Arrival, Outcome, compared, keep_file, kept_name
from sheets_sync.layout import text_of
from sheets_sync.model import Unit
from sheets_sync.plan import Content, Formula, Workbook
from sheets_sync.reading import read_submission
from sheets_sync.sending import Sending
from sheets_sync.stores.filekind import PROOFS
from sheets_sync.stores.received import Received, take_up
from sheets_sync.submission import Channel, Entry, Source, Submission
from sheets_sync.workbook import make_workbook

PLAIN_NUMBER = re.compile(r"-?[0-9]{1,30}(?:,[0-9]{1,30})?")
EMPTIED = "kosong"  # what is typed to empty a cell
FILL = ("isi_indikator", "isi_realisasi", "isi_keterangan")
BUDGET = ("anggaran_program", "anggaran_realisasi", "anggaran_keterangan")
CAUSES = ("kendala_indikator", "kendala_hambatan", "kendala_tindak")
Texts = Mapping[str, str]  # by the code of the row; an empty text empties the cell


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for a unit, by code; what is not named stays as it is."""

    figures: Texts = field(default_factory=dict)
    notes: Texts = field(default_factory=dict)
    obstacles: Texts = field(default_factory=dict)
    actions: Texts = field(default_factory=dict)


def parse_typed(desk: Desk, form: Form, given: Mapping[str, Sequence[str]], mistakes: list[str]) -> Typed:
    """What the options say, each as `KODE=ISI`; every one that cannot be meant so is added to `mistakes`."""
    rows = [row.code for row in form.rows] + [row.code for row in form.budget]
    causes = [row.code for row in form.assessable]
    known = {"--isi": rows, "--keterangan": rows, "--hambatan": causes, "--tindak-lanjut": causes}
    parsed = [_parse_option(desk, form, name, given.get(name, ()), known[name], mistakes) for name in known]
    return Typed(*parsed)


def _parse_option(
    desk: Desk, form: Form, option: str, given: Sequence[str], known: Collection[str], mistakes: list[str]
) -> dict[str, str]:
    codes = {code.casefold(): code for code in known}
    found: dict[str, str] = {}
    for text in given:
        word, mark, content = text.partition("=")
        code = codes.get(word.strip().casefold())
        if not mark:
            mistakes.append(
                f"{option} {text}: tulis sebagai KODE=ISI, misalnya {option} {next(iter(known), 'PEM-01')}=98"
            )
        elif code is None:
            mistakes.append(f"{option} {text}: {_stranger(desk, form, word.strip(), known)}")
        elif code in found:
            mistakes.append(f"{option} {text}: {code} disebut dua kali; sebut sekali saja")
        else:
            found[code] = "" if content.strip().casefold() == EMPTIED else content.strip()
    return found


def _stranger(desk: Desk, form: Form, code: str, known: Collection[str]) -> str:
    """Why the code is none of this unit's rows, and which are."""
    owner = next((item.unit for item in desk.office.indicators if item.code.casefold() == code.casefold()), "")
    whose = f"itu indikator unit {owner}" if owner not in ("", form.unit) else "tidak ada pada format unit ini"
    return f"{whose}; yang dapat diketik: {', '.join(known) or 'tidak ada'}"


def take_proof(desk: Desk, path: Path, mistakes: list[str]) -> Received | None:
    """The photo or PDF of what was typed; None, and a mistake more, where it is no such file."""
    try:
        proof = take_up(path, desk.office.timezone)
    except WorkbookError as problem:
        mistakes.append(f"--bukti: {problem}")
        return None
    if proof.kind in PROOFS:
        return proof
    mistakes.append(
        f"--bukti: {proof.name} bukan foto atau PDF; sertakan foto kertas atau tangkapan layar (jpg, png, webp, heic, pdf)"
    )
    return None


def typed_for(desk: Desk, unit: Unit, form: Form, typed: Typed, proof: Received, sending: Sending) -> Arrival:
    """The unit's submission with what was typed in it, sent; whatever was not typed stands as it is archived."""
    former = desk.archive.submissions.get(form.quarter, unit.code)
    head = desk.office.official(unit.head, desk.now.date())
    on_behalf = head.title if head else unit.head
    sender = f"diinput oleh {sending.by} atas nama {on_behalf}"
    name = kept_name(unit, proof)
    source = Source(f"{RECEIVED}/{name}", proof.digest, desk.now)
    read = read_submission(_filled(form, typed, sender), form, source, desk.now)
    new = replace(
        _over(former, read, typed) if former else read,
        channel=Channel.TYPED, typed_by=sending.by, on_behalf=on_behalf, proof=name,
    )  # fmt: skip
    return compared(desk, Arrival(unit, form, new, None, proof), sending)


def keep_typed(desk: Desk, came: Arrival) -> Outcome:
    """The photo and what was typed are archived and checked; the unit's own workbook is left as it is."""
    keep_file(desk, came)
    return Outcome(take_in(desk, came.submission), None, ())


# --- as if it stood in the workbook --------------------------------------------------------------------------


def _filled(form: Form, typed: Typed, sender: str) -> Grid:
    """The unit's workbook as it would be with these texts in its cells, ticked and signed."""
    grid = as_grid(make_workbook(form))
    send = {form.words.send: form.words.yes}, {form.words.send: sender}
    for names, figures, notes in (
        (FILL, typed.figures, typed.notes),
        (BUDGET, typed.figures, typed.notes),
        (CAUSES, typed.obstacles, typed.actions),
        (FILL, *send),
    ):
        grid = _with_texts(grid, names, figures, notes)
    return grid


def as_grid(plan: Workbook) -> Grid:
    """The planned workbook as its cells would be read, had nobody touched it."""
    titles = {sheet.name: sheet.title for sheet in plan.sheets}
    tabs = tuple(
        Tab(
            sheet.title,
            {at: found for at, cell in sheet.cells.items() if (found := cell.typed or _cell(cell.content)) is not None},
        )
        for sheet in plan.sheets
    )
    anchors = {name: Anchor(titles[sheet], row, column) for name, (sheet, row, column) in plan.names.items()}
    return Grid(tabs, anchors, (plan.key,))


def _cell(content: Content) -> Cell | None:
    if isinstance(content, Formula):
        content = content.result
    value = text_of(content) if isinstance(content, tuple) else content
    return None if value in (None, "") else Cell(value)


def _with_texts(grid: Grid, names: tuple[str, str, str], figures: Texts, notes: Texts) -> Grid:
    """The grid with texts in the rows that begin with their code (or are that text), in the columns so named."""
    at = [grid.anchors.get(name) for name in names]
    tab = grid.tab(at[0].tab) if at[0] else None
    if tab is None or at[0] is None:
        return grid
    cells = dict(tab.cells)
    for row, column in tab.cells:
        text = tab.text(row, column)
        code = text if text in figures or text in notes else text.partition(" ")[0]
        for anchor, texts in ((at[1], figures), (at[2], notes)):
            if column == at[0].column and row > at[0].row and anchor and texts.get(code):
                cells[row, anchor.column] = Cell(texts[code] if texts is notes else _as_entered(texts[code]))
    changed = replace(tab, cells=cells)
    return replace(grid, tabs=tuple(changed if item is tab else item for item in grid.tabs))


def _as_entered(text: str) -> str | Decimal:
    """What a spreadsheet makes of the text in a cell: plain digits become a number, anything else is read as text."""
    return numerals.enter(text.replace(",", ".")) if PLAIN_NUMBER.fullmatch(text) else text


def _over(former: Submission, read: Submission, typed: Typed) -> Submission:
    """What was read from the typed texts, over what stands."""
    return replace(
        read,
        entries=_entries_over(former.entries, read.entries, typed.figures, typed.notes),
        budget=_entries_over(former.budget, read.budget, typed.figures, typed.notes),
        causes=_entries_over(former.causes, read.causes, typed.obstacles, typed.actions),
    )


def _entries_over(former: Sequence[Entry], read: Sequence[Entry], figures: Texts, notes: Texts) -> tuple[Entry, ...]:
    """An entry is the one read where its figure was typed; it stays in the cell where the unit's workbook has it."""
    stood = {entry.code: entry for entry in former}
    over = []
    for entry in read:
        old = stood.get(entry.code, entry)
        new = replace(entry, tab=old.tab, cell=old.cell or entry.cell) if entry.code in figures else old
        over.append(replace(new, note=entry.note if entry.code in notes else old.note))
    return tuple(over)
