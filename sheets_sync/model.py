"""The nouns of the office and of its data: plain values that know nothing of files, stores or pages.

Everything here is frozen. Units, officials and indicators are valid from and to a date, because offices change in
mid-year.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from sheets_sync.assessing import Assessing, Method
from sheets_sync.handover_map import HandoverMap
from sheets_sync.office_days import Hours, RegencyDeadline, SpecialDay
from sheets_sync.period import Period
from sheets_sync.reminder_words import ReminderWords
from sheets_sync.targets import Ceiling, Document, TargetSet, Yardstick, in_force

EXTRA_RULES = ("W-08", "W-09")  # of the check; off until the office turns them on
OFFICE_BOOKS = {"KENDALI": "Kendali", "FORMAT": "Format"}  # the office's own workbooks, by the code in their key
ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


class UnitKind(StrEnum):
    SUBDIVISION = "subbagian"
    SECTION = "seksi"
    VILLAGE = "kelurahan"


class Role(StrEnum):
    """Who acts in the SOP, as this office fills the roles."""

    CAMAT = "camat"
    SECRETARY = "sekretaris"
    EVALUATION = "kasubag_evlap"
    PLANNING = "kasubag_perencanaan"
    UNIT_HEAD = "kepala_unit"
    UNIT = "unit"  # all units together: an actor of steps, held by no single official


class Tenure(StrEnum):
    DEFINITIVE = "definitif"
    ACTING = "Plt."
    DAILY = "Plh."
    CARETAKER = "Pj."


class Polarity(StrEnum):
    """Which way is better (arah)."""

    HIGHER = "naik"
    LOWER = "turun"
    RANGE = "rentang"


class Accumulation(StrEnum):
    """How the quarters of a year make one figure (akumulasi)."""

    SUM = "jumlah"
    LAST = "posisi akhir"
    MEAN = "rata-rata"


class Frequency(StrEnum):
    MONTHLY = "bulanan"
    QUARTERLY = "triwulanan"
    HALF_YEARLY = "semesteran"
    YEARLY = "tahunan"


class TypedAs(StrEnum):
    """What the unit types: the quarter alone, or the year up to the quarter's end."""

    QUARTER = "triwulan ini"
    TO_DATE = "s.d. triwulan"


