"""Who is asked what: replies settle questions, and a unit is asked no more than five.

What must be mended comes first. Questions beyond the fifth go to Kasubag Perencanaan; answered ones stay in sight
with their answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sheets_sync.grid import fit_text
from sheets_sync.submission import Finding, Reply, Severity
from sheets_sync.wording import folded

MOST = 5
MENDED = "salah ketik"  # how the answer begins that promises a mended figure; the figure itself has to show it
OTHER = "lainnya"  # how the answer begins that wants words of the unit's own

Asked = tuple[str, str, str]  # rule, row, what stood there


def settle(findings: Iterable[Finding], replies: Iterable[Reply], most: int = MOST) -> tuple[Finding, ...]:
    """The findings with the unit's replies, in the order in which a unit should read them.

    What must be mended, open questions (those beyond `most` kept back), notices, and settled questions last. A
    settled question counts among the ones that were asked.
    """
    given = {asked(reply.rule, reply.row, reply.found): reply.text for reply in replies}
    told = [_replied(finding, given) for finding in findings]
    left = max(most - sum(finding.settled for finding in told), 0)
    questions = [finding for finding in told if finding.severity is Severity.ANSWER and not finding.settled]
    return (
        *(finding for finding in told if finding.severity is Severity.MUST),
        *(replace(finding, kept_back=number >= left) for number, finding in enumerate(questions)),
        *(finding for finding in told if finding.severity is Severity.NOTICE),
        *(finding for finding in told if finding.settled),
    )


def asked(rule: str, row: str, found: str) -> Asked:
    """What a question is known by; the words that stood there, as far as a cell can give them back."""
    return rule, row, " ".join(fit_text(found).split())[:200]


def _replied(finding: Finding, given: Mapping[Asked, str]) -> Finding:
    text = given.get(asked(finding.rule, finding.place.row, finding.found), "")
    if finding.severity is not Severity.ANSWER or not text:
        return finding
    return replace(finding, reply=text, settled=settles(text))


def settles(text: str) -> bool:
    """Whether the words answer a question.

    "Salah ketik, sudah diperbaiki" does not: once it is true the question is gone. "Lainnya:" wants words behind it.
    """
    words = folded(text)
    if words.startswith(OTHER):
        words = words.removeprefix(OTHER)
    letters = sum(char.isalnum() for char in words)
    return letters >= 3 and not words.startswith(MENDED)


def merge(kept: Iterable[Reply], standing: Iterable[Reply]) -> tuple[Reply, ...]:
    """The replies that are known after those that stand in the workbook were read.

    A question that stands there with an emptied reply is unanswered again; one that stands there no longer keeps its
    reply, since the same question may come back.
    """
    known = {asked(reply.rule, reply.row, reply.found): reply for reply in (*kept, *standing)}
    return tuple(sorted((reply for reply in known.values() if reply.text), key=_order))


def _order(reply: Reply) -> tuple[str, str, str]:
    return reply.row, reply.rule, reply.found
