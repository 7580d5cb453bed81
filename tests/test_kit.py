"""The shipped kit: found in a clone and in an installed wheel alike."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from sheets_sync import kit
from sheets_sync.errors import UsageError

ROOT = Path(__file__).parent.parent
BANNED = re.compile(r"\b(temuan|galat|error|submit|disahkan)\b", re.IGNORECASE)


def test_the_kit_is_whole() -> None:
    """mkdocs.yml, templates, site, the sample office and the empty one are found in one place."""
    root = kit.root()
    assert all(
        (root / part).exists() for part in ("mkdocs.yml", "templates/forms", "site/index.md", "office/units.csv")
    )
    assert (root / "templates" / "office" / "units.csv").is_file()


def test_an_empty_office_has_no_traces_of_the_sample(tmp_path: Path) -> None:
    """A new office folder carries its own name and nothing of Batui Selatan."""
    kit.lay_out(tmp_path / "kantor", name="Kecamatan Maju")
    files = [path for folder in ("office", "site") for path in (tmp_path / "kantor" / folder).rglob("*.*")]
    texts = "\n".join(
        line for path in files for line in path.read_text("utf-8").splitlines() if not line.startswith("#")
    )
    assert "Batui" not in texts + (tmp_path / "kantor" / "mkdocs.yml").read_text("utf-8")
    assert "Kinerja Kecamatan Maju" in (tmp_path / "kantor" / "mkdocs.yml").read_text("utf-8")
    assert not (tmp_path / "kantor" / "templates" / "office").exists()


def test_document_templates_arrive_byte_for_byte(tmp_path: Path) -> None:
    """`init` lays the office's papers out as they were shipped, with the font of the Camat's page and its licence."""
    kit.lay_out(tmp_path / "kantor")
    shipped, laid_out = (_files(root / "templates" / "documents") for root in (ROOT, tmp_path / "kantor"))
    assert {"nota-dinas.docx", "ringkasan.typ", "font/LiberationSans-Regular.ttf", "font/OFL.txt"} < set(shipped)
    assert laid_out == shipped


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A folder with content is refused, and so is a file."""
    (tmp_path / "a").write_text("isi", "utf-8")
    with pytest.raises(UsageError):
        kit.lay_out(tmp_path / "a")
    with pytest.raises(UsageError):
        kit.lay_out(tmp_path)


def test_a_kabupaten_is_laid_out_around_what_it_edited(tmp_path: Path) -> None:
    """What lacks is added, what is there stays; an office gets none of it."""
    kab = tmp_path / "kab"
    (kab / "kabupaten").mkdir(parents=True)
    (kab / "kabupaten" / "kecamatan.csv").write_text("kode,nama\n", "utf-8")
    kit.lay_out_regency(kab)
    (kab / "site" / "tentang.md").write_text("# Kami\n", "utf-8")
    kit.lay_out_regency(kab)
    assert (kab / "kabupaten" / "kecamatan.csv").read_text("utf-8") == "kode,nama\n"
    assert (kab / "site" / "tentang.md").read_text("utf-8") == "# Kami\n"
    assert (kab / "site" / "assets" / "gaya.css").read_bytes() == (ROOT / "site" / "assets" / "gaya.css").read_bytes()
    assert not (kab / "templates" / "kabupaten" / "kerangka").exists()
    kit.lay_out(tmp_path / "kantor")
    assert not (tmp_path / "kantor" / "templates" / "kabupaten").exists()


def test_git_keeps_the_source_of_the_pages() -> None:
    """site/ is the source: git ignores only what is generated in it."""
    ignored = [
        subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT, check=False).returncode == 0
        for path in ("site/index.md", "site/assets/gaya.css", "site/hasil/2026-TW3/index.md", "demo/office/office.toml")
    ]
    assert ignored == [False, False, True, True]


@pytest.mark.parametrize(
    "path",
    [
        path
        for folder in ("templates/pages", "templates/forms", "templates/kabupaten", "site")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".j2", ".md", ".toml") and "hasil" not in path.parts
    ],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_words_that_an_office_does_not_use(path: Path) -> None:
    """No template says temuan (an auditor's word), galat, error or submit; the SOP's own "Disahkan oleh" may stand."""
    words = path.read_text("utf-8").replace("Disahkan oleh", "").replace("procedure.approved_by", "")
    assert BANNED.findall(words) == []


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a wheel that was built and installed outside the repository."""
    folder = tmp_path_factory.mktemp("roda")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder), str(ROOT)],
        check=True,
        timeout=120,
    )
    wheel = next(folder.glob("*.whl"))
    with zipfile.ZipFile(wheel) as content:
        assert "sheets_sync/kit/site/index.md" in content.namelist()
        assert not [name for name in content.namelist() if "/hasil/" in name]
        for name, shipped in _files(ROOT / "templates" / "documents").items():
            assert content.read(f"sheets_sync/kit/templates/documents/{name}") == shipped
    venv.create(folder / "venv", symlinks=True)
    python = folder / "venv" / "bin" / "python"
    # The libraries of this environment stand in for their download; the package itself comes from the wheel alone.
    target = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    libraries = subprocess.run(
        [sys.executable, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    subprocess.run(
        [*pip, "install", "--no-deps", "--no-index", "--target", target, str(wheel)], check=True, timeout=120
    )
    (Path(target) / "libraries.pth").write_text(f"{libraries}\n", "utf-8")
    return python


def test_init_and_demo_from_a_wheel(installed: Path, tmp_path: Path) -> None:
    """Installed from its wheel, `init` and `demo` work outside the repository."""
    surroundings = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(installed), "-m", "sheets_sync", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=surroundings, check=True, capture_output=True, text=True, timeout=180
        )

    where = subprocess.run(
        [str(installed), "-c", "import sheets_sync; print(sheets_sync.__file__)"],
        cwd=tmp_path, env=surroundings, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert str(installed.parent.parent) in where
    run("init", "kantor")
    assert (tmp_path / "kantor" / "office" / "units.csv").is_file()
    run("demo")
    assert (tmp_path / "demo" / "public" / "index.html").is_file()


def test_addresses_are_never_shipped_or_tracked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clone whose own office has contacts.csv lays out no copy of it, and git leaves the office's own alone."""
    clone = tmp_path / "klon"
    kit.lay_out(clone, sample=True)
    (clone / "office" / "contacts.csv").write_text("unit,surel,jenis\n", "utf-8")
    shutil.copytree(kit.root() / "templates" / "office", clone / "templates" / "office")
    monkeypatch.setattr(kit, "HERE", clone / "sheets_sync")
    kit.lay_out(tmp_path / "lain", sample=True)
    assert not (tmp_path / "lain" / "office" / "contacts.csv").exists()
    assert "/office/contacts.csv" in (tmp_path / "lain" / ".gitignore").read_text("utf-8").splitlines()


@pytest.mark.parametrize("made", ["/laporan/", "/public/", "/site/hasil/", "/pengingat/"])
def test_what_is_made_anew_is_left_to_no_repository(made: str) -> None:
    """Neither the office's own nor ours keeps it."""
    ours = (kit.root() / ".gitignore").read_text("utf-8").splitlines()
    assert made in kit.UNTRACKED.splitlines()
    assert made in ours
