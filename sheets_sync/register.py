"""The register of papers (kelengkapan naskah): which papers each step asks for, and which are there; pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from typing import Any

from sheets_sync.model import Step, Unit
from sheets_sync.records import Paper, Signed

LETTERS = "34679ACDEFHJKMNPQRTUVWXY"  # no two of them look alike, printed or by hand
LENGTH = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that a step asks for, and what the register holds of it, newest last."""

    step: int
    kind: str
    unit: str
    papers: tuple[Paper, ...]

    @property
    def soft(self) -> bool:
        return any(paper.file for paper in self.papers)

    @property
    def signed(self) -> bool:
        return any(paper.signed is not Signed.NOT for paper in self.papers)

    @property
    def hard(self) -> bool:
        return any(paper.hardcopy for paper in self.papers)


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of the papers asked for are there: as a file, signed, and on paper."""

    soft: int
    signed: int
    hard: int
    of: int

    @property
    def words(self) -> str:
        if not self.of:
            return "tidak ada naskah yang diminta"
        return (
            f"softcopy {self.soft} dari {self.of}, bertanda tangan {self.signed} dari {self.of},"
            f" hardcopy {self.hard} dari {self.of}"
        )


def wanted(steps: Sequence[Step], units: Sequence[Unit], papers: Sequence[Paper]) -> tuple[Wanted, ...]:
    """Each paper that the SOP's steps ask for, once or for each unit, with those of the register that answer it."""
    found = []
    for step in steps:
        asked = [(kind, "") for kind in step.papers]
        asked += [(kind, unit.code) for kind in step.unit_papers for unit in units]
        found += [
            Wanted(step.number, kind, unit, _that_answer(papers, step.number, kind, unit)) for kind, unit in asked
        ]
    return tuple(found)


def _that_answer(papers: Iterable[Paper], step: int, kind: str, unit: str) -> tuple[Paper, ...]:
    return tuple(
        paper
        for paper in papers
        if paper.step == step and paper.kind.casefold() == kind.casefold() and (not unit or paper.unit == unit)
    )


def completeness(found: Iterable[Wanted]) -> Completeness:
    """The counts over these papers; they can be of one step or of all."""
    items = tuple(found)
    return Completeness(
        sum(item.soft for item in items),
        sum(item.signed for item in items),
        sum(item.hard for item in items),
        len(items),
    )


def replaced_by(papers: Sequence[Paper], paper: Paper) -> Paper | None:
    """The newest paper that we made of the same kind, step and unit after this one; None where it is the newest."""
    made = [item for item in papers if item.data_mark and _key(item) == _key(paper)]
    return made[-1] if paper in made and made[-1] != paper else None


def _key(paper: Paper) -> tuple[int, str, str]:
    return paper.step, paper.kind.casefold(), paper.unit


def mark_of(values: Mapping[str, Any]) -> str:
    """The hash of a paper's data: the same values give the same mark on any machine."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_told)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def _told(value: Any) -> Any:
    """A number with all its digits, or a formula with what it yields."""
    return str(value) if isinstance(value, Decimal) else astuple(value)


def code_for(seed: Sequence[str], taken: Collection[str] = ()) -> str:
    """A short code made of the seed, `7K3M-9QXA`; another one where the first is taken."""
    for turn in range(len(taken) + 1):
        number = int.from_bytes(hashlib.sha256("\0".join((*seed, str(turn))).encode("utf-8", "replace")).digest())
        letters = []
        for _ in range(LENGTH):
            number, left = divmod(number, len(LETTERS))
            letters.append(LETTERS[left])
        code = "".join(letters[:4]) + "-" + "".join(letters[4:])
        if code not in taken:
            return code
    raise ValueError("every code is taken")


def read_code(typed: str) -> str:
    """The code as it is kept, however somebody typed it (`7k3m 9qxa`); empty where it cannot be one."""
    letters = re.sub(r"[\W_]", "", typed).upper()
    return f"{letters[:4]}-{letters[4:]}" if len(letters) == LENGTH and set(letters) <= set(LETTERS) else ""
