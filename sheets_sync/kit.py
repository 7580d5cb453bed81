"""The shipped kit: mkdocs.yml, templates/, site/ and the sample office, in the package or at the repository.

The one place that knows where it lies. An installed wheel carries it inside the package; a clone has it at its
root.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from sheets_sync.errors import SheetsSyncError, UsageError
from sheets_sync.files import write_atomically

HERE = Path(__file__).resolve().parent
PARTS = ("mkdocs.yml", "templates", "site")
GENERATED = "hasil"  # the folder of site/ that render writes
REGENCY, FRAME = "kabupaten", "kerangka"  # of templates/: a kabupaten's pages, and in there its empty folder
PRIVATE = "contacts.csv"  # addresses: never shipped, never tracked
UNTRACKED = f"""# Alamat surel unit kerja tidak boleh masuk ke git.
/office/{PRIVATE}
# Kunci sementara yang ditulis GitHub Actions saat masuk ke Google.
gha-creds-*.json
# Pengingat memuat nomor dan alamat.
/pengingat/
# Dibuat ulang oleh program.
/public/
/.public-baru/
/site/{GENERATED}/
/laporan/
/catatan-kerusakan/
"""
REGENCY_UNTRACKED = f"""# Dibuat ulang oleh program.
/public/
/.public-baru/
/site/{GENERATED}/
"""


def root() -> Path:
    """The folder that holds the kit."""
    for folder in (HERE / "kit", HERE.parent):
        if all((folder / part).exists() for part in (*PARTS, "office")):
            return folder
    raise SheetsSyncError("Kelengkapan sheets-sync tidak ditemukan; pasang ulang programnya.")


def lay_out(target: Path, *, sample: bool = False, name: str = "") -> None:
    """A new office folder at `target`: empty files to fill in, or the sample office of Kecamatan Batui Selatan.

    Nothing that exists is overwritten: UsageError where the folder already holds anything.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{target} sudah ada isinya; pilih folder lain. Tidak ada yang diubah.")
    kit = root()
    try:
        target.mkdir(parents=True, exist_ok=True)
        source = kit / "office" if sample else kit / "templates" / "office"
        shutil.copytree(source, target / "office", ignore=_only_top(source, PRIVATE))
        shutil.copytree(kit / "templates", target / "templates", ignore=_only_top(kit / "templates", "office", REGENCY))
        shutil.copytree(kit / "site", target / "site", ignore=_only_top(kit / "site", GENERATED))
        shutil.copyfile(kit / "mkdocs.yml", target / "mkdocs.yml")
        (target / ".gitignore").write_text(UNTRACKED, "utf-8")
    except OSError as failure:
        raise UsageError(f"{target} tidak dapat ditulis ({failure.strerror}); pilih folder lain.") from failure
    if not sample:
        _name(target, name or "Kecamatan")


def lay_out_regency(target: Path) -> None:
    """A kabupaten's folder at `target`: what lacks of its site, templates and list of kecamatan is added.

    Nothing that exists is overwritten; UsageError where an office works in that folder.
    """
    if (target / "office").exists() or (target.exists() and not target.is_dir()):
        raise UsageError(f"{target} bukan folder untuk rekap kabupaten (folder kantor, atau berkas); pilih yang lain.")
    own, site = root() / "templates" / REGENCY, root() / "site"
    parts = {target / path.relative_to(own / FRAME): path for path in _files(own / FRAME)}
    parts |= {target / "site" / path.relative_to(site): path for path in _files(site / "assets")}
    for path in _files(own):
        if FRAME not in path.relative_to(own).parts:
            parts[target / "templates" / REGENCY / path.relative_to(own)] = path
    try:
        for place, source in parts.items():
            if not place.exists():
                write_atomically(place, source.read_bytes())
        if not (target / ".gitignore").exists():
            write_atomically(target / ".gitignore", REGENCY_UNTRACKED.encode())
    except OSError as failure:
        raise UsageError(f"{target} tidak dapat ditulis ({failure.strerror}); pilih folder lain.") from failure


def name_regency(target: Path, name: str) -> None:
    """The kabupaten's name stands in the site's title, unless somebody wrote another there.

    The name comes from outside and MkDocs shows the title as it is: one that is more than letters is not taken.
    """
    if re.fullmatch(r"[A-Za-z][A-Za-z .'-]{0,79}", name):
        _replace(target / "mkdocs.yml", r"(?m)^site_name: Kinerja Kabupaten$", _site_name(name))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _only_top(top: Path, *left_out: str) -> Callable[[str, list[str]], set[str]]:
    def ignore(folder: str, names: list[str]) -> set[str]:
        return set(left_out) & set(names) if Path(folder) == top else set()

    return ignore


def _name(target: Path, name: str) -> None:
    """Put the office's name where it stands: the site's title and office.toml."""
    _replace(target / "mkdocs.yml", r"(?m)^site_name: .*$", _site_name(name))
    _replace(target / "office" / "office.toml", r'(?m)^nama *= *""', f"nama = {_quoted(name)}")


def _site_name(name: str) -> str:
    return f"site_name: {_quoted(f'Kinerja {name}')}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _replace(path: Path, pattern: str, line: str) -> None:
    """The first match is that line now; whatever else somebody wrote into the file, and however, stays."""
    try:
        text = path.read_text("utf-8", errors="surrogateescape")
        new, found = re.subn(pattern, line.replace("\\", r"\\"), text, count=1)
        if found:
            write_atomically(path, new.encode("utf-8", "surrogateescape"))
    except OSError as failure:
        raise UsageError(
            f"{path} tidak dapat dibaca atau ditulis ({failure.strerror}); periksa izin dan ruang simpan."
        ) from failure
