"""Pictures of few colours: the pixels of any PNG come out right, and what is sent is small."""

from __future__ import annotations

import struct
import zlib
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sheets_sync.papers.picture import AVERAGE, NONE, PAETH, SIGNATURE, SUB, UP, small_picture

WHITE, BLACK, RED = (255, 255, 255), (0, 0, 0), (204, 0, 0)
Row = list[tuple[int, int, int]]


def png(rows: list[Row], filters: list[int], kind: int = 6) -> bytes:
    """A PNG of opaque pixels, each row written with the filter given for it, as W3C's section 9 says; not compressed."""
    lines = [bytes(len(rows[0]) * 4), *(bytes(value for pixel in row for value in (*pixel, 255)) for row in rows)]
    body = b"".join(
        bytes([how]) + filtered(how, line, above) for how, (above, line) in zip(filters, pairwise(lines), strict=True)
    )
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, kind, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(body, 0)), (b"IEND", b""))
    return SIGNATURE + b"".join(
        struct.pack(">I4s", len(data), name) + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def filtered(how: int, line: bytes, above: bytes) -> bytes:
    made = bytearray()
    for place, value in enumerate(line):
        left, corner = (line[place - 4], above[place - 4]) if place >= 4 else (0, 0)
        up = above[place]
        _, near = min((abs(left + up - corner - choice), order) for order, choice in enumerate((left, up, corner)))
        guess = {NONE: 0, SUB: left, UP: up, AVERAGE: (left + up) // 2, PAETH: (left, up, corner)[near]}[how]
        made.append((value - guess) % 256)
    return bytes(made)


def pixels(picture: bytes) -> list[Row]:
    """What a PNG with a palette and four bits a pixel shows, read by the book."""
    chunks, at = {}, len(SIGNATURE)
    while at < len(picture):
        length, name = struct.unpack_from(">I4s", picture, at)
        chunks[name] = picture[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", picture, at + 8 + length)[0] == zlib.crc32(name + chunks[name])
        at += length + 12
    width, height, *rest = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert rest == [4, 3, 0, 0, 0]
    body, palette, stride = zlib.decompress(chunks[b"IDAT"]), chunks[b"PLTE"], (width + 1) // 2 + 1
    assert len(body) == height * stride
    rows = []
    for start in range(0, len(body), stride):
        assert body[start] == NONE
        halves = [half for byte in body[start + 1 : start + stride] for half in (byte >> 4, byte & 15)]
        rows.append([tuple(palette[3 * index : 3 * index + 3]) for index in halves[:width]])
    return rows  # type: ignore[return-value]  # three values each


def shown(made: bytes) -> list[Row]:
    """What is left of the picture once it has to be smaller."""
    return pixels(small_picture(made, len(made)))


@pytest.mark.parametrize("how", [NONE, SUB, UP, AVERAGE, PAETH])
def test_each_filter_is_undone(how: int) -> None:
    """A picture of three flat colours comes out pixel by pixel, by whichever filter it was written."""
    rows = [[WHITE] * 9, [WHITE] * 3 + [BLACK] * 6, [BLACK] * 2 + [RED] * 7, [RED] * 5 + [WHITE] * 4] * 20
    assert shown(png(rows, [how] * 80)) == rows


@settings(max_examples=60, deadline=None)
@example([[0, 1, 2, 0]] * 3, [PAETH, AVERAGE, SUB])
@given(
    st.integers(1, 40).flatmap(
        lambda width: st.lists(st.lists(st.integers(0, 2), min_size=width, max_size=width), min_size=1, max_size=12)
    ),
    st.lists(st.sampled_from([NONE, SUB, UP, AVERAGE, PAETH]), min_size=12, max_size=12),
)
def test_any_mixture_of_filters_is_undone(drawn: list[list[int]], filters: list[int]) -> None:
    """Below areas of each colour, whatever is drawn comes out as it was."""
    width = max(len(drawn[0]), 2)
    flat = [[colour] * width for colour in (WHITE, BLACK, RED) for _ in range(31)]
    rows = flat + [([(WHITE, BLACK, RED)[index] for index in row] * 2)[:width] for row in drawn]
    hows = [NONE] * len(flat) + filters[: len(drawn)]
    assert shown(png(rows, hows)) == rows


def test_shades_become_the_nearest_colour() -> None:
    """Where there are more colours than a palette holds, those of large areas stay exact and others come near."""
    areas = [(value, value, value) for value in (0, 255)] + [(204, 0, 0), (0, 51, 102), (255, 204, 0)]
    shades = [(value, value, value) for value in range(0, 256, 5)]
    rows = [[colour] * 52 for colour in areas for _ in range(40)] + [shades]
    *flat, last = shown(png(rows, [UP] * len(rows)))
    assert flat == rows[:-1]
    assert last[0] == (0, 0, 0)
    assert last[-1] == (255, 255, 255)


@pytest.mark.parametrize(("width", "height"), [(40, 40), (41, 33), (1, 1)])
def test_a_crowded_picture_loses_detail_before_it_grows(width: int, height: int) -> None:
    """Where fewer colours do not do, every second dot stands for its neighbours: as large as it was, and small."""
    drawn = [[(WHITE, BLACK)[x * y * (x + y) // 3 % 2] for x in range(width)] for y in range(height)]
    rows = ([[BLACK] * width] * 31 + [[WHITE] * width] * 31 + drawn) if width > 1 else drawn
    height = len(rows)
    made = png(rows, [NONE] * height)
    assert pixels(small_picture(made, 1)) == [
        [rows[y // 2 * 2][x // 2 * 2] for x in range(width)] for y in range(height)
    ]


def test_a_small_picture_stays_as_it_is() -> None:
    """Nothing is done to what is below the limit already."""
    made = png([[WHITE] * 4] * 4, [SUB] * 4)
    assert small_picture(made, len(made) + 1) == made


def test_other_kinds_of_png_stay_as_they_are() -> None:
    """Only 8 bits of red, green, blue and alpha are understood; four bytes of grey are not taken for them."""
    made = png([[WHITE] * 4] * 4, [NONE] * 4, kind=4)
    assert small_picture(made, 0) == made
