"""The product's whole cycle on the real Google, off unless somebody asks for it.

    sheets-sync google login                          once; or SHEETS_SYNC_GOOGLE as in CI
    SHEETS_SYNC_LIVE=1 python -m pytest tests/live    -s is not needed: the report stands at the end

SHEETS_SYNC_LIVE_FOLDER   the id of a folder in a shared drive, needed where a service account signs in
SHEETS_SYNC_LIVE_SECOND   JSON of a second account (best the key of a service account), which then types as a unit
                          does; without it the office itself types, and what is refused to a unit is not asked
SHEETS_SYNC_LIVE=local    the same tests against the local Google; the suite runs them so (test_local.py)

Everything is made in one folder "sheets-sync live test ...", which is deleted at the end, or put into the bin where
the account may not delete. A run that is killed leaves that folder behind: delete it by hand. No other file is touched.
About 110 calls, never 150; two to three minutes, most of it waiting for Drive.

The modules beside this one ask what `google.md` could not know, one test an open point. A test fails where the
product relies on another answer; all answers are printed at the end.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.form import Form
from sheets_sync.office_books import BOOKS
from sheets_sync.pipeline import Project
from sheets_sync.stores.base import Ref
from sheets_sync.workbook import FIRST_ROW
from tests.conftest import AFTER_TW3, TW3, lay_out_office
from tests.live.conftest import Answer
from tests.live.target import OFF, UNIT, WHY_SKIPPED, Hands, Target, office_of_one_unit

if OFF:
    pytest.skip(WHY_SKIPPED, allow_module_level=True)
pytestmark = pytest.mark.xdist_group("live")

GOOD, WRONG = "88.56", "88 kali"


def test_create_fill_pull_tell_lock_and_read_again(target: Target, tmp_path: Path, answer: Answer) -> None:
    """One unit's form is made, filled, read, told about, mended, locked, and read once more."""
    before = target.requests
    folder = lay_out_office(tmp_path / "kantor")
    office_of_one_unit(folder, target.region, target.root)

    project = _project(folder, target)
    report = project.create(TW3)
    assert (report.troubles, len(report.done)) == ([], 1 + len(BOOKS))
    form, ref = _form_and_ref(project)
    hands = _unit(target, ref)

    _type(hands, ref, form, {"PEM-01": WRONG, "PEM-05": Decimal(75)})
    project = _synced(folder, target)
    submission = project.archive.submissions.get(TW3, UNIT)
    assert submission is not None
    assert {entry.code: entry.value for entry in submission.entries}["PEM-05"] == Decimal(75)
    assert "wajib diperbaiki" in _shown(target, ref, form, "D", "PEM-01")

    _type(hands, ref, form, {"PEM-01": Decimal(GOOD)})
    project = _synced(folder, target)
    submission = project.archive.submissions.get(TW3, UNIT)
    assert submission is not None
    assert submission.entries[0].value == Decimal(GOOD)
    assert "wajib diperbaiki" not in _shown(target, ref, form, "D", "PEM-01")

    assert len(_project(folder, target).lock(TW3, locked=True).done) == 1
    assert _project(folder, target).lock(TW3, locked=True).done == []
    assert _project(folder, target).pull(TW3, full=True).troubles == []
    _at_rest(folder, target)
    answer("the product's cycle with one unit", f"works, {target.requests - before} calls")


def _project(folder: Path, target: Target) -> Project:
    return Project(folder, AFTER_TW3, online=target.connect)


def _form_and_ref(project: Project) -> tuple[Form, Ref]:
    form = project.archive.forms.get(TW3, UNIT)
    held = project.archive.held.get(TW3, UNIT)
    assert form is not None
    assert held is not None
    return form, Ref(str(TW3), UNIT, held.file, UNIT)


def _unit(target: Target, ref: Ref) -> Hands:
    """Who types as the unit: the second account, once the file is shared with it, or the office itself."""
    if target.second is None:
        return target.main
    body = {"type": "user", "role": "writer", "emailAddress": target.second.address}
    target.main.drive("POST", f"/{ref.id}/permissions", body, sendNotificationEmail="false", fields="id")
    return target.second


def _type(hands: Hands, ref: Ref, form: Form, figures: dict[str, Any]) -> None:
    rows = {row.code: number for number, row in enumerate(form.rows, FIRST_ROW)}
    data = [
        {
            "range": f"'{form.words.tab_fill}'!B{rows[code]}",
            "values": [[float(figure) if isinstance(figure, Decimal) else figure]],
        }
        for code, figure in figures.items()
    ]
    hands.sheets("POST", f"{ref.id}/values:batchUpdate", {"valueInputOption": "RAW", "data": data})


def _shown(target: Target, ref: Ref, form: Form, column: str, code: str) -> str:
    """What one cell of the row shows."""
    row = next(number for number, row in enumerate(form.rows, FIRST_ROW) if row.code == code)
    area = f"'{form.words.tab_fill}'!{column}{row}"
    values = target.main.sheets("GET", f"{ref.id}/values/{area}").get("values") or [[""]]
    return str(values[0][0]) if values[0] else ""


def _synced(folder: Path, target: Target) -> Project:
    """Pulled, checked and told, without a trouble; all is read, for how soon Drive lists a change is a point of its own."""
    project = _project(folder, target)
    assert project.pull(TW3, full=True).troubles == []
    for verb in (project.validate, project.feedback):
        assert verb(TW3).troubles == []
    return project


def _at_rest(folder: Path, target: Target) -> None:
    """After a read that found nothing new, a pull asks for one listing and nothing else."""
    target.clock.sleep(5)
    _project(folder, target).pull(TW3)
    target.clock.sleep(5)
    before = target.requests
    assert _project(folder, target).pull(TW3).troubles == []
    assert target.requests - before == 1
