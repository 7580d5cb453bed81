"""Who is asked what: replies, the five, and what settles a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.questions import MOST, merge, settle, settles
from sheets_sync.submission import Finding, Place, Reply, Severity

WEIGHTS = {"must": Severity.MUST, "ask": Severity.ANSWER, "note": Severity.NOTICE}


def finding(kind: str, number: int = 1, found: str = "sama") -> Finding:
    place = Place("Isi", f"B{number}", f"PEM-{number:02}")
    return Finding("W-01", WEIGHTS[kind], "PEM", place, found, "berbeda", "Periksa.", "sama?")


def reply(number: int, text: str, found: str = "sama") -> Reply:
    return Reply("W-01", f"PEM-{number:02}", found, text)


def rows(findings: tuple[Finding, ...], **wanted: bool) -> list[int]:
    """The numbers of the findings whose marks are as wanted."""
    return [int(item.place.cell[1:]) for item in findings if all(getattr(item, name) is is_so for name, is_so in wanted.items())]  # fmt: skip


def test_must_questions_notices_settled_in_this_order() -> None:
    """What must be mended is read first, what is settled last."""
    told = settle([finding("note", 1), finding("ask", 2), finding("must", 3), finding("ask", 4)], [reply(2, "Memang sama")])  # fmt: skip
    assert [item.place.cell for item in told] == ["B3", "B4", "B1", "B2"]


def test_five_questions_and_no_more() -> None:
    """The sixth question and those after it go to Kasubag Perencanaan."""
    told = settle([finding("ask", number) for number in range(1, 9)], [])
    assert rows(told, kept_back=False) == [1, 2, 3, 4, 5]
    assert rows(told, kept_back=True) == [6, 7, 8]


def test_an_answered_question_makes_no_room_for_another() -> None:
    """Five in all: who has answered two is asked three more, not five."""
    told = settle([finding("ask", number) for number in range(1, 8)], [reply(1, "Memang sama"), reply(2, "Lainnya: banjir")])  # fmt: skip
    assert rows(told, settled=True) == [1, 2]
    assert rows(told, settled=False, kept_back=False) == [3, 4, 5]
    assert rows(told, kept_back=True) == [6, 7]


def test_more_than_five_answers_stay_in_sight() -> None:
    """Whoever has answered six is asked nothing more, and nothing of it is hidden."""
    told = settle([finding("ask", number) for number in range(1, 9)], [reply(number, "Memang sama") for number in range(1, 7)])  # fmt: skip
    assert rows(told, settled=True) == [1, 2, 3, 4, 5, 6]
    assert rows(told, kept_back=True) == [7, 8]


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("Memang sama", True), ("memang demikian", True), ("Lainnya: banjir di dua desa", True), ("sudah dicek", True),
        ("Lainnya: ...", False), ("Lainnya:", False), ("lainnya", False), ("LAINNYA: ok", False), ("Lainnya: oke", True),
        ("Salah ketik, sudah diperbaiki", False), ("  salah   ketik ", False), ("", False), ("-", False), ("ya", False),
        ("123", True),
    ],
)  # fmt: skip
def test_what_settles(text: str, settled: bool) -> None:
    """Words of three letters at least; a promised mending settles nothing while the figure stands as it was."""
    assert settles(text) is settled
    (told,) = settle([finding("ask")], [reply(1, text)])
    assert (told.settled, told.reply) == (settled, text)


def test_a_reply_belongs_to_its_reason() -> None:
    """When something else stands there, the question is asked anew; only blanks may differ."""
    told = settle([finding("ask", 1, "3  dan 4")], [reply(1, "Memang sama", "3 dan 3")])
    assert rows(told, settled=True) == []
    assert rows(settle([finding("ask", 1, "3  dan 3")], [reply(1, "Memang sama", "3 dan 3")]), settled=True) == [1]


def test_what_must_be_mended_is_no_matter_of_words() -> None:
    """A reply beside it changes nothing."""
    (told,) = settle([finding("must")], [reply(1, "Memang sama")])
    assert (told.settled, told.reply, told.open) == (False, "", True)


def test_the_latest_reply_counts() -> None:
    """Of two replies to one question the later one."""
    (told,) = settle([finding("ask")], [reply(1, "Memang sama"), reply(1, "Lainnya: data desa")])
    assert told.reply == "Lainnya: data desa"


def test_open_is_what_somebody_has_to_do() -> None:
    """A notice and a settled question are not."""
    told = settle([finding("must", 1), finding("ask", 2), finding("ask", 3), finding("note", 4)], [reply(2, "Memang sama")])  # fmt: skip
    assert sorted(rows(told, open=True)) == [1, 3]


def test_merge_takes_what_stands() -> None:
    """A changed reply is taken over, an emptied one forgotten, one whose question is gone kept; in a fixed order."""
    kept = [reply(3, "Memang sama"), reply(2, "Memang sama"), reply(1, "Memang sama")]
    assert merge(kept, [reply(2, ""), reply(3, "Lainnya: hujan"), reply(4, "")]) == (
        reply(1, "Memang sama"), reply(3, "Lainnya: hujan"),
    )  # fmt: skip


KINDS = st.lists(st.sampled_from(sorted(WEIGHTS)), max_size=14)


@given(KINDS, st.lists(st.integers(1, 14)))
def test_settling_loses_nothing(kinds: list[str], answered: list[int]) -> None:
    """Whatever was found is told once, and never more than five open questions to the unit."""
    found = [finding(kind, number) for number, kind in enumerate(kinds, 1)]
    told = settle(found, [reply(number, "Memang sama") for number in answered])
    assert sorted(item.place.cell for item in told) == sorted(item.place.cell for item in found)
    asked = [item for item in told if item.severity is Severity.ANSWER and not item.kept_back]
    assert len([item for item in asked if not item.settled]) <= MOST
    assert settle(found, [reply(number, "Memang sama") for number in answered]) == told
