"""Who makes which mistake in which quarter of the demo, and the catatan that it must lead to.

A scene says what a unit of the sample office does out of the ordinary, and promises every catatan that follows:
the demo is a test of the rules that anybody can read. What a unit mends after its catatan is typed as an honest unit
would have typed it; what it stands by, it answers in the tab Periksa.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.demo_figures import FIGURE, Cells, Figures, Sheet, Typed, as_sent, explain, honest, repeatable
from sheets_sync.form import Form
from sheets_sync.grid import BrokenCell
from sheets_sync.layout import indicator_words, text_of

LATE = "late"
ACCEPTED = "sent by WhatsApp"
TYPED = "typed by Kasubag"


@dataclass(frozen=True, slots=True)
class Scene:
    """What one unit does in one quarter, in which row, and what it is told: rule, tab and cell of each catatan.

    With a `reply` the unit stands by it and says why; what simply `stays` is no mistake; all else is mended.
    """

    quarter: int
    unit: str
    kind: str
    row: str = ""
    told: tuple[str, ...] = ()
    reply: str = ""
    stays: bool = False

    @property
    def lasts(self) -> bool:
        """Whether it still stands after the unit has mended what it was told."""
        return self.stays or bool(self.reply)


SCENES = (
    Scene(1, "REN", "measure with the number", "REN-03", ("J-03 Isi B6",)),
    Scene(1, "REN", "formula that divides by zero", "REN-05", ("J-07 Isi B8",)),
    Scene(1, "REN", "left empty", "7.01.04", ("K-03 Anggaran B9",)),
    Scene(1, "REN", "spending of the row above", "7.01.06", ("A-04 Anggaran B11",)),
    Scene(1, "UMUM", "another measure", "UMUM-03", ("J-04 Isi B8",)),
    Scene(1, "UMUM", "one more than the target", "UMUM-06", ("W-06 Isi B10",),
          "Lainnya: pagar roboh karena angin kencang, diperbaiki lebih dahulu (contoh)"),
    Scene(1, "PEM", "no name", "", ("K-04 Isi B13",)),
    Scene(1, "PEM", "round numbers", "", ("W-09 Isi",), stays=True),
    Scene(1, "PMD", "far above the target", "PMD-02", ("W-04 Isi B6",),
          "Lainnya: pembinaan digabung untuk enam desa sekaligus (contoh)"),
    Scene(1, "PMD", "no evidence", "PMD-03", ("K-06 Isi B7",)),
    Scene(1, "PMD", "before its time", "PMD-06", ("K-10 Isi B11",), stays=True),
    Scene(1, "TRANTIB", "more than twice the target", "TRANTIB-02", ("W-05 Isi B7",)),
    Scene(1, "TRANTIB", "a dash", "TRANTIB-03", ("J-01 Isi B8",)),
    Scene(1, "TRANTIB", "a date", "TRANTIB-04", ("J-06 Isi B9",)),
    Scene(1, "KESOS", LATE),
    Scene(1, "KESOS", "above the maximum", "KESOS-02", ("B-02 Isi B7",)),
    Scene(1, "KESOS", "a fraction", "KESOS-03", ("J-11 Isi B8",)),
    Scene(1, "KESOS", "a NIP", "KESOS-04", ("J-10 Isi B9",)),
    Scene(1, "YANUM", "number as text", "YANUM-04", ("J-09 Isi B8",), stays=True),
    Scene(1, "YANUM", "seven too many", "YANUM-08", ("A-01 Isi B10",)),

    Scene(2, "REN", "above the pagu", "7.01.02", ("B-03 Anggaran B7",)),
    Scene(2, "UMUM", "half a thing", "UMUM-03", ("J-12 Isi B8",)),
    Scene(2, "UMUM", "two ways to read", "UMUM-05", ("J-02 Isi B10",)),
    Scene(2, "PEM", "counts of another group", "PEM-05", ("A-03 Isi B8",),
          "Lainnya: yang dihitung semua pendatang, sepuluh itu baru contoh satu desa (contoh)"),
    Scene(2, "PEM", "more than all", "PEM-06", ("A-02 Isi B9",)),
    Scene(2, "PMD", "two numbers", "PMD-04", ("J-05 Isi B7",)),
    Scene(2, "TRANTIB", LATE),
    Scene(2, "TRANTIB", "last quarter's figures", "", ("W-01 Isi",)),
    Scene(2, "KESOS", "below zero", "KESOS-02", ("B-01 Isi B7",)),
    Scene(2, "KESOS", "the year so far", "KESOS-04", ("W-02 Isi B9",)),
    Scene(2, "YANUM", ACCEPTED),
    Scene(2, "YANUM", "number as text", "YANUM-01", ("J-09 Isi B6",), stays=True),

    Scene(3, "REN", "words for a predicate", "REN-02", ("J-08 Isi B7",)),
    Scene(3, "REN", "less than before", "7.01.03", ("A-05 Anggaran B8",),
          "Lainnya: sebagian belanja dikembalikan ke kas daerah pada bulan Agustus (contoh)"),
    Scene(3, "UMUM", "far below the target", "UMUM-01", stays=True),
    Scene(3, "UMUM", "no cause told", "UMUM-01", ("K-08 Kendala B6",)),
    Scene(3, "PEM", "this quarter alone", "PEM-07", ("W-03 Isi B9",)),
    Scene(3, "PMD", "no evidence", "PMD-01", ("K-06 Isi B6",)),
    Scene(3, "TRANTIB", "name retyped", "TRANTIB-01", ("F-08 Isi A6",)),
    Scene(3, "TRANTIB", "another target", "TRANTIB-02", ("F-09 Isi A7",),
          "Lainnya: target itu menurut rencana aksi kami; angkanya tetap (contoh)"),
    Scene(3, "KESOS", "far from before", "KESOS-01", ("W-08 Isi B6",), stays=True),
    Scene(3, "KESOS", "empty with a reason", "KESOS-02", ("K-07 Isi B7",), stays=True),
    Scene(3, "YANUM", TYPED, "", ("K-09 Isi",), "Memang demikian"),

    Scene(4, "REN", "tick in other words", "", ("K-05 Isi B12",)),
    Scene(4, "UMUM", LATE),
    Scene(4, "UMUM", "unknown code", "UMUM-06", ("F-03 Isi", "F-06 Isi A11")),
    Scene(4, "PEM", "another measure", "PEM-01", ("J-04 Isi B6",)),
    Scene(4, "PEM", "code of the row that is copied", "PEM-04 PEM-03", ("F-03 Isi", "F-04 Isi B8")),
    Scene(4, "PMD", "heading typed over", "", ("F-02 Isi A5", "K-01 Isi")),
    Scene(4, "TRANTIB", "half filled", "", ("K-02 Isi B8", "K-02 Isi B9")),
    Scene(4, "KESOS", "nothing filled", "", ("K-01 Isi",)),
    Scene(4, "YANUM", "number as text", "YANUM-01", ("J-09 Isi B6",), stays=True),
)  # fmt: skip


def scenes_of(form: Form) -> tuple[Scene, ...]:
    """The scenes of that unit in that quarter."""
    return tuple(scene for scene in SCENES if (scene.quarter, scene.unit) == (form.quarter.quarter, form.unit))


def fill_in(form: Form, scenes: Iterable[Scene], seed: int, past: Figures) -> Sheet:
    """What the unit types in these scenes; the same figures for the same seed, whatever goes wrong beside them."""
    sheet = honest(form, random.Random(f"{seed}-{form.period}-{form.unit}"), past)  # noqa: S311  # figures, no secret
    for scene in scenes:
        if mistake := MISTAKES.get(scene.kind):
            mistake(sheet, scene.row)
    explain(sheet)
    return sheet


def mended(form: Form, scenes: Collection[Scene], seed: int, past: Figures) -> dict[str, Cells]:
    """What the unit types over its mistakes, once it has read its catatan; empty where it has none to mend."""
    lasting = [scene for scene in scenes if scene.lasts]
    return changes(fill_in(form, scenes, seed, past), fill_in(form, lasting, seed, past))


def changes(before: Sheet, after: Sheet) -> dict[str, Cells]:
    """What is typed so that the workbook holds the one in place of the other."""
    old, new = before.cells(), after.cells()
    changed = {tab: _changes(after.form, tab, old.get(tab, {}), new.get(tab, {})) for tab in old | new}
    return {tab: cells for tab, cells in changed.items() if cells}


def _changes(form: Form, tab: str, before: Cells, after: Cells) -> Cells:
    taken_back = {place: as_sent(form, tab, place) for place in before if place not in after}
    return taken_back | {place: typed for place, typed in after.items() if before.get(place) != typed}


# --- what is typed -------------------------------------------------------------------------------------------


def _words_of(sheet: Sheet, code: str) -> str:
    """The first cell of the row as it was handed out."""
    return next(text_of(indicator_words(sheet.form, row)) for row in sheet.form.rows if row.code == code)


def _measure_of(sheet: Sheet, code: str) -> str:
    return next(row.measure for row in sheet.form.rows if row.code == code)


def _target_of(sheet: Sheet, code: str) -> Decimal:
    """The target of the row; of one without any, nothing."""
    targets = (row.target.low for row in sheet.form.rows if row.code == code and row.target)
    return next(targets, Decimal(0))


def _shown(sheet: Sheet, code: str) -> str:
    figure = sheet.figures[code]
    return numerals.ungrouped(figure) if isinstance(figure, Decimal) else str(figure)


def _types(make: Callable[[Sheet, str], Typed]) -> Callable[[Sheet, str], None]:
    """A mistake in the figure of a row."""

    def mistake(sheet: Sheet, code: str) -> None:
        sheet.figures[code] = make(sheet, code)

    return mistake


def _notes(text: str) -> Callable[[Sheet, str], None]:
    """A note beside the figure, in place of what stood there."""

    def mistake(sheet: Sheet, code: str) -> None:
        sheet.notes[code] = text

    return mistake


def _overtypes(make: Callable[[Sheet, str], str]) -> Callable[[Sheet, str], None]:
    """A mistake in the first cell of a row, which is none to type in."""

    def mistake(sheet: Sheet, code: str) -> None:
        at, _, source = code.partition(" ")
        sheet.first_cells[at] = make(sheet, source or at)

    return mistake


def _leave_empty(sheet: Sheet, code: str) -> None:
    del sheet.figures[code]


def _leave_empty_with_reason(sheet: Sheet, code: str) -> None:
    del sheet.figures[code]
    sheet.notes[code] = "rekap lembaga dari tiga desa masih ditunggu (contoh)"


def _leave_evidence_out(sheet: Sheet, code: str) -> None:
    del sheet.notes[code]


def _leave_name_out(sheet: Sheet, _: str) -> None:
    sheet.sender = ""


def _tick_otherwise(sheet: Sheet, _: str) -> None:
    sheet.tick = "sudah"


def _tell_no_cause(sheet: Sheet, code: str) -> None:
    sheet.silent.add(code)


def _send_again(sheet: Sheet, _: str) -> None:
    sheet.figures |= {row.code: sheet.past[row.code] for row in repeatable(sheet.form, sheet.past)}


def _round_off(sheet: Sheet, _: str) -> None:
    sheet.figures |= {row.code: row.target.low for row in sheet.form.due if row.target}


def _copy_spending(sheet: Sheet, code: str) -> None:
    codes = [row.code for row in sheet.form.budget]
    sheet.figures[code] = sheet.figures[codes[codes.index(code) - 1]]


def _type_over_heading(sheet: Sheet, _: str) -> None:
    sheet.headings[FIGURE] = sheet.form.words.note


def _leave_half_out(sheet: Sheet, _: str) -> None:
    due = [row.code for row in sheet.form.due]
    for code in due[(len(due) + 1) // 2 :]:
        sheet.figures.pop(code)
        sheet.notes.pop(code, None)
    sheet.tick = sheet.sender = ""


def _leave_all_out(sheet: Sheet, _: str) -> None:
    sheet.figures.clear()
    sheet.notes.clear()
    sheet.tick = sheet.sender = ""


def _above_pagu(sheet: Sheet, code: str) -> Decimal:
    return next(row.ceiling for row in sheet.form.budget if row.code == code) + 12_500_000


def _retyped_name(sheet: Sheet, code: str) -> str:
    name, _, details = _words_of(sheet, code).partition("\n")
    return f"{name} di desa\n{details}"


def _raised_target(sheet: Sheet, code: str) -> str:
    words = sheet.form.words
    name, _, details = _words_of(sheet, code).partition("\n")
    rest = "".join(f" · {part}" for part in details.split(" · ")[1:])
    return f"{name}\n{words.target} {numerals.plain(_target_of(sheet, code) + 1)} {_measure_of(sheet, code)}{rest}"


MISTAKES: dict[str, Callable[[Sheet, str], None]] = {
    "a dash": _types(lambda _sheet, _code: "-"),
    "a date": _types(lambda _sheet, _code: "1/4/2026"),
    "a fraction": _types(lambda sheet, code: _target_of(sheet, code) / 100),
    "a NIP": _types(lambda _sheet, _code: "19870412 201001 1 099"),
    "above the maximum": _types(lambda _sheet, _code: Decimal(104)),
    "above the pagu": _types(_above_pagu),
    "another measure": _types(lambda sheet, code: f"{_shown(sheet, code)} kali"),
    "another target": _overtypes(_raised_target),
    "before its time": _types(lambda _sheet, _code: Decimal(6)),
    "below zero": _types(lambda sheet, code: -_target_of(sheet, code)),
    "code of the row that is copied": _overtypes(_words_of),
    "counts of another group": _notes("9 dari 10 pendatang"),
    "empty with a reason": _leave_empty_with_reason,
    "far above the target": _types(lambda sheet, code: _target_of(sheet, code) * 2 + 5),
    "far below the target": _types(lambda sheet, code: _target_of(sheet, code) / 2),
    "far from before": _types(lambda sheet, code: (sheet.past[code] * 2 / 5).quantize(Decimal("0.01"))),
    "formula that divides by zero": _types(lambda _sheet, _code: BrokenCell("#DIV/0!")),
    "half a thing": _types(lambda sheet, code: _target_of(sheet, code) - Decimal("0.5")),
    "half filled": _leave_half_out,
    "heading typed over": _type_over_heading,
    "last quarter's figures": _send_again,
    "left empty": _leave_empty,
    "less than before": _types(lambda sheet, code: (sheet.past[code] * 9 / 10).quantize(Decimal(1))),
    "measure with the number": _types(lambda sheet, code: f"{_shown(sheet, code)} {_measure_of(sheet, code)}"),
    "more than all": _notes("12 dari 10 desa"),
    "more than twice the target": _types(lambda sheet, code: _target_of(sheet, code) * 2 + 2),
    "name retyped": _overtypes(_retyped_name),
    "no cause told": _tell_no_cause,
    "no evidence": _leave_evidence_out,
    "no name": _leave_name_out,
    "nothing filled": _leave_all_out,
    "number as text": _types(_shown),
    "one more than the target": _types(lambda sheet, code: _target_of(sheet, code) + 1),
    "round numbers": _round_off,
    "seven too many": _types(lambda sheet, code: Decimal(str(sheet.figures[code])) + 7),
    "spending of the row above": _copy_spending,
    "the year so far": _types(lambda sheet, code: sheet.past[code] + _target_of(sheet, code)),
    "this quarter alone": _types(lambda _sheet, _code: Decimal(12)),
    "tick in other words": _tick_otherwise,
    "two numbers": _types(lambda sheet, code: f"{_shown(sheet, code)} dan 47"),
    "two ways to read": _types(lambda _sheet, _code: "4.250"),
    "unknown code": _overtypes(lambda sheet, code: _words_of(sheet, code).replace(code, f"{code}0", 1)),
    "words for a predicate": _types(lambda _sheet, _code: "Sangat baik"),
}
