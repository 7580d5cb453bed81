"""The office's own words in the workbooks, from templates/forms/triwulan.toml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from string import Formatter
from typing import Any

from sheets_sync.form import FormWords
from sheets_sync.settings import parsing
from sheets_sync.settings.rows import Field, Mistakes
from sheets_sync.settings.toml_file import TomlFile

FORM_TABLES: dict[str, dict[str, str]] = {
    "tab": {
        "isi": "tab_fill", "anggaran": "tab_budget", "kendala": "tab_causes", "formulir": "tab_form",
        "petunjuk": "tab_guide", "periksa": "tab_findings",
    },
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
    "kendala": {
        "judul": "causes_title", "petunjuk": "causes_instruction", "hambatan": "obstacle", "tindak_lanjut": "follow_up",
        "isi": "causes_wanted", "perlu": "causes_left",
    },
    "formulir": {"judul": "form_title", "kolom": "form_columns", "tanda_tangan": "form_signature"},
    "petunjuk": {"judul": "guide_title", "isi": "guide"},
    "periksa": {
        "judul": "findings_title", "tidak_ada": "findings_none", "kolom": "findings_columns",
        "cara_menjawab": "reply_hint", "jawaban": "replies",
    },
}  # fmt: skip
LONGEST_INVITATION = 2_000  # characters; it travels in an address, and names are filled in
FORM_LISTS = {"form_columns": 10, "guide": 0, "findings_columns": 9, "replies": 0}  # how many texts; 0 for any number


def read_words(path: Path, mistakes: Mistakes) -> FormWords | None:
    toml = TomlFile(path, mistakes)
    if not toml.readable:
        return None
    read: dict[str, Any] = {}
    for table, keys in FORM_TABLES.items():
        fields = [Field(key, name, words_field(name)) for key, name in keys.items()]
        read |= toml.table(table, fields).values
        toml.only(table, keys)
    toml.only("", FORM_TABLES)
    names = [name for keys in FORM_TABLES.values() for name in keys.values()]
    return FormWords(**read) if all(name in read for name in names) else None


def read_invitation(path: Path, mistakes: Mistakes) -> str:
    """The official message in the invitation to an online workbook; empty where the office has none."""
    try:
        words = path.read_text("utf-8-sig")
        check_placeholders(words)
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as problem:
        mistakes.add(path.name, 0, str(problem))
        return ""
    if len(words) > LONGEST_INVITATION:
        mistakes.add(path.name, 0, f"lebih dari {LONGEST_INVITATION} huruf; Google tidak mengirim surat sepanjang itu")
    return words.strip()


def words_field(name: str) -> Callable[[Any], Any]:
    """What reads a text of the form (or a list of texts), with its {placeholders} tried out."""

    def parse(value: Any) -> Any:
        result = parsing.texts(value) if name in FORM_LISTS else parsing.filled_text(value)
        if FORM_LISTS.get(name) and len(result) != FORM_LISTS[name]:
            raise ValueError(f"harus {FORM_LISTS[name]} teks, sekarang {len(result)}")
        if name == "replies" and not result:
            raise ValueError("harus memuat sedikitnya satu jawaban")
        for words in result if isinstance(result, tuple) else (result,):
            check_placeholders(words)
        return result

    return parse


PLACEHOLDERS = (
    "unit", "triwulan", "rentang", "batas", "alasan_batas", "dikunci", "alasan_dikunci", "batas_kabupaten", "kantor",
    "kepala", "ambang",
)  # fmt: skip


def check_placeholders(words: str) -> None:
    """ValueError names a {placeholder} that is not one of ours, or that asks for more than its text."""
    try:
        parts = list(Formatter().parse(words))
    except ValueError as problem:
        raise ValueError("kurung kurawalnya tidak berpasangan") from problem
    for _, name, format_spec, conversion in parts:
        if name is not None and (name not in PLACEHOLDERS or format_spec or conversion):
            allowed = ", ".join(f"{{{known}}}" for known in PLACEHOLDERS)
            raise ValueError(f"{{{name}}} tidak dikenal; yang ada: {allowed}")
