"""The office's own files (office/, templates/forms/) as one checked `Office`.

`load` reports every mistake of every file at once. What each column means stands in the tables of fields
below; their Indonesian headings are what the office sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from sheets_sync import tables
from sheets_sync.errors import OfficeError
from sheets_sync.form import FormWords
from sheets_sync.model import (
    ZONES,
    Accumulation,
    Actor,
    Band,
    Ceiling,
    DayKind,
    Document,
    EditorsNote,
    Frequency,
    Holder,
    Indicator,
    KnownFrom,
    Office,
    Official,
    Polarity,
    Procedure,
    Role,
    SpecialDay,
    Step,
    Target,
    TargetSet,
    Tenure,
    TypedAs,
    Unit,
    UnitKind,
)
from sheets_sync.tables import Field, Line, Mistakes, TomlFile

Made = TypeVar("Made")

UNIT = (
    Field("kode", "code", tables.unit_code),
    Field("nama", "name", tables.filled_text),
    Field("jenis", "kind", tables.choice(UnitKind)),
    Field("kepala", "head", tables.filled_text),
    Field("berlaku_sejak", "valid_from", tables.day),
    Field("berlaku_sampai", "valid_to", tables.day, required=False),
)
OFFICIAL = (
    Field("peran", "role", tables.choice(Role)),
    Field("jabatan", "post", tables.filled_text),
    Field("nama", "name", tables.filled_text),
    Field("nip", "nip", tables.nip, required=False, default=""),
    Field("status", "tenure", tables.choice(Tenure)),
    Field("berlaku_sejak", "valid_from", tables.day),
    Field("berlaku_sampai", "valid_to", tables.day, required=False),
    Field("contoh", "sample", tables.yes_no, required=False, default=False),
)
INDICATOR = (
    Field("kode", "code", tables.code),
    Field("unit", "unit", tables.unit_code),
    Field("sasaran", "objective", tables.filled_text),
    Field("indikator", "name", tables.filled_text),
    Field("definisi", "definition", tables.filled_text),
    Field("satuan", "measure", tables.filled_text),
    Field("arah", "polarity", tables.choice(Polarity)),
    Field("akumulasi", "accumulation", tables.choice(Accumulation)),
    Field("frekuensi", "frequency", tables.choice(Frequency)),
    Field("bulan_tersedia", "available_month", tables.between(1, 12)),
    Field("cara_isi", "typed_as", tables.choice(TypedAs)),
    Field("desimal", "decimals", tables.between(0, 6)),
    Field("maksimum", "maximum", tables.number, required=False),
    Field("sumber", "source", tables.filled_text),
    Field("bukti_wajib", "evidence_required", tables.yes_no),
    Field("program", "programme", tables.programme_code, required=False, default=""),
    Field("berlaku_sejak", "valid_from", tables.day),
    Field("berlaku_sampai", "valid_to", tables.day, required=False),
)
TARGET = (
    Field("indikator", "indicator", tables.code),
    Field("dokumen", "document", tables.code),
    Field("target_tahun", "annual", tables.text, required=False),
    *(Field(f"tw{quarter}", f"tw{quarter}", tables.text, required=False) for quarter in range(1, 5)),
)
CEILING = (
    Field("kode", "programme", tables.programme_code),
    Field("nama", "name", tables.filled_text),
    Field("dokumen", "document", tables.code),
    Field("pagu", "amount", tables.amount),
    Field("pengisi", "filled_by", tables.unit_code, required=False, default=""),
)
SPECIAL_DAY = (
    Field("tanggal", "day", tables.day),
    Field("jenis", "kind", tables.choice(DayKind)),
    Field("keterangan", "note", tables.text, required=False, default=""),
)
OFFICE = (
    Field("nama", "name", tables.filled_text),
    Field("kabupaten", "regency", tables.filled_text),
    Field("provinsi", "province", tables.filled_text),
    Field("kode_wilayah", "region_code", tables.region_code),
    Field("zona_waktu", "zone", tables.one_of(*ZONES)),
    Field("kertas", "paper", tables.one_of("F4", "A4")),
    Field("kop", "letterhead", tables.texts),
    Field("data_contoh", "sample", tables.yes_no, required=False, default=False),
)
STORE = (
    Field("jenis", "store", tables.one_of("folder")),
    Field("folder", "folder", tables.filled_text, required=False, default="lembar"),
)
DEADLINES = (
    Field("tepat_waktu", "on_time_days", tables.between(1, 60)),
    Field("dikunci", "lock_days", tables.between(1, 90)),
)
BUDGET = (Field("pengisi", "budget_filler", tables.unit_code),)
BAND = (Field("nama", "name", tables.filled_text), Field("mulai", "floor", tables.number))
DOCUMENT = (
    Field("kode", "code", tables.code),
    Field("jenis", "kind", tables.filled_text),
    Field("tahun", "year", tables.between(2000, 2999)),
    Field("nomor", "number", tables.text, required=False, default=""),
    Field("tanggal", "dated", tables.day),
    Field("berlaku_sejak", "in_force_from", tables.day),
)
IDENTITY = (
    Field("pemerintah", "government", tables.text, required=False, default=""),
    Field("kecamatan", "district", tables.text, required=False, default=""),
    Field("kabupaten", "regency", tables.text, required=False, default=""),
    Field("nomor", "number", tables.text, required=False, default=""),
    Field("tanggal_pembuatan", "made_on", tables.text, required=False, default=""),
    Field("tanggal_revisi", "revised_on", tables.text, required=False, default=""),
    Field("tanggal_efektif", "effective_on", tables.text, required=False, default=""),
    Field("judul", "title", tables.filled_text),
)
APPROVAL = (
    Field("jabatan", "approved_by_post", tables.text, required=False, default=""),
    Field("nama", "approved_by_name", tables.text, required=False, default=""),
    Field("nip", "approved_by_nip", tables.nip, required=False, default=""),
)
PROCEDURE_LISTS = (
    Field("dasar_hukum", "legal_bases", tables.texts),
    Field("kualifikasi", "qualifications", tables.texts),
    Field("keterkaitan", "related", tables.texts),
    Field("peralatan", "equipment", tables.texts),
    Field("peringatan", "warnings", tables.texts),
    Field("pencatatan", "records", tables.texts),
    Field("pencatatan_penutup", "records_closing", tables.text, required=False, default=""),
    Field("judul_output", "output_heading", tables.text, required=False, default="Output"),
)
ACTOR = (Field("kode", "code", tables.filled_text), Field("nama", "name", tables.filled_text))
HOLDER = (
    Field("oleh", "by", tables.choice(Role)),
    Field("bersama", "together_with", tables.choice(Role), required=False),
    Field("diperiksa", "checked_by", tables.choice(Role), required=False),
    Field("melalui", "through", tables.choice(Role), required=False),
    Field("kepada", "to", tables.choice(Role), required=False),
)
NOTE = (Field("tempat", "place", tables.filled_text), Field("teks", "text", tables.filled_text))

FORM_TABLES: dict[str, dict[str, str]] = {
    "tab": {"isi": "tab_fill", "anggaran": "tab_budget", "formulir": "tab_form", "petunjuk": "tab_guide", "periksa": "tab_findings"},
    "isi": {
        "judul": "title", "petunjuk": "instruction", "terisi": "filled", "wajib": "must_mend",
        "indikator": "indicator", "realisasi": "actual", "keterangan": "note", "catatan": "findings",
        "target": "target", "catatan_belum_waktunya": "not_due_finding",
        "makin_rendah": "lower_is_better", "sampai_triwulan": "to_date", "kirim": "send", "ya": "yes",
        "nama": "sender", "angka_saja": "number_only", "pilih": "choose", "pilih_ya": "choose_yes",
    },
    "anggaran": {
        "judul": "budget_title", "petunjuk": "budget_instruction", "program": "programme",
        "realisasi": "budget_actual", "pagu": "ceiling",
    },
    "formulir": {"judul": "form_title", "kolom": "form_columns", "tanda_tangan": "form_signature"},
    "petunjuk": {"judul": "guide_title", "isi": "guide"},
    "periksa": {"judul": "findings_title", "tidak_ada": "findings_none", "kolom": "findings_columns"},
}  # fmt: skip
FORM_LISTS = {"form_columns": 10, "guide": 0, "findings_columns": 7}  # how many texts; 0 for any number


def load(root: Path) -> tuple[Office, FormWords]:
    """The office of the folder `root` and the words of its form; OfficeError lists all mistakes."""
    mistakes = Mistakes()
    folder = root / "office"
    if not folder.is_dir():
        mistakes.add(
            "office/", 0, f"tidak ada di {root}; jalankan di folder kantor, atau buat dengan `sheets-sync init`"
        )
        raise OfficeError(mistakes.found)
    words = _read_words(root / "templates" / "forms" / "triwulan.toml", mistakes)
    office = _Loader(folder, mistakes).office()
    if mistakes.found or office is None or words is None:
        raise OfficeError(mistakes.found)
    return office, words


def _read_words(path: Path, mistakes: Mistakes) -> FormWords | None:
    toml = TomlFile(path, mistakes)
    if not toml.readable:
        return None
    read: dict[str, Any] = {}
    for table, keys in FORM_TABLES.items():
        fields = [Field(key, name, _words_of(name)) for key, name in keys.items()]
        read |= toml.table(table, fields).values
        toml.only(table, keys)
    toml.only("", FORM_TABLES)
    names = [name for keys in FORM_TABLES.values() for name in keys.values()]
    return FormWords(**read) if all(name in read for name in names) else None


def _words_of(name: str) -> Callable[[Any], Any]:
    """What reads a text of the form (or a list of texts), with its {placeholders} tried out."""

    def parse(value: Any) -> Any:
        result = tables.texts(value) if name in FORM_LISTS else tables.filled_text(value)
        if FORM_LISTS.get(name) and len(result) != FORM_LISTS[name]:
            raise ValueError(f"harus {FORM_LISTS[name]} teks, sekarang {len(result)}")
        for words in result if isinstance(result, tuple) else (result,):
            fill(words, dict.fromkeys(PLACEHOLDERS, ""))
        return result

    return parse


PLACEHOLDERS = ("unit", "triwulan", "rentang", "batas", "dikunci", "kantor", "kepala")


def fill(words: str, values: dict[str, str]) -> str:
    """The text with its {placeholders} filled; ValueError names one that is unknown."""
    try:
        return words.format_map(values)
    except (KeyError, IndexError, ValueError, AttributeError) as problem:
        raise ValueError(
            f"ada {{...}} yang tidak dikenal ({problem}); yang ada: {', '.join(f'{{{name}}}' for name in PLACEHOLDERS)}"
        ) from problem


class _Loader:
    """Reads the files of one office folder and holds them against each other."""

    def __init__(self, folder: Path, mistakes: Mistakes) -> None:
        self.folder = folder
        self.mistakes = mistakes

    def office(self) -> Office | None:
        toml = TomlFile(self.folder / "office.toml", self.mistakes)
        read = self._office_tables(toml) if toml.readable else None
        bands = self._made(Band, toml.tables("penilaian.skala", BAND), BAND)
        predicates = self._predicates(toml)
        agreements = self._documents(toml, "perjanjian")
        budget_documents = self._documents(toml, "dokumen_anggaran")
        unit_lines = self._csv("units.csv", UNIT)
        official_lines = self._csv("officials.csv", OFFICIAL)
        indicator_lines = self._csv("indicators.csv", INDICATOR)
        target_lines = self._csv("targets.csv", TARGET)
        ceiling_lines = self._csv("programmes.csv", CEILING)
        day_lines = self._csv("holidays.csv", SPECIAL_DAY)
        procedure = self._procedure()

        units = self._made(Unit, unit_lines, UNIT)
        indicators = self._made(Indicator, indicator_lines, INDICATOR)
        unit_codes = {unit.code for unit in units}
        self._spans(unit_lines + official_lines + indicator_lines)
        self._unique(unit_lines, "code", "kode unit")
        self._unique(indicator_lines, "code", "kode indikator")
        self._unique(day_lines, "day", "tanggal")
        self._tenures(official_lines)
        self._refers(indicator_lines, "unit", unit_codes, "unit", "units.csv")
        programme_codes = {line.values.get("programme") for line in ceiling_lines}
        self._refers(indicator_lines, "programme", programme_codes | {""}, "program", "programmes.csv")
        targets = self._targets(target_lines, {item.code: item for item in indicators}, agreements, predicates)
        filler = read.values.get("budget_filler", "") if read else ""
        if filler and unit_lines and filler not in unit_codes:
            self.mistakes.add(
                "office.toml", toml.line("anggaran", key="pengisi"), f"unit {filler!r} tidak ada di units.csv"
            )
        ceilings = self._ceilings(ceiling_lines, unit_codes, budget_documents, filler)
        if not unit_lines and not any(mistake.file == "units.csv" for mistake in self.mistakes.found):
            self.mistakes.add("units.csv", 0, "belum ada isinya; tulis satu baris untuk tiap unit kerja")
        self._unit_has_indicators(unit_lines, indicators)
        if self.mistakes.found or read is None or procedure is None:
            return None
        return Office(
            **read.values,
            bands=tuple(sorted(bands, key=lambda band: band.floor, reverse=True)),
            predicates=predicates,
            agreements=agreements,
            budget_documents=budget_documents,
            units=units,
            officials=self._made(Official, official_lines, OFFICIAL),
            indicators=indicators,
            targets=targets,
            ceilings=ceilings,
            special_days=self._made(SpecialDay, day_lines, SPECIAL_DAY),
            procedure=procedure,
        )

    def _csv(self, name: str, fields: Sequence[Field]) -> list[Line]:
        return tables.read_csv(self.folder / name, fields, self.mistakes)

    def _made(self, kind: Callable[..., Made], lines: Iterable[Line], fields: Sequence[Field]) -> tuple[Made, ...]:
        return tuple(kind(**line.values) for line in lines if line.complete(fields))

    # --- office.toml -----------------------------------------------------------------------------------

    def _office_tables(self, toml: TomlFile) -> Line:
        known = {"kantor": OFFICE, "penyimpanan": STORE, "tenggat": DEADLINES, "anggaran": BUDGET}
        values: dict[str, Any] = {}
        for table, fields in known.items():
            values |= toml.table(table, fields).values
            toml.only(table, [field.key for field in fields])
        assessment = (
            Field("batas_rata_rata", "average_cap", self._cap, required=False),
            Field("ambang_perhatian", "attention_below", tables.number, required=False, default=Decimal(76)),
        )
        assessment_table = toml.data.get("penilaian", {})
        values |= toml.table("penilaian", assessment).values
        toml.only("penilaian", ["batas_rata_rata", "ambang_perhatian", "skala"])
        toml.only("", [*known, "penilaian", "predikat", "perjanjian", "dokumen_anggaran"])
        if values.get("lock_days", 90) < values.get("on_time_days", 0):
            self.mistakes.add(
                "office.toml", toml.line("tenggat", key="dikunci"), "'dikunci' lebih awal daripada 'tepat_waktu'"
            )
        if not isinstance(assessment_table, dict) or not assessment_table.get("skala"):
            self.mistakes.add(
                "office.toml", toml.line("penilaian"), "[[penilaian.skala]] belum ada; isi nama dan mulai tiap kategori"
            )
        return Line("office.toml", 0, values)

    @staticmethod
    def _cap(value: Any) -> Decimal | None:
        return None if value == "tidak ada" else tables.amount(value)

    def _predicates(self, toml: TomlFile) -> dict[str, Decimal]:
        table = toml.data.get("predikat", {})
        if not isinstance(table, dict):
            table = {}
        fields = [Field(name, name, tables.number) for name in table]
        values = toml.table("predikat", fields).values
        return dict(sorted(values.items(), key=lambda item: item[1], reverse=True))

    def _documents(self, toml: TomlFile, path: str) -> tuple[Document, ...]:
        lines = toml.tables(path, DOCUMENT)
        self._unique(lines, "code", f"kode {path}")
        return self._made(Document, lines, DOCUMENT)

    # --- rows held against each other ------------------------------------------------------------------

    def _unique(self, lines: Iterable[Line], name: str, words: str) -> None:
        first: dict[Any, int] = {}
        for line in lines:
            value = line.values.get(name)
            if value in first:
                self.mistakes.add(line.file, line.number, f"{words} {str(value)!r} sudah ada di baris {first[value]}")
            elif value is not None:
                first[value] = line.number

    def _spans(self, lines: Iterable[Line]) -> None:
        for line in lines:
            start, end = line.values.get("valid_from"), line.values.get("valid_to")
            if start and end and end < start:
                self.mistakes.add(line.file, line.number, "'berlaku_sampai' lebih awal daripada 'berlaku_sejak'")

    def _tenures(self, lines: Sequence[Line]) -> None:
        """Nobody holds one post in one role together with another person."""
        by_post: dict[tuple[Any, Any], list[Line]] = {}
        for line in lines:
            if line.complete(OFFICIAL):
                by_post.setdefault((line.values["role"], line.values["post"]), []).append(line)
        for rows in by_post.values():
            rows.sort(key=lambda row: row.values["valid_from"])
            for before, after in pairwise(rows):
                if (before.values["valid_to"] or date.max) >= after.values["valid_from"]:
                    self.mistakes.add(
                        after.file, after.number,
                        f"jabatan {after.values['post']!r} pada waktu yang sama sudah dipegang di baris {before.number}",
                    )  # fmt: skip

    def _refers(self, lines: Iterable[Line], name: str, known: Iterable[Any], words: str, file: str) -> None:
        allowed = set(known)
        for line in lines:
            value = line.values.get(name)
            if value is not None and value not in allowed:
                self.mistakes.add(line.file, line.number, f"{words} {value!r} tidak ada di {file}")

    def _unit_has_indicators(self, unit_lines: Iterable[Line], indicators: Iterable[Indicator]) -> None:
        counts = Counter(item.unit for item in indicators)
        for line in unit_lines:
            unit = line.values.get("code")
            if unit and not counts[unit] and not self.mistakes.found:
                self.mistakes.add(line.file, line.number, f"unit {unit!r} belum punya indikator di indicators.csv")

    def _targets(
        self,
        lines: Sequence[Line],
        indicators: dict[str, Indicator],
        agreements: Sequence[Document],
        predicates: dict[str, Decimal],
    ) -> tuple[TargetSet, ...]:
        codes = {document.code for document in agreements}
        self._refers(lines, "indicator", indicators, "indikator", "indicators.csv")
        self._refers(lines, "document", codes, "dokumen", "office.toml [[perjanjian]]")
        self._unique_pairs(lines, ("indicator", "document"), "target indikator ini dalam dokumen yang sama")
        made = []
        for line in lines:
            indicator = indicators.get(line.values.get("indicator", ""))
            if indicator is None or not line.complete(TARGET):
                continue
            cells = [self._target(line, key, indicator, predicates) for key in ("annual", "tw1", "tw2", "tw3", "tw4")]
            for quarter, cell in enumerate(cells[1:], 1):
                if cell is not None and not indicator.due_in(quarter):
                    self.mistakes.add(
                        line.file,
                        line.number,
                        f"'tw{quarter}' berisi target, padahal {indicator.code} belum waktunya di triwulan itu",
                    )
            made.append(
                TargetSet(indicator.code, line.values["document"], cells[0], (cells[1], cells[2], cells[3], cells[4]))
            )
        return tuple(made)

    def _target(self, line: Line, key: str, indicator: Indicator, predicates: dict[str, Decimal]) -> Target | None:
        words = line.values[key]
        if words is None:
            return None
        try:
            return parse_target(words, indicator, predicates)
        except ValueError as problem:
            heading = {"annual": "target_tahun"}.get(key, key)
            self.mistakes.add(line.file, line.number, f"{heading!r} {indicator.code}: {problem}")
            return None

    def _ceilings(
        self, lines: Sequence[Line], units: set[str], documents: Sequence[Document], filler: str
    ) -> tuple[Ceiling, ...]:
        codes = {document.code for document in documents}
        self._refers(lines, "document", codes, "dokumen", "office.toml [[dokumen_anggaran]]")
        self._refers(lines, "filled_by", units | {""}, "pengisi", "units.csv")
        self._unique_pairs(lines, ("programme", "document"), "pagu program ini dalam dokumen yang sama")
        return tuple(
            Ceiling(**{**line.values, "filled_by": line.values["filled_by"] or filler})
            for line in lines
            if line.complete(CEILING)
        )

    def _unique_pairs(self, lines: Iterable[Line], names: tuple[str, str], words: str) -> None:
        pairs = [
            Line(line.file, line.number, {"pair": tuple(line.values.get(name) for name in names)})
            for line in lines
            if all(line.values.get(name) for name in names)
        ]
        self._unique(pairs, "pair", words)

    # --- procedure.toml ----------------------------------------------------------------------------------

    def _procedure(self) -> Procedure | None:
        toml = TomlFile(self.folder / "procedure.toml", self.mistakes)
        if not toml.readable:
            return None
        values: dict[str, Any] = {}
        tables_inside = ("identitas", "disahkan", "pelaku", "langkah", "catatan_penyunting")
        for path, fields in (("", PROCEDURE_LISTS), ("identitas", IDENTITY), ("disahkan", APPROVAL)):
            values |= toml.table(path, fields).values
            toml.only(path, [*(field.key for field in fields), *(tables_inside if not path else ())])
        actors = self._made(Actor, toml.tables("pelaku", ACTOR), ACTOR)
        steps = self._steps(toml, {actor.code for actor in actors})
        notes = self._made(EditorsNote, toml.tables("catatan_penyunting", NOTE), NOTE)
        needed = [field.name for field in (*PROCEDURE_LISTS, *IDENTITY, *APPROVAL)]
        if any(name not in values for name in needed):
            return None
        return Procedure(**values, actors=actors, steps=steps, notes=notes)

    def _steps(self, toml: TomlFile, actors: set[str]) -> tuple[Step, ...]:
        def drawn(value: Any) -> dict[str, str]:
            cells = _text_table(value)
            if unknown := sorted(set(cells) - actors):
                raise ValueError(f"pelaku tidak dikenal: {', '.join(unknown)}")
            return cells

        def holder(value: Any) -> Holder:
            inner = Mistakes()
            line = tables.read_fields("", 0, [(field, _text_table(value).get(field.key)) for field in HOLDER], inner)
            if inner.found:
                raise ValueError("; ".join(mistake.text for mistake in inner.found))
            return Holder(**line.values)

        fields = (
            Field("nomor", "number", tables.between(1, 99)),
            Field("singkat", "title", tables.filled_text),
            Field("uraian", "description", tables.filled_text),
            Field("kelengkapan", "inputs", tables.text, required=False, default=""),
            Field("waktu", "minutes", tables.between(1, 99_999)),
            Field("output", "output", tables.text, required=False, default=""),
            Field("keterangan", "remark", tables.text, required=False, default=""),
            Field("sumber", "drawn", drawn),
            Field("pelaksana", "holder", holder),
            Field("diketahui_dari", "known_from", tables.choice(KnownFrom)),
        )
        lines = toml.tables("langkah", fields)
        self._unique(lines, "number", "nomor langkah")
        if not lines:
            self.mistakes.add(toml.file, 0, "belum ada [[langkah]]")
        return tuple(sorted(self._made(Step, lines, fields), key=lambda step: step.number))


def _text_table(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError('seharusnya seperti { camat = "→" }')
    return {key: tables.text(item) for key, item in value.items()}


def parse_target(words: str, indicator: Indicator, predicates: dict[str, Decimal]) -> Target:
    """The target as the office writes it: `88,56`, a range `95-105`, or a predicate `BB`; ValueError else."""
    if indicator.is_predicate:
        if words.upper() not in predicates:
            raise ValueError(f"predikat {words!r} tidak ada di office.toml [predikat]")
        score = predicates[words.upper()]
        return Target(score, score, words.upper())
    low, dash, high = words.replace("–", "-").partition("-")
    if indicator.polarity is Polarity.RANGE:
        if not (dash and low.strip() and high.strip()):
            raise ValueError(f"target {words!r} seharusnya rentang seperti 95-105")
        bounds = tables.number(low), tables.number(high)
        if bounds[1] < bounds[0]:
            raise ValueError(f"rentang {words!r} terbalik")
        return Target(*bounds)
    value = tables.number(words)
    return Target(value, value)
