"""`kabupaten/kecamatan.csv`: the kecamatan that should report, and where each one's package lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sheets_sync.errors import OfficeError
from sheets_sync.regency import Expected, regency_of
from sheets_sync.settings import parsing
from sheets_sync.settings.csv_file import read_csv
from sheets_sync.settings.rows import Field, Mistakes, unique

FIELDS = (
    Field("kode", "region", parsing.region_code),
    Field("nama", "name", parsing.short_text),
    Field("sumber", "source", parsing.text, required=False, default="", may_lack=True),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A kecamatan of the list; `source` is a folder or an address, empty where none is known yet."""

    region: str
    name: str
    source: str

    @property
    def expected(self) -> Expected:
        return Expected(self.region, self.name)


def read_districts(path: Path) -> tuple[Listed, ...]:
    """The list in the order of codes, empty where there is no such file; OfficeError with all its mistakes."""
    if not path.exists():
        return ()
    mistakes = Mistakes()
    lines = read_csv(path, FIELDS, mistakes)
    unique(lines, ("region",), "kode", mistakes)
    first = next((line.values["region"] for line in lines if "region" in line.values), "")
    for line in lines:
        region = line.values.get("region", first)
        if regency_of(region) != regency_of(first):
            mistakes.at(
                line, "region", f"{region} bukan kecamatan di {regency_of(first)}; satu daftar untuk satu kabupaten"
            )
    if mistakes.found:
        raise OfficeError(mistakes.found, "Daftar kecamatan")
    return tuple(sorted((Listed(**line.values) for line in lines), key=lambda item: item.region))
