"""The real LibreOffice, without a window: it opens files and saves them in another format."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path


def save_as(paths: Iterable[Path], extension: str, folder: Path, profile: Path, opened_as: str = "") -> Path:
    """Open all files in one start and save them as `extension` in the folder, under their own names.

    `opened_as` is the filter that reads them, where LibreOffice should not choose it.
    """
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", extension]
    command += [f"--infilter={opened_as}"] if opened_as else []
    subprocess.run([*command, "--outdir", str(folder), *map(str, paths)], capture_output=True, timeout=120, check=True)
    return folder
