"""The chain of marks: what was done to a trail after it was written is found."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.trail import EMPTY, Kind, Line, end_of, next_line, read, written

WITA = timezone(timedelta(hours=8))
AT = datetime(2026, 10, 8, 10, 30, tzinfo=WITA)

texts = st.text(max_size=12)
data = st.dictionaries(
    texts, st.none() | st.booleans() | st.integers() | texts | st.lists(texts, max_size=2), max_size=3
)
moments = st.datetimes(timezones=st.sampled_from((UTC, WITA, timezone(timedelta(hours=-3, minutes=-30)))))
entries = st.tuples(moments, st.sampled_from(Kind), texts, st.integers(0, 9), texts, data)


@st.composite
def chains(draw: st.DrawFn, least: int = 1) -> tuple[Line, ...]:
    """Some lines, each following the one before."""
    lines: list[Line] = []
    for at, kind, by, step, unit, held in draw(st.lists(entries, min_size=least, max_size=5)):
        last = end_of(lines[-1]) if lines else EMPTY
        lines.append(next_line(last, at, kind, by, step=step, unit=unit, data=held))
    return tuple(lines)


def content(*lines: Line) -> bytes:
    return b"".join(map(written, lines))


def line(data: dict[str, Any] | None = None, by: str = "Camat") -> Line:
    return next_line(EMPTY, AT, Kind.STEP, by, data=data or {})


# --- what was not touched ------------------------------------------------------------------------------------


@given(chains())
def test_what_was_written_is_read_back_and_whole(lines: tuple[Line, ...]) -> None:
    """Whatever the texts hold, and with the zone of each moment."""
    found = read(content(*lines))
    assert (found.lines, found.faults, found.cut) == (lines, (), 0)
    assert [item.at.utcoffset() for item in found.lines] == [item.at.utcoffset() for item in lines]


@given(chains(least=2), st.data())
def test_a_trail_can_be_read_on_from_any_line(lines: tuple[Line, ...], drawn: st.DataObject) -> None:
    """What follows is judged as if all had been read."""
    half = drawn.draw(st.integers(1, len(lines) - 1))
    found = read(content(*lines[half:]), end_of(lines[half - 1]), half + 1)
    assert (found.lines, found.faults) == (lines[half:], ())


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\r", "\r\n", "\n", "\x0b", "\x0c", "\x1c", "\0"])
def test_line_ends_inside_a_text_end_no_line(end: str) -> None:
    """Not even those that other programs split at."""
    first = line({"why": f"dua{end}baris"}, by=f"Kasubag{end}Perencanaan")
    found = read(content(first, next_line(end_of(first), AT, Kind.STEP, "Camat", data={})))
    assert (len(found.lines), found.faults) == (2, ())
    assert found.lines[0].data == {"why": f"dua{end}baris"}


def test_a_line_is_what_it_will_be_read_back_as() -> None:
    """Tuples are lists and keys are texts at once; half a character of a broken argument becomes a question mark."""
    made = line({"proof": ("a.pdf", "b.pdf"), "why": "rusak \udcff"})
    assert made.data == {"proof": ["a.pdf", "b.pdf"], "why": "rusak ?"}
    assert read(content(made)).lines == (made,)


# --- what is refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_no_number_that_json_does_not_know_is_written(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        line({"angka": value})


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_nor_read(word: str) -> None:
    """Not even one that is too great for a number."""
    assert read(content(line({"angka": 7})).replace(b":7}", f":{word}}}".encode())).faults == (
        "baris 1 tidak dapat dibaca",
    )


def test_a_moment_has_a_zone() -> None:
    """Written without one it is refused, and read without one it is no line."""
    with pytest.raises(ValueError, match="without a zone"):
        next_line(EMPTY, AT.replace(tzinfo=None), Kind.STEP, "Camat", data={})
    assert read(content(line()).replace(b"+08:00", b"")).faults == ("baris 1 tidak dapat dibaca",)


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"number": 1'])
def test_what_is_no_line_is_named_and_the_others_are_read(raw: bytes) -> None:
    first = line()
    second = next_line(end_of(first), AT, Kind.STEP, "Camat", data={})
    third = next_line(end_of(second), AT, Kind.STEP, "Camat", data={})
    found = read(written(first) + raw + b"\n" + written(third))
    assert (found.lines, found.faults) == ((first, third), ("baris 2 tidak dapat dibaca",))


# --- what was done to it -------------------------------------------------------------------------------------


@given(chains(), st.data())
def test_a_changed_byte_is_found(lines: tuple[Line, ...], drawn: st.DataObject) -> None:
    """Any byte, changed to any other: also one that leaves the line's meaning as it was."""
    whole = bytearray(content(*lines))
    place = drawn.draw(st.integers(0, len(whole) - 1))
    whole[place] = drawn.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    found = read(bytes(whole))
    assert found.faults or found.cut


