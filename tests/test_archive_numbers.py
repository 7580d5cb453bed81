"""Numbers in the archive: a figure that is no number is refused, with its file and its place in it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from sheets_sync.archive import Archive
from sheets_sync.errors import ArchiveError
from sheets_sync.form import Form
from tests.conftest import TW3
from tests.rules.sheets import answered, blank, typed


@pytest.mark.parametrize(
    "number", ['"NaN"', '"Infinity"', '"-Infinity"', '"sNaN"', "NaN", "Infinity", "-Infinity", '"1e"']
)
def test_what_is_no_number_is_refused(tmp_path: Path, forms: dict[str, Form], number: str) -> None:
    """Whether as JSON's text or bare: nothing is computed from it; read whole, or for its figures alone."""
    archive = Archive(tmp_path)
    archive.submissions.keep(TW3, "PEM", typed(blank(forms["PEM"]), "PEM-05", number="37.5"))
    path = tmp_path / "2026-TW3" / "kiriman" / "PEM.json"
    content = path.read_text("utf-8")
    assert content.count('"37.5"') == 1
    path.write_text(content.replace('"37.5"', number), "utf-8")

    for shelf in (archive.submissions, archive.figures):
        with pytest.raises(ArchiveError, match=r"PEM\.json rusak di (entries\.\d+\.value|awal berkas)"):
            shelf.get(TW3, "PEM")


def test_a_target_that_is_no_number_is_refused(tmp_path: Path, forms: dict[str, Form]) -> None:
    """In a form as sent, too."""
    archive = Archive(tmp_path)
    archive.forms.keep(TW3, "PEM", forms["PEM"])
    path = tmp_path / "2026-TW3" / "format" / "PEM.json"
    content = path.read_text("utf-8")
    path.write_text(content.replace('"low": "', '"low": "NaN', 1), "utf-8")

    with pytest.raises(ArchiveError, match=r"PEM\.json rusak di rows\.\d+\.\w+\.low"):
        archive.forms.get(TW3, "PEM")


def test_figures_come_back_digit_by_digit(tmp_path: Path, forms: dict[str, Form]) -> None:
    """Ten digits of rupiah and ten decimals, as typed."""
    archive, submission = Archive(tmp_path), answered(forms["REN"])
    for code, number in (("REN-01", "0.0000000001"), ("7.01.02", "9876543210.55")):
        submission = typed(submission, code, number=number)
    archive.submissions.keep(TW3, "REN", submission)
    kept = archive.submissions.get(TW3, "REN")

    assert kept == submission
    assert {str(entry.value) for entry in (*kept.entries, *kept.budget)} >= {"1E-10", str(Decimal("9876543210.55"))}
