"""The site's files: generated pages written into site/, and MkDocs run over it.

The built site replaces the old one in one move, so that a run killed half-way, or a page that MkDocs refuses,
leaves the old site as it was.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from sheets_sync.errors import SiteError, StoreError, UsageError
from sheets_sync.files import write_atomically

SITE_SECONDS = 600


def write_pages(folder: Path, pages: Mapping[str, str]) -> list[str]:
    """The folder holds these pages and no others; the names of those that are new or changed."""
    try:
        written = [name for name, text in pages.items() if write_atomically(folder / name, text.encode())]
        _drop_others(folder, set(pages))
    except OSError as failure:
        raise StoreError(
            f"Halaman di {folder} tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan."
        ) from failure
    return written


def build(root: Path) -> Path:
    """The site of the office folder is built into public/.

    Raises:
        UsageError: where mkdocs.yml is missing.
        StoreError: where public/ cannot be written.
        SiteError: where MkDocs refuses a page, with its words.
    """
    if not (root / "mkdocs.yml").is_file():
        raise UsageError(f"{root / 'mkdocs.yml'} tidak ada; salin dari kerangka `sheets-sync init`.")
    public, fresh = root / "public", root / ".public-baru"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", fresh.name]
    surroundings = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter, no input from outside
            command,
            cwd=root,
            env=surroundings,
            capture_output=True,
            text=True,
            timeout=SITE_SECONDS,
            check=False,
        )
        if done.returncode:
            raise SiteError(_mkdocs_words(done.stderr + done.stdout))
        shutil.rmtree(public, ignore_errors=True)
        fresh.replace(public)
    except OSError as failure:
        raise StoreError(
            f"Situs di {public} tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan."
        ) from failure
    except subprocess.TimeoutExpired as failure:
        raise SiteError(f"Situs tidak selesai dibangun dalam {SITE_SECONDS} detik.") from failure
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return public


def _mkdocs_words(output: str) -> str:
    """What MkDocs objected to, without its progress lines and tracebacks."""
    told = [
        line.strip() for line in output.splitlines() if line.startswith(("WARNING", "ERROR", "Config value", "Error"))
    ]
    lines = told or output.strip().splitlines()[-1:]
    return "Situs tidak dapat dibangun; periksa halaman di site/ dan mkdocs.yml. MkDocs berkata:\n" + "\n".join(lines)


def _drop_others(folder: Path, wanted: set[str]) -> None:
    for path in folder.rglob("*.md"):
        if path.relative_to(folder).as_posix() not in wanted:
            path.unlink(missing_ok=True)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            shutil.rmtree(path, ignore_errors=True)