@given(chains(), st.data(), st.binary(min_size=1, max_size=3))
def test_bytes_put_in_are_found(lines: tuple[Line, ...], drawn: st.DataObject, more: bytes) -> None:
    """A blank, too, that JSON does not care for."""
    whole = content(*lines)
    place = drawn.draw(st.integers(0, len(whole)))
    found = read(whole[:place] + more + whole[place:])
    assert found.faults or found.cut


@given(chains(least=2), st.data())
def test_a_line_taken_out_is_found(lines: tuple[Line, ...], drawn: st.DataObject) -> None:
    """Any but the last, which the ledger's note of the end is for."""
    gone = drawn.draw(st.integers(0, len(lines) - 2))
    assert read(content(*lines[:gone], *lines[gone + 1 :])).faults == (f"sebelum baris {gone + 1} hilang 1 baris",)


@given(chains(least=2), st.data())
def test_swapped_lines_are_found(lines: tuple[Line, ...], drawn: st.DataObject) -> None:
    one, other = sorted(drawn.draw(st.lists(st.integers(0, len(lines) - 1), min_size=2, max_size=2, unique=True)))
    swapped = list(lines)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    assert read(content(*swapped)).faults


@given(chains(), st.data())
def test_a_doubled_line_is_found(lines: tuple[Line, ...], drawn: st.DataObject) -> None:
    place = drawn.draw(st.integers(0, len(lines) - 1))
    assert read(content(*lines[: place + 1], *lines[place:])).faults


@given(chains(least=2), st.data())
def test_a_line_put_in_or_written_anew_is_found(lines: tuple[Line, ...], drawn: st.DataObject) -> None:
    """Even one that fits what stands before it: what follows does not fit it."""
    place = drawn.draw(st.integers(0, len(lines) - 2))
    last = end_of(lines[place - 1]) if place else EMPTY
    forged = next_line(last, AT, Kind.APPROVAL, "Camat", data={"basis": "palsu"})
    assert read(content(*lines[:place], forged, *lines[place:])).faults
    assert read(content(*lines[:place], forged, *lines[place + 1 :])).faults == (
        f"baris {place + 2} tidak menyambung pada baris sebelumnya",
    )


def test_a_change_is_named_with_what_the_line_says_now() -> None:
    """Its row, its kind and its moment."""
    found = read(content(line(by="Camat")).replace(b"Camat", b"Lurah"))
    assert found.faults == ("baris 1 diubah sesudah ditulis (langkah, 08/10/2026 10.30)",)


@given(chains(), st.data())
def test_half_a_line_at_the_end_is_told_by_its_bytes(lines: tuple[Line, ...], drawn: st.DataObject) -> None:
    """The lines before it stand."""
    half = drawn.draw(st.integers(1, len(written(lines[-1])) - 1))
    found = read(content(*lines[:-1]) + written(lines[-1])[:half])
    assert (found.lines, found.faults, found.cut) == (lines[:-1], (), half)


def test_a_line_holds_the_mark_of_the_one_before() -> None:
    """As people can see in the file."""
    lines = [line()]
    for _ in range(3):
        lines.append(next_line(end_of(lines[-1]), AT, Kind.STEP, "Camat", data={}))
    told = [json.loads(raw) for raw in content(*lines).splitlines()]
    assert [item["number"] for item in told] == [1, 2, 3, 4]
    assert all(one["mark"] == other["before"] for one, other in pairwise(told))
