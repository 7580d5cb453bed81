"""How indicators hang together: the counts behind a percentage (pembilang, penyebut) and the parts of a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sheets_sync import numerals
from sheets_sync.model import Indicator
from sheets_sync.settings.rows import Known, Line, Mistakes
from sheets_sync.targets import TargetSet

HEADINGS = {"numerator": "pembilang", "denominator": "penyebut", "part_of": "bagian_dari"}


def check_relations(lines: Sequence[Line], known: Known, mistakes: Mistakes) -> None:
    """What a row names is another indicator of its own unit, counts come in pairs, and no whole is its own part."""
    by_code = {line.values["code"]: line for line in lines if "code" in line.values}
    for name, heading in HEADINGS.items():
        known.check(lines, name, heading, mistakes)
    for line in lines:
        for name, heading in HEADINGS.items():
            _named(line, name, heading, by_code, mistakes)
        _pair(line, mistakes)
        if _circles(line, by_code):
            text = (
                f"'bagian_dari' {line.values['code']} kembali ke indikator itu sendiri lewat {line.values['part_of']}"
            )
            mistakes.at(line, "part_of", text)


def _named(line: Line, name: str, heading: str, by_code: Mapping[str, Line], mistakes: Mistakes) -> None:
    code, other = line.values.get("code"), by_code.get(line.values.get(name) or "")
    if code is None or other is None:
        return
    if other.values["code"] == code:
        mistakes.at(line, name, f"{heading!r} {code} menunjuk dirinya sendiri; tulis kode indikator lain")
    elif {"unit"} <= line.values.keys() & other.values.keys() and line.values["unit"] != other.values["unit"]:
        text = (
            f"{heading!r} {code} menunjuk {other.values['code']} dari unit {other.values['unit']}; harus unit yang sama"
        )
        mistakes.at(line, name, text)


def _pair(line: Line, mistakes: Mistakes) -> None:
    """Numerator and denominator stand together, are two indicators, and belong to a percentage."""
    if not {"numerator", "denominator"} <= line.values.keys():
        return
    numerator, denominator = line.values["numerator"], line.values["denominator"]
    if bool(numerator) != bool(denominator):
        filled, empty = ("pembilang", "penyebut") if numerator else ("penyebut", "pembilang")
        at = "denominator" if numerator else "numerator"
        mistakes.at(line, at, f"{filled!r} diisi tetapi {empty!r} kosong; isi keduanya atau kosongkan")
    elif numerator and numerator == denominator:
        text = f"'pembilang' dan 'penyebut' sama-sama {numerator}; tulis dua indikator yang berbeda"
        mistakes.at(line, "denominator", text)
    if numerator and denominator and not numerals.is_percent(line.values.get("measure", "%")):
        text = f"'pembilang' dan 'penyebut' hanya untuk persentase, sedangkan satuannya {line.values['measure']}"
        mistakes.at(line, "measure", text)


def _circles(line: Line, by_code: Mapping[str, Line]) -> bool:
    """Whether the way from part to whole comes back to where it began, through another indicator."""
    start, seen = line.values.get("code"), set[str]()
    at = line.values.get("part_of")
    if at == start:
        return False  # nothing named, or itself, which was said already
    while at and at != start and at in by_code and at not in seen:
        seen.add(at)
        at = by_code[at].values.get("part_of")
    return at == start


def with_supporting(indicators: Iterable[Indicator], targets: Iterable[TargetSet]) -> tuple[Indicator, ...]:
    """The indicators, those marked that only serve another: counts, parts or wholes without a target in any document."""
    found = tuple(indicators)
    serving = {code for item in found for code in (item.numerator, item.denominator, item.part_of)}
    serving |= {item.code for item in found if item.part_of}
    aimed = {row.indicator for row in targets if any((row.annual, *row.quarters))}
    return tuple(
        replace(item, supporting=item.code in serving and item.code not in aimed and not item.numerator)
        for item in found
    )
