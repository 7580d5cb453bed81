"""How the office assesses, from [penilaian] of office.toml: formulas, policies for zero and for nothing, the scale."""

from __future__ import annotations

from sheets_sync.assessing import Assessing, Band, Method
from sheets_sync.settings.columns import ASSESSMENT, BAND, POLICIES
from sheets_sync.settings.rows import Line, Mistakes
from sheets_sync.settings.toml_file import TomlFile

PLACE, POLICY_TABLE, SCALE_TABLE = "penilaian", "penilaian.kebijakan", "penilaian.skala"
SAYS_LOWER = (Method.LOWER, Method.LOWER_RATIO)


def read_assessment(toml: TomlFile, mistakes: Mistakes) -> Assessing | None:
    """The office's rules of assessment; None where they could not be read whole, with the mistakes told."""
    main, policies = toml.table(PLACE, ASSESSMENT), toml.table(POLICY_TABLE, POLICIES)
    toml.only(PLACE, [*(field.key for field in ASSESSMENT), "skala", "kebijakan"])
    toml.only(POLICY_TABLE, [field.key for field in POLICIES])
    bands = _scale(toml, mistakes)
    if main.values.get("lower_method", Method.LOWER) not in SAYS_LOWER:
        line = toml.line(PLACE, key="rumus_turun")
        mistakes.add(toml.file, line, f"'rumus_turun' pilihannya: {', '.join(SAYS_LOWER)}")
    if not bands or not (main.complete(ASSESSMENT) and policies.complete(POLICIES)):
        return None
    return Assessing(bands, **main.values, **policies.values)


def _scale(toml: TomlFile, mistakes: Mistakes) -> tuple[Band, ...]:
    """The categories, highest first."""
    if not toml.readable:
        return ()
    lines = toml.tables(SCALE_TABLE, BAND)
    if not lines:
        text = "[[penilaian.skala]] belum ada; isi nama dan mulai tiap kategori"
        mistakes.add(toml.file, toml.line(PLACE), text)
    bands = [band for line in lines if line.complete(BAND) and (band := _band(line, mistakes))]
    if bands and min(band.least for band in bands) != 0:
        text = "kategori terendah di [[penilaian.skala]] harus mulai 0"
        mistakes.add(toml.file, toml.line(SCALE_TABLE), text)
    return tuple(sorted(bands, key=lambda band: band.least, reverse=True))


def _band(line: Line, mistakes: Mistakes) -> Band | None:
    """The category begins at `mulai`, or above `di_atas`."""
    name, start, above = line.values["name"], line.values["floor"], line.values["above"]
    if (start is None) == (above is None):
        mistakes.at(line, "floor", f"kategori {name!r}: isi salah satu, 'mulai' atau 'di_atas'")
        return None
    return Band(name, start) if above is None else Band(name, above, above=True)
