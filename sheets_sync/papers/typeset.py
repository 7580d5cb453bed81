"""A page set by Typst from a template that the office edits: a PDF on its paper, or a picture for a phone.

The secret kept here: values reach the template as data, never as its source, so nothing that people typed is run; it
sees its own folder alone, no font but those beside it, no package from the network, and no clock.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import typst
from PIL import Image

from sheets_sync.errors import UsageError
from sheets_sync.papers.plain import plain

SCREEN = "layar"  # instead of a paper's name
PPI = 216.0  # with which a page 360 pt wide is 1080 pixels wide
PICTURE_LIMIT = 100_000  # bytes: what goes through WhatsApp over a thin link
COLOURS = (10, 8, 6, 5)  # of the picture, from the finest
APART = 100  # how far they are from each other, of 441 between black and white
Colour = tuple[int, int, int]
QUICK, BEST = 6, 8  # how hard it is pressed: the best takes three times as long, and one more ten times
NEARLY = 1.04  # what is so much too large may fit when it is pressed hard
PLACE = re.compile(r"┌─ (?P<file>.+?):(?P<line>\d+):\d+")
PACKAGE = re.compile(r'"@[^"\n]*/')


def typeset(template: Path, values: Mapping[str, Any], fonts: Path, at: datetime, paper: str) -> bytes:
    """The page as PDF on that paper (`F4`, `A4`), or as PNG where it is `layar`; UsageError where the template is broken.

    The template gets the values as JSON in `sys.inputs.nilai`, and the paper in `sys.inputs.kertas`. The same
    arguments give the same bytes; `at` is what the PDF says of its making.
    """
    _check(template)
    inputs = {"nilai": json.dumps(_plain(values), ensure_ascii=False), "kertas": paper}
    made = _compiled(template, inputs, fonts, at, "png" if paper == SCREEN else "pdf")
    if isinstance(made, list):
        raise UsageError(
            f"{_name(template)}: gambar hanya dapat satu halaman, tetapi templat membuat {len(made)} halaman."
        )
    return _small(made) if paper == SCREEN else made


def _small(png: bytes) -> bytes:
    """The picture in as many of its colours as keep it below the limit; in half as many dots where none do."""
    page = Image.open(BytesIO(png)).convert("RGB")
    distinct = _distinct(page)
    for colours in COLOURS:
        few = _painted(page, distinct[:colours])
        if len(_saved(few, QUICK)) < NEARLY * PICTURE_LIMIT and len(made := _saved(few, BEST)) < PICTURE_LIMIT:
            return made
    return _saved(_painted(_coarse(page), distinct[: COLOURS[-1]]), BEST)


def _distinct(page: Image.Image) -> list[Colour]:
    """The most common colours that are far from each other: a red word stays red beside the many shades of grey."""
    counted: list[tuple[int, Any]] = page.getcolors(page.width * page.height) or []
    chosen: list[Colour] = []
    for _, colour in sorted(counted, key=lambda item: (-item[0], item[1])):
        if all(_far(colour, other) for other in chosen):
            chosen.append(colour)
            if len(chosen) == COLOURS[0]:
                break
    return chosen


def _far(one: Colour, other: Colour) -> bool:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) >= APART**2


def _painted(page: Image.Image, colours: Sequence[Colour]) -> Image.Image:
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in colours for channel in colour])
    return page.quantize(palette=palette, dither=Image.Dither.NONE)


def _saved(page: Image.Image, level: int) -> bytes:
    stream = BytesIO()
    page.save(stream, "PNG", compress_level=level)
    return stream.getvalue()


def _coarse(page: Image.Image) -> Image.Image:
    """The page in the same width, drawn with half as many dots each way."""
    half = page.resize((page.width // 2, page.height // 2), Image.Resampling.BOX)
    return half.resize(page.size, Image.Resampling.NEAREST)


def _plain(value: Any) -> Any:
    """The value with every text in it as a paper can bear it."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _check(template: Path) -> None:
    """UsageError where the template is not there, or where it or a file beside it asks for a package."""
    if not template.is_file():
        raise UsageError(f"{_name(template)} tidak ada; salin dari kerangka `sheets-sync init`.")
    for path in sorted(template.parent.rglob("*.typ")):
        for number, line in enumerate(_text(path).splitlines(), 1):
            if PACKAGE.search(line):
                raise UsageError(
                    f'{_name(path)} baris {number}: paket Typst dari internet ("@...") tidak dipakai; tulis isinya di templat.'
                )


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError as failure:
        raise UsageError(f"{_name(path)} tidak dapat dibaca ({failure.strerror}); periksa izinnya.") from failure


def _compiled(template: Path, inputs: dict[str, str], fonts: Path, at: datetime, kind: Literal["pdf", "png"]) -> Any:
    folder = template.parent
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    if not known.families():  # Typst would make a page without a letter
        raise UsageError(f"{_name(fonts)}/ tidak berisi huruf (.ttf); salin dari kerangka `sheets-sync init`.")
    try:
        return typst.compile(
            template,
            root=folder,
            font_paths=known,
            format=kind,
            ppi=PPI,
            sys_inputs=inputs,
            timestamp=at.astimezone(timezone(at.utcoffset() or timedelta(0))),
            package_path=folder,  # what is computed to be a package is looked for here
            package_cache_path=folder,
        )
    except typst.TypstError as problem:
        raise UsageError(_told(template, problem)) from problem


def _told(template: Path, problem: typst.TypstError) -> str:
    """What is wrong with the template and in which line; Typst's own words, which are English, stand in brackets."""
    place = PLACE.search(problem.diagnostic)
    where = f"{_name(template.parent / Path(place['file']).name)} baris {place['line']}" if place else _name(template)
    words = "; ".join((problem.message, *problem.hints)).replace(f"{template.parent.resolve()}{os.sep}", "")
    return f"{where}: templatnya tidak dapat dipakai ({words}); perbaiki, atau salin templat bawaan."


def _name(path: Path) -> str:
    return f"templates/documents/{path.name}"
