"""Papers are made from what is archived, and found again by their code to see whether they still say it.

What fills Word templates is imported where it is used: it takes a moment that every other command would wait for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from sheets_sync.desk import Desk
from sheets_sync.errors import UsageError
from sheets_sync.filing import codes, file_name, keep_file, register
from sheets_sync.model import Role
from sheets_sync.papers.draft import Draft, PaperData
from sheets_sync.papers.kinds import KINDS, Waiting, drafts
from sheets_sync.period import Period
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.records import Control, Disposition, Meeting, Paper, last_records
from sheets_sync.register import code_for, read_code, replaced_by
from sheets_sync.trail import Kind

TEMPLATES = Path("templates") / "documents"


def gather(desk: Desk, period: Period) -> PaperData:
    """What the period's papers are made from, as it is archived now."""
    office, archive = desk.office, desk.archive
    forms = archive.forms.all(period)
    until = desk.deadlines(period)
    control = archive.control(period) or Control()
    return PaperData(
        office,
        period,
        until.on_time_until,
        until.locked_on,
        until.reason,
        until.locked_reason,
        recap=archive.recap(period),
        findings=archive.findings.all(period),
        courses=archive.courses.all(period),
        forms={unit: (form.version, len(form.due)) for unit, form in forms.items()},
        disposition=control.disposition if control.disposition != Disposition() else None,
        meeting=control.meeting if control.meeting != Meeting() else None,
        records=tuple(last_records(archive.trail.of(period, Kind.STEP)).values()),
    )


# --- making --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Making:
    """What became of each paper: made now, there already with the same data, waiting, or stopped by its template."""

    made: tuple[Paper, ...]
    same: tuple[Paper, ...]
    waiting: tuple[Waiting, ...]
    broken: tuple[str, ...]


def make(desk: Desk, data: PaperData, by: Role, step: int | None = None) -> Making:
    """Every paper (or each of one step) that can be made of the data now is filed and registered.

    A paper whose data has not changed since it was made is left as it is, whatever was done to its file in Word.
    """
    period, remade = data.period, _Remade(data, desk.now.date())
    made, same, waiting, broken = [], [], [], []
    for found in remade.on(desk.now.date()):
        if step not in (None, found.step):
            continue
        if isinstance(found, Waiting):
            waiting.append(found)
            continue
        valid = remade.valid(found, desk.archive.papers(period))
        if valid and (desk.archive.paper_folder(period) / valid[0].file).is_file():
            same.append(valid[0])
            continue
        try:
            former, draft = valid or (None, found)
            made.append(_file(desk, period, draft, by, former))
        except UsageError as problem:
            broken.append(str(problem))
    return Making(tuple(made), tuple(same), tuple(waiting), tuple(dict.fromkeys(broken)))


class _Remade:
    """The period's drafts as they would be on any day, each day's made once."""

    def __init__(self, data: PaperData, today: date) -> None:
        self._data = data
        self._days: dict[date, dict[tuple[str, str], Draft | Waiting]] = {}
        self._today = today

    def on(self, day: date) -> Iterable[Draft | Waiting]:
        return self._of(day).values()

    def again(self, paper: Paper) -> Draft | Waiting | None:
        """The draft of which the paper was made, from today's data; None where there is no such paper any more."""
        return self._of(paper.dated or self._today).get((paper.kind, paper.unit))

    def valid(self, draft: Draft, papers: Sequence[Paper]) -> tuple[Paper, Draft] | None:
        """The newest registered paper of that kind and unit that still says what the data says, and its draft."""
        for paper in reversed(papers):
            if paper.data_mark and (paper.kind, paper.unit) == (draft.kind, draft.unit):
                found = self.again(paper)
                if isinstance(found, Draft) and found.mark == paper.data_mark:
                    return paper, found
        return None

    def _of(self, day: date) -> dict[tuple[str, str], Draft | Waiting]:
        if day not in self._days:
            self._days[day] = {(found.kind, found.unit): found for found in drafts(self._data, day, KINDS)}
        return self._days[day]


def _file(desk: Desk, period: Period, draft: Draft, by: Role, former: Paper | None) -> Paper:
    """The draft as a file and a row of the register; `former` is the row whose file is gone."""
    code = former.code if former else code_for((draft.kind, str(period), draft.unit, draft.mark), codes(desk))
    content = _filled(desk, draft, code)
    name = file_name(draft.step, draft.template, draft.unit, code, draft.suffix)
    keep_file(desk, period, name, content)
    digest = hashlib.sha256(content).hexdigest()
    paper = replace(former, file=name, sha256=digest) if former else Paper(
        code, draft.step, draft.kind, draft.unit, name, digest, dated=draft.day, data_mark=draft.mark
    )  # fmt: skip
    register(desk, period, paper, ROLE_NAMES[by])
    return paper


