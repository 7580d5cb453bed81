"""What the workbook Kendali asks for: its tabs, one an officer, and their cells. Painted and read back from this."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from sheets_sync.model import Role
from sheets_sync.officers import OFFICERS, OPERATOR
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.records import Verdict

UNIT = "KENDALI"  # the mark in the key, and whose catatan they are
NATURES = ("Biasa", "Penting", "Segera", "Sangat Segera", "Rahasia")
VERDICTS = (Verdict.VALIDATE.value, Verdict.RETURN.value)
RECORDERS = (*(ROLE_NAMES[role] for role in OFFICERS), OPERATOR)


class Kind(Enum):
    """What a cell holds."""

    TEXT = auto()
    LONG = auto()  # several lines
    STAMP = auto()  # a day, with the time of day where that is known
    DAY = auto()
    CLOCK = auto()
    MINUTES = auto()
    NATURE = auto()
    WHO = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """A row to fill; its code stands first in the row, and finds it again wherever it went."""

    code: str
    label: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    fields: tuple[Field, ...]
    units: bool = False  # a table with a row a unit follows


@dataclass(frozen=True, slots=True)
class Page:
    """A tab, of the officer who holds the role."""

    name: str
    role: Role
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        return ROLE_NAMES[self.role]

    @property
    def codes_name(self) -> str:
        """The defined name of the column that begins with the codes."""
        return f"kendali_{self.name}_kode"

    @property
    def inputs_name(self) -> str:
        return f"kendali_{self.name}_isi"

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections for field in section.fields)


REASON_NAME, DATED_NAME = "kendali_unit_alasan", "kendali_unit_tanggal"
STEP_TIMES = (("Mulai", Kind.STAMP), ("Selesai", Kind.STAMP), ("Lama dikerjakan (menit)", Kind.MINUTES))


def _fields(letter: str, first: int, *asked: tuple[str, Kind]) -> tuple[Field, ...]:
    return tuple(Field(f"{letter}-{number:02}", label, kind) for number, (label, kind) in enumerate(asked, first))


CAMAT = Page(
    "camat",
    Role.CAMAT,
    (
        Section(
            "Langkah 1 · Perintah: lembar disposisi",
            _fields(
                "C", 1,
                ("Surat dari", Kind.TEXT), ("Nomor surat", Kind.TEXT), ("Tanggal surat", Kind.DAY),
                ("Diterima tanggal, pukul", Kind.STAMP), ("Nomor agenda", Kind.TEXT), ("Sifat", Kind.NATURE),
                ("Hal", Kind.TEXT), ("Diteruskan kepada", Kind.TEXT), ("Instruksi atau arahan", Kind.LONG),
                *STEP_TIMES, ("Dicatat oleh", Kind.WHO), ("Bukti: berkas foto atau pindaian, atau tautannya", Kind.TEXT),
            ),
        ),
        Section("Persetujuan rekap", _fields("C", 15, ("Disetujui tanggal", Kind.DAY), ("Dasar persetujuan", Kind.TEXT))),
    ),
)  # fmt: skip
SECRETARY = Page(
    "sekretaris",
    Role.SECRETARY,
    (
        Section(
            "Langkah 1 dan 2 · Meneruskan disposisi",
            _fields("T", 1, ("Diteruskan tanggal, pukul", Kind.STAMP), ("Instruksi kepada Kasubag Evlap", Kind.LONG), ("Dicatat oleh", Kind.WHO)),
        ),
        Section("Langkah 2 · Paraf format", _fields("T", 4, ("Format diparaf tanggal, pukul", Kind.STAMP), ("Dicatat oleh", Kind.WHO))),
    ),
)  # fmt: skip
EVALUATION = Page(
    "evlap",
    Role.EVALUATION,
    (
        Section("Langkah 2 · Membuat format", _fields("E", 1, *STEP_TIMES)),
        Section("Langkah 8 · Menerima hasil pengumpulan", _fields("E", 4, ("Diterima tanggal, pukul", Kind.STAMP))),
        Section("Langkah 9 · Rekap kecamatan", _fields("E", 5, *STEP_TIMES)),
    ),
)
PLANNING = Page(
    "perencanaan",
    Role.PLANNING,
    (
        Section(
            "Langkah 4 · Rapat",
            _fields(
                "P", 1,
                ("Tanggal", Kind.DAY), ("Jam mulai", Kind.CLOCK), ("Jam selesai", Kind.CLOCK), ("Tempat", Kind.TEXT),
                ("Pimpinan rapat", Kind.TEXT), ("Notulis", Kind.TEXT), ("Peserta, satu baris satu orang", Kind.LONG),
                ("Pembahasan (isi notula)", Kind.LONG), ("Kesimpulan", Kind.LONG),
            ),
        ),
        Section("Langkah 7 · Keputusan atas kiriman unit", (), units=True),
        Section(
            "Langkah 8 · Menyampaikan kepada Kasubag Evlap",
            _fields("P", 10, ("Diserahkan tanggal, pukul", Kind.STAMP), ("Diterima oleh", Kind.WHO)),
        ),
    ),
)  # fmt: skip
PAGES = (CAMAT, SECRETARY, EVALUATION, PLANNING)
