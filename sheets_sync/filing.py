"""Papers are filed: their files in data/<period>/naskah/, a row each in the register, a line each in the trail.

Nothing here signs anything: how a paper was signed outside is what somebody told, and is kept as told.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from sheets_sync.desk import Desk
from sheets_sync.errors import ArchiveError
from sheets_sync.files import write_atomically
from sheets_sync.period import Period
from sheets_sync.records import Paper, Signed
from sheets_sync.register import code_for
from sheets_sync.trail import Kind


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that was handed in: what is in it, its ending, and its hash."""

    content: bytes
    suffix: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def add(desk: Desk, period: Period, told: Paper, scan: Scan | None, by: str, *, name: str = "") -> Paper:
    """The paper as somebody told of it is registered by that role, its file kept beside it (under `name` where one is given).

    The same file of the same kind again completes its row: where its print lies can be told later.
    """
    digest = scan.digest if scan else ""
    known = next((row for row in desk.archive.papers(period) if digest and _is_that(row, told, digest)), None)
    if known:
        paper = _completed(known, told)
    else:
        seed = (told.kind, str(period), told.unit, digest, told.number, str(told.dated), told.kept_at)
        code = code_for(seed, codes(desk))
        named = name or (file_name(told.step, told.kind, told.unit, code, scan.suffix) if scan else "")
        paper = replace(told, code=code, file=named, sha256=digest)
    if scan:
        keep_file(desk, period, paper.file, scan.content)
    register(desk, period, paper, by)
    return paper


def _is_that(row: Paper, told: Paper, digest: str) -> bool:
    return (row.sha256, row.step, row.kind.casefold(), row.unit) == (digest, told.step, told.kind.casefold(), told.unit)


def _completed(known: Paper, told: Paper) -> Paper:
    """The known row with what is told now; what is not told stays."""
    return replace(
        known,
        number=told.number or known.number,
        dated=known.dated if known.data_mark else told.dated or known.dated,  # a made paper's day is part of its data
        signed=known.signed if told.signed is Signed.NOT else told.signed,
        hardcopy=known.hardcopy if told.hardcopy is None else told.hardcopy,
        hardcopy_on=told.hardcopy_on or known.hardcopy_on,
        kept_at=told.kept_at or known.kept_at,
    )


# --- the register -------------------------------------------------------------------------------------------


def register(desk: Desk, period: Period, paper: Paper, by: str) -> None:
    """The paper stands in the register, in the place of the row with its code, and in the trail; once, however often told."""
    rows = desk.archive.papers(period)
    if paper not in rows:
        kept = tuple(paper if row.code == paper.code else row for row in rows)
        desk.archive.keep_papers(period, kept if paper in kept else (*kept, paper))
    told = {
        "kode": paper.code, "jenis": paper.kind, "berkas": paper.file, "sha256": paper.sha256, "sidik": paper.data_mark,
        "tanda_tangan": paper.signed.value, "hardcopy": paper.hardcopy,
    }  # fmt: skip
    lines = [
        line for line in desk.archive.trail.of(period, Kind.PAPER, paper.unit) if line.data.get("kode") == paper.code
    ]
    if paper not in rows or not lines or lines[-1].data != told:
        desk.archive.trail.add(period, desk.now, Kind.PAPER, by, step=paper.step, unit=paper.unit, data=told)


def codes(desk: Desk) -> frozenset[str]:
    """Every code that the office has given out."""
    return frozenset(paper.code for period in desk.archive.periods() for paper in desk.archive.papers(period))


def file_name(step: int, kind: str, unit: str, code: str, suffix: str) -> str:
    """`6-rekap-unit-PEM-7K3M9QXA.docx`: nothing in it that some system refuses."""
    slug = re.sub(r"[^a-z0-9]+", "-", kind.casefold())[:40].strip("-") or "naskah"
    return "-".join(filter(None, (str(step), slug, unit, code.replace("-", "")))) + suffix


def keep_file(desk: Desk, period: Period, name: str, content: bytes) -> None:
    path = desk.archive.paper_folder(period) / name
    try:
        write_atomically(path, content)
    except OSError as failure:
        raise ArchiveError(
            f"{path} tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan."
        ) from failure