def _filled(desk: Desk, draft: Draft, code: str) -> bytes:
    name, office = f"{draft.template}{draft.suffix}", desk.office
    try:
        template = (desk.root / TEMPLATES / name).read_bytes()
    except OSError as failure:
        raise UsageError(
            f"{TEMPLATES.as_posix()}/{name} tidak dapat dibaca ({failure.strerror}); salin dari kerangka `sheets-sync init`."
        ) from failure
    at = datetime.combine(draft.day, time(0), office.timezone)
    title = f"{draft.kind.capitalize()} {draft.period.label}"
    return _fill(draft.suffix)(template, name, draft.filled(code), office.paper, at, title, office.name)


def _fill(suffix: str) -> Callable[..., bytes]:
    """What fills templates of that kind."""
    if suffix == ".xlsx":
        from sheets_sync.papers.excel import fill_workbook  # noqa: PLC0415  # see the module's first lines

        return fill_workbook
    from sheets_sync.papers.word import fill_template  # noqa: PLC0415  # see the module's first lines

    return fill_template


# --- finding again -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a paper still says what is archived, and what there is to tell, in Indonesian."""

    paper: Paper
    period: Period
    matches: bool
    words: tuple[str, ...]


def check(desk: Desk, typed: str) -> Verdict:
    """What becomes of the paper with that code; UsageError where no such paper is registered."""
    code = read_code(typed)
    if not code:
        raise UsageError(
            f"{typed!r} bukan kode naskah; kodenya delapan huruf dan angka di kaki naskah, seperti 7K3M-9QXA."
        )
    for period in desk.archive.periods():
        papers = desk.archive.papers(period)
        if paper := next((item for item in papers if item.code == code), None):
            return _verdict(desk, period, paper, papers)
    raise UsageError(f"Kode {code} tidak dikenal: tidak ada naskah dengan kode itu dalam daftar naskah kantor ini.")


def _verdict(desk: Desk, period: Period, paper: Paper, papers: Sequence[Paper]) -> Verdict:
    file = _about_file(desk, period, paper)
    if not paper.data_mark:
        return Verdict(paper, period, not file, (file or "Berkasnya masih sama seperti saat didaftarkan.",))
    found = _Remade(gather(desk, period), desk.now.date()).again(paper)
    holds = isinstance(found, Draft) and found.mark == paper.data_mark
    words = [
        "masih sesuai dengan data di arsip."
        if holds
        else f"tidak sesuai lagi: data berubah {_since(desk, period, paper)}."
    ]
    if isinstance(found, Waiting):
        words.append(f"Sekarang naskah ini tidak dapat dibuat: {found.why}.")
    if newer := replaced_by(papers, paper):
        words.append(f"Sudah dibuat lagi dengan kode {newer.code}.")
    recap = desk.archive.recap(period)
    if not holds and recap and recap.standing.revision:
        words.append(f"Status angka sekarang: {recap.standing.words}. Naskah ini berlaku untuk angka sebelum itu.")
    return Verdict(paper, period, holds, tuple(filter(None, (*words, file))))


def _since(desk: Desk, period: Period, paper: Paper) -> str:
    lines = desk.archive.trail.of(period, Kind.PAPER, paper.unit)
    made = next((line for line in lines if line.data.get("kode") == paper.code), None)
    when = made.at.astimezone(desk.office.timezone) if made else None
    return f"sejak naskah dibuat {when:%d/%m/%Y %H.%M} {desk.office.zone}" if when else "sejak naskah dibuat"


def _about_file(desk: Desk, period: Period, paper: Paper) -> str:
    """What happened to the paper's file since it was registered; empty where nothing did."""
    if not paper.file:
        return ""
    try:
        content = (desk.archive.paper_folder(period) / paper.file).read_bytes()
    except OSError:
        return f"Berkas naskah/{paper.file} tidak ada lagi di arsip."
    if hashlib.sha256(content).hexdigest() == paper.sha256:
        return ""
    return f"Berkas naskah/{paper.file} diubah sesudah didaftarkan."
