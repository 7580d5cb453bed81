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

HERE = Path(__file__).resolve().parent
PARTS = ("mkdocs.yml", "templates", "site")
GENERATED = "hasil"  # the folder of site/ that render writes
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
        shutil.copytree(kit / "templates", target / "templates", ignore=_only_top(kit / "templates", "office"))
        shutil.copytree(kit / "site", target / "site", ignore=_only_top(kit / "site", GENERATED))
        shutil.copyfile(kit / "mkdocs.yml", target / "mkdocs.yml")
        (target / ".gitignore").write_text(UNTRACKED, "utf-8")
    except OSError as failure:
        raise UsageError(f"{target} tidak dapat ditulis ({failure.strerror}); pilih folder lain.") from failure
    if not sample:
        _name(target, name or "Kecamatan")


def _only_top(top: Path, left_out: str) -> Callable[[str, list[str]], set[str]]:
    def ignore(folder: str, names: list[str]) -> set[str]:
        return {left_out} & set(names) if Path(folder) == top else set()

    return ignore


def _name(target: Path, name: str) -> None:
    """Put the office's name where it stands: the site's title and office.toml."""
    quoted = json.dumps(name, ensure_ascii=False)
    for path, pattern, line in (
        (
            target / "mkdocs.yml",
            r"(?m)^site_name: .*$",
            f"site_name: {json.dumps(f'Kinerja {name}', ensure_ascii=False)}",
        ),
        (target / "office" / "office.toml", r'(?m)^nama *= *""', f"nama = {quoted}"),
    ):
        escaped = line.replace("\\", r"\\")
        path.write_text(re.sub(pattern, escaped, path.read_text("utf-8"), count=1), "utf-8")
