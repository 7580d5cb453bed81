"""The files of office/ read, and held against each other, into one `Office` without contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from sheets_sync.assessing import Assessing
from sheets_sync.handover_map import HandoverMap
from sheets_sync.model import Contact, Indicator, Office, Official, Procedure, Role, Unit
from sheets_sync.office_days import Hours, RegencyDeadline, SpecialDay
from sheets_sync.reminder_words import ReminderWords
from sheets_sync.settings import parsing
from sheets_sync.settings.assessment import read_assessment
from sheets_sync.settings.columns import (
    BUDGET,
    CEILING,
    CHECKS,
    CONTACT,
    DEADLINES,
    DOCUMENT,
    HOURS,
    INDICATOR,
    OFFICE,
    OFFICIAL,
    OPEN_DATA,
    REGENCY_DEADLINE,
    REMINDERS,
    SPECIAL_DAY,
    STORE,
    TARGET,
    UNIT,
)
from sheets_sync.settings.comparisons import COMPARISONS_FILE, check_comparisons, make_yardsticks, read_comparisons
from sheets_sync.settings.contacts import CONTACTS_FILE, check_contacts, read_contacts
from sheets_sync.settings.csv_file import read_csv
from sheets_sync.settings.handovers import FOLDER as HANDOVERS
from sheets_sync.settings.handovers import read_handovers
from sheets_sync.settings.relations import check_relations, with_supporting
from sheets_sync.settings.rows import Field, Known, Line, Mistakes, made, unique
from sheets_sync.settings.sop import read_procedure
from sheets_sync.settings.targets import make_ceilings, make_targets
from sheets_sync.settings.timing import OLD_KEYS, check_days, check_days_before, check_entered, check_old_keys
from sheets_sync.settings.toml_file import TomlFile
from sheets_sync.targets import Document

MAIN_TABLES = {
    "kantor": OFFICE,
    "penyimpanan": STORE,
    "tenggat": DEADLINES,
    "anggaran": BUDGET,
    "pemeriksaan": CHECKS,
    "data_terbuka": OPEN_DATA,
}
DATED_TABLES = ("tenggat_kabupaten", "jam_kerja")


@dataclass(frozen=True, slots=True)
class Files:
    """Every file of office/ as rows, before they are held against each other."""

    main: dict[str, Any]
    filler_line: int
    assessing: Assessing | None  # None where office.toml could not be read
    predicates: dict[str, Decimal] | None  # None where office.toml could not be read
    agreements: list[Line]
    budget_documents: list[Line]
    units: list[Line]
    officials: list[Line]
    indicators: list[Line]
    targets: list[Line]
    ceilings: list[Line]
    days: list[Line]
    hours: list[Line]
    regency_deadlines: list[Line]
    contacts: list[Line] | None
    reminders: ReminderWords
    procedure: Procedure | None
    comparisons: list[Line] = field(default_factory=list)
    handovers: tuple[HandoverMap, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)  # what people know a file as, where not by its name

    @property
    def filler(self) -> str:
        return str(self.main.get("budget_filler", ""))

    def name(self, file: str) -> str:
        return self.called.get(file, file)


def read_office(folder: Path, mistakes: Mistakes, contacts: str = "") -> Office | None:
    """The office of that folder; None where anything is wrong, with all of it among the mistakes.

    `contacts` stands in for contacts.csv where there is none.
    """
    return office_of(read_files(folder, mistakes, contacts), mistakes)


def office_of(files: Files, mistakes: Mistakes) -> Office | None:
    """The rows held against each other and made one office; None where anything is wrong, with all of it told."""
    _check_rows(files, mistakes)
    _check_references(files, mistakes)
    indicators = made(Indicator, files.indicators, INDICATOR)
    targets = make_targets(files.targets, {item.code: item for item in indicators}, files.predicates, mistakes)
    yardsticks = make_yardsticks(
        files.comparisons, {item.code: item for item in indicators}, files.predicates, mistakes
    )
    _every_unit_asked(files, indicators, mistakes)
    if mistakes.found or files.predicates is None or files.procedure is None or files.assessing is None:
        return None
    return Office(
        **files.main,
        assessing=files.assessing,
        predicates=files.predicates,
        agreements=made(Document, files.agreements, DOCUMENT),
        budget_documents=made(Document, files.budget_documents, DOCUMENT),
        units=made(Unit, files.units, UNIT),
        officials=made(Official, files.officials, OFFICIAL),
        indicators=with_supporting(indicators, targets),
        targets=targets,
        ceilings=make_ceilings(files.ceilings, files.filler),
        special_days=made(SpecialDay, files.days, SPECIAL_DAY),
        hours=made(Hours, files.hours, HOURS),
        regency_deadlines=made(RegencyDeadline, files.regency_deadlines, REGENCY_DEADLINE),
        contacts=None if files.contacts is None else made(Contact, files.contacts, CONTACT),
        procedure=files.procedure,
        reminders=files.reminders,
        yardsticks=yardsticks,
        handovers=files.handovers,
    )


def read_files(folder: Path, mistakes: Mistakes, contacts: str = "") -> Files:
    toml = TomlFile(folder / "office.toml", mistakes)
    return Files(
        main=_main_tables(toml, mistakes) if toml.readable else {},
        filler_line=toml.line("anggaran", key="pengisi"),
        assessing=read_assessment(toml, mistakes),
        predicates=_predicates(toml) if toml.readable else None,
        agreements=toml.tables("perjanjian", DOCUMENT),
        budget_documents=toml.tables("dokumen_anggaran", DOCUMENT),
        units=read_csv(folder / "units.csv", UNIT, mistakes),
        officials=read_csv(folder / "officials.csv", OFFICIAL, mistakes),
        indicators=read_csv(folder / "indicators.csv", INDICATOR, mistakes),
        targets=read_csv(folder / "targets.csv", TARGET, mistakes),
        ceilings=read_csv(folder / "programmes.csv", CEILING, mistakes),
        days=read_csv(folder / "holidays.csv", SPECIAL_DAY, mistakes),
        hours=toml.tables("jam_kerja", HOURS),
        regency_deadlines=toml.tables("tenggat_kabupaten", REGENCY_DEADLINE),
        contacts=read_contacts(folder / CONTACTS_FILE, contacts, mistakes),
        reminders=_reminders(toml),
        procedure=read_procedure(folder / "procedure.toml", mistakes),
        comparisons=read_comparisons(folder / COMPARISONS_FILE, mistakes),
        handovers=read_handovers(folder / HANDOVERS, mistakes),
    )


def _check_rows(files: Files, mistakes: Mistakes) -> None:
    """What each file must hold for itself: nothing twice, no end before its start, no post held by two."""
    unique(files.agreements, ("code",), "kode perjanjian", mistakes)
    unique(files.budget_documents, ("code",), "kode dokumen_anggaran", mistakes)
    unique(files.units, ("code",), "kode unit", mistakes)
    unique(files.indicators, ("code",), "kode indikator", mistakes)
    unique(files.hours, ("valid_from", "season"), "jam_kerja", mistakes)
    unique(files.regency_deadlines, ("period",), "tenggat_kabupaten", mistakes)
    check_days(files.days, mistakes)
    check_entered(files.regency_deadlines, files.main, files.days, mistakes)
    unique(files.targets, ("indicator", "document"), "target", mistakes)
    unique(files.ceilings, ("programme", "document"), "pagu", mistakes)
    _spans([*files.units, *files.officials, *files.indicators], mistakes)
    _tenures(files.officials, mistakes)


def _check_references(files: Files, mistakes: Mistakes) -> None:
    """What one file names, another must hold."""
    units = Known.of(files.name("units.csv"), files.units, "code", mistakes)
    programmes = Known.of(files.name("programmes.csv"), files.ceilings, "programme", mistakes)
    indicators = Known.of(files.name("indicators.csv"), files.indicators, "code", mistakes)
    agreements = Known.of("office.toml [[perjanjian]]", files.agreements, "code", mistakes)
    budget_documents = Known.of("office.toml [[dokumen_anggaran]]", files.budget_documents, "code", mistakes)
    units.check(files.indicators, "unit", "unit", mistakes)
    programmes.check(files.indicators, "programme", "program", mistakes)
    indicators.check(files.targets, "indicator", "indikator", mistakes)
    agreements.check(files.targets, "document", "dokumen", mistakes)
    budget_documents.check(files.ceilings, "document", "dokumen", mistakes)
    units.check(files.ceilings, "filled_by", "pengisi", mistakes)
    check_contacts(files.contacts or (), units, mistakes)
    check_comparisons(files.comparisons, indicators, files.agreements, mistakes)
    units.check([Line("office.toml", files.filler_line, {"unit": files.filler})], "unit", "unit", mistakes)
    _heads(files, mistakes)
    check_relations(files.indicators, indicators, mistakes)


def _main_tables(toml: TomlFile, mistakes: Mistakes) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for table, fields in MAIN_TABLES.items():
        values |= toml.table(table, fields).values
        toml.only(table, [*(field.key for field in fields), *(OLD_KEYS if table == "tenggat" else ())])
    toml.only("", [*MAIN_TABLES, "penilaian", "predikat", "perjanjian", "dokumen_anggaran", "pengingat", *DATED_TABLES])
    check_old_keys(toml, mistakes)
    check_days_before(toml, values, mistakes)
    return values


def _reminders(toml: TomlFile) -> ReminderWords:
    """What office.toml says of reminders; their texts are read from templates/pesan/."""
    toml.only("pengingat", [field.key for field in REMINDERS])
    values = toml.table("pengingat", REMINDERS).values if toml.readable else {}
    return ReminderWords(**values)


def _predicates(toml: TomlFile) -> dict[str, Decimal]:
    """The predicates with the lower bound of their scores, best first."""
    table = toml.data.get("predikat", {})
    fields = [Field(name, name, parsing.number) for name in (table if isinstance(table, dict) else {})]
    values = toml.table("predikat", fields).values
    return dict(sorted(values.items(), key=lambda item: item[1], reverse=True))


def _spans(lines: Iterable[Line], mistakes: Mistakes) -> None:
    for line in lines:
        start, end = line.values.get("valid_from"), line.values.get("valid_to")
        if start and end and end < start:
            mistakes.at(line, "valid_to", "'berlaku_sampai' lebih awal daripada 'berlaku_sejak'")


def _tenures(lines: Sequence[Line], mistakes: Mistakes) -> None:
    """Nobody holds one post in one role together with another person."""
    by_post: dict[tuple[Any, Any], list[Line]] = {}
    for line in lines:
        if line.complete(OFFICIAL):
            by_post.setdefault((line.values["role"], line.values["post"]), []).append(line)
    for rows in by_post.values():
        rows.sort(key=lambda row: (row.values["valid_from"], row.number))
        for before, after in pairwise(rows):
            if (before.values["valid_to"] or date.max) >= after.values["valid_from"]:
                post = after.values["post"]
                text = f"jabatan {post!r} pada waktu yang sama sudah dipegang di baris {before.number}"
                mistakes.at(after, "post", text)


def _heads(files: Files, mistakes: Mistakes) -> None:
    """A head of a unit holds a post that some unit names; a misspelt one would leave the signature empty."""
    posts = Known.of(f"{files.name('units.csv')} kolom kepala", files.units, "head", mistakes)
    heads = [line for line in files.officials if line.values.get("role") is Role.UNIT_HEAD]
    posts.check(heads, "post", "jabatan", mistakes)


def _every_unit_asked(files: Files, indicators: Iterable[Indicator], mistakes: Mistakes) -> None:
    """There are units, and each has an indicator; not said while other mistakes may be the cause."""
    lines, name = files.units, files.name("units.csv")
    if mistakes.found and lines:
        return
    if not lines and not any(mistake.file == name for mistake in mistakes.found):
        mistakes.add(name, 0, "belum ada isinya; tulis satu baris untuk tiap unit kerja")
    asked = {item.unit for item in indicators}
    for line in lines:
        if (unit := line.values.get("code")) not in asked:
            mistakes.at(line, "code", f"unit {unit!r} belum punya indikator di {files.name('indicators.csv')}")
