"""The command line as an operator meets it: Indonesian words, exit codes, and never a traceback."""

from __future__ import annotations

import gettext
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.conftest import WORKBOOKS, lay_out_office

ROOT = Path(__file__).parent.parent
VERBS = ["init", "demo", "run", "status", "create", "pull", "validate", "feedback", "recap", "report", "render"]
ENGLISH = re.compile(
    r"\b(usage|options|commands|show|exit|error|missing|invalid|default|required|try|help for)\b", re.IGNORECASE
)


def sheets_sync(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with the environment of an English machine."""
    surroundings = os.environ | {"PYTHONPATH": str(ROOT), "LANG": "en_US.UTF-8", "COLUMNS": "200"} | environment
    command = [sys.executable, "-m", "sheets_sync", *arguments]
    return subprocess.run(command, cwd=cwd, env=surroundings, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that was run once for the third quarter."""
    folder = lay_out_office(tmp_path_factory.mktemp("cli") / "kantor satu")
    done = sheets_sync("run", "--period", "2026-TW3", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_a_run_makes_the_documents_too(ran: Path) -> None:
    """What can be made of a quarter in which nobody has sent yet lies in laporan/."""
    made = {path.name for path in (ran / "laporan" / "2026-TW3").iterdir()}
    assert made >= {"rekap-kecamatan.xlsx", "ringkasan.pdf", "ringkasan.png", "bahan-lkjip.docx", "data"}


def test_help_lists_the_verbs_first_in_order(tmp_path: Path) -> None:
    """The top level shows the verbs in the order of the work."""
    words = sheets_sync("--help", cwd=tmp_path).stdout
    places = [words.index(f"\n  {verb} ") for verb in VERBS]
    assert places == sorted(places)


def test_no_command_waits_for_what_only_others_need() -> None:
    """What makes documents, opens workbooks, mails, fetches or signs in is imported by the commands that use it."""
    others = {
        "docx", "docxtpl", "frictionless", "gspread", "lxml", "openpyxl", "PIL", "requests", "sheets_sync.demo", "smtplib",
        "typst", "xlrd", "xlsxwriter",
    }  # fmt: skip
    code = f"import sys, sheets_sync.cli; print(*{others} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_is_indonesian_with_an_example(tmp_path: Path, verb: str) -> None:
    """Every help text is Indonesian throughout, and each verb's has an example."""
    words = sheets_sync(*filter(None, [verb]), "--help", cwd=tmp_path).stdout
    assert "Pemakaian:" in words
    assert ENGLISH.findall(words.replace("--help", "").replace("render", "")) == []
    assert not verb or f"Contoh: sheets-sync {verb}" in words


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["hapus"], "Perintah 'hapus' tidak dikenal", id="unknown command"),
        pytest.param(["run", "--semua"], "Pilihan '--semua' tidak dikenal", id="unknown option"),
        pytest.param(["run", "--period", "TW3"], "tulis seperti 2026-TW3", id="a period misspelt"),
        pytest.param(["init"], "Belum disebut", id="a missing argument"),
        pytest.param(["run", "--office", "tidak-ada"], "sheets-sync init", id="no office there"),
    ],
)
def test_wrong_use_ends_with_2_and_a_clear_line(tmp_path: Path, arguments: list[str], words: str) -> None:
    """Wrong use ends with exit code 2 and one Indonesian line that says what to do."""
    done = sheets_sync(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


def test_all_office_mistakes_at_once(tmp_path: Path) -> None:
    """Mistakes of several office files are all listed with file and line, and end with exit code 2."""
    folder = lay_out_office(tmp_path / "a")
    units = folder / "office" / "units.csv"
    units.write_text(units.read_text("utf-8").replace(",seksi,", ",saksi,"), "utf-8")
    officials = folder / "office" / "officials.csv"
    officials.write_text(officials.read_text("utf-8").replace("definitif,", "tetap,"), "utf-8")
    done = sheets_sync("status", cwd=folder)
    assert done.returncode == 2
    assert len(re.findall(r"units\.csv baris \d+", done.stderr)) >= 5
    assert "officials.csv baris" in done.stderr


def test_run_says_what_it_did(ran: Path) -> None:
    """`run` leaves the site, the archive and the workbooks."""
    assert (ran / "public" / "index.html").is_file()
    assert (ran / "data" / "2026-TW3" / "rekap.json").is_file()
    assert len(list((ran / "lembar" / "2026-TW3").glob("*.xlsx"))) == WORKBOOKS


def test_status_prints_units_and_steps(ran: Path) -> None:
    """`status` names every unit and the step that the office is on."""
    words = sheets_sync("status", "--period", "2026-TW3", cwd=ran).stdout
    assert "Langkah" in words
    assert "Seksi Pemerintahan" in words
    assert "belum diisi" in words


def test_status_as_json(ran: Path) -> None:
    """`status --json` is JSON with nine steps and seven units."""
    found = json.loads(sheets_sync("status", "--period", "2026-TW3", "--json", cwd=ran).stdout)
    assert (len(found["langkah"]), len(found["unit"])) == (9, 7)
    assert found["capaian"] is None


def test_status_prints_the_dates_and_who_kept_them(ran: Path) -> None:
    """Both dates with their reason, the kabupaten's day, and three counts that sum to the seven units."""
    words = sheets_sync("status", "--period", "2026-TW3", cwd=ran).stdout
    assert "Tepat waktu sampai Jumat 9 Oktober 2026 (5 hari kerja sebelum batas kabupaten)" in words
    assert "dikunci Rabu 14 Oktober 2026 (2 hari kerja sebelum batas kabupaten)" in words
    assert "Batas kabupaten: Jumat 16 Oktober 2026 (perkiraan" in words
    assert "0 TEPAT · 0 TERLAMBAT · 7 BELUM, dari 7 unit" in words


def test_status_as_json_tells_dates_and_punctuality(ran: Path) -> None:
    """The same for programs; an assumed deadline has no letter."""
    found = json.loads(sheets_sync("status", "--period", "2026-TW3", "--json", cwd=ran).stdout)
    assert found["tenggat"] == {
        "tepat_waktu_sampai": "2026-10-09", "alasan_tepat_waktu": "5 hari kerja sebelum batas kabupaten",
        "dikunci_pada": "2026-10-14", "alasan_dikunci": "2 hari kerja sebelum batas kabupaten",
        "batas_kabupaten": "2026-10-16", "dasar": None,
    }  # fmt: skip
    assert found["ketepatan"] == {"TEPAT": 0, "TERLAMBAT": 0, "BELUM": 7}
    assert {unit["ketepatan"] for unit in found["unit"]} == {"BELUM"}


def test_each_verb_runs_alone(ran: Path) -> None:
    """Each verb can be run again by itself on what lies there."""
    for verb in ("create", "pull", "validate", "feedback", "recap"):
        assert sheets_sync(verb, "--period", "2026-TW3", cwd=ran).returncode == 0, verb
    assert sheets_sync("render", "--no-build", cwd=ran).returncode == 0


def test_a_unit_that_cannot_be_read_ends_with_1(tmp_path: Path) -> None:
    """A broken workbook is named on the screen, everything else goes on, and the exit code is 1."""
    folder = lay_out_office(tmp_path / "a")
    sheets_sync("create", "--period", "2026-TW3", cwd=folder)
    path = next((folder / "lembar" / "2026-TW3").glob("PEM *.xlsx"))
    path.write_bytes(path.read_bytes()[:2000])
    done = sheets_sync("pull", "--period", "2026-TW3", cwd=folder)
    assert done.returncode == 1
    assert path.name in done.stderr
    assert len(list((folder / "data" / "2026-TW3" / "kiriman").iterdir())) == 6


def test_a_store_that_refuses_ends_with_4(tmp_path: Path) -> None:
    """Where the workbooks' folder cannot be written, the message says so and the exit code is 4."""
    folder = lay_out_office(tmp_path / "a")
    (folder / "lembar").write_text("bukan folder", "utf-8")
    done = sheets_sync("create", "--period", "2026-TW3", cwd=folder)
    assert done.returncode == 4
    assert "lembar" in done.stderr


def test_a_fault_of_ours_ends_with_3_and_a_log(tmp_path: Path) -> None:
    """A fault of ours shows one sentence; the traceback goes into a log file that the sentence names."""
    folder = lay_out_office(tmp_path / "a")
    sheets_sync("run", "--period", "2026-TW3", cwd=folder)
    page = folder / "templates" / "pages" / "unit.md.j2"
    page.write_text("{{ 1 / 0 }}", "utf-8")
    done = sheets_sync("render", cwd=folder)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    log = next((folder / "catatan-kerusakan").glob("*.log"))
    assert log.name in done.stderr
    assert "ZeroDivisionError" in log.read_text("utf-8")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(tmp_path: Path, shell: str) -> None:
    """Completion scripts are printed for the usual shells."""
    assert "_SHEETS_SYNC_COMPLETE" in sheets_sync("completion", shell, cwd=tmp_path).stdout


def test_init_refuses_a_folder_with_content(tmp_path: Path) -> None:
    """`init` never writes into a folder that holds anything."""
    (tmp_path / "isi.txt").write_text("milik orang", "utf-8")
    done = sheets_sync("init", str(tmp_path), cwd=tmp_path)
    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["isi.txt"]


def test_init_then_says_what_is_to_fill(tmp_path: Path) -> None:
    """A new office takes its name, and `run` lists with file and line what is still to be filled."""
    sheets_sync("init", "kantor", "--nama", 'Kecamatan "Batui" & Co', cwd=tmp_path)
    done = sheets_sync("run", cwd=tmp_path / "kantor")
    assert done.returncode == 2
    assert re.search(r"office\.toml baris \d+: 'kabupaten' masih kosong", done.stderr)
    assert "'nama'" not in done.stderr
    assert "units.csv" in done.stderr


def test_version(tmp_path: Path) -> None:
    """The version is printed in Indonesian."""
    assert re.fullmatch(r"sheets-sync, versi \d+\.\d+\.\d+\n", sheets_sync("--version", cwd=tmp_path).stdout)


def test_compiled_words_follow_their_source() -> None:
    """Click's compiled Indonesian words are those of the .po file beside them."""
    folder = ROOT / "sheets_sync" / "locale" / "id" / "LC_MESSAGES"
    with (folder / "messages.po").open("rb") as source, (folder / "messages.mo").open("rb") as compiled:
        wanted = [message for message in read_po(source, locale="id") if message.id]
        words = gettext.GNUTranslations(compiled)
    for message in wanted:
        translated = [message.string] if isinstance(message.string, str) else list(message.string or ())
        known = [message.id] if isinstance(message.id, str) else list(message.id)
        got = words.gettext(known[0]) if len(known) == 1 else words.ngettext(known[0], known[1], 2)
        assert [got] == translated