METHODS = {Polarity.HIGHER: Method.HIGHER, Polarity.LOWER: Method.LOWER, Polarity.RANGE: Method.RANGE}


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the office reaches for a unit, or for a role (then `unit` is the Role's value): by e-mail, WhatsApp or both."""

    unit: str
    address: str = field(default="", repr=False)
    group: bool = False  # of the address: a Google Group's
    whatsapp: str = field(default="", repr=False)  # digits, from the country's code on


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit kerja; `head` is the post of its head, whose holder stands in `Official`."""

    code: str
    name: str
    kind: UnitKind
    head: str
    valid_from: date
    valid_to: date | None = None
    replaces: tuple[str, ...] = ()  # the codes of the units that this one came out of


@dataclass(frozen=True, slots=True)
class Official:
    """Who held a post, in which role of the SOP, from and to when."""

    role: Role
    post: str
    name: str
    nip: str
    tenure: Tenure
    valid_from: date
    valid_to: date | None = None
    sample: bool = False

    @property
    def title(self) -> str:
        """The post as a document names it: `Plt. Camat Batui Selatan`."""
        return self.post if self.tenure is Tenure.DEFINITIVE else f"{self.tenure.value} {self.post}"


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indikator kinerja that one unit reports."""

    code: str
    unit: str
    objective: str
    name: str
    definition: str
    measure: str
    polarity: Polarity
    accumulation: Accumulation
    frequency: Frequency
    available_month: int  # 1 to 12: the month from which a figure can be had
    typed_as: TypedAs
    decimals: int
    maximum: Decimal | None
    source: str
    evidence_required: bool
    programme: str
    valid_from: date
    valid_to: date | None = None
    numerator: str = ""  # of a percentage: the indicators of the same unit that hold its counts
    denominator: str = ""
    part_of: str = ""  # the indicator of the same unit of which this is a part
    supporting: bool = False  # data pendukung: asked for the sake of another indicator, never assessed
    method: Method | None = None  # of capaian; None: the office's for this polarity
    concept: str = ""  # konsep, ukuran and klasifikasi after Satu Data Indonesia (Perpres 39/2019)
    dimension: str = ""
    classification: str = ""
    replaces: tuple[str, ...] = ()  # the codes of the indicators that this one came out of

    @property
    def is_predicate(self) -> bool:
        return self.measure.casefold() == "predikat"

    def method_under(self, assessing: Assessing) -> Method:
        """The formula of its capaian: the one that it names, else the office's for its polarity."""
        if self.method is not None:
            return self.method
        return assessing.lower_method if self.polarity is Polarity.LOWER else METHODS[self.polarity]

    def due_in(self, quarter: int) -> bool:
        """Whether a figure is asked for in that quarter of the year (1 to 4)."""
        first = (self.available_month + 2) // 3
        if self.frequency is Frequency.YEARLY:
            return quarter == first
        if self.frequency is Frequency.HALF_YEARLY:
            return quarter in (2, 4) and quarter >= first
        return quarter >= first


@dataclass(frozen=True, slots=True)
class Actor:
    """A column of the SOP's flow table, headed as in the source."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a step in this office: who acts, with, checked by, through and to whom."""

    by: Role
    together_with: Role | None = None
    checked_by: Role | None = None
    through: Role | None = None
    to: Role | None = None


class KnownFrom(StrEnum):
    """What shows that a step is done: something the machine sees, or a person's record."""

    PERSON = "catatan pejabat"
    FORMAT = "format dibuat"
    HANDED_OUT = "lembar dibagikan"
    FILLED = "isian unit"
    SENT = "kiriman unit"
    CHECKED = "pemeriksaan"
    RECAPPED = "rekap"


@dataclass(frozen=True, slots=True)
class Step:
    """One of the procedure's steps, in the source's own words."""

    number: int
    title: str
    description: str
    inputs: str
    minutes: int
    output: str
    remark: str
    drawn: dict[str, str]  # actor's code -> the arrows in that actor's cell, exactly as drawn
    holder: Holder
    known_from: KnownFrom
    papers: tuple[str, ...] = ()  # kinds of papers that the step must leave behind
    unit_papers: tuple[str, ...] = ()  # and those that it must leave for each unit


@dataclass(frozen=True, slots=True)
class EditorsNote:
    """A catatan penyunting: what is odd in the source at `place`, and left as it is."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """The SOP as data, nothing corrected in silence."""

    government: str
    district: str
    regency: str
    number: str
    made_on: str
    revised_on: str
    effective_on: str
    title: str
    approved_by_post: str
    approved_by_name: str
    approved_by_nip: str
    legal_bases: tuple[str, ...]
    qualifications: tuple[str, ...]
    related: tuple[str, ...]
    equipment: tuple[str, ...]
    warnings: tuple[str, ...]
    records: tuple[str, ...]
    records_closing: str
    output_heading: str  # of the flow table, as spelled in the source
    actors: tuple[Actor, ...]
    steps: tuple[Step, ...]
    notes: tuple[EditorsNote, ...]


@dataclass(frozen=True)  # without slots, so that its rows are indexed once
class Office:
    """All that the office states about itself, checked to be free of contradictions."""

    name: str
    regency: str
    province: str
    region_code: str
    zone: str
    paper: str
    letterhead: tuple[str, ...]
    sample: bool
    store: str
    folder: str
    google_folder: str
    invite: bool
    on_time_before: int  # working days before the kabupaten's deadline
    locked_before: int
    regency_workday: int  # assumed: the n-th working day after the quarter, where no deadline is entered
    budget_filler: str
    assessing: Assessing
    predicates: dict[str, Decimal]
    agreements: tuple[Document, ...]
    budget_documents: tuple[Document, ...]
    units: tuple[Unit, ...]
    officials: tuple[Official, ...]
    indicators: tuple[Indicator, ...]
    targets: tuple[TargetSet, ...]
    ceilings: tuple[Ceiling, ...]
    special_days: tuple[SpecialDay, ...]
    contacts: tuple[Contact, ...] | None = field(repr=False)  # None: this machine has no file of them
    procedure: Procedure
    extra_rules: frozenset[str] = frozenset()  # codes of EXTRA_RULES that this office has turned on
    yardsticks: tuple[Yardstick, ...] = ()  # of comparisons.csv
    regency_deadlines: tuple[RegencyDeadline, ...] = ()
    hours: tuple[Hours, ...] = ()  # the office's own; for a season without any, those of Perpres 21/2023
    invitation: str = ""  # the message that goes with a shared workbook; may name {unit}, {triwulan}, {batas} ...
    reminders: ReminderWords = field(default_factory=ReminderWords)
    licence: str = "CC-BY-4.0"  # of the open data, by its code
    handovers: tuple[HandoverMap, ...] = ()  # the files that the kabupaten wants

    @property
    def timezone(self) -> ZoneInfo:
        return ZoneInfo(ZONES[self.zone])

    @property
    def mailable(self) -> tuple[Contact, ...]:
        """The contacts with whom a workbook can be shared: those with an e-mail address."""
        return tuple(contact for contact in self.contacts or () if contact.address)

    def has_agreement(self, period: Period) -> bool:
        """Whether a perjanjian kinerja of the period's year is in force on its last day."""
        return any(item.year == period.year and item.in_force_from <= period.last_day for item in self.agreements)

    def units_in(self, period: Period) -> tuple[Unit, ...]:
        """The units that stand on the period's last day, in the order of the office's file."""
        return tuple(unit for unit in self.units if holds(unit, period.last_day))

    def indicators_of(self, unit: str, period: Period) -> tuple[Indicator, ...]:
        return tuple(item for item in self.indicators if item.unit == unit and holds(item, period.last_day))

    def quarters_due(self, indicator: str, period: Period) -> int:
        """In how many quarters of the year, up to and including this one, a figure is asked for."""
        found = self.indicators_by_code.get(indicator)
        return sum(found.due_in(past.quarter) for past in period.year_so_far) if found else 0

    def targets_of(self, indicator: str, period: Period) -> TargetSet | None:
        """The indicator's targets in the agreement in force at the period's end; None without one."""
        return in_force(self.target_sets.get(indicator, ()), self.agreements, period)

    def programme_of(self, indicator: str) -> str:
        """The code of the programme that supports the indicator; empty where none is named."""
        found = self.indicators_by_code.get(indicator)
        return found.programme if found else ""

    @cached_property
    def indicators_by_code(self) -> dict[str, Indicator]:
        return {item.code: item for item in self.indicators}

    @cached_property
    def units_by_code(self) -> dict[str, Unit]:
        return {item.code: item for item in self.units}

    @cached_property
    def target_sets(self) -> dict[str, tuple[TargetSet, ...]]:
        """Each indicator's targets in all documents, by its code."""
        found: dict[str, tuple[TargetSet, ...]] = {}
        for row in self.targets:
            found[row.indicator] = (*found.get(row.indicator, ()), row)
        return found

    def ceilings_in(self, period: Period) -> tuple[Ceiling, ...]:
        """Each programme's pagu in the budget document in force at the period's end."""
        by_programme: dict[str, list[Ceiling]] = {}
        for row in self.ceilings:
            by_programme.setdefault(row.programme, []).append(row)
        found = (in_force(rows, self.budget_documents, period) for rows in by_programme.values())
        return tuple(row for row in found if row is not None)

    def official(self, post_or_role: str, day: date) -> Official | None:
        """Who held that role (or, for heads of units, that post) on the day; None where nobody is recorded."""
        held = (item for item in self.officials if post_or_role in (item.post, item.role.value) and holds(item, day))
        return next(held, None)


def holds(row: Unit | Official | Indicator, day: date) -> bool:
    """Whether the row is valid on the day, both ends included."""
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
