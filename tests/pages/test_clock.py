"""How pages tell the SOP's clock: in words, in bars, and line by line of the trail."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from sheets_sync.model import Office
from sheets_sync.pages.clock import happened, minutes_words, stamp_words, time_bar, trail_of
from sheets_sync.records import Part, Stamp, StepRecord, record_data
from sheets_sync.step_status import Span, StepState, StepStatus
from sheets_sync.trail import EMPTY, Kind, Line, next_line

MOMENT = datetime(2026, 10, 5, 1, 15, tzinfo=UTC)


def line(kind: Kind, *, step: int = 0, **data: Any) -> Line:
    return next_line(EMPTY, MOMENT, kind, "Sekretaris", step=step, data=data)


def status(office: Office, number: int, minutes: int | None = None) -> StepStatus:
    step = next(step for step in office.procedure.steps if step.number == number)
    return StepStatus(step, StepState.DONE, 1, 1, "", "Camat", Span(minutes=minutes))


@pytest.mark.parametrize(("minutes", "words"), [(None, "tidak tercatat"), (0, "0"), (15, "15"), (2055, "2.055")])
def test_minutes_in_words(minutes: int | None, words: str) -> None:
    """Thousands have a point; what nobody recorded says so, and is no zero."""
    assert minutes_words(minutes) == words


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        (None, "tidak tercatat"),
        (Stamp(date(2026, 10, 5), time(9, 15)), "Senin 5 Oktober 2026 pukul 09.15 WITA"),
        (Stamp(date(2026, 10, 5)), "Senin 5 Oktober 2026, jam tidak tercatat"),
    ],
)
def test_a_time_as_far_as_it_was_recorded(stamp: Stamp | None, words: str) -> None:
    """A day alone is shown as one."""
    assert stamp_words(stamp, "WITA") == words


@pytest.mark.parametrize(
    ("minutes", "length", "mark"),
    [
        pytest.param(15, '100.0"', 'x="99.0"', id="as the standard: the mark stays inside"),
        pytest.param(30, '100.0"', 'x="50.0"', id="twice the standard"),
        pytest.param(0, '0.0"', 'x="99.0"', id="within the minute"),
    ],
)
def test_the_bar_shows_both_times_on_one_scale(office: Office, minutes: int, length: str, mark: str) -> None:
    """The longer of the two fills the bar; the title says both, so that colour and length are not alone."""
    bar = str(time_bar(status(office, 1, minutes)))
    assert f'class="isi" width="{length}' in bar
    assert mark in bar
    assert f"<title>{minutes} menit kerja, baku 15 menit</title>" in bar


def test_lines_stand_at_their_step(office: Office) -> None:
    """By the step that they name, else by what they tell; what is about no step stands at none."""
    steps = [status(office, number) for number in range(1, 10)]
    lines = [line(Kind.STEP, step=1), line(Kind.WORKBOOK), line(Kind.RECAP), line(Kind.STATE)]
    found = {item.step.number: [one.kind for one in kept] for item, kept in trail_of(steps, lines) if kept}
    assert found == {1: [Kind.STEP], 3: [Kind.WORKBOOK], 9: [Kind.RECAP]}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (line(Kind.STEP, step=1, **record_data(StepRecord(1, on_behalf="Camat", proof=("a.jpg",)))), "dicatat selesai a.n. Camat, 1 bukti"),
        (line(Kind.STEP, step=2, **record_data(StepRecord(2, Part.INITIALLED))), "dicatat diparaf"),
        (line(Kind.STEP, step=9, **record_data(StepRecord(9, done=False))), "dicatat mulai"),
        (line(Kind.RECAP, units=6, of=7), "rekap memuat 6 dari 7 unit"),
        (line(Kind.PAPER, jenis="notula", kode="6RKC-CKUP"), "naskah: notula (6RKC-CKUP)"),
        (line(Kind.STATE, state="dikirim"), "keadaan: dikirim"),
        (line(Kind.SHARED), "dibagikan"),
    ],
)  # fmt: skip
def test_a_line_in_words(told: Line, words: str) -> None:
    """What a reader of the page needs; a record is "dicatat", never "ditandatangani"."""
    assert happened(told) == words
